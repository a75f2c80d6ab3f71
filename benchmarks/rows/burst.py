"""Everybody presses at the same moment."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.harness import Seen, Stage
from benchmarks.site import Site

ROW = "burst"
_PATIENCE = 60.0


def measure(site: Site) -> Iterator[Figure]:
    """Presses answered a second, of all that come at once; and how many are not."""
    presses = site.buildings
    naive, _ = _peer(site, side_by_side=False)
    _, unanswered = _peer(site, side_by_side=True)
    with site.gridcall(site.arrived()) as stage:
        seen = pressed(stage, presses)
        applied = stage.one("SELECT COUNT(*) FROM acknowledgement")
    yield Figure(row=ROW, what=f"{presses:,} presses at once, answered", value=rate(seen),
                 unit="/s", peer=naive, of="peer", at_least=3)  # fmt: skip
    yield Figure(row=ROW, what="written down", value=applied, unit="", at_least=presses)
    yield Figure(row=ROW, what="unanswered (peer: side by side)", unit="",
                 value=presses - len(seen.waits()), peer=unanswered, at_most=0)  # fmt: skip
    yield Figure(row=ROW, what="slowest answer", value=seen.waits()[-1], unit="s",
                 peer=presses / naive)  # fmt: skip


def pressed(stage: Stage, presses: int, patience: float = _PATIENCE) -> Seen:
    """Every building's card is pressed at once; what was seen until nothing more comes."""
    sites.up(stage)
    cards = stage.rows(
        "SELECT chat_id, telegram_id FROM bot_message WHERE kind = 'card'"
        f" ORDER BY id DESC LIMIT {presses}"
    )
    orders = [(chat, chat, number, "1:ack:1") for chat, number in cards]
    stage.standin.ask("press", cards=orders)
    quiet = sites.still(stage, 10.0)
    stage.until(lambda: sites.answered(stage, presses) or quiet(), patience)
    return stage.standin.seen()


def rate(seen: Seen) -> float:
    """Answers a second, from the first press to the last answer."""
    answered = [at for _, at in seen.presses if at]
    return len(answered) / (max(answered) - min(since for since, _ in seen.presses))


def _peer(site: Site, *, side_by_side: bool) -> tuple[float, int]:
    """Answers a second, and how many got none."""
    presses = site.buildings
    with site.peer(0, side_by_side=side_by_side) as stage:
        stage.standin.ask("press", cards=[(n, n, n, "1:ack:1") for n in range(1, presses + 1)])
        quiet = sites.still(stage, 6.0)
        stage.until(lambda: sites.answered(stage, presses) or quiet())
        seen = stage.standin.seen()
    return rate(seen), presses - len(seen.waits())
