"""Policies: does one fit an enterprise?"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any, Mapping, NamedTuple

from . import _native


class PolicyMatch(NamedTuple):
    """Whether a policy fits.

    verdict  "match", "no match", or "unknown": something is not known that would decide it
    because  for people: what holds, what fails with its value, or what is missing
    missing  of "unknown": the fewest facts that can make it a match
    policy   its id
    title    its title; of a desk's answer
    """

    verdict: str
    because: str = ""
    missing: tuple[str, ...] = ()
    policy: str = ""
    title: str = ""


class Policy:
    """A policy that enterprises may claim, its tests compiled. Immutable, usable from any number of threads.

    >>> Policy("data/demo/policies/P-001.json").match({"staff": 30, "region": "530102"}, date(2026, 3, 2)).verdict
    'match'
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Reads a policy's JSON file; docs/policies.md has the form.

        Raises InvalidDocument with every finding.
        """
        self._policy = _native.Policy.parse(Path(path).read_text(encoding="utf-8-sig"), os.fspath(path))

    @classmethod
    def parse(cls, content: str, file_name: str = "policy.json") -> Policy:
        """The same from memory; `file_name` stands in findings."""
        policy = cls.__new__(cls)
        policy._policy = _native.Policy.parse(content, file_name)
        return policy

    def match(self, facts: Mapping[str, Any], on: date) -> PolicyMatch:
        """Whether it fits an enterprise of which this is known, on this day. A fact that is absent or None is neither
        true nor false."""
        verdict, because, missing = self._policy.match(dict(facts), on.isoformat())
        return PolicyMatch(verdict, because, tuple(missing))
