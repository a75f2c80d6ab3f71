"""Reads words with their writer's own units, name and post."""

from __future__ import annotations

from collections.abc import Iterator

from bot.instructions.reading.meanings import Reading
from bot.instructions.reading.phrases import Lexicon
from bot.instructions.reading.reader import Writer, read
from bot.roster.model import ISSUING_POSTS, Member, PostKind
from bot.roster.seats import Seat
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx

_BRANCH_TITLES = ("书记", "支部书记", "支书", "网格长")


def read_from(tx: Tx, member: Member, words: str, lexicon: Lexicon | None) -> Reading:
    """The meaning of words from this writer."""
    return read(words, writer(tx, member), lexicon)


def writer(tx: Tx, member: Member) -> Writer:
    """The names of a member and their units."""
    seats = people.posts_of(tx, member.id)
    own = [seat for seat in seats if seat.kind not in ISSUING_POSTS]
    names = [member.name, *_around(tx, own), *_titles(tx, own)]
    return Writer(tuple(dict.fromkeys(seat.unit.name for seat in own)), tuple(names))


def _around(tx: Tx, seats: list[Seat]) -> Iterator[str]:
    """The names of the units above theirs: 幸福里3栋 means the same as 3栋."""
    parents = {seat.unit.parent_id for seat in seats}
    for parent in sorted(each for each in parents if each is not None):
        yield people.unit(tx, parent).name


def _titles(tx: Tx, seats: list[Seat]) -> tuple[str, ...]:
    heights = house.heights(tx)
    leads = [seat for seat in seats if seat.kind in (PostKind.LEAD, PostKind.DEPUTY)]
    branch = any(heights.get(seat.unit.tier, 0) > 0 for seat in leads)
    return _BRANCH_TITLES if branch else ()
