"""Telephone calls: the list, one number with what may come of the call, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat.callback import Action, pack
from bot.chat.cascade.card import TEXT_LIMIT, text_below_title
from bot.chat.looking import buttons
from bot.chat.looking.values import Pages
from bot.chat.outgoing import Button, Keyboard, Outgoing, utf16
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.text import Text, bold, lines, plain, shorten
from bot.chat.texts import N_, Translator
from bot.chat.times import day_name
from bot.chat.titles import headline
from bot.instructions.calls import NO_CALL_STEPS, CallOutcome, CallSteps
from bot.instructions.data_table import DataSubject
from bot.instructions.model import Instruction
from bot.roster.edits import EditVerb
from bot.roster.phone import dialled

_NAME = 24
CALLS_A_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPersonView:
    """Somebody to be called for these units. `missed`: how often nobody answered today; `mends`:
    the reader may put right what the last call found."""

    member_id: int
    post_id: int
    name: str
    units: Sequence[Spot]
    outcome: CallOutcome | None = None
    missed: int = 0
    mends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallListView:
    """Whom the reader is to call about an instruction: a page of people."""

    instruction: Instruction
    people: Sequence[CallPersonView]
    pages: Pages
    ended: bool = False


@dataclass(frozen=True, slots=True)
class CallView:
    """One call. `phone`: shown until it is known what came of it; `hidden`: it has stood long
    enough; `open`: the reader may still act; `days`: offered as the last of a leave; `missed`: how
    often nobody answered today; `steps`: what the reader may do about it; `by`: who called, where
    that was not the reader; `to`: who was told because the reader may do nothing about it."""

    member_id: int
    who: Named
    units: Sequence[Spot] = ()
    phone: str | None = None
    outcome: CallOutcome | None = None
    open: bool = False
    about: Instruction | None = None
    days: Sequence[date] = ()
    today: date = date.min
    away: bool = False
    missed: int = 0
    hidden: bool = False
    steps: CallSteps = NO_CALL_STEPS
    by: Named | None = None
    to: Named | None = None


def render_call_list(view: CallListView, t: Translator) -> Outgoing:
    """The people, a button each; what the notice says, to be read out."""
    if view.ended or not view.people:
        number = view.instruction.number
        done = t("#{number}: nobody has to be phoned any more. Thank you!", number=number)
        return Outgoing(text=done)
    n = view.pages.total
    head = t.n("Please phone ({n} person):", "Please phone ({n} people):", n)
    shown = lines(bold(head), *(_line(each, t) for each in view.people), _page(view, t))
    text = lines(shown, _notice(view.instruction, TEXT_LIMIT - utf16(shown.plain) - 1, t))
    return Outgoing(text=text.plain, entities=text.entities, keyboard=_call_buttons(view, t))


def _page(view: CallListView, t: Translator) -> str | None:
    if view.pages.count == 1:
        return None
    return t("Page {page} of {pages}", page=view.pages.page + 1, pages=view.pages.count)


def _line(person: CallPersonView, t: Translator) -> str:
    units = spot_list(person.units, len(person.units), t)
    said = t("{unit} {name}", unit=units, name=shorten(person.name, _NAME))
    if person.outcome in _STATES:
        return t("{person} ({state})", person=said, state=t(_STATES[person.outcome]))
    if person.missed:
        state = t.n("no answer yet today", "no answer {n} times today", person.missed)
        return t("{person} ({state})", person=said, state=state)
    return said


_STATES: dict[CallOutcome | None, str] = {
    CallOutcome.WRONG_NUMBER: N_("wrong number"),
    CallOutcome.LEFT_POST: N_("not in post any more"),
}


def _notice(instruction: Instruction, room: int, t: Translator) -> Text:
    """What is to be said on the telephone: the whole text."""
    mark = N_("[Urgent #{number}] ") if instruction.urgent else N_("[Notice #{number}] ")
    head = bold(f"{t(mark, number=instruction.number)}{headline(instruction, t)}")
    return lines(head, plain(text_below_title(instruction))).shortened(room)


def _call_buttons(view: CallListView, t: Translator) -> Keyboard:
    found = [_call_button(each, view.instruction.id, t) for each in view.people]
    at, turning = view.pages, []
    if at.page > 0:
        turning.append(Button(t("‹ Previous"), pack(Action.CALLS_PAGE, at.page - 1)))
    if at.rest:
        turning.append(Button(t("Next ›"), pack(Action.CALLS_PAGE, at.page + 1)))
    rows = buttons.in_rows(found, 2)
    if not turning:
        return rows
    return [*rows, turning, buttons.file_buttons(DataSubject.CALLS, view.instruction.id, t)]


def _call_button(person: CallPersonView, about: int, t: Translator) -> Button:
    """打给王芳; where the roster is known to be wrong, what mends it, if the reader may."""
    name = shorten(person.name, _NAME)
    if person.mends and person.outcome is CallOutcome.LEFT_POST:
        unit = spot_list(person.units[:1], 1, t)
        data = pack(Action.ROSTER_REPLACE, "replace", "post", person.post_id)
        return Button(f"{t('Replace')} {unit}", data)
    if person.mends and person.outcome is CallOutcome.WRONG_NUMBER:
        data = pack(Action.ROSTER_REPLACE, "phone", "member", person.member_id)
        return Button(f"{t('Other number')} {name}", data)
    return Button(t("Call {name}", name=name), pack(Action.DIAL, person.member_id, about))


def render_call(view: CallView, t: Translator) -> Outgoing:
    """The number and what may come of the call, then what came of it and what follows."""
    who = address(view.who, t)
    if view.units:
        who = t("{unit} {name}", unit=spot_list(view.units, len(view.units), t), name=who)
    if not view.open:
        return Outgoing(text=who)
    if view.outcome is None:
        again = [_again(view, t)] if view.hidden else []
        return Outgoing(text=_number(view, who, t), keyboard=_outcomes(again, t))
    settled = view.away and view.outcome is CallOutcome.AWAY
    if not settled and not view.steps.mend(view.outcome):
        return Outgoing(text=_beyond(view, who, t), keyboard=[[_again(view, t)]])
    came = _came_of(view, who, t)
    if view.by is not None:
        came = lines(t("{who} phoned them:", who=address(view.by, t)), came).plain
    return Outgoing(text=came, keyboard=_follows(view, t))


def _beyond(view: CallView, who: str, t: Translator) -> str:
    """What follows is for others to do; who was told."""
    state = t(_STATES.get(view.outcome, N_("away")))
    if view.to is None:
        return t("{who}: {state}, noted.", who=who, state=state)
    told = address(view.to, t)
    return t("{who}: {state}. {told} has been told.", who=who, state=state, told=told)


def _number(view: CallView, who: str, t: Translator) -> str:
    number = dialled(view.phone) if view.phone else t("no number on the roster")
    number = t("The number is no longer shown.") if view.hidden else number
    after = t("After the call, please press what came of it.")
    room = TEXT_LIMIT - utf16(who) - utf16(number) - utf16(after) - 3
    notice = _notice(view.about, room, t).plain if view.about else None
    return lines(who, number, notice, after).plain


_OUTCOMES = {
    CallOutcome.TOLD: N_("Told"),
    CallOutcome.NO_ANSWER: N_("No answer"),
    CallOutcome.WRONG_NUMBER: N_("Wrong number"),
    CallOutcome.LEFT_POST: N_("Not in post any more"),
    CallOutcome.AWAY: N_("Away until…"),
}


def called_words(t: Translator) -> dict[CallOutcome, str]:
    """What may come of a call."""
    return {each: t(word) for each, word in _OUTCOMES.items()}


def _outcomes(again: list[Button], t: Translator) -> Keyboard:
    found = [Button(t(word), pack(Action.CALLED, each)) for each, word in _OUTCOMES.items()]
    return buttons.in_rows(found + again, 2)


def _again(view: CallView, t: Translator) -> Button:
    about = view.about.id if view.about else 0
    return Button(t("Call again"), pack(Action.DIAL, view.member_id, about))


def _came_of(view: CallView, who: str, t: Translator) -> str:
    match view.outcome:
        case CallOutcome.TOLD:
            return t("✓ {who}: told. Thank you!", who=who)
        case CallOutcome.NO_ANSWER:
            missed = t.n("no answer yet today", "no answer {n} times today", view.missed)
            return t("{who}: {state}. They stay on the list.", state=missed, who=who)
        case CallOutcome.WRONG_NUMBER:
            return t("{who}: wrong number. Do you know the right one, or who it is now?", who=who)
        case CallOutcome.LEFT_POST:
            return t("{who}: not in post any more. Who takes over?", who=who)
    if view.away:
        return t("{who}: on leave, noted.", who=who)
    return t("{who}: away. Until which day?", who=who)


def _follows(view: CallView, t: Translator) -> Keyboard:
    """What makes the roster right again, by one more tap; a slip is put right by another call."""
    member, found = view.member_id, []
    if view.outcome is CallOutcome.WRONG_NUMBER and view.steps.phone:
        found = [_mend(EditVerb.PHONE, "member", member, t)]
    if view.outcome in _STATES and view.steps.post is not None:
        found += [_mend(verb, "post", view.steps.post, t) for verb in _MENDS[view.outcome]]
    if view.outcome is CallOutcome.AWAY and not view.away:
        found = [_until(member, day, view.today, t) for day in view.days]
    if view.outcome is CallOutcome.NO_ANSWER or view.outcome in _STATES:
        found.append(_again(view, t))
    return buttons.in_rows(found, 2)


def _mend(verb: EditVerb, what: str, number: int, t: Translator) -> Button:
    return Button(t(_VERBS[verb]), pack(Action.ROSTER_REPLACE, verb.value, what, number))


_MENDS: dict[CallOutcome | None, tuple[EditVerb, ...]] = {
    CallOutcome.WRONG_NUMBER: (EditVerb.REPLACE,),
    CallOutcome.LEFT_POST: (EditVerb.REPLACE, EditVerb.VACATE),
}
_VERBS = {
    EditVerb.REPLACE: N_("Replace"),
    EditVerb.VACATE: N_("Vacate"),
    EditVerb.PHONE: N_("Other number"),
}


def _until(member_id: int, day: date, today: date, t: Translator) -> Button:
    label = t("Until {day}", day=day_name(day, today, t))
    return Button(label, pack(Action.LEAVE_UNTIL, member_id, int(f"{day:%Y%m%d}")))
