from __future__ import annotations

import pytest

from bot.roster.model import Post, PostKind, Unit
from bot.roster.seats import Seat
from bot.roster.vouching import may_vouch

COMMUNITY = Unit(1, "XF", "幸福社区", "community", None, "1.")
BRANCH = Unit(2, "XFL", "幸福里", "branch", 1, "1.2.")
BUILDING = Unit(3, "XFL-3", "3栋", "building", 2, "1.2.3.")
OTHER = Unit(4, "HPY-1", "1栋", "building", 5, "1.5.4.")


def seat(kind: PostKind, unit: Unit) -> Seat:
    return Seat(Post(1, unit.id, kind), unit, None)


LIAISON = seat(PostKind.LIAISON, BRANCH)
LEAD = seat(PostKind.LEAD, BUILDING)


@pytest.mark.parametrize(
    ("own", "theirs", "may"),
    [
        ([LIAISON], [LEAD], True),
        ([LIAISON], [seat(PostKind.LEAD, BRANCH)], True),
        ([LIAISON], [LEAD, seat(PostKind.HELPER, OTHER)], False),
        ([LIAISON], [seat(PostKind.LIAISON, BRANCH)], False),
        ([LIAISON], [LEAD, seat(PostKind.SUPERVISOR, COMMUNITY)], False),
        ([seat(PostKind.LIAISON, COMMUNITY)], [LIAISON, LEAD], True),
        ([seat(PostKind.SUPERVISOR, COMMUNITY)], [LEAD], False),
        ([seat(PostKind.LEAD, BRANCH)], [LEAD], False),
        ([], [LEAD], False),
        ([LIAISON], [], False),
    ],
)
def test_who_may_say_whose_an_account_is(own: list[Seat], theirs: list[Seat], may: bool) -> None:
    assert may_vouch(own, theirs) is may
