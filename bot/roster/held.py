"""One thing that is held about a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class HeldFact:
    """Its kind, since when, and the columns that describe it."""

    kind: str
    at: datetime | None
    facts: Mapping[str, Any]
