"""有困难: help requests as those above and the asker see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.answering.talk import REASONS, Answer, answer_lines, notice_name
from bot.chat.callback import Action, pack
from bot.chat.helping.emergency import emergency_line
from bot.chat.looking.buttons import in_rows
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.text import lines
from bot.chat.texts import Translator
from bot.chat.times import clock_time
from bot.instructions.model import Instruction
from bot.roster.model import PostKind
from bot.roster.posts import post_word


@dataclass(frozen=True, slots=True)
class HelpParty:
    """The property company or the owners' committee of the branch.

    `told`: of this request; `listening`: the bot may write to them; `dial`: the member, where only
    a call reaches them and the reader may call.
    """

    kind: PostKind
    who: Named
    told: bool
    listening: bool
    dial: int | None = None


@dataclass(frozen=True, slots=True)
class HelpView:
    """A request for those above.

    `mistake`: it was taken back; `again`: it was solved and reopened; `remark_id`: the remark to
    reply to, 0 where there is none.
    """

    request_id: int
    remark_id: int
    answers: Sequence[Answer]
    asked_at: datetime
    now: datetime
    zone: ZoneInfo
    again: bool
    instruction: Instruction | None
    asker: Named
    unit: Spot
    state: str
    reason: str | None
    words: str | None
    taken_by: Named | None
    mistake: bool = False
    dial: int | None = None
    """The asker, where the reader may call them."""
    parties: Sequence[HelpParty] = ()


@dataclass(frozen=True, slots=True)
class HelpWordsView:
    """The question what the trouble is.

    `answered`: once it is known; `mistake`: it was taken back; `open`: nobody has taken it yet;
    `region`: whose emergency numbers to name where life may be in danger.
    """

    request_id: int
    answered: bool
    mistake: bool = False
    open: bool = True
    region: str | None = None


@dataclass(frozen=True, slots=True)
class HelpAnswerView:
    """Who took or solved it; `still`: the request that can be reopened; `instead`: who was told
    instead, where the helper cannot come after all."""

    instruction: Instruction | None
    helper: Named
    solved: bool
    still: int | None = None
    instead: Sequence[Named] | None = None


def render_help(view: HelpView, t: Translator) -> Outgoing:
    """The unit, its trouble, and two buttons until it is solved."""
    reason = t(REASONS[view.reason]) if view.reason in REASONS else None
    words = t("“{words}”", words=view.words) if view.words else None
    about = notice_name(view.instruction, t) if view.instruction else None
    text = lines(_head(view, t), reason, words, about, *answer_lines(view.answers, t))
    text = lines(text, _called_in(view, t), _state(view, t))
    return Outgoing(text=text.plain, keyboard=_buttons(view, t))


def _head(view: HelpView, t: Translator) -> str:
    facts = {
        "unit": spot_list([view.unit], 1, t),
        "who": address(view.asker, t),
        "time": clock_time(view.asked_at, view.now, view.zone, t),
    }
    if view.again:
        return t("{unit} {who} asks for help again, it is not solved ({time}):", **facts)
    return t("{unit} {who} asks for help ({time}):", **facts)


def _called_in(view: HelpView, t: Translator) -> str | None:
    told = [address(each.who, t) for each in view.parties if each.told]
    return t("Told too: {names}", names=t(", ").join(told)) if told else None


def _party_buttons(view: HelpView, t: Translator) -> list[Button]:
    """转给物业 for each party not told yet, and 打给… where only a call reaches them."""
    waiting = [each for each in view.parties if not each.told]
    kinds = dict.fromkeys(each.kind for each in waiting if each.listening)
    found = [
        Button(
            t("Pass to {party}", party=post_word(kind, 1, t.language)),
            pack(Action.HELP_PARTY, view.request_id, kind.value),
        )
        for kind in kinds
    ]
    return found + [
        Button(t("Call {name}", name=address(each.who, t)), pack(Action.DIAL, each.dial))
        for each in waiting
        if each.dial is not None
    ]


def _state(view: HelpView, t: Translator) -> str | None:
    if view.mistake:
        return t("Pressed by mistake; nothing to do.")
    if view.state == "solved":
        return t("Solved. Thank you!")
    if view.taken_by is not None:
        return t("{who} is seeing to it.", who=address(view.taken_by, t))
    return None


def _buttons(view: HelpView, t: Translator) -> list[list[Button]]:
    solved = Button(t("Solved"), pack(Action.HELP_SOLVED, view.request_id))
    reply = (
        [Button(t("Reply"), pack(Action.REMARK_REPLY, view.remark_id))] if view.remark_id else []
    )
    if view.state == "open":
        take = Button(t("I'll see to it"), pack(Action.HELP_TAKE, view.request_id))
        rows = [[take, *reply], [solved, *_dial(view, t)]]
    else:
        rows = [[*reply, solved, *_dial(view, t)]] if view.state == "taken" else []
    parties = _party_buttons(view, t) if rows else []
    return [*rows, *in_rows(parties, 2)]


def _dial(view: HelpView, t: Translator) -> list[Button]:
    return [] if view.dial is None else [Button(t("Call"), pack(Action.DIAL, view.dial))]


def render_help_words(view: HelpWordsView, t: Translator) -> Outgoing:
    """The question with four buttons for reasons, and one to take the request back."""
    if view.mistake:
        return Outgoing(text=t("All right, nobody will be sent. Your “Received” stays noted."))
    if view.answered:
        return Outgoing(text=t("Thank you, passed on. If there is more to say, write it here."))
    rows = [
        [Button(t(text), pack(Action.HELP_REASON, view.request_id, reason))]
        for reason, text in REASONS.items()
    ]
    if view.open:
        mistake = pack(Action.HELP_MISTAKE, view.request_id)
        rows.append([Button(t("Pressed by mistake"), mistake)])
    text = t("What is the trouble? Press one, or write it here.")
    if view.region is not None:
        text = emergency_line(view.region, t) + "\n" + text
    return Outgoing(text=text, keyboard=rows)


def render_help_answer(view: HelpAnswerView, t: Translator) -> Outgoing:
    """Tells the asker who took it."""
    who = address(view.helper, t)
    if view.instead is not None:
        return Outgoing(text=_handed_on(who, view.instead, t))
    if view.instruction is None:
        return Outgoing(text=_about_nothing(view, who, t), keyboard=_still(view, t))
    number = view.instruction.number
    if view.solved:
        text = t("#{number}: {who} marked it as solved.", number=number, who=who)
        return Outgoing(text=text, keyboard=_still(view, t))
    return Outgoing(text=t("#{number}: {who} is seeing to it now.", number=number, who=who))


def _handed_on(who: str, instead: Sequence[Named], t: Translator) -> str:
    if not instead:
        return t(
            "{who} cannot come now, and nobody else can be reached here. Please phone at once!",
            who=who,
        )
    names = t(", ").join(address(each, t) for each in instead)
    return t("{who} cannot come now; {names} has been told at once.", who=who, names=names)


def _about_nothing(view: HelpAnswerView, who: str, t: Translator) -> str:
    if view.solved:
        return t("{who} marked your request for help as solved.", who=who)
    return t("{who} is seeing to your request for help now.", who=who)


def _still(view: HelpAnswerView, t: Translator) -> list[list[Button]]:
    if view.still is None:
        return []
    return [[Button(t("Not solved yet"), pack(Action.HELP_STILL, view.still))]]
