"""Everybody presses at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.harness import Seen, Stage
from benchmarks.site import Site

ROW = "burst"
_PATIENCE = 60.0
_ROUNDS = 3


def measure(site: Site) -> Iterator[Figure]:
    """Presses answered a second when all come at once, and how many are not answered."""
    presses = site.buildings
    _, unanswered, _ = _peer(site, side_by_side=True)
    # Alternately, so that a slow machine slows both.
    peers, own = zip(
        *((_peer(site, side_by_side=False), _own(site)) for _ in range(_ROUNDS)), strict=True
    )
    naive, _, patience = zip(*peers, strict=True)
    rates, applied, answered, slowest = zip(*own, strict=True)
    yield Figure(row=ROW, what=f"{presses:,} presses at once, answered", value=mean(rates),
                 unit="/s", peer=mean(naive), of="peer", at_least=3)  # fmt: skip
    yield Figure(row=ROW, what="written down", value=min(applied), unit="", at_least=presses)
    yield Figure(row=ROW, what="unanswered (peer: side by side)", unit="",
                 value=presses - min(answered), peer=unanswered, at_most=0)  # fmt: skip
    yield Figure(row=ROW, what="slowest answer", value=max(slowest), unit="s",
                 peer=max(patience))  # fmt: skip


def _own(site: Site) -> tuple[float, int, int, float]:
    """Answers a second, presses recorded and answered, and the slowest answer."""
    with site.gridcall(site.arrived()) as stage:
        seen = pressed(stage, site.buildings)
        applied = stage.one("SELECT COUNT(*) FROM acknowledgement")
    return rate(seen), applied, len(seen.waits()), seen.waits()[-1]


def pressed(stage: Stage, presses: int, patience: float = _PATIENCE) -> Seen:
    """Press every building's card at once; returns what the stand-in saw until nothing
    more came."""
    sites.up(stage)
    cards = stage.rows(
        "SELECT chat_id, telegram_id FROM bot_message WHERE kind = 'card'"
        f" ORDER BY id DESC LIMIT {presses}"
    )
    orders = [sites.answering(chat, number) for chat, number in cards]
    stage.standin.ask("press", cards=orders)
    quiet = sites.still(stage, 10.0)
    stage.until(lambda: sites.answered(stage, presses) or quiet(), patience)
    return stage.standin.seen()


def rate(seen: Seen) -> float:
    """Answers a second, from the first press to the last answer."""
    answered = [at for _, at in seen.presses if at]
    return len(answered) / (max(answered) - min(since for since, _ in seen.presses))


def peer_presses(site: Site, presses: int) -> tuple[float, float]:
    """Presses that the peer answers a second, one after the other, and its CPU for one."""
    with site.peer(0, side_by_side=False) as stage:
        before = stage.bot.cpu()
        stage.standin.ask("press", cards=[(n, n, n, "1:ack:1") for n in range(1, presses + 1)])
        stage.until(lambda: sites.answered(stage, presses))
        return rate(stage.standin.seen()), (stage.bot.cpu() - before) / presses


def _peer(site: Site, *, side_by_side: bool) -> tuple[float, int, float]:
    """Answers a second, presses without an answer, and the slowest answer."""
    presses = site.buildings
    with site.peer(0, side_by_side=side_by_side) as stage:
        stage.standin.ask("press", cards=[(n, n, n, "1:ack:1") for n in range(1, presses + 1)])
        quiet = sites.still(stage, 6.0)
        stage.until(lambda: sites.answered(stage, presses) or quiet())
        seen = stage.standin.seen()
    waits = seen.waits()
    return rate(seen), presses - len(waits), waits[-1]
