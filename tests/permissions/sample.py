"""One community with everything in it, for tests that need no other."""

from __future__ import annotations

from dataclasses import replace

from tests.permissions.plan import KNOWN_OPERATOR, NOBODY, OPERATOR, STRANGER, Plan
from tests.permissions.who_may import Place, Sitting

LIAISON, SUPERVISOR, BRANCH_LEAD, DEPUTY, LEAD, HELPER = range(6)
SILENT, UNLINKED, FAR_LEAD, TOP_LEAD, PAIR = range(6, 11)

SAMPLE = Plan(
    tree=(
        Place(0, 2, None),
        Place(1, 1, 0),
        Place(2, 1, 0),
        Place(3, 0, 1),
        Place(4, 0, 1),
        Place(5, 0, 1),
        Place(6, 0, 2),
        Place(7, 0, 2),
    ),
    sittings=(
        Sitting(LIAISON, "liaison", 0),
        Sitting(SUPERVISOR, "supervisor", 0),
        Sitting(BRANCH_LEAD, "lead", 1),
        Sitting(DEPUTY, "deputy", 1),
        Sitting(LEAD, "lead", 3),
        Sitting(HELPER, "helper", 3),
        Sitting(SILENT, "lead", 4),
        Sitting(UNLINKED, "lead", 5),
        Sitting(FAR_LEAD, "lead", 2),
        Sitting(None, "lead", 6),
        Sitting(LEAD, "lead", 7),
        Sitting(TOP_LEAD, "lead", 0),
        Sitting(PAIR, "supervisor", 1),
        Sitting(PAIR, "liaison", 2),
    ),
    author=Sitting(LIAISON, "liaison", 0),
    people=11,
    unlinked=frozenset({UNLINKED}),
    groups=((1, 3, 4), (7,)),
    urgent=False,
    narrow=0,
    lost=frozenset(),
    actor=LIAISON,
    runs_the_bot=False,
    began="nothing",
)
"""The first branch shares its group with two of its three buildings; the fourth building has
nobody; the lead of the first building leads the last one too, which has a group of its own;
one person looks after both branches."""

BRANCH_HELPER, NEIGHBOUR, NEIGHBOURS_LIAISON, DOUBLE, SECOND, KEEPER, PROPERTY = range(11, 18)

WIDE = replace(
    SAMPLE,
    tree=(*SAMPLE.tree, Place(8, 2, None), Place(9, 1, 8), Place(10, 0, 9)),
    sittings=(
        *SAMPLE.sittings,
        Sitting(BRANCH_HELPER, "helper", 1),
        Sitting(NEIGHBOUR, "supervisor", 8),
        Sitting(NEIGHBOURS_LIAISON, "liaison", 8),
        Sitting(DOUBLE, "lead", 2),
        Sitting(DOUBLE, "lead", 9),
        Sitting(SECOND, "deputy", 4),
        Sitting(KEEPER, "liaison", 1),
        Sitting(KEEPER, "liaison", 2),
        Sitting(PROPERTY, "property", 1),
        Sitting(PROPERTY, "property", 2),
    ),
    people=18,
)
"""Another community stands beside it; one person leads a branch in each; the first branch has a
helper, who may answer and not pass on, and both branches here have one property company, which is
asked for nothing, and a liaison in common."""


def _without(who: int, began: str = "nothing") -> Plan:
    """The actor has just lost every post."""
    held = (index for index, each in enumerate(SAMPLE.sittings) if each.who == who)
    return replace(SAMPLE, actor=who, began=began, lost=frozenset(held))


SAMPLES = (
    *(replace(SAMPLE, actor=who, urgent=who % 2 == 0) for who in range(SAMPLE.people)),
    replace(SAMPLE, actor=BRANCH_LEAD),
    *(_without(who) for who in (LIAISON, SUPERVISOR, DEPUTY, LEAD, HELPER)),
    _without(BRANCH_LEAD, began="help"),
    replace(SAMPLE, actor=SILENT, urgent=True, began="help"),
    replace(SAMPLE, actor=PAIR, lost=frozenset({len(SAMPLE.sittings) - 1})),
    *(replace(WIDE, actor=who) for who in range(SAMPLE.people, WIDE.people)),
    replace(WIDE, actor=BRANCH_HELPER, began="ack"),
    replace(WIDE, actor=KEEPER, lost=frozenset({len(WIDE.sittings) - 3})),
    replace(WIDE, actor=PROPERTY, lost=frozenset({len(WIDE.sittings) - 1})),
    *(replace(SAMPLE, actor=who) for who in (OPERATOR, KNOWN_OPERATOR, STRANGER, NOBODY)),
    replace(SAMPLE, actor=LEAD, runs_the_bot=True),
)
"""Besides random actors, always these: for each way one who may and one who may not."""
