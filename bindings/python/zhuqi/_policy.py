"""Policies: does one fit an enterprise, or many of them many?"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any, Iterable, Mapping, NamedTuple, Sequence, overload

from . import _native
from ._errors import InvalidArgument
from ._table import _are_columns, _like, _rows

_SHOW = ("match", "unknown", "short", "no")


class PolicyMatch(NamedTuple):
    """Whether a policy fits.

    verdict     "match", "no match", or "unknown": something is not known that would decide it
    because     for people: what holds, what fails with its value, or what is missing
    missing     of "unknown": the fewest facts that can make it a match
    policy      its id
    title       its title
    amount_fen  of a match: what it is worth, in fen; None: the facts do not tell
    short_of    of "no match": the fact of the condition that fails, if it is one alone
    """

    verdict: str
    because: str = ""
    missing: tuple[str, ...] = ()
    policy: str = ""
    title: str = ""
    amount_fen: int | None = None
    short_of: str = ""


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
        return PolicyMatch(*self._policy.match(dict(facts), on.isoformat()))


class Policies:
    """Many policies made ready for many enterprises. Immutable, usable from any number of threads.

    >>> policies = Policies([Policy(path) for path in sorted(Path("data/demo/policies").glob("*.json"))])
    >>> pairs = policies.match(polars.read_csv("enterprises.csv"), date(2026, 3, 2))
    """

    def __init__(self, policies: Iterable[Policy]) -> None:
        """Raises InvalidArgument if two have one id."""
        self._policies = _native.Policies.of([policy._policy for policy in policies])

    @overload
    def match(
        self, enterprises: Mapping[str, list[Any]], on: date, *, show: Iterable[str] = ..., brief: bool = ...
    ) -> dict[str, list[Any]]: ...
    @overload
    def match(
        self, enterprises: Mapping[str, Any], on: date, *, show: Iterable[str] = ..., brief: bool = ...
    ) -> list[PolicyMatch]: ...
    @overload
    def match(
        self, enterprises: Sequence[dict[str, Any]], on: date, *, show: Iterable[str] = ..., brief: bool = ...
    ) -> list[list[PolicyMatch]]: ...
    @overload
    def match(self, enterprises: Any, on: date, *, show: Iterable[str] = ..., brief: bool = ...) -> Any: ...
    def match(
        self, enterprises: Any, on: date, *, show: Iterable[str] = ("match", "unknown", "short"), brief: bool = False
    ) -> Any:
        """Holds enterprises against all policies, on this day; the verdicts are those of Policy.match.

        dict           the facts of one enterprise: a list of PolicyMatch, in the order of the policies
        list of dicts  such a list for each
        dict of lists  columns: a dict of lists, a row for each pair
        Arrow          anything with __arrow_c_stream__ or __arrow_c_array__, with a column for each fact that is known
                       (docs/policies.md; numbers in their units, tags as text with ; between): a row for each pair, as
                       the same kind of table (pyarrow, polars, pandas), else as Columns. Other threads run meanwhile.

        Columns of pairs: row (the enterprise, from 0), credit_code, policy, verdict, amount_fen, one_short, short_of,
        because, missing, error (of an enterprise with text that is not UTF-8: one row, without a policy).

        show   which pairs: match, unknown, short (no match, for one condition alone), no (all no match)
        brief  leave out short_of, because and missing of columns: an order of magnitude faster

        Raises InvalidArgument for a column of a type that its fact cannot have; TooLarge for more than 2 GiB of text:
        stream() gives any number of pairs.
        """
        if hasattr(enterprises, "__arrow_c_stream__") or hasattr(enterprises, "__arrow_c_array__"):
            return _like(enterprises, self._policies.match_arrow(enterprises, on.isoformat(), _shown(show), brief))
        if isinstance(enterprises, Mapping):
            if _are_columns(enterprises):
                return self._match_columns(enterprises, on, show, brief)
            return self._match_facts(enterprises, on, show)
        return [self._match_facts(facts, on, show) for facts in enterprises]

    def stream(
        self,
        enterprises: Any,
        on: date,
        *,
        show: Iterable[str] = ("match", "unknown", "short"),
        brief: bool = False,
        pairs: int = 65_536,
    ) -> _native.ColumnStream:
        """The same for Arrow data of any size: the pairs as a stream, worked out as it is read, in batches of at most
        `pairs`. Takes over what `enterprises` gives. For pyarrow.RecordBatchReader.from_stream, DuckDB, polars."""
        return self._policies.match_stream(enterprises, on.isoformat(), _shown(show), brief, pairs)

    def _match_facts(self, facts: Mapping[str, Any], on: date, show: Iterable[str]) -> list[PolicyMatch]:
        return [PolicyMatch(*pair) for pair in self._policies.match_facts(dict(facts), on.isoformat(), _shown(show))]

    def _match_columns(
        self, columns: Mapping[str, Sequence[Any]], on: date, show: Iterable[str], brief: bool
    ) -> dict[str, list[Any]]:
        shown = tuple(show)
        pairs = [
            (row, facts.get("credit_code"), pair)
            for row, facts in enumerate(_rows(columns))
            for pair in self._match_facts(facts, on, shown)
        ]
        return {
            "row": [row for row, _, _ in pairs],
            "credit_code": [code for _, code, _ in pairs],
            "policy": [pair.policy for _, _, pair in pairs],
            "verdict": [pair.verdict for _, _, pair in pairs],
            "amount_fen": [pair.amount_fen for _, _, pair in pairs],
            "one_short": [bool(pair.short_of) for _, _, pair in pairs],
            "short_of": [None if brief else pair.short_of or None for _, _, pair in pairs],
            "because": [None if brief else pair.because or None for _, _, pair in pairs],
            "missing": [None if brief else list(pair.missing) or None for _, _, pair in pairs],
            "error": [None] * len(pairs),
        }


def _shown(show: Iterable[str]) -> tuple[bool, bool, bool, bool]:
    wanted = {show} if isinstance(show, str) else set(show)
    if not wanted <= set(_SHOW):
        raise InvalidArgument("invalid_argument", f"show: expected some of {', '.join(_SHOW)}", "show")
    return "match" in wanted, "unknown" in wanted, "short" in wanted, "no" in wanted
