"""How far an instruction has come, added up tier by tier."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.instructions.counts import (
    Counted,
    Fates,
    Progress,
    TierFates,
    TierProgress,
    fates_from,
    progress_from,
)
from bot.instructions.model import TargetState
from bot.roster.model import TierWord

BUILDING, BRANCH = TierWord("building", "楼栋", 0), TierWord("branch", "小区", 1)
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
State = TargetState


def test_units_are_counted_by_tier_buildings_first() -> None:
    found = progress_from(
        [
            Counted(BRANCH, State.ACKNOWLEDGED, 2),
            Counted(BRANCH, State.SENT, 1),
            Counted(BUILDING, State.ACKNOWLEDGED, 5),
            Counted(BUILDING, State.WAITING, 3, opened=False),
            Counted(BUILDING, State.UNREACHABLE, 4),
            Counted(BUILDING, State.CLOSED, 6),
            Counted(BUILDING, State.WITHDRAWN, 7),
        ]
    )
    assert found.tiers == (TierProgress(BUILDING, 18, 5, 7), TierProgress(BRANCH, 3, 2, 1))
    assert (found.total, found.done, found.silent) == (21, 7, 8)
    assert found.shares == [(BUILDING, 5, 18), (BRANCH, 2, 3)]
    assert found.counts == [(BUILDING, 18), (BRANCH, 3)]
    both = found + progress_from([Counted(BRANCH, State.ACKNOWLEDGED, 1)])
    assert both.tiers == (TierProgress(BUILDING, 18, 5, 7), TierProgress(BRANCH, 4, 3, 1))


def test_complete_is_where_all_that_are_asked_have_answered() -> None:
    assert progress_from([Counted(BUILDING, State.ACKNOWLEDGED, 2)]).complete
    assert not progress_from([Counted(BUILDING, State.CLOSED, 2)]).complete
    assert not Progress().complete


def test_each_card_has_one_fate() -> None:
    silent = [
        Counted(BUILDING, State.SENT, 1),
        Counted(BUILDING, State.SENT, 2, vacant=True),
        Counted(BUILDING, State.UNREACHABLE, 3),
        Counted(BUILDING, State.WAITING, 4),
        Counted(BUILDING, State.WAITING, 5, opened=False),
        Counted(BRANCH, State.WAITING, 6),
    ]
    progress = progress_from([*silent, Counted(BUILDING, State.ACKNOWLEDGED, 10)])
    found = fates_from(progress, silent, AT)
    building = TierFates(
        BUILDING, total=25, delivered=11, vacant=2, unreachable=3, leaving=4, behind=5
    )
    branch = TierFates(BRANCH, total=6, delivered=0, leaving=6)
    assert found == Fates((building, branch), AT)
    assert (found.total, found.delivered, found.behind) == (31, 11, 5)
    assert found.shares == [(BUILDING, 11, 25), (BRANCH, 0, 6)]
    assert found.counts(lambda each: each.vacant) == [(BUILDING, 2), (BRANCH, 0)]
    twice = TierFates(
        BUILDING, total=50, delivered=22, vacant=4, unreachable=6, leaving=8, behind=10
    )
    assert found + Fates((building,)) == Fates((twice, branch))
