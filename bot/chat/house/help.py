"""/help: what its reader can do here, in a few lines."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.outgoing import Outgoing
from bot.chat.people.greeting import WHAT_TO_DO, Role
from bot.chat.text import lines
from bot.chat.texts import Translator


@dataclass(frozen=True, slots=True)
class HelpTextView:
    """Who asks, and whether in a group."""

    role: Role
    group: bool


def render_help_text(view: HelpTextView, t: Translator) -> Outgoing:
    """What matters to this reader."""
    if view.group:
        text = lines(
            t("I pass on notices and note who received; I do not read along."),
            t("When there is one: press “Received”, or reply “received” to it."),
        )
    else:
        text = lines(t(WHAT_TO_DO[view.role]), *_more(view.role, t))
    return Outgoing(text=text.plain)


def _more(role: Role, t: Translator) -> list[str]:
    if role not in (Role.HOLDER, Role.ISSUER):
        return []
    stuck = t("If you are stuck, press “Need help”; I will tell the next one up.")
    roster = t("/roster shows the roster. A spreadsheet sent to me becomes the new one.")
    looks = t("/status how it stands · /language another language")
    return [stuck, looks] if role is Role.HOLDER else [roster, t("/language another language")]
