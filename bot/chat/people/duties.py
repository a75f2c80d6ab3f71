"""What a post means here, in one line, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat.posts import SeatName
from bot.chat.text import topic
from bot.chat.texts import N_, Translator
from bot.chat.titles import headline
from bot.instructions.model import Instruction
from bot.roster.model import PostKind

ANSWERS = N_("When there is a notice I will tell you; one tap on “Received” is enough.")
ISSUES = N_(
    "To send a notice, just write to me. /status shows who has answered, /gaps what is missing."
)
_HELPS = N_(
    "You answer together with the lead: a “Received” from either of you counts,"
    " and I ask you where the lead is silent."
)
_PASSES_ON = N_(
    "Notices from above come to you first: press “Received, pass on”, and the buildings get them."
    " /status shows who is silent."
)
_MAY_PASS_ON = N_(
    "You may pass on notices from above like the lead: press “Received, pass on”,"
    " and the buildings get them. /status shows who is silent."
)
_LOOKS_ON = N_(
    "I tell you what gets stuck, and send you summaries. To send a notice, just write to me;"
    " /status shows who has answered."
)
HELPS_OUT = N_(
    "When something is needed from you, a notice or a call for help comes here; press"
    " “I'll see to it” and “Solved”. Nobody expects “Received” from you."
)
_DUTIES = {
    (PostKind.LEAD, False): ANSWERS,
    (PostKind.DEPUTY, False): _HELPS,
    (PostKind.LEAD, True): _PASSES_ON,
    (PostKind.DEPUTY, True): _MAY_PASS_ON,
    (PostKind.LIAISON, True): ISSUES,
    (PostKind.SUPERVISOR, True): _LOOKS_ON,
    (PostKind.PROPERTY, True): HELPS_OUT,
    (PostKind.OWNERS, True): HELPS_OUT,
}
_NAMED = 3


def post_duties(seats: Iterable[SeatName], t: Translator) -> list[str]:
    """A line for each sort of post, what is nearest to them first."""
    found = dict.fromkeys(_DUTIES.get((seat.kind, seat.height > 0), _HELPS) for seat in seats)
    return [t(each) for each in found]


def open_line(found: Sequence[Instruction], t: Translator) -> str | None:
    """How many notices are open, and the first ones by number and title."""
    if not found:
        return None
    shown = t(", ").join(
        f"#{each.number} {topic(headline(each, t))}".strip() for each in found[:_NAMED]
    )
    rest = len(found) - _NAMED
    names = t("{names} and {n} more", names=shown, n=rest) if rest > 0 else shown
    return t.n("Open now, {n} notice: {names}.", "Open now, {n} notices: {names}.",
               len(found), names=names)  # fmt: skip
