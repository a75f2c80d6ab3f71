"""Writes the READMEs' figures from `docs/performance.json`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.figures import Figure, number

ROOT = Path(__file__).parents[1]
_PART = re.compile(r"(<!-- figures: [^>]*-->\n).*?(<!-- end of figures -->)", re.DOTALL)

_SHOWN = (
    ("cascade", "urgent to 9,400 chats, limit 300/s"),
    ("cascade", "urgent: refused with 429"),
    ("burst", "8,732 presses at once, answered"),
    ("presses in a cascade", "150 presses/s, 99th percentile"),
    ("memory", "at district size under load"),
)
_WORDS = {
    "README.md": (
        ("measured at district size: 668 branches, 8,732 buildings", "Gridcall", "to reach"),
        (
            "an urgent notice to 9,400 chats, at 300 a second",
            "of these refused by Telegram's limits",
            "presses answered, all at once",
            "a press while a notice goes out, 99 of 100 within",
            "memory",
        ),
    ),
    "README.zh-CN.md": (
        ("一个区的规模：668 个小区、8,732 栋", "Gridcall", "要求"),
        (
            "紧急通知发到 9,400 个群，每秒 300 条",
            "其中被 Telegram 限速拒绝的",
            "同时按下的按钮，每秒回应",
            "正在群发时按一下，100 次里 99 次不超过",
            "内存",
        ),
    ),
}


def write_readmes(figures: Iterable[Figure]) -> None:
    """Replace the figures in each README."""
    found = {(figure.row, figure.what): figure for figure in figures}
    for name in _WORDS:
        file = ROOT / name
        file.write_text(with_figures(file.read_text("utf-8"), name, found), "utf-8")


def with_figures(text: str, name: str, figures: Mapping[tuple[str, str], Figure]) -> str:
    """The text of a README with these figures."""
    heads, labels = _WORDS[name]
    rows = [heads, ("---",) * len(heads)]
    for label, key in zip(labels, _SHOWN, strict=True):
        rows.append((label, *_cells(figures[key])))
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return _PART.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", text)


def _cells(figure: Figure) -> tuple[str, str]:
    return f"{number(figure.value)} {figure.unit}".strip(), figure.goal
