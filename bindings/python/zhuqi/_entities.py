"""What goes into a desk and comes out of it, as values."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, fields
from datetime import datetime
from typing import Any, Mapping


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise as the desk knows it. What is not known is None or empty, never zero. Money is in fen."""

    id: str  # unified social credit code
    name: str
    region: str  # GB/T 2260 code of the address
    _: KW_ONLY
    industry: str = ""  # GB/T 4754-2017, "C2710"
    staff: int | None = None
    revenue_fen: int | None = None
    assets_fen: int | None = None
    research_fen: int | None = None
    tier: str = ""  # 创新型, 专精特新, 小巨人
    group: str = ""  # its service group; empty: as the organisation says
    building: str = ""  # by the operator's name for it
    tags: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A need of an enterprise, as it was said."""

    enterprise: str
    text: str
    _: KW_ONLY
    service_item: str = ""
    source: str = ""
    channel: str = ""
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarNeed:
    """A need that may say the same."""

    need: str
    likeness: str  # "likely_the_same", "possibly_related"
    alike: int  # shared words of all, in thousandths


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a command did: the sequence numbers of its events, and of a need how the command left it."""

    stream: str
    first: int
    last: int
    text: str
    need: str = ""
    stage: str = ""
    lead: str = ""
    lead_name: str = ""
    supporting: tuple[str, ...] = ()
    officer: str = ""
    because: str = ""
    due: datetime | None = None  # in UTC; None: the clock has stopped, or is provisional
    possible_duplicates: tuple[SimilarNeed, ...] = ()  # of a need registered
    claim: str = ""  # of claims of policies
    proposal: str = ""  # of proposals
    warnings: tuple[str, ...] = ()  # of a document published: it is in force all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a ladder that fell due: who is to be told what."""

    seq: int
    clock: str  # "sign", "resolve"; of a claim "apply", "pay"; of a proposal "answer"
    kind: str  # "warn", "breach", "escalate"
    due: datetime
    tell: str  # "officer", "department", "supervisor", "above", "enterprise"
    recipients: tuple[str, ...]
    need: str = ""  # of the three ids one is given
    claim: str = ""
    proposal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What an import did: the rows that were read, and of them those recorded, recorded before, and refused."""

    rows: int
    taken: int
    already: int
    bad: int
    events: int
    needs: int
    stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseImportSummary:
    """What an import of enterprises did: the rows that were read, and of them those that were new, that changed what is
    known, that changed nothing, and that were refused."""

    rows: int
    added: int
    changed: int
    same: int
    bad: int
    events: int
    stopped: bool


def document_of(entity: Enterprise | Need) -> dict[str, Any]:
    """The entity as a document: what is not known is left out."""
    values = {field.name: getattr(entity, field.name) for field in fields(entity)}
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def receipt_of(document: Mapping[str, Any]) -> Receipt:
    values = dict(document)
    values["supporting"] = tuple(document.get("supporting", ()))
    values["due"] = instant_of(document["due"]) if "due" in document else None
    values["possible_duplicates"] = tuple(SimilarNeed(**one) for one in document.get("possible_duplicates", ()))
    values["warnings"] = tuple(document.get("warnings", ()))
    return Receipt(**values)


def step_of(document: Mapping[str, Any]) -> Step:
    values = dict(document)
    values["due"] = instant_of(document["due"])
    values["recipients"] = tuple(document["recipients"])
    return Step(**values)


def instant_of(text: str) -> datetime:
    """Python 3.10 reads no Z."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
