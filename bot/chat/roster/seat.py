"""A post of the roster on a screen of its own, with what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.outgoing import Button, Outgoing
from bot.chat.roster.seats import ANY_DAY, Calendar, leave_button, seat_line
from bot.chat.text import bold, lines, shorten, unit_name
from bot.chat.texts import Translator
from bot.roster.edits import REPLACING, EditVerb
from bot.roster.model import Member
from bot.roster.seats import Seat

_NAME = 24
_NOTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    """A post with the names of the units above its own; `may`: what the reader may do about it."""

    seat: Seat
    above: tuple[str, ...] = ()
    height: int = 0
    may: frozenset[EditVerb] = frozenset()
    phones: bool = False
    by_hand: bool = False
    dial: bool = False
    """The reader may call the holder."""
    leave: bool = False
    """The reader may put the holder on leave."""
    calendar: Calendar = ANY_DAY
    out: Member | None = None
    """Who held the post until they were taken out for now."""
    invite: bool = False
    """The reader may link the holder to an account, and unlink them."""
    page: int | None = None
    """The link by which the holder answers on a page, 0 for none; None where no page is served."""
    device: str = ""
    """The phone that the link lets in, by what it calls itself."""


def render_seat(view: SeatView, t: Translator) -> Outgoing:
    """The screen as of now."""
    names = [unit_name(each, _NAME) for each in (*view.above, view.seat.unit.name)]
    note = view.seat.post.note
    text = lines(
        bold(" › ".join(names)),
        seat_line(view.seat, view.height, t, view.calendar, phones=view.phones)
        + (" · " + t("changed by hand") if view.by_hand else ""),
        t("{name} is taken out for now.", name=shorten(view.out.name, _NAME)) if view.out else None,
        t("Note: {note}", note=shorten(note, _NOTE)) if note else None,
        t("Answers on the page: {device}", device=view.device) if view.device else None,
    )
    rows = [*buttons.in_rows(_offers(view, t), 2), _invites(view, t), buttons.back_button(t)]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=buttons.keyboard(*rows))


def _invites(view: SeatView, t: Translator) -> buttons.Row:
    member = view.seat.member
    if not view.invite or member is None:
        return []
    if member.linked:
        return [Button(t("Unlink"), pack(Action.UNLINK, member.id))]
    row = [Button(t("One-time link"), pack(Action.INVITE_LINK, view.seat.post.id))]
    if view.page is not None:
        row.append(Button(t("Web link"), pack(Action.PAGE_LINK, view.seat.post.id)))
    if view.page:
        row.append(Button(t("End the web link"), pack(Action.DEVICE_END, view.page)))
    return row


def _offers(view: SeatView, t: Translator) -> list[Button]:
    post, member = view.seat.post, view.seat.member
    found: list[tuple[EditVerb, str, str, int]] = [
        (EditVerb.REPLACE, t("Replace"), "post", post.id)
    ]
    if member is not None:
        found += [
            (EditVerb.VACATE, t("Vacate"), "post", post.id),
            (EditVerb.PHONE, t("Other number"), "member", member.id),
            (EditVerb.RENAME, t("Rename"), "member", member.id),
            (EditVerb.SUSPEND, t("Suspend"), "member", member.id),
            (EditVerb.MERGE, t("Merge"), "member", member.id),
        ]
    if view.out is not None:
        restore = f"{t('Restore')} {shorten(view.out.name, _NAME)}"
        found.append((EditVerb.RESTORE, restore, "member", view.out.id))
    found.append((EditVerb.CLOSE, t("Close the post"), "post", post.id))
    offers = {
        verb: Button(label, pack(action_of(verb), verb.value, what, number))
        for verb, label, what, number in found
        if verb in view.may
    }
    own = [each for verb, each in offers.items() if verb in _FIRST]
    if member is not None and view.leave:
        own.append(leave_button(member.id, [view.seat], t))
    if member is not None and not member.linked and EditVerb.PHONE in view.may:
        label = t("Has Telegram") if member.by_phone else t("By telephone")
        own.append(Button(label, pack(Action.BY_PHONE, member.id, not member.by_phone)))
    if member is not None and view.dial:
        own.insert(0, Button(t("Call"), pack(Action.DIAL, member.id)))
    return [*own, *(each for verb, each in offers.items() if verb not in _FIRST)]


_FIRST = (EditVerb.REPLACE, EditVerb.VACATE, EditVerb.PHONE, EditVerb.RENAME)
"""What stands before 请假."""


def action_of(verb: EditVerb) -> Action:
    """The button that begins a change."""
    return Action.ROSTER_REPLACE if verb in REPLACING else Action.ROSTER_CHANGE
