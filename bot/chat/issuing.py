"""The issuer's private message, in whichever of its shapes."""

from __future__ import annotations

from bot.chat.choosing import DeadlineView, ScopeView, render_deadline, render_scope
from bot.chat.outgoing import Outgoing
from bot.chat.preview import DraftView, render_draft
from bot.chat.sending import (
    GoneView,
    NightView,
    PendingView,
    render_gone,
    render_night,
    render_pending,
)
from bot.chat.summary import SummaryView, render_summary
from bot.chat.texts import Translator

PreviewView = (
    DraftView | NightView | PendingView | GoneView | ScopeView | DeadlineView | SummaryView
)


def render_preview(view: PreviewView, t: Translator) -> Outgoing:
    """The draft, a choice, the undo time, or the summary."""
    match view:
        case DraftView():
            return render_draft(view, t)
        case NightView():
            return render_night(view, t)
        case ScopeView():
            return render_scope(view, t)
        case DeadlineView():
            return render_deadline(view, t)
        case PendingView():
            return render_pending(view, t)
        case SummaryView():
            return render_summary(view, t)
        case GoneView():
            return render_gone(view, t)
