"""What is known of units, as lines."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.forms.fact_words import FactLine, FactOfUnit
from bot.instructions.forms.question import QuestionKind
from bot.store.forms import facts, photos
from bot.store.forms.facts import Fact
from bot.store.house import house
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx


def known_fact(tx: Tx, fact: Fact, *, linked: bool = True) -> FactLine:
    """A fact with its day and who said it; a photo with its link where it is to be `linked`."""
    day = fact.said_at.astimezone(house.zone(tx)).date().isoformat()
    pictured = linked and fact.question.kind is QuestionKind.PHOTO
    link = photos.link_of_fact(tx, fact.id) if pictured else None
    return FactLine(fact.id, fact.question, fact.value, day, fact.member_name, fact.form, link)


def facts_in(tx: Tx, parts: Sequence[Part]) -> list[FactOfUnit]:
    """What is known of the units in these parts, in the order of the tree."""
    found = (each for part in parts for each in facts.facts_below(tx, part.range))
    return [FactOfUnit(each.upper, each.unit, known_fact(tx, each.fact)) for each in found]


def facts_exported(tx: Tx, _query: None, _now: object) -> list[FactOfUnit]:
    """What is known of every unit, in the order of the tree."""
    return facts_in(tx, [Part(top) for top in people.roots(tx)])
