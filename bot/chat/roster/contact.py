"""The question that opens Telegram's own list of contacts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.outgoing import AskUsers, Outgoing
from bot.chat.posts import SeatName, seat_name
from bot.chat.texts import Translator


@dataclass(frozen=True, slots=True)
class PickContactView:
    """The post that somebody is picked for; None once that is decided. `request`: Telegram gives
    it back with the pick."""

    seat: SeatName
    request: int


def render_pick_contact(view: PickContactView, t: Translator) -> Outgoing:
    """One big button below the line one types in."""
    said = t("Press “{button}” below, and choose from your contacts who is to be {seat}.",
             button=t("Pick a contact"), seat=seat_name(view.seat, t))  # fmt: skip
    return Outgoing(text=said, ask_users=AskUsers(t("Pick a contact"), view.request))
