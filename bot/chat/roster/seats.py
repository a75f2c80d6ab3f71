"""/roster: the holders of posts. Phone numbers are masked and shown only to those above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, tzinfo

from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.looking.values import Pages
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import Text, bold, lines, shorten, unit_name
from bot.chat.texts import Translator
from bot.chat.times import day_name
from bot.instructions.leave import last_day
from bot.roster.edits import EditVerb
from bot.roster.model import TierWord, Unit
from bot.roster.phone import mask
from bot.roster.posts import shown_word
from bot.roster.seats import Seat

_LIMIT = 4096
_NAME = 24
_MOST_SEATS = 20


@dataclass(frozen=True, slots=True)
class Calendar:
    """The present day, and the zone in which days begin."""

    today: date
    zone: tzinfo


ANY_DAY = Calendar(date.min, UTC)


@dataclass(frozen=True, slots=True)
class Below:
    """A unit right below: its first holder, and whether any holder is linked."""

    unit: Unit
    holder: str | None
    linked: bool
    expected: bool = True
    """A holder is expected there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterView:
    """A unit with its seats and the units below; without a unit, the parts in somebody's care."""

    unit: Unit | None
    above: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    height: int = 0
    phones: bool = False
    called: frozenset[int] = frozenset()
    """The posts whose holders the reader may call: their numbers are shown, masked, in any case."""
    below: tuple[Below, ...] = ()
    pages: Pages
    export: bool = False
    imports: bool = False
    """The reader may import a spreadsheet."""
    nested: bool = False
    """There is a way back."""
    editable: frozenset[int] = frozenset()
    """The posts whose own screens the reader may open."""
    by_hand: frozenset[int] = frozenset()
    """The posts that were changed by hand since the last file."""
    may: frozenset[EditVerb] = frozenset()
    """What the reader may do about the unit."""
    invite: bool = False
    """The reader may print posters."""
    lower: TierWord | None = None
    """The tier right below the unit."""
    own: int | None = None
    """The reader, where they hold a post of the unit."""
    calendar: Calendar = ANY_DAY
    facts: bool = False
    """What is known of the unit can be looked at."""
    plan: bool = False
    """The reader may send a plan of the unit."""


def render_roster(view: RosterView, t: Translator) -> Outgoing:
    """The screen as of now."""
    blocks = [lines(_heading(view, t), *_seats(view, t)), lines(*_below(view, t))]
    text = Text("\n\n").join(block for block in blocks if block).shortened(_LIMIT)
    export = [Button(t("Export the roster"), pack(Action.EXPORT))] if view.export else []
    if view.unit is not None and view.invite:
        export.append(Button(t("Posters"), pack(Action.POSTERS, view.unit.id)))
        export.append(Button(t("From my contacts"), pack(Action.CONTACTS_ASK, view.unit.id)))
    if view.unit is not None and view.facts:
        label = t("What is known") if view.height else t("What is known here")
        export.append(Button(label, pack(Action.FACTS, view.unit.id)))
    if view.unit is not None and view.plan:
        export.append(Button(t("Plan"), pack(Action.PLAN_ASK, view.unit.id)))
    if view.own is not None:
        export.append(leave_button(view.own, view.seats, t))
    export += [Button(t("Empty table"), pack(Action.TEMPLATE))] if view.imports else []
    seats = [_into_seat(each, view, t) for each in view.seats if each.post.id in view.editable]
    into = [_into(each.unit) for each in view.below]
    back = buttons.back_button(t) if view.nested else []
    inside = [*buttons.in_rows(seats, 2), *buttons.in_rows(into, 2)]
    doing = buttons.in_rows(_changes(view, t), 2)
    rows = [*inside, buttons.turning(view.pages, t), *doing, *buttons.in_rows(export, 2), back]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=buttons.keyboard(*rows))


def _into(unit: Unit) -> Button:
    return Button(unit_name(unit.name, _NAME), pack(Action.ROSTER, unit.id))


def _changes(view: RosterView, t: Translator) -> list[Button]:
    """What can be done about the unit itself."""
    if view.unit is None:
        return []
    found = {
        EditVerb.ADD_POST: t("Add a post"),
        EditVerb.ADD_UNIT: _add_unit(view.lower, t) if view.lower else "",
        EditVerb.RENAME: t("Rename"),
        EditVerb.MOVE: t("Move"),
        EditVerb.CLOSE: t("Close the unit"),
    }
    return [
        Button(label, pack(Action.ROSTER_CHANGE, verb.value, "unit", view.unit.id))
        for verb, label in found.items()
        if verb in view.may
    ]


def _add_unit(lower: TierWord, t: Translator) -> str:
    match (lower.code, lower.name):
        case ("building", "" | "楼栋"):
            return t("Add buildings")
        case ("branch", "" | "小区"):
            return t("Add a branch")
        case ("community", "" | "社区"):
            return t("Add a community")
    return t("Add {tier}", tier=lower.name or lower.code)


def _into_seat(seat: Seat, view: RosterView, t: Translator) -> Button:
    post = shown_word(seat.post.title, seat.kind, view.height, t.language)
    name = shorten(seat.member.name, _NAME) if seat.member else t("vacant")
    return Button(f"{post} {name}", pack(Action.ROSTER_SEAT, seat.post.id))


def _heading(view: RosterView, t: Translator) -> Text:
    if view.unit is None:
        return bold(t("Your part of the roster"))
    names = [*view.above, view.unit.name]
    return bold(" › ".join(unit_name(name, _NAME) for name in names))


def _seats(view: RosterView, t: Translator) -> list[str]:
    if view.unit is not None and not view.seats and not view.below:
        return [t("No post here.")]
    found = [
        seat_line(each, view.height, t, view.calendar, phones=_phone_shown(each, view))
        + (" · " + t("changed by hand") if each.post.id in view.by_hand else "")
        for each in view.seats[:_MOST_SEATS]
    ]
    rest = len(view.seats) - len(found)
    return found + ([t.n("… and {n} more", "… and {n} more", rest)] if rest else [])


def _phone_shown(seat: Seat, view: RosterView) -> bool:
    return view.phones or seat.post.id in view.called


def leave_button(member_id: int, seats: Iterable[Seat], t: Translator) -> Button:
    """请假 for a holder of these seats; 已回来 for one who is away."""
    away = any(each.member and each.member.id == member_id and not each.member.present
               for each in seats)  # fmt: skip
    if away:
        return Button(t("Is back"), pack(Action.LEAVE_OVER, member_id))
    return Button(t("Leave of absence"), pack(Action.LEAVE, member_id))


def seat_line(seat: Seat, height: int, t: Translator, calendar: Calendar, *, phones: bool) -> str:
    """A post and its holder; with `phones` the masked number."""
    line = _holder_line(seat, height, t, phones=phones)
    if seat.member is None or seat.member.away_until is None:
        return line
    last = last_day(seat.member.away_until, calendar.zone)
    return t("{line}, on leave until {day}", line=line, day=day_name(last, calendar.today, t))


def _holder_line(seat: Seat, height: int, t: Translator, *, phones: bool) -> str:
    post = shown_word(seat.post.title, seat.kind, height, t.language)
    member = seat.member
    if member is None:
        return t("{post}: vacant", post=post)
    name = shorten(member.name, _NAME)
    phone = f" {mask(member.phone)}" if phones and member.phone else ""
    facts = {"post": post, "name": name, "phone": phone}
    if not member.linked and member.on_page:
        return t("{post}: {name}{phone}, on the page, please phone", **facts)
    if not member.linked and member.by_phone:
        return t("{post}: {name}{phone}, by telephone", **facts)
    if not member.linked:
        return t("{post}: {name}{phone}, not linked yet", **facts)
    if not member.reachable:
        return t("{post}: {name}{phone}, cannot be reached", post=post, name=name, phone=phone)
    return t("{post}: {name}{phone}, linked", post=post, name=name, phone=phone)


def _below(view: RosterView, t: Translator) -> list[str]:
    found = [_unit(each, t) for each in view.below]
    more = buttons.page_line(view.pages, t)
    return [*found, more] if more else found


def _unit(below: Below, t: Translator) -> str:
    unit = unit_name(below.unit.name, _NAME)
    if below.holder is None:
        return t("{unit}: vacant", unit=unit) if below.expected else unit
    name = shorten(below.holder, _NAME)
    if not below.linked:
        return t("{unit}: {name}, not linked yet", unit=unit, name=name)
    return f"{unit} {name}"
