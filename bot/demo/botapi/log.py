"""A log of all requests and responses, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Exchange:
    """One request and its response; `code` is 200 for success, 0 for no response."""

    at: datetime
    method: str
    params: dict[str, Any]
    code: int
    result: Any = None
    description: str = ""

    @property
    def ok(self) -> bool:
        return self.code == 200
