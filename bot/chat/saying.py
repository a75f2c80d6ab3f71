"""Says sentences that were kept as values in a reader's language."""

from __future__ import annotations

from bot.chat.outgoing import Outgoing
from bot.chat.places import SomeUnits, Spot, listed
from bot.chat.texts import Translator
from bot.messages.house import ToldArgs
from bot.messages.sentences import NamedUnits, Sentence


def in_words(said: Sentence, t: Translator) -> str:
    """The sentence, and what follows it."""
    facts = {name: _filling(value, t) for name, value in said.facts.items()}
    n = said.facts.get("n")
    if said.many and isinstance(n, int):
        del facts["n"]
        words = t.n(said.text, said.many, n, **facts)
    else:
        words = t(said.text, **facts)
    return words + (in_words(said.then, t) if said.then else "")


def _filling(value: int | str | tuple[str, ...] | NamedUnits | Sentence, t: Translator) -> object:
    match value:
        case Sentence():
            return in_words(value, t)
        case NamedUnits():
            spots = tuple(Spot(name, upper) for name, upper in value.named)
            return listed(SomeUnits(value.total, spots), t)
        case tuple():
            return t(", ").join(value)
    return value


def named_units(units: SomeUnits) -> NamedUnits:
    """The units as a value that a sentence can be filled with."""
    return NamedUnits(
        total=units.total, named=tuple((each.name, each.upper) for each in units.spots)
    )


def render_told(args: ToldArgs, t: Translator) -> Outgoing:
    """The answer to a button that was typed."""
    return Outgoing(text=in_words(args.said, t) if args.said else args.text)
