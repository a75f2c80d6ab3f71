"""Fault injection between the bot and Telegram."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

KINDS = {"drop_before", "drop_after", "hang", "hang_before", "truncate"}


@dataclass
class Fault:
    """One kind of failure, for the next `times` matching requests."""

    method: str
    kind: int | str
    chat: int | None
    times: int
    retry_after: int
    after: bool

    def fits(self, method: str, params: dict[str, Any]) -> bool:
        named = self.method in ("*", method)
        return named and self.chat in (None, _number(params.get("chat_id")))

    @property
    def carried_out(self) -> bool:
        """Whether the request still takes effect."""
        return self.after or self.kind in ("drop_after", "hang", "truncate")


class Faults:
    """The failures still to come."""

    def __init__(self) -> None:
        self.coming: list[Fault] = []
        self._released = asyncio.Event()

    def next(
        self,
        method: str,
        status: int | str,
        chat: int | None = None,
        times: int = 1,
        *,
        retry_after: int = 5,
        after: bool = False,
    ) -> None:
        """Let the next requests of this method (`*` any) fail.

        `status` is an HTTP status (returned instead of executing the request, or after it with
        `after`), or drop_before, drop_after (connection lost), hang (executed, never answered),
        hang_before, truncate (executed, half a response).
        """
        if isinstance(status, str) and status not in KINDS:
            raise ValueError(f"unknown fault {status!r}; known: {sorted(KINDS)}")
        self.coming.append(Fault(method, status, chat, times, retry_after, after))

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The failure for this request, if any."""
        for fault in self.coming:
            if fault.fits(method, params):
                fault.times -= 1
                if not fault.times:
                    self.coming.remove(fault)
                return fault
        return None

    async def hang(self) -> None:
        """Wait until released."""
        await self._released.wait()

    def release(self) -> None:
        """Release the requests that hang."""
        self._released.set()
        self._released = asyncio.Event()


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.lstrip("-").isdecimal() else value
