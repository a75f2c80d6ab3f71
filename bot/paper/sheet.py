"""Posters to be laid out, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PerPage = Literal[1, 4]


@dataclass(frozen=True, slots=True)
class Poster:
    """What one poster says, rendered; `link` is what its QR code opens. `page`: what a smaller one
    opens for those without Telegram, "" for none; `page_call`: the words below it."""

    community: str
    unit: str
    call: str
    link: str
    steps: Sequence[str]
    promise: str
    page: str = ""
    page_call: str = ""


@dataclass(frozen=True, slots=True)
class CallSheet:
    """Whom to call in one branch, rendered. `rows`: unit, name and number each; `boxes`: what may
    come of a call; `link`: what its code opens, "" for none."""

    title: str
    lines: Sequence[str]
    headings: Sequence[str]
    boxes: Sequence[str]
    rows: Sequence[Sequence[str]]
    link: str = ""


@dataclass(frozen=True, slots=True)
class PosterSheet:
    """Posters that become one PDF."""

    posters: tuple[Poster, ...]
    per_page: PerPage = 1
