"""What messages of the subject templates carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class TemplatesArgs(Args, kind="templates"):
    """The screen of templates: the list, one of them, or when it recurs."""

    place: Literal["list", "look", "recur"] = "list"
    template: int = 0
    page: int = 0
