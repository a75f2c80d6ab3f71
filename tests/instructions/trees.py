"""Random trees of units, and how each can be reached."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.instructions.standing import Standing
from bot.roster.model import Unit

TIERS = ("community", "branch", "building")


@st.composite
def trees(draw: st.DrawFn) -> list[Unit]:
    """A community with branches and buildings, in tree order."""
    found = [unit(1, None, "community")]
    for _ in range(draw(st.integers(0, 4))):
        branch = unit(len(found) + 1, found[0], "branch")
        found.append(branch)
        for _ in range(draw(st.integers(0, 4))):
            found.append(unit(len(found) + 1, branch, "building"))
    return found


def unit(number: int, parent: Unit | None, tier: str) -> Unit:
    path = (parent.path if parent else "") + f"{number:08}."
    return Unit(number, f"U{number}", f"{number}栋", tier, parent.id if parent else None, path)


def standing(of: Unit, **facts: int | None) -> Standing:
    """Held, linked and reachable by its lead alone, without a group, unless said otherwise."""
    usual: dict[str, int | None] = {
        "group_id": None, "parent_group_id": None, "held": 1, "linked": 1, "reachable": 1,
        "heads_linked": 1, "heads_reachable": 1,
    }  # fmt: skip
    return Standing(unit=of, **{**usual, **facts})  # type: ignore[arg-type]
