"""Refusals of status screens, gaps and summaries."""

from __future__ import annotations

from bot.chat.texts import N_

LOOKING: dict[str, str] = {
    "only_in_private": N_("I show this in private only. Please write to me there."),
    "reminded_already": N_("They were reminded less than five minutes ago. Let's wait a little."),
    "too_many_ticked": N_("Please confirm these {most} first, then tick the others."),
    "no_group_there": N_("No group serves them yet. Please add me to their group first."),
    "asked_lately": N_("The groups were asked less than an hour ago. Let's wait a little."),
}
