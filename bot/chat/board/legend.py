"""How each state is drawn: a colour, a shape, a letter, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.texts import N_
from bot.instructions.board import CellState

_CIRCLE = "M-22,0a22,22 0 1,0 44,0a22,22 0 1,0 -44,0z"
_SQUARE = "M-20,-20h40v40h-40z"
_ROUNDED = "M-12,-21h24a9,9 0 0 1 9,9v24a9,9 0 0 1 -9,9h-24a9,9 0 0 1 -9,-9v-24a9,9 0 0 1 9,-9z"
_PILL = "M-8,-18h16a18,18 0 0 1 0,36h-16a18,18 0 0 1 0,-36z"
_DIAMOND = "M0,-26l26,26l-26,26l-26,-26z"
_OCTAGON = "M-9.5,-23h19l13.5,13.5v19l-13.5,13.5h-19l-13.5,-13.5v-19z"
_HEXAGON = "M-13,-22h26l13,22l-13,22h-26l-13,-22z"
_HOUSE = "M0,-25l23,17v29h-46v-29z"
_SHIELD = "M-21,-21h42v25l-21,20l-21,-20z"
_TAG = "M-24,-19h34l15,19l-15,19h-34z"
_CROSS = "M-9,-24h18v13h15v20h-15v15h-18v-15h-15v-20h15z"
_BELL = "M-14,-22h28l10,40h-48z"
_WINDOW = "M-25,-18h50v36h-50z"
_KITE = "M-24,-18h48l-11,38h-26z"


@dataclass(frozen=True, slots=True)
class CellLook:
    """`fill`: at least 4.5:1 against the white letter; `shape`: an outline around 0,0; `letter` and
    `word`: texts of the catalogue."""

    fill: str
    shape: str
    letter: str
    word: str


LOOKS: Mapping[CellState, CellLook] = {
    CellState.HELP: CellLook("#b3123c", _OCTAGON, N_("H"), N_("needs help")),
    CellState.VACANT: CellLook("#3a3a3a", _SHIELD, N_("V"), N_("nobody in post")),
    CellState.AWAY: CellLook("#006a73", _HOUSE, N_("A"), N_("everybody on leave")),
    CellState.UNREACHED: CellLook("#73339a", _HEXAGON, N_("X"), N_("cannot be reached")),
    CellState.BY_PHONE: CellLook("#33538f", _BELL, N_("P"), N_("by telephone")),
    CellState.ON_PAGE: CellLook("#0b6157", _WINDOW, N_("G"), N_("by page")),
    CellState.WAITING: CellLook("#b54708", _SQUARE, N_("W"), N_("not answered yet")),
    CellState.NOT_YET: CellLook("#33538f", _DIAMOND, N_("N"), N_("not there yet")),
    CellState.UNANSWERED: CellLook("#5f6368", _TAG, N_("U"), N_("no answer")),
    CellState.UNHEARD: CellLook("#7d4e12", _CROSS, N_("Q"), N_("no sign of life")),
    CellState.MUTED: CellLook("#8a1c7c", _KITE, N_("M"), N_("group muted")),
    CellState.LATE: CellLook("#6b6a00", _ROUNDED, N_("L"), N_("received late")),
    CellState.DELIVERED: CellLook("#1b7339", _PILL, N_("D"), N_("sent")),
    CellState.ANSWERED: CellLook("#1b7339", _CIRCLE, N_("R"), N_("received")),
    CellState.READY: CellLook("#1b7339", _CIRCLE, N_("✓"), N_("can be reached")),
}
