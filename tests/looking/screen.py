"""A private screen as its reader has it: the text, the buttons, and what pressing them does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.chat.digests.urgent import render_urgent
from bot.chat.looking.gaps import render_gaps
from bot.chat.looking.status import render_status
from bot.chat.outgoing import Outgoing
from bot.chat.roster.seats import render_roster
from bot.chat.texts import translator
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.digests.urgent_view import urgent_view
from bot.usecases.looking.gaps_view import gaps_view
from bot.usecases.looking.navigating import Asking, ShowPlace, go
from bot.usecases.looking.status_view import status_view
from bot.usecases.roster.roster_view import roster_view
from bot.usecases.screens import ScreenPlace
from tests.looking.district import deliver, last

Shown = tuple[Callable[[Tx, BotMessage, datetime], Any], Callable[..., Outgoing]]
KINDS: dict[str, Shown] = {
    "status": (status_view, render_status),
    "gaps": (gaps_view, render_gaps),
    "roster": (roster_view, render_roster),
    "urgent_notice": (urgent_view, render_urgent),
}


def shown(tx: Tx, kind: str, now: datetime, language: str = "zh-hans") -> Outgoing:
    """The newest message of a kind, as it would be sent now."""
    view, render = KINDS[kind]
    found = view(tx, last(tx, kind), now)
    assert found is not None
    return render(found, translator(language))


def open_place(
    tx: Tx, asker: int, place: ScreenPlace, now: datetime, kind: str = "status"
) -> Outgoing:
    """Open a place by command; returns the rendered screen."""
    go(tx, ShowPlace(Asking(asker), kind, place), now)
    deliver(tx, now)
    return shown(tx, kind, now)


def pressing(tx: Tx, asker: int, kind: str = "status") -> Asking:
    """A press on the newest message of a kind."""
    return Asking(asker, pressed=last(tx, kind).telegram_id)


def labels(outgoing: Outgoing) -> list[str]:
    """The buttons' labels, in order."""
    return [button.label for row in outgoing.keyboard for button in row]
