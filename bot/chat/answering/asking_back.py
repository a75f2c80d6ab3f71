"""算收到 or 不算: the question about unclear words, and its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chat.answering.remarks import noted
from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.text import name_list, shorten
from bot.chat.texts import Translator
from bot.instructions.model import Instruction

_MOST_CHOICES = 6
_QUOTED = 60
"""Characters of the words that are quoted."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several instructions that wait."""

    instruction_id: int
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class AskedBackView:
    """`own`: the writer is asked, otherwise somebody above.

    `buildings`: the numbers in the words that are not the writer's. `settled`: yes, no, proxy or
    late; None while it is open.
    """

    instruction: Instruction
    by: Named
    units: Sequence[str]
    said: str
    own: bool
    buildings: Sequence[str]
    settled: str | None
    which: Sequence[Choice] = ()
    """The waiting instructions of which the words may mean one."""


def render_asked_back(view: AskedBackView, t: Translator) -> Outgoing:
    """The question with two buttons, or its result."""
    if view.settled is not None:
        return Outgoing(text=_settled(view, t))
    if view.which:
        return _which(view, t)
    if view.own and view.buildings and view.units:
        return _another_building(view, t)
    buttons = [
        Button(t("Count it"), pack(Action.COUNT)),
        Button(t("Do not count"), pack(Action.COUNT_NOT)),
    ]
    return Outgoing(text=_question(view, t), keyboard=[buttons])


def _question(view: AskedBackView, t: Translator) -> str:
    if view.own:
        return t(
            "You wrote “{said}” on #{number} {title}; I am not sure whether that means received.",
            **_facts(view, t),
        )
    return t(
        "{units} {who} wrote “{said}” on #{number} {title}, and I cannot write to them in private."
        " Does that count as received?",
        **_facts(view, t),
    )


def _which(view: AskedBackView, t: Translator) -> Outgoing:
    rows = [[Button(t("All received"), pack(Action.COUNT))]]
    for each in view.which[:_MOST_CHOICES]:
        label = t("Only #{number} {title}", number=each.number, title=shorten(each.title, 20))
        rows.append([Button(label, pack(Action.COUNT, each.instruction_id))])
    said = shorten(view.said, _QUOTED)
    text = t(
        "{n} notices wait for you. Which do you mean by “{said}”?", n=len(view.which), said=said
    )
    return Outgoing(text=text, keyboard=rows)


def _another_building(view: AskedBackView, t: Translator) -> Outgoing:
    own = name_list(view.units, 5, t)
    text = t(
        "You wrote of {named}; you look after {own}. Has {own} received it, too?",
        named=name_list([t("Building {number}", number=each) for each in view.buildings], 5, t),
        own=own,
    )
    buttons = [
        Button(t("{own} received", own=own), pack(Action.COUNT)),
        Button(t("It is not"), pack(Action.COUNT_NOT)),
    ]
    return Outgoing(text=text, keyboard=[buttons])


def _settled(view: AskedBackView, t: Translator) -> str:
    if view.settled == "yes":
        return noted(view.by, view.units, t)
    if view.settled == "proxy":
        return t("“{said}” ({units} {who}) is counted as received.", **_facts(view, t))
    if view.settled == "form":
        return t("This one asks something: please answer the questions below.")
    if view.settled == "late":
        return t("Thank you! That was answered before, or needs no answer any more.")
    if view.own:
        return t("“{said}” is not counted. Once you have it, please press “Received”.",
                 said=shorten(view.said, _QUOTED))  # fmt: skip
    return t("“{said}” ({units} {who}) is not counted.", **_facts(view, t))


def _facts(view: AskedBackView, t: Translator) -> Mapping[str, object]:
    return {
        "units": name_list(view.units, 3, t),
        "who": address(view.by, t),
        "said": shorten(view.said, _QUOTED),
        "number": view.instruction.number,
        "title": view.instruction.title[:40],
    }
