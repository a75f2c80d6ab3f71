"""A community drawn by lot: a tree, who sits where, which groups there are, and who acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from tests.permissions.who_may import CARE, Place, Sitting

HEIGHTS = ("building", "branch", "community", "district")
"""The tiers from the ground up."""

_BUILDING_STAFF = (("lead",), ("lead",), ("lead", "deputy", "helper"), ("lead", "helper"), ())
_UPPER_STAFF = (
    (),
    ("lead",),
    ("lead", "deputy"),
    ("lead", "liaison"),
    ("liaison", "supervisor"),
    ("lead", "helper", "supervisor"),
    ("lead", "deputy", "liaison", "liaison"),
)
_PARTIES: tuple[tuple[str, ...], ...] = ((), (), ("property",), ("property", "owners"))
_GROUPS = ("none", "own", "shared", "apart")
OPERATOR, KNOWN_OPERATOR, STRANGER, NOBODY = "operator", "known operator", "stranger", "nobody"
"""Actors without a post: configured operator, operator by link, unlinked, linked."""


@dataclass(frozen=True)
class Plan:
    """Persons are numbers. `groups`: the places each group serves. `lost`: the sittings that end
    after everything has been shown and before anybody acts. `author` writes the instruction;
    it goes to the place `narrow` where that is one below them. `actor` is a person or one of
    the words above; `runs_the_bot`: they are an operator besides; `began`: what they have done
    about the instruction where they are asked, "ack" or "help"."""

    tree: tuple[Place, ...]
    sittings: tuple[Sitting, ...]
    author: Sitting
    people: int
    unlinked: frozenset[int]
    groups: tuple[tuple[int, ...], ...]
    urgent: bool
    narrow: int
    lost: frozenset[int]
    actor: int | str
    runs_the_bot: bool
    began: str

    def held_by(self, who: int | str, *, before: bool = False) -> list[Sitting]:
        """The posts of an actor when they act, or `before` posts were lost."""
        lost = frozenset() if before else self.lost
        kept = [each for index, each in enumerate(self.sittings) if index not in lost]
        return [each for each in kept if each.who == who]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """The community by a seed: put together piece by piece, most would be like the last one."""
    lots = draw(st.randoms(use_true_random=True))
    tree = _tree(lots)
    author = Sitting(0, lots.choice(CARE), lots.choice([0, 0, *_above_buildings(tree)]))
    sittings, people = _seated(lots, tree, [author])
    actor = _actor(lots, sittings)
    return Plan(
        tree=tree,
        sittings=tuple(sittings),
        author=author,
        people=people,
        unlinked=frozenset(who for who in range(1, people) if lots.random() < 0.15),
        groups=tuple(_groups(lots, tree)),
        urgent=draw(st.booleans()),
        narrow=lots.randrange(len(tree)) if lots.random() < 0.3 else 0,
        lost=frozenset(_lost(lots, sittings, actor)),
        actor=actor,
        runs_the_bot=lots.random() < 0.08,
        began=draw(st.sampled_from(("nothing", "nothing", "help", "ack"))),
    )


def _tree(lots: Random) -> tuple[Place, ...]:
    """Two to four tiers; two trees side by side where they are low."""
    top = lots.choice((1, 2, 2, 3))
    row = [Place(number, top, None) for number in range(2 if top == 1 else 1)]
    found = list(row)
    for height in range(top - 1, -1, -1):
        most = 3 if height == 0 and top < 3 else 2
        uppers = [upper.number for upper in row for _ in range(lots.randint(1, most))]
        row = [Place(len(found) + at, height, upper) for at, upper in enumerate(uppers)]
        found += row
    return tuple(found)


def _above_buildings(tree: Sequence[Place]) -> list[int]:
    return [each.number for each in tree if each.height]


def _seated(
    lots: Random, tree: Sequence[Place], sittings: list[Sitting]
) -> tuple[list[Sitting], int]:
    """The sittings of every place, and how many people there are."""
    newest = 0
    for place in tree:
        staff = lots.choice(_UPPER_STAFF if place.height else _BUILDING_STAFF)
        parties = lots.choice(_PARTIES) if place.height == 1 else ()
        for kind in (*staff, *parties):
            who = _who(lots, sittings, newest, Sitting(None, kind, place.number))
            newest = max(newest, who or 0)
            sittings.append(Sitting(who, kind, place.number))
    return sittings, newest + 1


def _who(lots: Random, sittings: Sequence[Sitting], newest: int, seat: Sitting) -> int | None:
    """Somebody new as a rule, sometimes somebody who holds a post already, or nobody."""
    lot = lots.random()
    if lot < 0.1:
        return None
    old = lots.randint(0, newest) if lot < 0.35 else newest + 1
    taken = Sitting(old, seat.kind, seat.place) in sittings
    return newest + 1 if taken else old


def _actor(lots: Random, sittings: Sequence[Sitting]) -> int | str:
    """Mostly somebody with a post, as likely of the one kind as of the other."""
    if lots.random() < 0.2:
        return lots.choice((OPERATOR, KNOWN_OPERATOR, STRANGER, NOBODY))
    held = [each for each in sittings if each.who is not None]
    kind = lots.choice(sorted({each.kind for each in held}))
    return lots.choice([each.who or 0 for each in held if each.kind == kind])


def _lost(lots: Random, sittings: Sequence[Sitting], actor: int | str) -> set[int]:
    """Sometimes the actor's posts, or some of them, or those of somebody else."""
    mine = [index for index, each in enumerate(sittings) if each.who == actor]
    if mine and lots.random() < 0.2:
        return set(lots.sample(mine, lots.randint(1, len(mine))))
    return {lots.randrange(len(sittings))} if lots.random() < 0.2 else set()


def _groups(lots: Random, tree: tuple[Place, ...]) -> list[tuple[int, ...]]:
    """A branch has no group, one of its own, or one for its buildings too; or they have theirs."""
    found: list[tuple[int, ...]] = []
    for branch in (each for each in tree if each.height == 1):
        below = tuple(each.number for each in tree if each.above == branch.number)
        ways: dict[str, list[tuple[int, ...]]] = {
            "none": [],
            "own": [(branch.number,)],
            "shared": [(branch.number, *below)],
            "apart": [(number,) for number in below[:2]],
        }
        found += ways[lots.choice(_GROUPS)]
    return found
