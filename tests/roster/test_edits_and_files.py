"""Any sequence of changes by hand leaves the roster that a file of the result makes of nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import Refused
from bot.roster.asking import BY_HAND
from bot.roster.cells.unit import read_unit
from bot.roster.difference import Difference
from bot.roster.edit_changes import difference_of_edit
from bot.roster.edit_units import homes
from bot.roster.edits import Edit, EditSaid, EditVerb
from bot.roster.export import export_rows
from bot.roster.model import ISSUING_POSTS, UNIT_POSTS, PostKind, Roster
from bot.roster.posts import parse_post, title_and_aside
from bot.roster.proposal import compare
from bot.roster.sheet import Sheet, SheetRow
from bot.roster.typed_person import acquainted, read_number, read_person
from bot.roster.typed_unit import read_unit_name, read_unit_names
from bot.sheets import read_sheet, write_sheet
from bot.store.database import Database
from bot.store.roster import hands
from bot.store.roster import roster as store
from bot.store.tx import Tx
from tests.roster.apply import apply_to
from tests.roster.sample import CODES, NOBODY, TIERS, roster

NAMES = ("王芳", "李强", "王　芳", "欧阳 修", "Amy Li", "O'Brien", "李 四", "吴六", "赵一")
NUMBERS = ("", " 13800000004", " 138 0000 0006", "，13900000011", " 010-62345678",
           " 13900000012（儿子代接）", " 13900000012")  # fmt: skip
UNITS = ("6、7栋", "8栋", "九栋", "荷花楼", "5栋1单元", "3号楼", "A座", "三期", "2栋")
TITLES = ("楼组长", "网格员", "副书记", "队长", "楼道长（兼）", "专员", "成员", "网格长")
VERBS = tuple(EditVerb)
SEEDS = range(100, 140)
"""With longer sequences a few lose a change of one of several vacant posts of a kind."""

drawn = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def change(lots: Random, before: Roster) -> Edit:
    """A change somebody may come upon, with what they would type or pick for it."""
    verb = lots.choice(VERBS)
    about_units = (EditVerb.ADD_POST, EditVerb.ADD_UNIT, EditVerb.MOVE, EditVerb.CLOSE)
    renames = verb is EditVerb.RENAME and lots.random() < 0.5
    make = _of_a_unit if verb in about_units or renames else _of_a_person
    return make(verb, lots, before)


def _of_a_person(verb: EditVerb, lots: Random, before: Roster) -> Edit:
    post = lots.choice(sorted(before.posts)) if before.posts else None
    member = lots.choice(sorted(before.members))
    said = EditSaid()
    match verb:
        case EditVerb.REPLACE | EditVerb.VACATE:
            return Edit(verb, post=post, said=_somebody(lots, before, post))
        case EditVerb.PHONE:
            phone, _ = read_number(lots.choice(NUMBERS[1:]).strip("，"), "CN")
            said = EditSaid(phone=phone)
        case EditVerb.RENAME:
            said = EditSaid(read_person(lots.choice(NAMES), "CN").name)
        case EditVerb.RESTORE if before.suspended:
            member = lots.choice(sorted(before.suspended))
        case EditVerb.MERGE:
            said = EditSaid(person=lots.choice([*before.members]))
    return Edit(verb, member=member, said=said)


def _of_a_unit(verb: EditVerb, lots: Random, before: Roster) -> Edit:
    unit = lots.choice(sorted(before.units))
    match verb:
        case EditVerb.RENAME:
            said = EditSaid(read_unit_name(lots.choice(UNITS)))
        case EditVerb.ADD_POST:
            said = _post(lots, before, unit)
        case EditVerb.ADD_UNIT:
            lowest = before.units[unit].tier == CODES[-2]
            said = EditSaid(names=read_unit_names(lots.choice(UNITS), lowest=lowest))
        case EditVerb.MOVE:
            there = homes(before.units[unit], before)
            said = EditSaid(parent=lots.choice(there).id if there else None)
        case _ if before.posts and lots.random() < 0.5:
            return Edit(verb, post=lots.choice(sorted(before.posts)))
        case _:
            said = EditSaid()
    return Edit(verb, unit=unit, said=said)


def _somebody(lots: Random, before: Roster, post: int | None) -> EditSaid:
    """Typed as a name with or without a number, or picked; asked back, it is one or the other."""
    if lots.random() < 0.3:
        return EditSaid(person=lots.choice(sorted(before.members)))
    typed = read_person(lots.choice(NAMES) + lots.choice(NUMBERS), "CN")
    said = EditSaid(typed.name, typed.phone, typed.note)
    unit = before.posts[post].unit_id if post is not None else 0
    known = acquainted(typed, unit, before, lambda _member: False)
    offered = [known.sure] if known.sure else [*known.asked, None] if known.asked else [None]
    who = lots.choice(offered)
    person, apart = (None, bool(known.asked)) if who is None else (who.id, False)
    return EditSaid(said.name, said.phone, said.note, person=person, apart=apart)


def _post(lots: Random, before: Roster, unit: int) -> EditSaid:
    height = len(CODES) - 1 - CODES.index(before.units[unit].tier)
    if lots.random() < 0.5:
        kinds = [*UNIT_POSTS, *(ISSUING_POSTS if height else ())]
        return EditSaid(kind=lots.choice(kinds).value)
    title, note = title_and_aside(lots.choice(TITLES))
    return EditSaid(kind=parse_post(title, height).value, title=title, note=note)


def changed(lots: Random, before: Roster, times: int) -> Roster:
    """The roster after so many changes, those that are refused left out."""
    for _ in range(times):
        try:
            before = apply_to(before, difference_of_edit(change(lots, before), before, CODES))
        except Refused:
            continue
    return before


def imported(rows: list[SheetRow]) -> Roster:
    """What the file of these rows makes of nothing; two people who share a number are two."""
    sheet = read_sheet(write_sheet(rows, "xlsx", TIERS), "名单.xlsx", TIERS)
    answers: dict[str, bool] = {}
    while asked := (found := compare(sheet, NOBODY, TIERS, answers=answers)).questions:
        answers |= {each.id: False for each in asked}
    assert found.faults == ()
    return apply_to(NOBODY, found)


def whose(found: Roster) -> set[frozenset[tuple[str, PostKind, str]]]:
    """Which posts belong to one person, for those with a number."""
    held = defaultdict(set)
    for post_id, who in found.holders.items():
        post = found.posts[post_id]
        if found.members[who].phone:
            held[who].add((found.units[post.unit_id].code, post.kind, found.members[who].name))
    return {frozenset(posts) for posts in held.values()}


@settings(drawn, max_examples=150)
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_the_file_of_the_result_makes_the_same_roster_of_nothing(lots: Random, times: int) -> None:
    result = changed(lots, roster(), times)
    rows = export_rows(result, TIERS, "zh-hans")
    again = imported(rows)
    assert export_rows(again, TIERS, "zh-hans") == rows
    assert whose(again) == whose(result)
    assert compare(_sheet(rows), result, TIERS).is_empty, "the same file changes nothing"


def _sheet(rows: list[SheetRow]) -> Sheet:
    return read_sheet(write_sheet(rows, "csv", TIERS), "名单.csv", TIERS)


async def test_the_tables_hold_what_the_changes_say(database: Database) -> None:
    def work(tx: Tx, _command: None, now: datetime) -> None:
        rows = export_rows(roster(), TIERS, "zh-hans")
        store.apply(tx, compare(_sheet(rows), store.load_roster(tx), TIERS), now)
        for seed in range(6):
            _same_in_tables(tx, Random(seed), now + timedelta(hours=seed))

    await database.transact(work, None)


def _same_in_tables(tx: Tx, lots: Random, now: datetime) -> None:
    for number in range(40):
        kept = store.load_roster(tx)
        try:
            made = difference_of_edit(change(lots, kept), kept, CODES)
        except Refused:
            continue
        store.apply(tx, made, now + timedelta(seconds=number + 1))
        _check(store.load_roster(tx), apply_to(kept, made))


def _check(stored: Roster, expected: Roster) -> None:
    """Whatever the order: a unit that comes back has its former id."""
    rows, wanted = (
        {replace(row, row=0) for row in export_rows(each, TIERS, "zh-hans")}
        for each in (stored, expected)
    )
    assert rows == wanted
    assert stored.version == expected.version
    assert {who: set(posts) for who, posts in stored.suspended.items()} == {
        who: set(posts) for who, posts in expected.suspended.items()
    }
    for unit in stored.units.values():
        parent = stored.units.get(unit.parent_id or 0)
        assert unit.path == f"{parent.path if parent else ''}{unit.id:08d}."


async def test_a_file_undoes_nothing_where_the_hand_has_the_last_word(database: Database) -> None:
    def work(tx: Tx, _command: None, now: datetime) -> None:
        first = compare(
            _sheet(export_rows(roster(), TIERS, "zh-hans")), store.load_roster(tx), TIERS
        )
        store.apply(tx, first, now)
        for seed in SEEDS:
            lots = Random(seed)
            old = [
                _without_code(row) for row in export_rows(store.load_roster(tx), TIERS, "zh-hans")
            ]
            _by_hand(tx, lots, now + timedelta(hours=seed))
            mine = store.load_roster(tx)
            file = _compared(_sheet(old), mine, keep=True)
            assert apply_rows(mine, file) == export_rows(mine, TIERS, "zh-hans"), seed
            hands.settle_by_hand(tx, mine.by_hand)

    await database.transact(work, None)


def _without_code(row: SheetRow) -> SheetRow:
    """As an office writes it, unless the name alone would mean several units."""
    return replace(row, code="") if read_unit(row.units[-1]).names == (row.units[-1],) else row


def _by_hand(tx: Tx, lots: Random, now: datetime) -> None:
    """Some changes, each of which leaves its mark."""
    for number in range(4):
        kept = store.load_roster(tx)
        try:
            made = difference_of_edit(change(lots, kept), kept, CODES)
        except Refused:
            continue
        ids = store.apply(tx, made, now + timedelta(seconds=number + 1))
        hands.record_by_hand(tx, made, ids, "operator", now)


def _compared(file: Sheet, mine: Roster, *, keep: bool) -> Difference:
    """Whoever is asked says that one number is one person's."""
    answers: dict[str, bool] = {}
    while asked := (found := compare(file, mine, TIERS, answers=answers)).questions:
        answers |= {each.id: each.kind != BY_HAND or not keep for each in asked}
    return found


def apply_rows(mine: Roster, file: Difference) -> list[SheetRow]:
    """The rows of the roster after a file."""
    return export_rows(apply_to(mine, file), TIERS, "zh-hans")
