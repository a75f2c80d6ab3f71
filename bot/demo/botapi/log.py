"""Everything the server was asked and what it answered, for tests to judge by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; `code` is 200 where it was granted, 0 where none was given."""

    at: datetime
    method: str
    params: dict[str, Any]
    code: int
    result: Any = None
    description: str = ""

    @property
    def ok(self) -> bool:
        return self.code == 200
