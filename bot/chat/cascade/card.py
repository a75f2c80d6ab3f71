"""The card: the text, who has answered, who is waited for, and two buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.chat.answering.results import farewell
from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import branch_sum_lines, form_question_lines
from bot.chat.outgoing import Button, Keyboard, Outgoing, utf16
from bot.chat.persons import Named, address
from bot.chat.places import tier_shares
from bot.chat.posts import LeadPost, SeatName
from bot.chat.text import Text, bold, lines, name_list, people_list, plain, topic
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time, day_name
from bot.chat.titles import headline
from bot.instructions.counts import Progress
from bot.instructions.forms.office_table import PAGE
from bot.instructions.forms.question import FormQuestion
from bot.instructions.forms.sums import FormSums
from bot.instructions.model import Attachment, Instruction, InstructionState

CORRECTED = (N_("[Correction #{number}] "), N_("[Urgent correction #{number}] "))
"""What stands before the title of a corrected instruction, routine or urgent."""
TEXT_LIMIT = 4096
"""Telegram's limit in UTF-16 code units."""

_NAMES = 5
_HELPS = 3
_UNITS = (30, 20, 12, 8, 5, 3, 2, 1)
"""How many units are named, by the room available."""

_once = lru_cache(maxsize=256)
"""Caches what thousands of cards have in common."""

Waiting = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A unit for which help was requested: by whom, and who took it."""

    unit: str
    asker: Named
    taken_by: Named | None


@dataclass(frozen=True, slots=True)
class AwayLine:
    """Somebody on leave until a day, and who of their unit is told instead."""

    unit: str
    who: Named
    until: date
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """Who relayed it with added words or over a head; None: nobody did."""

    who: Named | None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """The content of a card.

    `relay`: None nothing to relay, False not yet relayed, True relayed.
    """

    instruction: Instruction
    issuer: Named
    zone: ZoneInfo
    now: datetime
    private: bool
    progress: Progress
    """Of the units on the card."""
    answered: tuple[str, ...]
    """Who answered for each unit, in order."""
    waiting: Waiting
    tasks: Waiting
    added: tuple[Added, ...]
    relay: bool | None
    lacking: Mapping[str, LeadPost] = field(default_factory=dict)
    """The posts that the units of `tasks` lack; of buildings' leads nothing need be said."""
    again: bool = False
    before: bool = False
    missing: Waiting = ()
    """Those that had not answered when the instruction was closed."""
    former: tuple[SeatName, ...] = ()
    files_missing: bool = False
    """The chat refused the instruction's files."""
    helps: tuple[HelpLine, ...] = ()
    """In a group: who requested help there, and who took it."""
    left: Waiting = ()
    """Those among them where everybody is on leave."""
    away: tuple[AwayLine, ...] = ()
    over: Named | None = None
    """Who relayed it over the heads of those asked to."""
    before_correction: tuple[str, ...] = ()
    """Who answered an older text, and has not answered the present one."""
    people: tuple[int, int] | None = None
    """Where every holder answers: how many have, and how many there are."""
    own: bool = False
    """The reader of this private card has answered for themself."""
    informs: bool = False
    """Its reader is told, and asked for nothing."""
    questions: tuple[FormQuestion, ...] = ()
    asks_below: bool = False
    """The questions are asked of the units below, once this is passed on."""
    """What units on the card are asked."""
    sums: Sequence[tuple[str, FormSums]] = ()
    """On a private card of a branch: what its units add up to."""
    known: bool = False
    """All that was asked was known, so that it answered by itself."""


def render_card(view: CardView, t: Translator) -> Outgoing:
    """The card as of now. Its height and the places of its buttons do not change."""
    if view.former:
        return _outgoing(_farewell(view, t))
    if view.instruction.state is InstructionState.WITHDRAWN:
        return _outgoing(
            lines(_heading(view, t), t("This notice was withdrawn; no need to answer."))
        )
    if view.informs:
        view = replace(view, instruction=replace(view.instruction, needs_answer=False))
    heading, body = _heading(view, t), plain(text_below_title(view.instruction))
    below = _fitting(view, TEXT_LIMIT - utf16(heading.plain) - utf16(body.plain) - 2, t)
    heading = heading.shortened(TEXT_LIMIT - utf16(below.plain) - 1)
    room = TEXT_LIMIT - utf16(below.plain) - utf16(heading.plain) - 2
    return _outgoing(lines(heading, body.shortened(room), below), _keyboard(view, t))


@dataclass(frozen=True, slots=True)
class FilesView:
    """The files of an instruction; `apart`: their instruction, where its card is in
    another chat."""

    files: Sequence[Attachment]
    apart: Instruction | None = None


def render_files(view: FilesView, t: Translator) -> Outgoing:
    """The files; if not directly above their card, they say what they belong to."""
    text = ""
    if view.apart is not None:
        facts = {"number": view.apart.number, "title": topic(view.apart.title)}
        text = t("Belongs to #{number} {title}; the group takes no files.", **facts)
    return Outgoing(attachments=tuple(view.files), text=text)


def _outgoing(text: Text, keyboard: Keyboard = ()) -> Outgoing:
    text = text.shortened(TEXT_LIMIT)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _fitting(view: CardView, room: int, t: Translator) -> Text:
    """What stands below the text, with as many units named as leave the text uncut."""
    found = Text()
    for most in _UNITS:
        found = lines(*_below(view, most, t))
        if utf16(found.plain) <= room:
            break
    return found


def _heading(view: CardView, t: Translator) -> Text:
    return _headed(view.instruction, view.again, view.before, t)


@_once
def _headed(instruction: Instruction, again: bool, before: bool, t: Translator) -> Text:
    mark = N_("[Urgent #{number}] ") if instruction.urgent else N_("[Notice #{number}] ")
    if instruction.corrections:
        mark = CORRECTED[instruction.urgent]
    marks = (t("(sent again) ") if again else "") + (
        t("(from before you took over) ") if before else ""
    )
    return bold(f"{marks}{t(mark, number=instruction.number)}{headline(instruction, t)}")


def text_below_title(instruction: Instruction) -> str:
    """The text without its first line."""
    return "\n".join(instruction.text.strip().splitlines()[1:]).strip()


def _below(view: CardView, most: int, t: Translator) -> list[Text | str | None]:
    parts: list[Text | str | None] = [_added(each, t) for each in view.added]
    parts += _questions(view, t)
    parts.append(_files(view, t))
    parts.append(signature(view.issuer, view.instruction, view.now, view.zone, t))
    for post, units in _by_post(view).items():
        parts.append(nobody_there(post, name_list(units, most, t), t))
    if view.left:
        names = name_list(view.left, most, t)
        parts.append(t("{units}: everybody is on leave, please send somebody round.", units=names))
    today = view.now.astimezone(view.zone).date()
    parts += [_away(each, today, t) for each in view.away]
    if view.informs:
        parts.append(
            t("For your information; no need to answer. Anything to say? Just write here.")
        )
    if view.instruction.needs_answer:
        parts += [*_status(view, most, t), *_sums(view, t), *_helps(view, t), _hint(view, t)]
    return parts


def _questions(view: CardView, t: Translator) -> list[str]:
    """What is asked, in the order in which it can be answered in a line."""
    if not view.questions:
        return []
    said = t("The buildings are asked to fill in:") if view.asks_below else t("Please fill in:")
    return [said, *form_question_lines(view.questions, t)]


def _sums(view: CardView, t: Translator) -> list[str]:
    found = (branch_sum_lines(unit, sums, t) for unit, sums in view.sums if sums.filled)
    return [line for each in found for line in each]


def _by_post(view: CardView) -> dict[LeadPost, list[str]]:
    """The units with nobody, by the lead they lack."""
    found: dict[LeadPost, list[str]] = {}
    for unit in view.tasks:
        found.setdefault(view.lacking.get(unit, LeadPost()), []).append(unit)
    return found


def nobody_there(post: LeadPost, units: str, t: Translator) -> str:
    """5 栋暂无楼长，请安排人上门。"""
    return t("{units}: no {post} yet, please send somebody round.", units=units, post=post.word(t))


def _files(view: CardView, t: Translator) -> str | None:
    if not view.files_missing:
        return None
    if view.private:
        return t("📎 The files could not be sent; please ask {who}.", who=address(view.issuer, t))
    return t("📎 This group takes no files; they went to each of you in private.")


def _helps(view: CardView, t: Translator) -> list[str]:
    return [_help(each, t) for each in view.helps[:_HELPS]]


def _help(line: HelpLine, t: Translator) -> str:
    facts = {"unit": name_list([line.unit], 1, t), "who": address(line.asker, t)}
    if line.taken_by is None:
        return t("{unit} {who} asked for help; those above have been told.", **facts)
    helper = address(line.taken_by, t)
    return t("{unit} {who} asked for help; {helper} is seeing to it.", helper=helper, **facts)


def _away(line: AwayLine, today: date, t: Translator) -> str:
    facts = {
        "unit": name_list([line.unit], 1, t),
        "who": address(line.who, t),
        "day": day_name(line.until, today, t),
    }
    names = people_list(line.instead[:_NAMES], t)
    return t("{unit} {who} is on leave until {day}; {names} in charge.", names=names, **facts)


def _added(added: Added, t: Translator) -> str:
    if added.who is None:
        return t("(Nobody had passed it on yet, so it was passed on automatically.)")
    who = address(added.who, t)
    if added.words is None:
        return t("(Passed on by {who}.)", who=who)
    return t("{who} adds: {words}", who=who, words=added.words)


def signature(
    issuer: Named, instruction: Instruction, now: datetime, zone: ZoneInfo, t: Translator
) -> str:
    """The issuer, and the time by which an answer is asked for."""
    deadline = instruction.deadline_at if instruction.needs_answer else None
    return _signed(issuer, deadline, now.replace(second=0, microsecond=0), zone, t)


@_once
def _signed(
    issuer: Named, deadline: datetime | None, minute: datetime, zone: ZoneInfo, t: Translator
) -> str:
    who = address(issuer, t)
    if deadline is None:
        return t("— {who}", who=who)
    time = clock_time(deadline, minute, zone, t)
    return t("— {who} · please answer by {time}", who=who, time=time)


def _status(view: CardView, most: int, t: Translator) -> list[str]:
    """Two lines in every state: who has answered, and who is waited for."""
    done, found = _done(view, most, t), view.progress
    if view.missing:
        return [done, t("No answer by the end: {units}", units=name_list(view.missing, most, t))]
    if not view.waiting:
        closed = view.instruction.state is InstructionState.CLOSED
        if closed and not view.progress.complete:
            return [done, t("Nobody needs to answer any more.")]
        if view.private and not found.total:
            return [t("You need not answer this one just now.")]
        if view.private:
            return [done, t("Your answer is noted, thank you!")]
        return [done, t("All have received it, thank you!")]
    return [done, t("Still waiting for: {units}", units=name_list(view.waiting, most, t))]


def _done(view: CardView, most: int, t: Translator) -> str:
    """已收到 9/12：王芳、李强等."""
    found = view.progress
    done = t("Received {done}/{total}", done=found.done, total=found.total)
    if shares := tier_shares(found.shares, t):
        done += t(" ({shares})", shares=shares)
    if view.people is not None:
        done += t(" · {done}/{total} people", done=view.people[0], total=view.people[1])
    names, shown = list(dict.fromkeys(reversed(view.answered))), min(_NAMES, most)
    if names:
        done = t("{done}: {names}", done=done, names=people_list(names[:shown], t))
    if len(names) > shown:
        done = t("{done} and others", done=done)
    if view.before_correction:
        who = people_list(view.before_correction[:shown], t)
        done = t("{done} | older version: {names}", done=done, names=who)
    return done


def _hint(view: CardView, t: Translator) -> str:
    if view.instruction.state is InstructionState.CLOSED:
        return t("This notice is closed. Thank you!")
    if view.relay is False:
        return t("Please press “Received, pass on”, and your buildings get it too.")
    if view.relay:
        return _passed_on(view, t)
    if len(view.questions) > PAGE and view.waiting:
        return t("Please press “Fill in”; I will ask one thing at a time.")
    if view.questions and view.waiting:
        return t("Please press “Fill in”, or reply with the answers in this order.")
    if view.known and not view.waiting:
        return t("Filled in with what is known. Press “Fill in” if anything has changed.")
    if not view.waiting:
        return t("Should anything be the matter, press “Need help”.")
    if view.own:
        return t("Yours is noted, thank you! Others of the unit have yet to answer.")
    if view.people is not None:
        return t("Everybody is asked to answer for themself: please press the button below.")
    return t("Please press the button below, or reply “Received” to this message.")


def _passed_on(view: CardView, t: Translator) -> str:
    if view.over is None:
        if view.waiting:
            return t("Passed on to the buildings; please still press “Received”.")
        return t("Passed on to the buildings.")
    who = address(view.over, t)
    if view.waiting:
        return t("{who} passed it on to the buildings; please still press “Received”.", who=who)
    return t("{who} passed it on to the buildings.", who=who)


def _keyboard(view: CardView, t: Translator) -> Keyboard:
    instruction = view.instruction
    if not instruction.needs_answer or instruction.state is not InstructionState.RUNNING:
        return ()
    relays, fills = view.relay is not None, bool(view.questions) and not view.asks_below
    return _buttons(instruction.id, relays, fills, t)


@_once
def _buttons(number: int, relays: bool, fills: bool, t: Translator) -> Keyboard:
    fill_in = Button(t("Fill in"), pack(Action.FORM, number))
    answer = (
        fill_in if fills else Button(t("Received"), pack(Action.ACK, number)),
        Button(t("Need help"), pack(Action.HELP, number)),
    )
    if not relays:
        return (answer,)
    relay = (Button(t("Received, pass on"), pack(Action.RELAY, number)),)
    words = (Button(t("Add a word, then pass on"), pack(Action.RELAY_WORDS, number)),)
    return (relay, answer, words)


def _farewell(view: CardView, t: Translator) -> Text:
    return lines(_heading(view, t), farewell(view.former, t))
