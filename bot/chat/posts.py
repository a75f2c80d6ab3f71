"""Seats by name: 3 栋楼长."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.chat.places import Spot, spot_list
from bot.chat.text import name_list
from bot.chat.texts import Translator
from bot.roster.model import PostKind
from bot.roster.posts import shown_word


@dataclass(frozen=True, slots=True)
class SeatName:
    """A post and its unit.

    `height`: the post's height above the buildings; `title`: the office's own word for it; `upper`:
    the unit above, where it is to be named.
    """

    unit: str
    kind: PostKind
    height: int
    title: str | None = None
    upper: str | None = None


@dataclass(frozen=True, slots=True)
class LeadPost:
    """The post of whoever leads a unit: its height above the buildings, and the office's word."""

    height: int = 0
    title: str | None = None

    def word(self, t: Translator) -> str:
        """楼长, 书记, or the office's own."""
        return shown_word(self.title, PostKind.LEAD, self.height, t.language)


def seat_name(seat: SeatName, t: Translator) -> str:
    """The unit with the post."""
    word = shown_word(seat.title, seat.kind, seat.height, t.language)
    unit = name_list([seat.unit], 1, t)
    return t("{unit} {post}", unit=f"{seat.upper} {unit}" if seat.upper else unit, post=word)


def seat_names(seats: Iterable[SeatName], t: Translator) -> str:
    """All seats, one after the other."""
    return t(", ").join(seat_name(seat, t) for seat in seats)


def posts_in_full(seats: Iterable[SeatName], t: Translator, form: str) -> str:
    """The same post in several units stands once: 幸福里 3、4 栋楼长. `form` joins both."""
    found: dict[str, list[Spot]] = {}
    for seat in seats:
        word = shown_word(seat.title, seat.kind, seat.height, t.language)
        found.setdefault(word, []).append(Spot(seat.unit, seat.upper))
    comma = t(", ")
    return comma.join(
        t(form, unit=spot_list(spots, len(spots), t, comma), post=word)
        for word, spots in found.items()
    )
