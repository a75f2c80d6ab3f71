"""The places of /roster, and those of /gaps on which what mends a gap is shown."""

from __future__ import annotations

from bot.chat.looking.gaps import GapKindView, GapsView, render_gaps
from bot.chat.outgoing import Outgoing
from bot.chat.roster.editing import EditView, render_edit
from bot.chat.roster.facts import FactsView, render_facts
from bot.chat.roster.leave import LeaveView, render_leave
from bot.chat.roster.posters import PostersView, render_posters_place
from bot.chat.roster.seat import SeatView, render_seat
from bot.chat.roster.seats import RosterView, render_roster
from bot.chat.texts import Translator

RosterPlace = RosterView | SeatView | EditView | PostersView | LeaveView | FactsView


def render_roster_place(view: RosterPlace, t: Translator) -> Outgoing:
    """The screen as of now."""
    if isinstance(view, EditView):
        return render_edit(view, t)
    if isinstance(view, PostersView):
        return render_posters_place(view, t)
    if isinstance(view, LeaveView):
        return render_leave(view, t)
    if isinstance(view, FactsView):
        return render_facts(view, t)
    return render_seat(view, t) if isinstance(view, SeatView) else render_roster(view, t)


def render_gaps_or_roster(view: GapsView | GapKindView | RosterPlace, t: Translator) -> Outgoing:
    """The screen as of now."""
    if isinstance(view, GapsView | GapKindView):
        return render_gaps(view, t)
    return render_roster_place(view, t)
