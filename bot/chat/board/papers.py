"""Call sheets in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.looking.rows import title
from bot.chat.people.calls import called_words
from bot.chat.text import unit_name
from bot.chat.texts import Translator
from bot.instructions.model import Instruction
from bot.paper.sheet import CallSheet
from bot.roster.phone import written_phone

_NAME = 30


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A unit, who answers for it, and their number (E.164)."""

    unit: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheetView:
    """Whom to call in one branch, about what (None: everybody), and where the page shows it."""

    branch: str
    entries: Sequence[SheetEntry]
    instruction: Instruction | None
    link: str
    region: str
    now: datetime
    zone: ZoneInfo


def render_call_sheet(view: CallSheetView, t: Translator) -> CallSheet:
    """A sheet that can be filled in with a pen."""
    wall = view.now.astimezone(view.zone)
    about = title(view.instruction, t) if view.instruction else t("Everybody")
    return CallSheet(
        title=t("Call sheet: {unit}", unit=unit_name(view.branch, _NAME)),
        lines=[about, t("as of {time}", time=f"{wall:%Y-%m-%d %H:%M}"),
               t("Please keep it safe: it holds telephone numbers.")],
        headings=[t("Unit"), t("In post"), t("Phone")],
        boxes=list(called_words(t).values()),
        rows=[
            (
                unit_name(each.unit, _NAME),
                each.name or t("nobody in post"),
                written_phone(each.phone, view.region) if each.phone else "",
            )
            for each in view.entries
        ],
        link=view.link,
    )  # fmt: skip
