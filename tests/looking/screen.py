"""A private screen as its reader has it: the text, the buttons, and what pressing them does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.chat.looking.gaps import render_gaps
from bot.chat.looking.roster import render_roster
from bot.chat.looking.status import render_status
from bot.chat.looking.urgent import render_urgent
from bot.chat.outgoing import Outgoing
from bot.chat.texts import translator
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.looking import Asking, Go, go
from bot.usecases.screens import Place
from bot.usecases.views.gaps import gaps_view
from bot.usecases.views.roster import roster_view
from bot.usecases.views.status import status_view
from bot.usecases.views.urgent import urgent_view
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


def open_place(tx: Tx, asker: int, place: Place, now: datetime, kind: str = "status") -> Outgoing:
    """Somebody opens a place by command, and sees it."""
    go(tx, Go(Asking(asker), kind, place), now)
    deliver(tx, now)
    return shown(tx, kind, now)


def pressing(tx: Tx, asker: int, kind: str = "status") -> Asking:
    """Somebody presses a button of the newest message of a kind."""
    return Asking(asker, pressed=last(tx, kind).telegram_id)


def labels(outgoing: Outgoing) -> list[str]:
    """What stands on the buttons, from the first to the last."""
    return [button.label for row in outgoing.keyboard for button in row]
