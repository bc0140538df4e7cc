"""The desk: what happened."""

from __future__ import annotations

import json
import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Iterator, Mapping

from . import _native
from ._coordination import AssignmentPlan, Circles, circles_of, plan_of
from ._entities import Enterprise, EnterpriseImportSummary, ImportSummary, Need, Receipt, Step, document_of, receipt_of, step_of
from ._errors import Finding, IllegalState, InvalidArgument
from ._policy import PolicyMatch
from ._table import RoutingExplanation, routing_of

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class ServiceDesk:
    """One database file with all that was published and all that happened.

    May be used from several threads at once, and one database by several processes. Every method raises an Error and
    then has changed nothing.

    >>> with ServiceDesk("park.db") as desk:
    ...     need = desk.register_need(Need(enterprise="91530102MA6000016F", text="想要贷款"),
    ...                               actor="officer:O-001", key="visit-1207-1")
    ...     print(need.lead_name, need.because, need.due)
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        clock: Callable[[], datetime] | None = None,
        durable: bool = True,
        create: bool = True,
    ) -> None:
        """Opens the database, or creates it.

        clock    tells the time; must return datetimes with a time zone. Without it: the machine's
        durable  False: an import may lose its last commands on a power cut, never its consistency
        create   False: NotFound if there is no such database, Foreign if the file is empty

        Raises Foreign for a file that is not ours or of a newer schema, Corrupt for a damaged one.
        """
        self._path, self._clock = os.fspath(path), clock or _now
        told = None if clock is None else lambda: _microseconds(clock())
        self._open: _native.Desk | None = _native.Desk.open(self._path, told, durable, create)

    def close(self) -> None:
        """Further calls raise IllegalState. Closing twice is legal."""
        self._open = None

    def __enter__(self) -> ServiceDesk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _desk(self) -> _native.Desk:
        if self._open is None:
            raise IllegalState("illegal_state", "the desk is closed")
        return self._open

    def apply(
        self,
        command: Mapping[str, Any],
        *,
        actor: str | None = None,
        key: str | None = None,
        at: datetime | None = None,
        system: str = "",
    ) -> Receipt:
        """Carries out a command: {"command": "sign", "need": "N-000001"}; docs/documents.md has them all.

        actor  who acts: "host", "officer:ID", "enterprise:CODE"; vouched for by you
        key    idempotency key: a repeat of the command under it gives the first receipt
        at     when it is said to have happened; None: now, by the desk's clock
        system the calling system: the scope of the key

        Each of these may stand in the command itself instead.
        """
        document = dict(command)
        if actor is not None:
            document["actor"] = actor
        if key is not None:
            document["key"] = key
        if system:
            document["system"] = system
        if at is not None or "at" not in document:
            document["at"] = _text(at or self._clock())
        return receipt_of(json.loads(self._desk.apply(_json(document))))

    def register_enterprise(self, enterprise: Enterprise, *, actor: str, key: str, at: datetime | None = None) -> Receipt:
        """Registers an enterprise, or replaces what is known of it."""
        return self.apply({"command": "register_enterprise", **document_of(enterprise)}, actor=actor, key=key, at=at)

    def redact_enterprise(
        self, enterprise: str, reason: str, *, actor: str, key: str, at: datetime | None = None
    ) -> Receipt:
        """Takes the contact of an enterprise, name and phone, out of everything that was told of it, for good.

        Raises Refused (illegal_state) if there is none.
        """
        command = {"command": "redact_enterprise", "enterprise": enterprise, "reason": reason}
        return self.apply(command, actor=actor, key=key, at=at)

    def register_need(self, need: Need, *, actor: str, key: str, at: datetime | None = None) -> Receipt:
        """Registers a need: it is routed and dispatched in the same transaction."""
        return self.apply({"command": "register_need", **document_of(need)}, actor=actor, key=key, at=at)

    def publish(
        self,
        kind: str,
        content: str | Path,
        *,
        key: str,
        actor: str = "host",
        at: datetime | None = None,
        file: str = "",
        effective: datetime | None = None,
        open_needs: str = "keep",
    ) -> Receipt:
        """Puts a document in force: the text, or the Path of a file.

        kind       organisation, services, calendar, routing, sla, size, policy, settings
        file       how a text is called in findings; its ending says which form it has
        effective  from when; None: from `at`
        open_needs  keep: their clocks stay; recalculate: running clocks are put anew (sla, calendar)

        Raises InvalidDocument with every finding.
        """
        document = {"command": "publish", **_publication(kind, content, file), "open_needs": open_needs}
        if effective is not None:
            document["effective"] = _text(effective)
        return self.apply(document, actor=actor, key=key, at=at)

    def preview(
        self, kind: str, content: str | Path, *, viewer: str = "host", at: datetime | None = None, file: str = ""
    ) -> dict[str, Any]:
        """What publishing it with open_needs="recalculate" would do: which clocks would become overdue, or no longer
        be; "text" says it for people. Changes nothing."""
        query = {"query": "preview", "viewer": viewer, **_publication(kind, content, file)}
        return self.query({**query, "at": _text(at)} if at else query)

    def query(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Answers a query as its viewer may see it: {"query": "need", "need": "N-000001", "viewer": "host"}."""
        answer: dict[str, Any] = json.loads(self._desk.query(_json(query)))
        return answer

    def need(self, id: str, *, viewer: str, as_of: datetime | int | None = None) -> dict[str, Any]:
        """One need: summary, state, need, history. NotFound also if the viewer may not see it.

        as_of  as it stood then, or up to this sequence number; None: now
        """
        return self.query({"query": "need", "need": id, "viewer": viewer, **_past(as_of)})

    def needs(self, *, viewer: str, **conditions: Any) -> list[dict[str, Any]]:
        """The needs that the viewer may see, most urgent first; all conditions must hold: stage, open_only,
        enterprise, department, officer, region, due_before, remaining_below (seconds of working time), limit; as_of: as it
        stood at a datetime, or up to a sequence number."""
        wanted = {name: _text(value) if isinstance(value, datetime) else value for name, value in conditions.items()}
        found: list[dict[str, Any]] = self.query({"query": "needs", "viewer": viewer, **wanted})["needs"]
        return found

    def explain(
        self, id: str, *, viewer: str, language: str = "zh", as_of: datetime | int | None = None
    ) -> str:
        """Why the need went where it went, and why it is due when it is due; in Chinese, or in English ("en"); as_of as
        in need()."""
        query = {"query": "explain", "need": id, "viewer": viewer, "language": language, **_past(as_of)}
        return str(self.query(query)["text"])

    def shares(self, id: str, *, viewer: str, at: datetime | None = None) -> dict[str, Any]:
        """Whose time the age of the need was, up to an instant or up to now: {"age", "shares": [{"holder",
        "department", "name", "elapsed", "paused"}]}, all in microseconds; what elapsed sums to the age exactly."""
        query = {"query": "shares", "need": id, "viewer": viewer}
        return self.query({**query, "at": _text(at)} if at else query)

    def tasks(self, id: str, *, viewer: str, as_of: datetime | int | None = None) -> dict[str, Any]:
        """The supporting tasks of a need: {"tasks": [{"department", "due", "late", "holds_up", …}], "critical", "due",
        "expected"}: what is waited for comes first; the critical path decides the joint due date; as_of as in need()."""
        return self.query({"query": "tasks", "need": id, "viewer": viewer, **_past(as_of)})

    def explain_routing(self, id: str, *, viewer: str, rule: str | None = None) -> RoutingExplanation:
        """Why the routing table decided for its rule, or why `rule` hit or did not: by the table that was in force when
        the need was routed, with the values that it saw then. NotFound also for a rule that this table did not have."""
        wanted = {"rule": rule} if rule else {}
        return routing_of(self.query({"query": "explain_routing", "need": id, "viewer": viewer, **wanted}))

    def assignment_plan(self, officer: str = "", *, viewer: str) -> AssignmentPlan:
        """What reassign would do now with the open needs of an officer, or, without one, assign_waiting with those that
        nobody accompanies. For who may give the command: NotAllowed for others."""
        wanted = {"officer": officer} if officer else {}
        return plan_of(self.query({"query": "assignment_plan", "viewer": viewer, **wanted}))

    def circles(self, *, viewer: str, limit: int = 20, as_of: datetime | int | None = None) -> Circles:
        """Of the needs that the viewer may see, those that came back to a department that had it, and the pairs of
        departments that send needs to each other most; at most `limit` (1 to 1,000) of each; as_of as in need()."""
        return circles_of(self.query({"query": "circles", "viewer": viewer, "limit": limit, **_past(as_of)}))

    def policies(self, enterprise: str, on: date, *, viewer: str) -> list[PolicyMatch]:
        """Which of the policies in force on this day fit the enterprise, which do not, and what is not known."""
        query = {"query": "policies", "enterprise": enterprise, "date": on.isoformat(), "viewer": viewer}
        found = self.query(query)["policies"]
        return [PolicyMatch(**{**one, "missing": tuple(one.get("missing", ()))}) for one in found]

    def report(
        self,
        as_of: datetime | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        region: str = "",
        department: str = "",
    ) -> dict[str, Any]:
        """Figures from the ledger (docs/report.md): needs registered from `since` up to but not including `until`, as they
        stood at `as_of`, now unless given. Not held against a viewer; reads the whole ledger."""
        report: dict[str, Any] = json.loads(self._report(False, as_of, since, until, region, department))
        return report

    def report_text(
        self,
        as_of: datetime | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        region: str = "",
        department: str = "",
    ) -> str:
        """The same as Chinese text for a terminal."""
        return self._report(True, as_of, since, until, region, department)

    def _report(
        self, as_text: bool, as_of: datetime | None, since: datetime | None, until: datetime | None, region: str, department: str
    ) -> str:
        times = {"as_of": as_of or self._clock(), "from": since, "until": until}
        names = {"region": region, "department": department}
        query = {name: _text(at) for name, at in times.items() if at} | {name: value for name, value in names.items() if value}
        return _native.report(self._path, _json(query), as_text)

    def tick(self, now: datetime | None = None) -> list[Step]:
        """Records every step that fell due up to now, each once, and returns those that this call recorded."""
        document = json.loads(self._desk.tick(_microseconds(now or self._clock())))
        return [step_of(step) for step in document["steps"]]

    def events(self, after: int = 0, limit: int = 1000) -> tuple[list[dict[str, Any]], int]:
        """Events after a sequence number, in their one order, and the number to go on from."""
        document = json.loads(self._desk.events(after, limit))
        return document["events"], document["next"]

    def all_events(self, after: int = 0) -> Iterator[dict[str, Any]]:
        """Every event that there is after a sequence number."""
        while True:
            events, next_after = self.events(after)
            if not events:
                return
            yield from events
            after = next_after

    def verify(self, head: Mapping[str, Any] | None = None) -> list[Finding]:
        """Recomputes everything from the ledger and compares; empty if all agree. With a head that head() once gave,
        a cut tail and a full rewriting are found too."""
        return self._desk.verify("" if head is None else _json(head))

    def import_cases(
        self,
        path: str | os.PathLike[str],
        *,
        system: str = "import",
        offset: str = "+08:00",
        batch: int = 2_000,
        bad: Callable[[Finding], object] | None = None,
        progress: Callable[[int, int], bool | None] | None = None,
    ) -> ImportSummary:
        """Takes past cases out of a file of another system, JSON Lines, or CSV if its name ends so: a row each, with
        their original times; docs/import.md has the form.

        system    the scope of the keys: the same rows are taken once, so that an import that broke off is run again
        offset    of times that are written without one
        batch     rows in one transaction; other writers wait that long
        bad       called with a finding for each row that is not taken; the rest is
        progress  called after each transaction with the rows and bytes read so far; False stops
        """
        done = self._desk.import_cases(os.fspath(path), system, offset, batch, bad, progress)
        return ImportSummary(**json.loads(done))

    def import_enterprises(
        self,
        path: str | os.PathLike[str],
        *,
        actor: str = "host",
        system: str = "",
        at: datetime | None = None,
        imported: bool = False,
        batch: int = 1_000,
        tell: Callable[[Finding], object] | None = None,
        progress: Callable[[int, int], bool | None] | None = None,
    ) -> EnterpriseImportSummary:
        """Fills the registry from a file of any size, JSON Lines, or CSV if its name ends so: a row an enterprise, of
        which only what differs from what is known is recorded; docs/enterprises.md has the columns.

        actor     "host", or an administrator as "officer:ID"
        system    the system that the rows come from, for the ledger
        at        when this was so; None: now. Not too far from the desk's clock, but if `imported`
        imported  the past of another system (host only)
        batch     rows in one event and one transaction, 1 to 10,000; other writers wait that long
        tell      called with a finding for everything that is wrong: of an error the row was not taken, of a warning it
                  was; the rest is taken
        progress  called after each transaction with the rows and bytes read so far; False stops

        What was taken stays; an import that broke off is run again.
        """
        when = None if at is None else _microseconds(at)
        done = self._desk.import_enterprises(os.fspath(path), actor, system, when, imported, batch, tell, progress)
        return EnterpriseImportSummary(**json.loads(done))

    def head(self) -> dict[str, Any]:
        """The end of the hash chain, to be kept elsewhere."""
        head: dict[str, Any] = json.loads(self._desk.head())
        return head

    def backup(self, to: str | os.PathLike[str]) -> None:
        """Writes a consistent copy, while others write; `to` must not exist."""
        self._desk.backup(os.fspath(to))

    @staticmethod
    def restore(
        backup: str | os.PathLike[str], to: str | os.PathLike[str], head: Mapping[str, Any] | None = None
    ) -> None:
        """Puts a backup in the place of a database that was lost: copies it to `to`, which must not exist, and verifies
        the copy, against a head that head() once gave, before it takes that name.

        Raises InvalidDocument with all that verify finds; then nothing is left at `to`. Without a head a backup that is
        old, cut or rewritten as a whole is not told from a good one.
        """
        _native.Desk.restore(os.fspath(backup), os.fspath(to), "" if head is None else _json(head))


def _past(as_of: datetime | int | None) -> dict[str, Any]:
    if as_of is None:
        return {}
    return {"as_of": _text(as_of) if isinstance(as_of, datetime) else as_of}


def _publication(kind: str, content: str | Path, file: str) -> dict[str, str]:
    if isinstance(content, Path):
        file = file or content.name
        content = _text_of(content.read_bytes())
    return {"kind": kind, "content": content, "file": file or kind + _ending(content)}


def _text_of(data: bytes) -> str:
    """UTF-8, with or without byte order mark, or GB18030: what spreadsheets save."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _ending(content: str) -> str:
    return {"<": ".dmn", "{": ".json", "[": ".json"}.get(content.lstrip()[:1], ".csv")


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise InvalidArgument("invalid_argument", "a desk takes datetimes with a time zone")
    return at


def _text(at: datetime) -> str:
    return _aware(at).isoformat()


def _microseconds(at: datetime) -> int:
    return (_aware(at) - _EPOCH) // timedelta(microseconds=1)
