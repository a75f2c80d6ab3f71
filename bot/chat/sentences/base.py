"""Refusals that can occur anywhere."""

from __future__ import annotations

from bot.chat.texts import N_

BASE: dict[str, str] = {
    "stale_button": N_("This button is out of date, please look at the newest message."),
    "not_allowed": N_("Sorry, this is not in your care."),
    "stranger": N_("I don't know you yet. Please write me /start in private."),
}
