"""What messages of the subject board carry."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class BoardArgs(Args, kind="board"):
    """A picture of the board: of an instruction, 0 for the readiness of the units; at a unit, 0 for
    all in care; `operator`: the reader is one."""

    instruction: int = 0
    unit: int = 0
    operator: bool = False
