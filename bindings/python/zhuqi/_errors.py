"""One exception hierarchy: what was refused, why, where, and every finding of a broken document."""

from __future__ import annotations

from typing import NamedTuple, Sequence


class Finding(NamedTuple):
    """One thing that is wrong with a document. Rows and columns count from 1; 0 means the whole."""

    severity: str
    file: str
    row: int
    column: int
    value: str
    message: str
    expected: str


class Error(Exception):
    """A refused call. It has changed nothing.

    code      one of the stable names, such as "not_found"
    message   in plain words what is wrong and what to do
    where     the place: a field, a file with row and column, a stream; may be empty
    findings  of a broken document: all of them
    row       of the first finding that is an error, from 1; 0: the whole document, or there is no finding
    column    the same
    """

    def __init__(self, code: str, message: str, where: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(code, message, where, findings)
        self.code = code
        self.message = message
        self.where = where
        self.findings = tuple(findings)
        first = next((finding for finding in findings if finding.severity == "error"), None)
        self.row = first.row if first else 0
        self.column = first.column if first else 0

    def __str__(self) -> str:
        return self.message


class InvalidArgument(Error):
    """A value is missing, malformed or out of bounds."""


class NotFound(Error):
    """The thing named does not exist, or the viewer may not see it."""


class NotAllowed(Error):
    """The actor may not do this, here, now."""


class IllegalState(Error):
    """The command does not fit the state that the thing is in."""


class KeyConflict(Error):
    """The idempotency key was used for another command."""


class OutOfOrder(Error):
    """A time lies before the last event, or too far from the desk's clock."""


class InvalidDocument(Error):
    """A table, calendar or file has findings."""


class CalendarUnknown(Error):
    """The calendar does not know this year."""


class Corrupt(Error):
    """The database does not agree with itself."""


class Foreign(Error):
    """A file that is not ours, or of a newer schema."""


class Busy(Error):
    """Another writer held the database for too long."""


class InputOutput(Error):
    """Reading or writing failed."""


class TooLarge(Error):
    """A limit was passed; the message names it."""


class AlreadyExists(Error):
    """It is there already."""


class Cancelled(Error):
    """The caller asked to stop."""


class Unsupported(Error):
    """Known, but not supported; the message says what is."""


class Internal(Error):
    """A fault in zhuqi itself."""


_BY_CODE: dict[str, type[Error]] = {
    "invalid_argument": InvalidArgument,
    "not_found": NotFound,
    "not_allowed": NotAllowed,
    "illegal_state": IllegalState,
    "key_conflict": KeyConflict,
    "out_of_order": OutOfOrder,
    "invalid_document": InvalidDocument,
    "calendar_unknown": CalendarUnknown,
    "corrupt": Corrupt,
    "foreign": Foreign,
    "busy": Busy,
    "io": InputOutput,
    "too_large": TooLarge,
    "already_exists": AlreadyExists,
    "cancelled": Cancelled,
    "unsupported": Unsupported,
    "internal": Internal,
}


def error_of(code: str, message: str, where: str, findings: Sequence[Finding]) -> Error:
    """What the native module raises."""
    return _BY_CODE.get(code, Error)(code, message, where, findings)
