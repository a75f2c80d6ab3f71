"""Sentences before they are said in somebody's language."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class NamedUnits:
    """Units: how many, and the first by name, each with the unit above where it is to be named."""

    total: int
    named: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of the catalogues: its English text, and what fills it.

    `many`: its plural form, chosen by the fact `n`; `then`: what follows it.
    """

    text: str
    many: str = ""
    facts: dict[str, int | str | tuple[str, ...] | NamedUnits | Sentence] = field(
        default_factory=dict
    )
    then: Sentence | None = None


def to_say(text: str, /, **facts: int | str | tuple[str, ...] | NamedUnits | Sentence) -> Sentence:
    """A sentence with what fills it."""
    return Sentence(text=text, facts=facts)


def to_say_n(
    text: str, many: str, n: int, /, **facts: int | str | tuple[str, ...] | NamedUnits | Sentence
) -> Sentence:
    """A sentence in the form for `n`, which fills `{n}`."""
    return Sentence(text=text, many=many, facts={"n": n, **facts})
