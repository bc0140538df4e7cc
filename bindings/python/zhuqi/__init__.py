"""zhuqi: who handles a need (decision tables), by when (working calendars), what happened (a desk with its ledger)."""

from . import _native
from ._calendar import Calendar, ImportChange, ImportPreview
from ._coordination import Assignment, AssignmentPlan, Circles, Exchange, Measure, NeedCircle
from ._desk import ServiceDesk
from ._entities import Enterprise, Need, Receipt, SimilarNeed, Step
from ._errors import (
    AlreadyExists,
    Busy,
    CalendarUnknown,
    Cancelled,
    Corrupt,
    Error,
    Finding,
    Foreign,
    IllegalState,
    InputOutput,
    Internal,
    InvalidArgument,
    InvalidDocument,
    KeyConflict,
    NotAllowed,
    NotFound,
    OutOfOrder,
    TooLarge,
    Unsupported,
)
from ._native import Columns
from ._table import Clause, Condition, Decision, DecisionTable, Explanation, RouteSummary

__version__: str = _native.version()

__all__ = [
    "AlreadyExists",
    "Assignment",
    "AssignmentPlan",
    "Busy",
    "Calendar",
    "CalendarUnknown",
    "Cancelled",
    "Circles",
    "Clause",
    "Columns",
    "Condition",
    "Corrupt",
    "Decision",
    "DecisionTable",
    "Enterprise",
    "Error",
    "Exchange",
    "Explanation",
    "Finding",
    "Foreign",
    "IllegalState",
    "ImportChange",
    "ImportPreview",
    "InputOutput",
    "Internal",
    "InvalidArgument",
    "InvalidDocument",
    "KeyConflict",
    "Measure",
    "Need",
    "NeedCircle",
    "NotAllowed",
    "NotFound",
    "OutOfOrder",
    "Receipt",
    "RouteSummary",
    "ServiceDesk",
    "SimilarNeed",
    "Step",
    "TooLarge",
    "Unsupported",
    "__version__",
]
