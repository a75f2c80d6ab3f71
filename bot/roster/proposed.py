"""The view of a difference that its sender sees, and its stored form until they decide."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.roster import wire
from bot.roster.difference import Difference, Question
from bot.roster.model import PostKind, Roster, Tier
from bot.roster.telling import ChangeLine, ChangeSection, change_lines, uppers

MOST_TOLD = 400
"""Lines shown at most: nobody turns more pages than this fills."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A difference in names and numbers.

    `rest`: the number of changes beyond those listed; `uppers`: the unit above each of the new
    `units`, where that is not obvious.
    """

    rows: int
    counts: Mapping[str, int]
    units: tuple[str, ...] = ()
    uppers: tuple[str | None, ...] = ()
    people: tuple[str, ...] = ()
    told: tuple[ChangeLine, ...] = ()
    rest: int = 0
    questions: tuple[Question, ...] = ()
    empty: bool = False
    emptying: bool = False
    held: int = 0
    emptied: int = 0


def proposed(
    difference: Difference, roster: Roster, tiers: Sequence[Tier], most: int = MOST_TOLD
) -> Proposed:
    """What to show of a difference from this roster, with at most `most` lines."""
    found = change_lines(difference, roster, tiers)
    return Proposed(
        rows=difference.rows,
        counts=_counts(difference),
        units=tuple(unit.name for unit in difference.new_units),
        uppers=tuple(uppers(difference, roster, tiers)),
        people=tuple(person.name for person in difference.new_members),
        told=tuple(found[:most]),
        rest=max(len(found) - most, 0),
        questions=difference.questions,
        empty=difference.is_empty,
        emptying=difference.emptying,
        held=difference.held,
        emptied=difference.emptied,
    )


def _counts(difference: Difference) -> dict[str, int]:
    """The counts; notes and titles are counted separately, although both change a seat."""
    changed = difference.changed_posts
    notes = sum(each.note != each.old_note for each in changed)
    titles = sum(each.title != each.old_title for each in changed)
    apart = {"changed_posts": notes, "titles": titles, "emptied": difference.emptied}
    return {**difference.counts, **apart}


def dumps_proposal(difference: Difference, shown: Proposed) -> str:
    """Two lines of JSON: what is shown comes first, so that showing it reads little."""
    first = json.dumps(asdict(shown), ensure_ascii=False, separators=(",", ":"))
    return f"{first}\n{wire.dumps(difference)}"


def shown_of(text: str) -> Proposed:
    """The view, from the text made by `dumps`."""
    found: dict[str, Any] = json.loads(text.partition("\n")[0])
    for name in ("units", "uppers", "people"):
        found[name] = tuple(found.get(name, ()))
    found["told"] = tuple(map(_told, found["told"]))
    found["questions"] = tuple(map(_question, found["questions"]))
    return Proposed(**found)


def difference_of(text: str) -> Difference:
    """The difference, from the text made by `dumps`."""
    return wire.loads(text.partition("\n")[2])


def _told(value: dict[str, Any]) -> ChangeLine:
    kind = value["kind"] and PostKind(value["kind"])
    exact = {
        "section": ChangeSection(value["section"]),
        "units": tuple(value["units"]),
        "kind": kind,
    }
    return ChangeLine(**{**value, **exact})


def _question(value: dict[str, Any]) -> Question:
    return Question(**{**value, "rows": tuple(value["rows"]), "names": tuple(value["names"])})
