"""The JSON Schemas of documents."""

from __future__ import annotations

import json
from typing import Any

from . import _native


def schema_names() -> list[str]:
    """"command", "event", "receipt", "enterprise", ...: what schema() knows."""
    return _native.schema_names()


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document of this name. Raises NotFound with the names that there are."""
    document: dict[str, Any] = json.loads(_native.schema_document(name))
    return document
