"""Words added when relaying: asked for, shown back, about to go, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.looking.rows import title
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import tier_count
from bot.chat.text import bold, lines, name_list, shorten
from bot.chat.texts import Translator
from bot.chat.times import clock_time, duration
from bot.instructions.model import Instruction, InstructionState
from bot.instructions.relay import RelayEnd
from bot.roster.model import TierWord

_NAMES = 3
_LABEL = 20


@dataclass(frozen=True, slots=True)
class RelayedBefore:
    """How it was relayed before the words could go along.

    `who`: None for the clock; `own`: by whoever wrote the words.
    """

    at: datetime
    who: Named | None
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWordsView:
    """The words of one person.

    `branches`: whose buildings get them, `counts`: how many these are; `leaves_in`: the rest of the
    undo time, None until they are confirmed; `wrote`: whether there were any.
    """

    draft_id: int
    version: int
    instruction: Instruction
    who: Named
    words: str
    wrote: bool
    branches: Sequence[str]
    counts: Sequence[tuple[TierWord, int]]
    leaves_in: timedelta | None
    end: RelayEnd | None
    passed: int
    before: RelayedBefore | None
    last: Sequence[tuple[int, str]]
    """What this person added last time, with the target it was added at."""
    now: datetime
    zone: ZoneInfo


def render_own_words(view: OwnWordsView, t: Translator) -> Outgoing:
    """The title, what would go or became of it, and the buttons."""
    ended = _ended(view, t)
    said, keyboard = _open(view, t) if ended is None else (ended, ())
    text = lines(bold(title(view.instruction, t)), said)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _open(view: OwnWordsView, t: Translator) -> tuple[str, Keyboard]:
    units = _units(view, t)
    drop = Button(t("Cancel"), pack(Action.RELAY_DROP, view.draft_id))
    plain = Button(t("Add nothing, pass on now"), pack(Action.RELAY_PLAIN, view.draft_id))
    if not view.words:
        asks = t("Please write what you want to add; it goes to {units} with the notice.",
                 units=units)  # fmt: skip
        return asks, (*_again(view), (plain,), (drop,))
    facts = {"units": units, "words": view.words, "who": address(view.who, t)}
    if view.leaves_in is None:
        go = Button(t("Pass on"), pack(Action.RELAY_GO, view.draft_id, view.version))
        shows = t("This is how it goes on to {units}: “{words} — {who}”", **facts)
        return shows, ((go,), (plain,), (drop,))
    undo = Button(t("Withdraw"), pack(Action.RELAY_UNDO, view.draft_id))
    goes = t("Goes on to {units} in {span}: “{words} — {who}”",
             span=duration(view.leaves_in, t), **facts)  # fmt: skip
    return goes, ((undo,),)


def _again(view: OwnWordsView) -> list[tuple[Button]]:
    """Their own last words, each on a row."""
    return [
        (Button(shorten(words, _LABEL), pack(Action.RELAY_AGAIN, view.draft_id, at)),)
        for at, words in view.last
    ]


def _units(view: OwnWordsView, t: Translator) -> str:
    """荷塘苑 10 栋."""
    counts = " ".join(tier_count(tier, n, t) for tier, n in view.counts)
    return t("{branches} {counts}", branches=name_list(view.branches, _NAMES, t), counts=counts)


def _ended(view: OwnWordsView, t: Translator) -> str | None:
    end = view.end or (None if view.branches else RelayEnd.LEFT)
    match end:
        case None:
            return None
        case RelayEnd.PASSED:
            return t.n("Passed on to {n} unit with your words. Thank you!",
                       "Passed on to {n} units with your words. Thank you!",
                       view.passed)  # fmt: skip
        case RelayEnd.PLAIN:
            return t.n("Passed on to {n} unit. Thank you!", "Passed on to {n} units. Thank you!",
                       view.passed)  # fmt: skip
        case RelayEnd.DROPPED:
            return t("All right, nothing was passed on. Whenever it suits you, press "
                     "“Received, pass on” on the notice.")  # fmt: skip
        case RelayEnd.LEFT:
            return t("This is not in your care any more, so nothing was passed on. Thank you!")
        case RelayEnd.ENDED:
            return _over(view, t)
        case RelayEnd.OVERTAKEN:
            return _overtaken(view, t)


def _over(view: OwnWordsView, t: Translator) -> str:
    if view.instruction.state is InstructionState.WITHDRAWN:
        return t("This notice was withdrawn meanwhile; nothing is passed on any more. Thank you!")
    return t("This notice was closed meanwhile; nothing is passed on any more. Thank you!")


def _overtaken(view: OwnWordsView, t: Translator) -> str:
    said = _who_did(view, t)
    if not view.wrote:
        return said + t(" No need to add anything.")
    return said + t(" Your words did not go along. To tell the buildings, please send them to me "
                    "once more: they become a notice of their own.")  # fmt: skip


def _who_did(view: OwnWordsView, t: Translator) -> str:
    before = view.before
    if before is None:
        return t("It was passed on already.")
    time = clock_time(before.at, view.now, view.zone, t)
    if before.own:
        return t("You passed it on at {time} already.", time=time)
    if before.who is None:
        return t("It was passed on automatically at {time}.", time=time)
    return t("{who} passed it on at {time} already.", who=address(before.who, t), time=time)
