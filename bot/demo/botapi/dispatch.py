"""From a method's name and raw parameters to the answer, with every check between."""

from __future__ import annotations

import inspect
from typing import Any

from bot.demo.botapi import validate
from bot.demo.botapi.errors import ApiError, bad
from bot.demo.botapi.limits import Gate
from bot.demo.botapi.log import Exchange
from bot.demo.botapi.methods import METHODS
from bot.demo.botapi.world import World


class RequestDispatcher:
    """Executes requests, validates both sides against the table of facts, and keeps the log."""

    def __init__(self, world: World, gate: Gate | None) -> None:
        self.world = world
        self.gate = gate
        self.violations: list[str] = []

    async def call(self, method: str, raw: dict[str, Any]) -> Any:
        """The result; raises ApiError when refused."""
        if method not in METHODS:
            self.violations.append(f"{method}: unknown method")
            raise ApiError(404, "Not Found: method not found")
        params = self._checked(method, raw)
        try:
            result = await self._carry_out(method, params)
        except ApiError as refusal:
            self.record(method, params, refusal.code, description=refusal.description)
            raise
        self.record(method, params, 200, result)
        return result

    def record(
        self, method: str, params: dict[str, Any], code: int, result: Any = None, **more: str
    ) -> None:
        """Adds to the world's log."""
        self.world.record(Exchange(self.world.now(), method, params, code, result, **more))

    def _checked(self, method: str, raw: dict[str, Any]) -> dict[str, Any]:
        try:
            return validate.request(method, raw)
        except validate.Violation as violation:
            self.violations.append(str(violation))
            self.record(method, raw, 400, description=str(violation))
            raise bad(str(violation)) from violation

    async def _carry_out(self, method: str, params: dict[str, Any]) -> Any:
        if self.gate:
            self.gate.check(method, params)
        result = METHODS[method](self.world, params)
        if inspect.isawaitable(result):
            result = await result
        self._check_answer(method, result)
        return result

    def _check_answer(self, method: str, result: Any) -> None:
        """Check that the stand-in returns nothing the real API would not."""
        try:
            validate.answer(method, result)
        except validate.Violation as violation:
            self.violations.append(str(violation))
            raise
