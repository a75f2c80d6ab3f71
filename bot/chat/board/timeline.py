"""Draws answers over time against the steps of the ladder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.board.values import BoardView
from bot.chat.texts import Translator
from bot.instructions.board import Timeline
from bot.instructions.model import Rung
from bot.roster.model import PostKind
from bot.roster.posts import shown_word

_LEFT, _MARGIN = 64.0, 24.0
_TALL = 150.0
_ROW = 24
_SIZE = 20
_HALF_WIDTH = 0.56
"""The width of a Latin letter, in font sizes; a Chinese character takes one."""

_POSTS: Mapping[Rung, tuple[PostKind, int]] = {
    Rung.HOLDER: (PostKind.LEAD, 0),
    Rung.DEPUTIES: (PostKind.DEPUTY, 0),
    Rung.PARENT: (PostKind.LEAD, 1),
    Rung.LIAISON: (PostKind.LIAISON, 1),
    Rung.SUPERVISOR: (PostKind.SUPERVISOR, 2),
}


@dataclass(frozen=True, slots=True)
class TimelineTick:
    """A vertical line with its label."""

    x: float
    label_x: float
    label_y: float
    label: str
    due: bool = False


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
    """`curve`: the path of the answers; `top` and `base`: all and none of them."""

    top: float
    base: float
    height: float
    left: float
    right: float
    curve: str
    ticks: tuple[TimelineTick, ...]
    begins: str
    ends: str
    most: str
    said: str
    nothing: str
    """What stands in the empty frame while nobody has answered."""


def timeline_drawing(
    view: BoardView, t: Translator, top: float, width: float
) -> TimelineDrawing | None:
    """The timeline of a board, below `top`; None without one."""
    found = view.timeline
    if found is None:
        return None
    labels, right = top + 26, width - _MARGIN
    ticks = tuple(_ticks(found, labels, right, t))
    first = max((each.label_y for each in ticks), default=labels) + _ROW
    base = first + _TALL
    done = sum(n for _, n in found.answers)
    return TimelineDrawing(
        top=first,
        base=base,
        height=base - top + 44,
        left=_LEFT,
        right=right,
        curve=_curve(found, first, base, right),
        ticks=ticks,
        begins=_wall(found.started, view),
        ends=_wall(found.until, view),
        most=str(found.total),
        said=t("{done} of {total} answers between {begun} and {ended}", done=done,
               total=found.total, begun=_wall(found.started, view),
               ended=_wall(found.until, view)),
        nothing="" if done else t("No answer yet"),
    )  # fmt: skip


def _curve(found: Timeline, top: float, base: float, right: float) -> str:
    """A staircase: level until a minute in which somebody answered. No more steps than pixels: a
    week has ten thousand minutes."""
    heights, done = {}, 0
    for at, n in found.answers:
        done += n
        heights[round(_x(found, at, right))] = base - (base - top) * done / found.total
    path = "".join(f"H{x}V{y:.1f}" for x, y in heights.items())
    return f"M{_LEFT:.0f},{base}{path}H{right:.0f}V{base}Z"


def _x(found: Timeline, at: datetime, right: float) -> float:
    span = max(found.until - found.started, timedelta(minutes=1))
    return _LEFT + (right - _LEFT) * min(max((at - found.started) / span, 0.0), 1.0)


def _ticks(found: Timeline, labels: float, right: float, t: Translator) -> list[TimelineTick]:
    said = [(each.at, _told(each.rung, t), False) for each in found.steps]
    if found.deadline is not None and found.deadline <= found.until:
        said.append((found.deadline, t("deadline"), True))
    ends: list[float] = []  # of the labels in each row
    ticks = []
    for at, label, due in sorted(said, key=lambda each: each[0]):
        x, wide = _x(found, at, right), text_width(label, _SIZE)
        left = x if x + wide < right else x - wide
        row = next((row for row, end in enumerate(ends) if end + 8 < left), len(ends))
        ends[row : row + 1] = [left + wide]
        aside = left + (4 if left == x else -4)
        ticks.append(TimelineTick(x, aside, labels + row * _ROW, label, due))
    return ticks


def text_width(text: str, size: float) -> float:
    """About how wide a text is."""
    return sum(size if ord(each) > 0x2E80 else size * _HALF_WIDTH for each in text)


def _told(rung: Rung, t: Translator) -> str:
    kind, height = _POSTS[rung]
    return shown_word(None, kind, height, t.language)


def _wall(at: datetime, view: BoardView) -> str:
    return f"{at.astimezone(view.zone):%H:%M}"
