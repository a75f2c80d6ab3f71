"""Posters to be laid out, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PerPage = Literal[1, 4]


@dataclass(frozen=True, slots=True)
class Poster:
    """What one poster says, rendered; `link` is what its QR code opens."""

    community: str
    unit: str
    call: str
    link: str
    steps: Sequence[str]
    promise: str


@dataclass(frozen=True, slots=True)
class PosterSheet:
    """Posters that become one PDF."""

    posters: tuple[Poster, ...]
    per_page: PerPage = 1
