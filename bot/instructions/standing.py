"""How a unit can be reached at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from bot.roster.model import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit, the groups that serve it, and how many of its lead, deputies and helpers there are.

    A person with two of the unit's posts counts twice: what matters is none or some.
    """

    unit: Unit
    group_id: int | None
    """The chat of its own group."""
    parent_group_id: int | None
    """The chat of the group of the unit right above."""
    held: int
    linked: int
    reachable: int
    heads_linked: int
    """Leads and deputies among the linked: those who may pass on."""
    heads_reachable: int
    """Leads and deputies who may be written to."""

    @property
    def vacant(self) -> bool:
        """Whether nobody holds any of its posts."""
        return self.held == 0

    @property
    def chat_id(self) -> int | None:
        """The group where its card or its line stands."""
        return self.parent_group_id if self.group_id is None else self.group_id

    @property
    def shares_group(self) -> bool:
        """Whether its own group is also that of the unit above."""
        return self.group_id is not None and self.group_id == self.parent_group_id
