"""What a file would undo of changes by hand: named, asked, and kept until it is answered."""

from __future__ import annotations

from dataclasses import replace

from bot.roster.by_hand import FileScope, reconciled, seats_lost_by_hand
from bot.roster.difference import (
    ChangedMember,
    ChangedPost,
    Difference,
    RemovedUnit,
    RenamedUnit,
    Vacate,
)
from bot.roster.model import HandChange, HandMark, PostKind, Roster
from tests.roster.sample import roster

BEFORE = roster()
UNITS = {each.code: each for each in BEFORE.units.values()}
ONE, TWO = UNITS["幸福社区-1期-1"], UNITS["幸福社区-1期-2"]
LEAD = next(each for each in BEFORE.posts_by_unit[ONE.id] if each.kind is PostKind.LEAD)
WU = next(each.id for each in BEFORE.members.values() if each.name == "吴六")
EVERYWHERE = FileScope(set(BEFORE.units), set(BEFORE.members))


def marked(*what: tuple[str, int], change: HandChange | None = None) -> Roster:
    return replace(BEFORE, by_hand={HandMark(*each): change or HandChange() for each in what})


def test_seats_that_were_changed_or_closed_by_hand() -> None:
    closed = replace(LEAD, id=900, unit_id=TWO.id)
    before = replace(
        BEFORE,
        by_hand={
            HandMark("holder", LEAD.id): HandChange(held=frozenset({WU})),
            HandMark("post", 900): HandChange(post=closed, held=frozenset({1, 2})),
            HandMark("person", LEAD.id): HandChange(),
            HandMark("post", 901): HandChange(),
        },
    )
    assert seats_lost_by_hand(before) == {
        (ONE.id, PostKind.LEAD): {LEAD.id: frozenset({WU})},
        (TWO.id, PostKind.LEAD): {900: frozenset({1, 2})},
    }


def undoing() -> tuple[Difference, Roster]:
    found = Difference(
        0,
        vacate=(Vacate(LEAD.id, BEFORE.holders[LEAD.id]),),
        renamed_units=(RenamedUnit(TWO.id, "2栋", "9栋", 3),),
        changed_members=(ChangedMember(WU, "吴六", "吴六", None, None, 4),),
    )
    return found, marked(("holder", LEAD.id), ("unit", TWO.id), ("person", WU))


def test_it_is_asked_with_names_and_kept_until_it_is_answered() -> None:
    found, before = undoing()
    after = reconciled(found, before, {}, EVERYWHERE)
    (asked,) = after.questions
    assert (asked.kind, asked.names) == ("by_hand", ("3", "1栋 李四", "吴六", "2栋"))
    assert after.is_empty
    assert after.settled == ()
    refused = reconciled(found, before, {"by_hand": False}, EVERYWHERE)
    assert (refused.questions, refused.is_empty, refused.settled) == ((), True, ())


def test_with_yes_the_file_has_the_last_word() -> None:
    found, before = undoing()
    after = reconciled(found, before, {"by_hand": True}, EVERYWHERE)
    assert after == replace(found, settled=tuple(before.by_hand))


def test_what_a_file_does_not_speak_of_is_not_settled() -> None:
    before = marked(("holder", LEAD.id), ("unit", TWO.id), ("person", WU))
    nothing = Difference(0)
    assert reconciled(nothing, before, {}, FileScope((), ())).settled == ()
    assert reconciled(nothing, before, {}, FileScope({ONE.id}, ())).settled == (
        HandMark("holder", LEAD.id),
    )
    assert reconciled(nothing, before, {}, FileScope({TWO.id}, {WU})).settled == (
        HandMark("unit", TWO.id),
        HandMark("person", WU),
    )
    gone = replace(TWO, id=900)
    closed = marked(("unit", 900), change=HandChange(unit=gone))
    above = FileScope({TWO.parent_id or 0}, ())
    assert reconciled(nothing, closed, {}, above).settled == (HandMark("unit", 900),)
    assert reconciled(nothing, closed, {}, FileScope({ONE.id}, ())).settled == ()


def test_nothing_is_asked_of_what_the_file_leaves_alone() -> None:
    found, _ = undoing()
    other = marked(("holder", LEAD.id + 1), ("unit", ONE.id), ("person", WU + 1))
    after = reconciled(found, other, {}, EVERYWHERE)
    assert after == replace(found, settled=tuple(other.by_hand))
    assert reconciled(found, BEFORE, {}, EVERYWHERE) is found


def test_a_unit_changed_by_hand_stays_and_so_does_a_posts_word() -> None:
    before = marked(("unit", TWO.id), ("post", LEAD.id))
    found = Difference(
        0,
        removed_units=(RemovedUnit(TWO.id, TWO.code, ("幸福社区", "一期", "2栋")),),
        changed_posts=(ChangedPost(LEAD.id, None, "旧", 3),),
    )
    after = reconciled(found, before, {}, EVERYWHERE)
    assert after.is_empty
    assert after.questions[0].names == ("2", "1栋 李四", "2栋")
