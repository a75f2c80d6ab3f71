"""Progress at a glance: ▓▓▓▓▓▓░░ 12/18 (67 %)."""

from __future__ import annotations

_CELLS = 8


def progress_bar(done: int, total: int) -> str:
    """Eight cells; the first is filled by the first answer, the last only by the last."""
    if total <= 0:
        return "░" * _CELLS
    full = _CELLS if done >= total else min(-(-done * _CELLS // total), _CELLS - 1)
    return "▓" * full + "░" * (_CELLS - full)


def percent(done: int, total: int) -> int:
    """Rounded, but 0 only without answers and 100 only with all."""
    if done <= 0 or total <= 0:
        return 0
    return 100 if done >= total else min(max(round(100 * done / total), 1), 99)


def progress(done: int, total: int) -> str:
    """The bar, the numbers, and the share."""
    return f"{progress_bar(done, total)} {done}/{total} ({percent(done, total)} %)"
