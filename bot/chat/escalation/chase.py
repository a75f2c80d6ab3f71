"""Reminders: one short, warm message for everything somebody is to be told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.cascade.card import TEXT_LIMIT, nobody_there, signature, text_below_title
from bot.chat.looking.buttons import in_rows
from bot.chat.outgoing import Button, Keyboard, Outgoing, utf16
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.posts import LeadPost
from bot.chat.text import (
    Text,
    bold,
    lines,
    mention_person,
    name_list,
    plain,
    shorten,
    styled,
    topic,
)
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time, roughly
from bot.chat.titles import headline
from bot.instructions.model import Instruction

_MATTERS = 12
_ANSWERS = 5
_TITLE = 40
_NAME = 16
_BEGINNING = 300
"""UTF-16 code units of a text that are repeated to somebody who has it on a card."""
_ROOM = 3000
"""UTF-16 code units that all texts may take in a message."""
_SUPERGROUPS = -1_000_000_000_000
"""Chat ids of supergroups, whose messages have links, are below this."""


class SilenceReason(Enum):
    """Why a unit is silent."""

    SILENT = auto()
    NOT_PASSED_ON = auto()
    VACANT = auto()
    AWAY = auto()
    CALLED = auto()
    UNLINKED = auto()
    UNREACHABLE = auto()


_REASONS = {
    SilenceReason.NOT_PASSED_ON: N_("{units}: not passed on yet."),
    SilenceReason.AWAY: N_("{units}: everybody is on leave, please send somebody round."),
    SilenceReason.CALLED: N_("{units}: by telephone only, please phone."),
    SilenceReason.UNLINKED: N_("{units}: has not joined the bot yet, please phone."),
    SilenceReason.UNREACHABLE: N_("{units}: cannot be reached here, please phone."),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """An instruction and its silent units, by reason."""

    instruction: Instruction
    units: Mapping[SilenceReason, list[Spot]]
    spots: list[Spot]
    """All of them, in tree order."""
    vacant: dict[LeadPost, list[Spot]] = field(default_factory=dict)
    """Those where nobody holds a post, by the lead they lack."""


@dataclass(frozen=True, slots=True)
class ToPhone:
    """Somebody of a silent unit who is to be phoned about an instruction."""

    member_id: int
    name: str
    about: int


@dataclass(frozen=True, slots=True)
class OwnMatter:
    """An instruction that waits for the reader's own units.

    `seen`: they can find its card; `grouped`: in a group, with a `link` to it where the group has
    links.
    """

    instruction: Instruction
    units: tuple[str, ...]
    issuer: Named
    seen: bool
    grouped: bool
    link: str | None
    fills: bool = False
    """The answer is a form."""


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """Who answered for the reader's units and when; `proxy`: somebody above did."""

    instruction: Instruction
    units: tuple[str, ...]
    who: str
    said_at: datetime
    proxy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseView:
    """The content of a chase.

    `own`: what waits for the reader; `above`: silences below them; `answers`, `answered`, `ended`:
    what became of the rest. `phones`: whom the reader is to phone and may; `relay`: something of
    their own is still to be relayed; `replaced`: a newer chase replaced this one.
    """

    who: Named
    own: Sequence[OwnMatter]
    above: Sequence[Matter]
    answers: Sequence[AnswerGiven] = ()
    answered: Sequence[Matter] = ()
    ended: Sequence[Instruction] = ()
    relay: bool = False
    phones: Sequence[ToPhone] = ()
    again: bool = False
    replaced: bool = False
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class NudgeView:
    """The people mentioned in a group: names and Telegram ids."""

    instruction: Instruction
    members: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class AllClearView:
    """How many silences have ended by answers; `ended`: how many without."""

    total: int
    ended: bool = False


@dataclass(frozen=True, slots=True)
class AskAgainView:
    """After an absence: whom a chat still waits for and about what.

    `gone`: how long it was, zero where that is not known. `lost`: it was longer than Telegram keeps
    updates.
    """

    about: Sequence[Instruction]
    units: Sequence[str]
    lost: bool = False
    gone: timedelta = timedelta()


def message_link(chat_id: int, message_id: int) -> str | None:
    """The link to a message of a supergroup; other chats have none."""
    if chat_id > _SUPERGROUPS:
        return None
    return f"https://t.me/c/{_SUPERGROUPS - chat_id}/{message_id}"


def render_chase(view: ChaseView, t: Translator) -> Outgoing:
    """One message for everything, verdict first; once all is over, the results."""
    if view.replaced:
        return Outgoing(text=t("This reminder has become part of the newer one below."))
    if not view.own and not view.above:
        text = lines(*_over(view, t)).shortened(TEXT_LIMIT)
        return Outgoing(text=text.plain, entities=text.entities)
    again = t("(sent again) ") if view.again else None
    own = lines(*_own(view, t), *_answers(view, t))
    above = lines(again, *_above(view, t)).shortened(TEXT_LIMIT - utf16(own.plain) - 1)
    text = lines(above, own).shortened(TEXT_LIMIT)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=_keyboard(view, t))


def _over(view: ChaseView, t: Translator) -> list[Text | str]:
    found: list[Text | str] = [*_answers(view, t)]
    if view.answered:
        found += [_line(each, N_("✓ #{number} {title}: {units}"), t) for each in view.answered]
    found = found[:_MATTERS]
    if view.answered and not view.ended:
        found.append(t("All answered now, no need to follow up. Thank you!"))
    ended = [_facts(each, t) for each in view.ended[:_MATTERS]]
    return found + [t("#{number} {title} has ended; nothing more to do.", **each) for each in ended]


def _answers(view: ChaseView, t: Translator) -> list[str]:
    """✓ #1 台风红色预警 · 3 栋 · 王芳 09:48 收到."""
    return [_answer(each, view, t) for each in view.answers[-_ANSWERS:]]


def _answer(answer: AnswerGiven, view: ChaseView, t: Translator) -> str:
    facts = {
        **_facts(answer.instruction, t),
        "units": name_list(answer.units, 5, t),
        "who": answer.who,
        "time": clock_time(answer.said_at, view.now, view.zone, t),
    }
    if answer.proxy:
        return t("✓ #{number} {title} · {units} · {who} {time} answered for it", **facts)
    return t("✓ #{number} {title} · {units} · {who} {time} received", **facts)


def _own(view: ChaseView, t: Translator) -> list[Text | str]:
    if not view.own:
        return []
    asked = t(", ").join(_short(each, t) for each in view.own[:_MATTERS])
    found: list[Text | str] = []
    if view.above:
        found.append(t(_own_asked(view), matters=asked))
    else:
        msgid = N_("{who}, hello! Still waiting for your “Received”: {matters}.")
        if all(each.fills for each in view.own):
            msgid = N_("{who}, hello! Still waiting for you to fill in: {matters}.")
        found.append(t(msgid, who=address(view.who, t), matters=asked))
    return [*found, *_texts(view, t), _hint(view, t)]


def _own_asked(view: ChaseView) -> str:
    if all(each.fills for each in view.own):
        return N_("Still waiting for you to fill in: {matters}.")
    return N_("Still waiting for your own “Received”: {matters}.")


def _short(asked: OwnMatter, t: Translator) -> str:
    units = name_list(asked.units, 5, t)
    return t("#{number} {title} ({units})", units=units, **_facts(asked.instruction, t))


def _facts(instruction: Instruction, t: Translator) -> dict[str, object]:
    return {"number": instruction.number, "title": topic(headline(instruction, t))}


def _texts(view: ChaseView, t: Translator) -> list[Text | str]:
    """What they are asked: the whole text where they have no card, else its beginning and a link
    to the card."""
    whole = sum(utf16(each.instruction.text) for each in view.own if not each.seen)
    seen = sum(each.seen for each in view.own)
    room = min(_BEGINNING, max(0, _ROOM - whole) // max(1, seen))
    several = len(view.own) > 1
    return [part for each in view.own for part in _text(each, room, several, view, t)]


def _text(
    asked: OwnMatter, room: int, several: bool, view: ChaseView, t: Translator
) -> list[Text | str]:
    instruction = asked.instruction
    fits = utf16(instruction.title) <= _TITLE
    text = text_below_title(instruction) if fits else instruction.text.strip()
    if asked.seen:
        text = shorten(text, max(0, room - (utf16(instruction.title) if fits else 0)))
    found: list[Text | str] = [styled("blockquote", text)] if text else []
    if several and found:
        found.insert(0, bold(t("#{number} {title}", **_facts(instruction, t))))
    if not asked.seen:
        found.append(signature(asked.issuer, instruction, view.now, view.zone, t))
    elif asked.link:
        found.append(t("The notice in the group: {link}", link=asked.link))
    return found


def _hint(view: ChaseView, t: Translator) -> str:
    if view.relay:
        return t("Please press “Received, pass on”, so that your buildings get it too.")
    if not any(each.grouped for each in view.own):
        return t("One tap below is enough. Thank you!")
    return t("If you already typed it in the group, please press once more. Thank you!")


def _above(view: ChaseView, t: Translator) -> list[Text | str]:
    if not view.above:
        return []
    count = sum(len(each.spots) for each in view.above)
    hello = t.n(
        "{who}, hello! {n} unit has not answered yet; may we ask you to look into it:",
        "{who}, hello! {n} units have not answered yet; may we ask you to look into it:",
        count,
        who=address(view.who, t),
    )
    return [hello, *(line for each in view.above[:_MATTERS] for line in _matter(each, t))]


def _matter(matter: Matter, t: Translator) -> list[str]:
    found = [_line(matter, N_("#{number} {title}: {units}"), t)]
    found += [nobody_there(post, spot_list(s, len(s), t), t) for post, s in matter.vacant.items()]
    for why, msgid in _REASONS.items():
        if why in matter.units:
            spots = matter.units[why]
            found.append(t(msgid, units=spot_list(spots, len(spots), t)))
    return found


def _line(matter: Matter, msgid: str, t: Translator) -> str:
    units = spot_list(matter.spots, len(matter.spots), t)
    return t(msgid, units=units, **_facts(matter.instruction, t))


def _keyboard(view: ChaseView, t: Translator) -> Keyboard:
    rows: list[list[Button]] = []
    if view.relay:
        rows.append([Button(t("Received, pass on"), pack(Action.RELAY))])
    if view.own:
        fills = all(each.fills for each in view.own)
        answer = Button(t("Received"), pack(Action.ACK))
        answer = Button(t("Fill in"), pack(Action.FORM)) if fills else answer
        rows.append([answer, Button(t("Need help"), pack(Action.HELP))])
    if view.above:
        remind = Button(t("Remind the silent"), pack(Action.REMIND))
        rows.append([remind, Button(t("Answer for"), pack(Action.PROXY))])
        calls = [
            Button(
                t("Call {name}", name=shorten(each.name, _NAME)),
                pack(Action.DIAL, each.member_id, each.about),
            )
            for each in view.phones
        ]
        rows += in_rows([Button(t("See the list"), pack(Action.STATUS)), *calls], 2)
    return rows


def render_nudge(view: NudgeView, t: Translator) -> Outgoing:
    """Mentions at most five people, so that only they are notified."""
    names = Text(" ").join(mention_person(f"@{name}", number) for name, number in view.members)
    number = view.instruction.number
    text = t.text("{names} please press “Received” on #{number} above, thank you!", names=names,
                  number=number)  # fmt: skip
    return Outgoing(text=text.plain, entities=text.entities)


def render_all_clear(view: AllClearView, t: Translator) -> Outgoing:
    """Sent once to those who were told of silences."""
    if view.ended:
        return Outgoing(
            text=t.n(
                "{n} of those you looked after has been answered; the rest has ended. Thank you!",
                "{n} of those you looked after have been answered; the rest has ended. Thank you!",
                view.total,
            )
        )
    return Outgoing(
        text=t.n(
            "The one you looked after has been answered, no need to follow up. Thank you!",
            "All {n} you looked after have been answered, no need to follow up. Thank you!",
            view.total,
        )
    )


def render_again(view: AskAgainView, t: Translator) -> Outgoing:
    """After an absence: presses may have been lost, after a day texts too."""
    named = [t("#{number} {title}", **_facts(each, t)) for each in view.about[:_MATTERS]]
    facts = {"matters": t(", ").join(named), "units": name_list(view.units, 30, t)}
    if view.lost:
        text = t(
            "I was offline for {span} and have missed presses and words. {matters}, still "
            "waiting for: {units}. Please press once more, thank you!",
            span=_span(view, t),
            **facts,
        )
    else:
        text = t(
            "I was offline for {span} and may have missed presses. {matters}, still waiting "
            "for: {units}. Please press once more, thank you!",
            span=_span(view, t),
            **facts,
        )
    return Outgoing(text=plain(text).shortened(TEXT_LIMIT).plain)


def _span(view: AskAgainView, t: Translator) -> str:
    return t("about {span}", span=roughly(view.gone, t)) if view.gone else t("a while")
