"""Reminders: short, warm, one message for everything somebody is to be told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.chat.callback import Action, pack
from bot.chat.cascade.card import TEXT_LIMIT
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.text import Text, lines, mention, name_list, plain, topic
from bot.chat.texts import N_, Translator
from bot.chat.titles import headline
from bot.instructions.model import Instruction

_MATTERS = 12


class SilenceReason(Enum):
    """Why a unit is silent."""

    SILENT = auto()
    NOT_PASSED_ON = auto()
    VACANT = auto()
    UNLINKED = auto()
    UNREACHABLE = auto()


_REASONS = {
    SilenceReason.NOT_PASSED_ON: N_("{units}: not passed on yet."),
    SilenceReason.VACANT: N_("{units}: nobody in post yet, please send somebody round."),
    SilenceReason.UNLINKED: N_("{units}: has not joined the bot yet, please phone."),
    SilenceReason.UNREACHABLE: N_("{units}: cannot be reached here, please phone."),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """An instruction and the silent units, by why they are."""

    instruction: Instruction
    units: Mapping[SilenceReason, list[Spot]]
    spots: list[Spot]
    """All of them, in the order of the tree."""


@dataclass(frozen=True, slots=True)
class ChaseView:
    """`own`: what waits for the reader; `above`: what they are told of; `told`: how many once.

    `relay`: something of their own is still to be passed on; `grouped`: its card stands in a
    group; `ended`: some of it ended without an answer.
    """

    who: Named
    own: Sequence[Matter]
    above: Sequence[Matter]
    told: int
    relay: bool = False
    grouped: bool = False
    ended: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class NudgeView:
    """Who is named in a group: names and Telegram ids."""

    instruction: Instruction
    members: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class AllClearView:
    """How many silences have ended; `ended`: others with them, without an answer."""

    total: int
    ended: bool = False


@dataclass(frozen=True, slots=True)
class AskAgainView:
    """Whom a chat still waits for after we were away; `lost`: for longer than words are kept."""

    units: Sequence[str]
    lost: bool = False


def render_chase(view: ChaseView, t: Translator) -> Outgoing:
    """One reminder for everything, or thanks when all of it has been answered."""
    if not view.own and not view.above:
        return Outgoing(text=_over(view, t))
    again = t("(sent again) ") if view.again else None
    text = lines(again, *_own(view, t), *_above(view, t)).shortened(TEXT_LIMIT)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=_keyboard(view, t))


def _over(view: ChaseView, t: Translator) -> str:
    if view.ended:
        return t("This notice has ended; nothing more to do.")
    if view.told:
        return t("All answered now, no need to follow up. Thank you!")
    return t("Your answer is noted; no need to press again. Thank you!")


def _own(view: ChaseView, t: Translator) -> list[Text | str]:
    if not view.own:
        return []
    asked = t(", ").join(_short(matter, t) for matter in view.own[:_MATTERS])
    who = address(view.who, t)
    hello = t("{who}, hello! Still waiting for your “Received”: {matters}.", who=who, matters=asked)
    if view.relay:
        return [hello, t("Please press “Received, pass on”, so that your buildings get it too.")]
    if not view.grouped:
        return [hello, t("One tap below is enough. Thank you!")]
    return [hello, t("If you already typed it in the group, please press once more. Thank you!")]


def _short(matter: Matter, t: Translator) -> str:
    names = [spot.name for spot in matter.spots]
    facts = {"number": matter.instruction.number, "title": topic(headline(matter.instruction, t))}
    return t("#{number} {title} ({units})", units=name_list(names, 5, t), **facts)


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
    spots = matter.spots
    facts = {"number": matter.instruction.number, "title": topic(headline(matter.instruction, t))}
    found = [t("#{number} {title}: {units}", units=spot_list(spots, len(spots), t), **facts)]
    for why, msgid in _REASONS.items():
        if why in matter.units:
            spots = matter.units[why]
            found.append(t(msgid, units=spot_list(spots, len(spots), t)))
    return found


def _keyboard(view: ChaseView, t: Translator) -> Keyboard:
    rows: list[list[Button]] = []
    if view.relay:
        rows.append([Button(t("Received, pass on"), pack(Action.RELAY))])
    if view.own:
        answer = Button(t("Received"), pack(Action.ACK))
        rows.append([answer, Button(t("Need help"), pack(Action.HELP))])
    if view.above:
        remind = Button(t("Remind the silent"), pack(Action.REMIND))
        rows.append([remind, Button(t("Answer for"), pack(Action.PROXY))])
        rows.append([Button(t("See the list"), pack(Action.STATUS))])
    return rows


def render_nudge(view: NudgeView, t: Translator) -> Outgoing:
    """At most five people, named so that it rings for them alone."""
    names = Text(" ").join(mention(f"@{name}", number) for name, number in view.members)
    number = view.instruction.number
    text = t.text("{names} please press “Received” on #{number} above, thank you!", names=names,
                  number=number)  # fmt: skip
    return Outgoing(text=text.plain, entities=text.entities)


def render_all_clear(view: AllClearView, t: Translator) -> Outgoing:
    """Told once to those who were told of silences."""
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
    """After an absence: presses of that time may have been lost, after a day words too."""
    units = name_list(view.units, 30, t)
    text = t(
        "I was offline for a few minutes and may have missed presses. Still waiting for: {units}. "
        "Please press once more, thank you!",
        units=units,
    )
    if view.lost:
        text = t(
            "I was offline for more than a day and have missed presses and words. Still waiting "
            "for: {units}. Please press once more, thank you!",
            units=units,
        )
    return Outgoing(text=plain(text).shortened(TEXT_LIMIT).plain)
