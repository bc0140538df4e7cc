"""Who would get which need, and which needs go round in circles, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who would accompany a need, and why."""

    need: str
    officer: str = ""  # empty: there is nobody
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How good a plan is: many needs assigned, then little misfit, then little crowding."""

    assigned: int
    misfit: int  # how far down the order of choice the officers stand, summed; 0: all at their post
    crowding: int  # what is added to the sum of load² / capacity over officers, in millionths
    fullest: int  # the highest load / capacity of an officer who gets a need, in thousandths


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPlan:
    """What reassign or assign_waiting would do. The oldest need first."""

    assigned: tuple[Assignment, ...]
    waiting: tuple[Assignment, ...]  # for whom there is nobody
    measure: Measure
    greedy: Measure  # the same, if one need after the other were assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedCircle:
    """A need that came back to a department that had it."""

    need: str
    circles: tuple[tuple[str, ...], ...]  # each from a department by way of others back to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Two departments that send needs to each other."""

    a: str
    b: str
    there: int  # times from a to b
    back: int  # times from b to a
    both_ways: int  # needs that went there and back


@dataclass(frozen=True, slots=True, kw_only=True)
class Circles:
    """Needs that came back, and pairs of departments that send needs to each other."""

    needs: tuple[NeedCircle, ...]  # the newest first
    pairs: tuple[Exchange, ...]  # those that send most first


def plan_of(document: Mapping[str, Any]) -> AssignmentPlan:
    return AssignmentPlan(
        assigned=tuple(Assignment(**one) for one in document["assigned"]),
        waiting=tuple(Assignment(**one) for one in document["waiting"]),
        measure=Measure(**document["measure"]),
        greedy=Measure(**document["greedy"]),
    )


def circles_of(document: Mapping[str, Any]) -> Circles:
    return Circles(
        needs=tuple(
            NeedCircle(need=one["need"], circles=tuple(tuple(circle) for circle in one["circles"]))
            for one in document["needs"]
        ),
        pairs=tuple(Exchange(**pair) for pair in document["pairs"]),
    )
