"""What a change by hand would do to the roster: a difference, as a file makes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.errors import Refused
from bot.roster import edit_people, edit_units, sound
from bot.roster.difference import Difference
from bot.roster.edits import Edit, EditVerb
from bot.roster.model import Roster


def difference_of_edit(edit: Edit, roster: Roster, tiers: Sequence[str]) -> Difference:
    """What the change would do to the roster as it stands. `tiers`: from the top down.

    Raises Refused.
    """
    made = _VERBS[edit.verb](edit, roster, tiers)
    found = replace(made, roster_version=roster.version)
    if found.is_empty:
        raise Refused("nothing_to_change")
    sound.check_sound(found, roster, apart=edit.said.apart)
    return found


Making = Callable[[Edit, Roster, Sequence[str]], Difference]


def _plain(make: Callable[[Edit, Roster], Difference]) -> Making:
    """For what the tiers do not matter to."""
    return lambda edit, roster, _tiers: make(edit, roster)


def _rename(edit: Edit, roster: Roster) -> Difference:
    make = edit_units.renamed_unit if edit.member is None else edit_people.renamed_person
    return make(edit, roster)


_VERBS: dict[EditVerb, Making] = {
    EditVerb.REPLACE: _plain(edit_people.replaced),
    EditVerb.VACATE: _plain(edit_people.vacated),
    EditVerb.PHONE: _plain(edit_people.numbered),
    EditVerb.RENAME: _plain(_rename),
    EditVerb.ADD_POST: _plain(edit_units.with_post),
    EditVerb.ADD_UNIT: edit_units.with_units,
    EditVerb.MOVE: _plain(edit_units.moved),
    EditVerb.CLOSE: _plain(edit_units.closed),
    EditVerb.SUSPEND: _plain(edit_people.suspended),
    EditVerb.RESTORE: _plain(edit_people.restored),
    EditVerb.MERGE: _plain(edit_people.merged),
}
