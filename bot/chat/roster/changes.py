"""The changes of an import, a line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import zip_longest

from bot.chat.places import Spot, spot_list
from bot.chat.sentences import SENTENCES
from bot.chat.text import name_list, shorten, unit_name
from bot.chat.texts import N_, Translator
from bot.roster.asking import BY_HAND, ONE_PHONE_TWO_NAMES, RANGE_OR_NAME, TWO_LEADS, WHOSE_UNIT
from bot.roster.difference import Question
from bot.roster.posts import shown_word
from bot.roster.proposed import Proposed
from bot.roster.telling import ChangeLine, ChangeSection

_NAMES = 8
_WORD = 40


_LINES = {
    ChangeSection.VACANT: N_("Vacant: {unit}, {post} ({former})"),
    ChangeSection.REMOVED: N_("Removed: {unit}"),
    ChangeSection.HANDED: N_("Handed over: {unit}, {post}: {former} → {name}"),
    ChangeSection.FILLED: N_("Takes a seat: {unit}, {post}: {name}"),
    ChangeSection.BESIDE: N_("Two in one post: {unit}, {post}: {former} and {name}"),
    ChangeSection.RENAMED: N_("Renamed: {unit} → {name}"),
    ChangeSection.PERSON: N_("Row {row}, other name or phone: {former} → {name}"),
    ChangeSection.NEW_UNIT: N_("New: {unit}"),
    ChangeSection.NEW_POST: N_("New post: {unit}, {post}"),
    ChangeSection.NO_POST: N_("The post goes: {unit}, {post}"),
    ChangeSection.MERGED: N_("The entry {former} becomes part of {name}"),
    ChangeSection.SUSPENDED: N_("Taken out for now: {name}"),
    ChangeSection.RESTORED: N_("Comes back: {name}"),
    ChangeSection.MOVED: N_("Moved: {unit} → {name}"),
    ChangeSection.FAULT: N_("Row {row} left out: {why}"),
    ChangeSection.MEND: N_("Row {row}, to be mended: {why}"),
}
_PHONE = N_("Row {row}, other phone: {name}")


def change_line(told: ChangeLine, t: Translator) -> str:
    """One change or one faulty row."""
    same = told.section is ChangeSection.PERSON and told.former == told.name
    hint = " · " + t("changed by hand") if told.by_hand else ""
    return _plain_line(told, same, t) + hint


def _plain_line(told: ChangeLine, same: bool, t: Translator) -> str:
    return t(
        _PHONE if same else _LINES[told.section],
        unit=_unit(told),
        post=""
        if told.kind is None
        else shown_word(told.title, told.kind, told.height, t.language),
        name=shorten(told.name, _WORD),
        former=shorten(told.former, _WORD),
        row=told.row,
        why=_why(told, t),
    )


def terminal_line(told: ChangeLine, t: Translator) -> str:
    """As `change_line`; lines about a row begin with `row N:` in every language."""
    if told.section in (ChangeSection.FAULT, ChangeSection.MEND):
        return f"row {told.row}: {_why(told, t)}"
    return change_line(told, t)


def _unit(told: ChangeLine) -> str:
    """The unit with those above it except the topmost."""
    named = (unit_name(each, _WORD) for each in told.units[1:] or told.units)
    return shorten(" ".join(named), _WORD)


_QUESTIONS = {
    ONE_PHONE_TWO_NAMES: N_(
        "Row {row}: {first} and {second} share the number {phone}. Is this one person?"
    ),
    RANGE_OR_NAME: N_("Row {row}: is “{first}” several buildings ({second}), or one of that name?"),
    TWO_LEADS: N_("Row {row}: {first} and {second} stand in one post. Do both lead?"),
    WHOSE_UNIT: N_("Row {row}: does {first} belong to {second}?"),
    BY_HAND: N_(
        "Changed by hand since, and the file says otherwise ({first}): {second}. Does the file have"
        " the last word?"
    ),
}
_WAYS = {
    ONE_PHONE_TWO_NAMES: N_(
        "{first} and {second} share the number {phone}; where they are one person write one name,"
        " where they are two leave the number out of this row"
    ),
    RANGE_OR_NAME: N_(
        "“{first}” may be several buildings or one; write them as {second}, or give the one of"
        " that name a code"
    ),
    TWO_LEADS: N_(
        "two names in one post: {first}, {second}; write each into a row of its own with the same"
        " post, or the second as deputy"
    ),
    WHOSE_UNIT: N_(
        "where does {first} belong; add a column for it, or set community under [roster] in the"
        " settings"
    ),
}
"""How to write the cell so that no question is needed, in two ways."""


def question_line(question: Question, t: Translator) -> str:
    """A question for the sender."""
    row = question.rows[-1] if question.rows else 0
    return t(_QUESTIONS[question.kind], row=row, **_asked(question, t))


def ways_line(question: Question, t: Translator) -> str:
    """For the terminal, which cannot ask: the row, and how to write it otherwise."""
    return f"row {question.rows[-1]}: {t(_WAYS[question.kind], **_asked(question, t))}"


def _asked(question: Question, t: Translator) -> dict[str, str]:
    first, *others = (shorten(name, _WORD) for name in question.names)
    return {"first": first, "second": t(", ").join(others), "phone": question.phone}


def _why(told: ChangeLine, t: Translator) -> str:
    facts = {name: shorten(str(value), _WORD) for name, value in told.facts.items()}
    return t(SENTENCES[told.reason], **facts) if told.reason else ""


def summary_lines(shown: Proposed, t: Translator) -> list[str]:
    """New units and people by name, everything else by number; only what occurs."""
    units, people = len(shown.units), len(shown.people)
    found = [
        t.n("{n} new unit: {names}", "{n} new units: {names}", units, names=_units(shown, t))
        if units
        else "",
        t.n("{n} new person: {names}", "{n} new people: {names}", people,
            names=_few(shown.people, t))
        if people
        else "",
        t(", ").join(counted_changes(shown.counts, t)),
    ]  # fmt: skip
    return [line for line in found if line]


def _units(shown: Proposed, t: Translator) -> str:
    pairs = zip_longest(shown.units[:_NAMES], shown.uppers[:_NAMES])
    spots = [Spot(shorten(name, _WORD), upper and shorten(upper, _WORD)) for name, upper in pairs]
    return spot_list(spots, len(shown.units), t)


def _few(names: tuple[str, ...], t: Translator) -> str:
    return name_list([shorten(name, _WORD) for name in names], _NAMES, t)


def counted_changes(counts: Mapping[str, int], t: Translator) -> list[str]:
    """How often each kind of change occurs, where it does."""
    several: dict[str, Callable[[int], str]] = {
        "new_posts": lambda n: t.n("{n} new post", "{n} new posts", n),
        "assign": lambda n: t.n("{n} seat taken", "{n} seats taken", n),
        "emptied": lambda n: t.n("{n} seat left", "{n} seats left", n),
        "removed_units": lambda n: t.n("{n} unit removed", "{n} units removed", n),
        "renamed_units": lambda n: t.n("{n} unit renamed", "{n} units renamed", n),
        "changed_members": lambda n: t.n("{n} person changed", "{n} people changed", n),
        "changed_posts": lambda n: t.n("{n} note changed", "{n} notes changed", n),
        "titles": lambda n: t.n("{n} post renamed", "{n} posts renamed", n),
        "faults": lambda n: t.n("{n} row left out", "{n} rows left out", n),
        "mends": lambda n: t.n("{n} thing to be mended", "{n} things to be mended", n),
        "questions": lambda n: t.n("{n} question open", "{n} questions open", n),
    }
    return [say(counts[name]) for name, say in several.items() if counts.get(name)]
