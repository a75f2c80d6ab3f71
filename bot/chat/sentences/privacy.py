"""Refusals of forgetting a person."""

from __future__ import annotations

from bot.chat.texts import N_

PRIVACY: dict[str, str] = {
    "forget_while_running": N_(
        "The bot is running. Please stop it, forget the person, and start it again: that takes a"
        " minute, and no answer is lost within two."
    ),
    "nobody_so_called": N_(
        "Nobody here has this name, number or id, so nothing was changed. An id is written"
        " member:12 or telegram:7300000001."
    ),
    "several_so_called": N_(
        "{n} people fit, so nothing was changed. Please name one by the id at the beginning of"
        " the line."
    ),
    "forget_unasked": N_(
        "Nobody is here to be asked, so nothing was changed. If it is meant, add --yes."
    ),
    "nobody_forgotten": N_("Nothing was changed."),
}
