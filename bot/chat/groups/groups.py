"""The question which units a group serves, and messages in the group itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.callback import Action, pack
from bot.chat.looking.buttons import Row, in_rows, keyboard
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.text import lines
from bot.chat.texts import Translator

_NAMES = 8


class BindStage(StrEnum):
    """The stages of the question."""

    ASKING = "asking"
    BROWSING = "browsing"
    DONE = "done"
    LEAVING = "leaving"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to choose; `opens`: it has units below."""

    unit_id: int
    spot: Spot
    ticked: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A group, the units it serves, and the choices. `at`: the unit being browsed; `added_by`: who
    added the bot, where it was not the reader."""

    title: str
    stage: BindStage
    served: tuple[Spot, ...]
    choices: tuple[UnitChoice, ...] = ()
    at: int = 0
    page: int = 0
    rest: int = 0
    added_by: Named | None = None


@dataclass(frozen=True, slots=True)
class WhoBindsView:
    """A group, and who is asked whose it is."""

    title: str
    asked: Named


@dataclass(frozen=True, slots=True)
class ClaimView:
    """The units a bound group serves, how many members are linked, and the link for the others."""

    units: tuple[Spot, ...]
    linked: int
    everybody: int
    url: str


def render_question(view: QuestionView, t: Translator) -> Outgoing:
    """The question to whoever added the bot."""
    if view.stage not in (BindStage.ASKING, BindStage.BROWSING):
        return Outgoing(text=_ending(view, t))
    choices = in_rows((_choice(each, t) for each in view.choices), 2)
    return Outgoing(text=_question(view, t), keyboard=keyboard(*choices, *_below(view, t)))


def render_claim(view: ClaimView, t: Translator) -> Outgoing:
    """The message in a bound group; edited as members are linked."""
    facts = {"linked": view.linked, "everybody": view.everybody}
    missing = view.linked < view.everybody or not view.everybody
    text = lines(
        t("Hello everyone! I only pass on notices and note who received; I do not read along."),
        t("This group is for: {units}.", units=_units(view.units, t)),
        t("Leads, please press here so that I know you.") if missing else None,
        t("Known: {linked}/{everybody}", **facts) if view.everybody else None,
    )
    claim = [Button(t("That's me"), url=view.url)]
    return Outgoing(text=text.plain, keyboard=[claim] if missing else [])


def render_unknown_writer(url: str, t: Translator) -> Outgoing:
    """Sent once to somebody whose typed answer is kept until they are linked."""
    text = t("I have kept your words. Please press here once so that I know you; then they count.")
    return Outgoing(text=text, keyboard=[[Button(t("That's me"), url=url)]])


def render_bind_how(_view: object, t: Translator) -> Outgoing:
    """Sent in a group when whoever added the bot cannot be asked."""
    text = lines(
        t("Hello everyone! I only pass on notices and note who received; I do not read along."),
        t(
            "Branch lead or liaison, please send “/bind” here with the name of the unit whose group"
            " this is, like “/bind Happy Lane 3”."
        ),
        t("If nobody does, I will leave after a day."),
    )
    return Outgoing(text=text.plain)


def render_who_binds(view: WhoBindsView, t: Translator) -> Outgoing:
    """Sent to whoever added the bot and may not say whose group it is."""
    return Outgoing(
        text=t(
            "Thank you for adding me to “{title}”. {who} says whose group it is; I have just asked"
            " them.",
            title=view.title,
            who=address(view.asked, t),
        )
    )


def render_administrator(_view: object, t: Translator) -> Outgoing:
    """Sent in a group that made the bot an administrator."""
    return Outgoing(
        text=t(
            "Please make me an ordinary member again. As an administrator I would be sent"
            " everything you say here, and I need not see it. Thank you!"
        )
    )


def _question(view: QuestionView, t: Translator) -> str:
    if not view.served:
        return _whose(view, t)
    units = _units(view.served, t)
    facts = {"title": view.title, "units": units}
    return t("“{title}” is the group of {units}. Does it serve others in this branch too?", **facts)


def _whose(view: QuestionView, t: Translator) -> str:
    if view.added_by is None:
        return t("I was added to “{title}”. Whose group is it?", title=view.title)
    who = address(view.added_by, t)
    return t("{who} added me to “{title}”. Whose group is it?", who=who, title=view.title)


def _units(spots: Sequence[Spot], t: Translator) -> str:
    return spot_list(spots[:_NAMES], len(spots), t)


def _ending(view: QuestionView, t: Translator) -> str:
    if view.stage is BindStage.LEAVING:
        return t("All right, I am leaving “{title}”.", title=view.title)
    if view.stage is BindStage.LEFT:
        return t("I am no longer in “{title}”.", title=view.title)
    if not view.served:
        return t("“{title}” is nobody's group yet. I will leave it after a day.", title=view.title)
    units = _units(view.served, t)
    return t("“{title}” is the group of {units}. Thank you!", title=view.title, units=units)


def _choice(choice: UnitChoice, t: Translator) -> Button:
    name = spot_list([choice.spot], 1, t)
    if choice.opens:
        return Button(f"{name} ›", pack(Action.BIND_BROWSE, choice.unit_id, 0))
    return Button(f"✓ {name}" if choice.ticked else name, pack(Action.BIND_PICK, choice.unit_id))


def _below(view: QuestionView, t: Translator) -> list[Row]:
    if view.stage is BindStage.ASKING:
        other = Button(t("Another one"), pack(Action.BIND_BROWSE, 0, 0))
        end = [Button(t("Done"), pack(Action.BIND_DONE))] if view.served else [_leave(t)]
        return [[other, *end]]
    return [_turning(view, t), [Button(t("‹ Back"), pack(Action.BIND))]]


def _leave(t: Translator) -> Button:
    return Button(t("None, leave it"), pack(Action.BIND_LEAVE))


def _turning(view: QuestionView, t: Translator) -> Row:
    row = []
    if view.page > 0:
        row.append(Button(t("‹ Previous"), pack(Action.BIND_BROWSE, view.at, view.page - 1)))
    if view.rest > 0:
        row.append(Button(t("Next ›"), pack(Action.BIND_BROWSE, view.at, view.page + 1)))
    return row
