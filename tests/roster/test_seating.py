"""Who gets which seat of a kind in a unit: those who stay, those who come, vacancies, the rest."""

from __future__ import annotations

from bot.roster.entries import SeatEntry
from bot.roster.model import Member, Post, PostKind, Unit
from bot.roster.places import SheetUnit
from bot.roster.seating import Seating, WantedSeat, seat_rows
from bot.roster.seats import Seat, by_rank, held
from bot.roster.sheet import SheetRow

LEAD, HELPER = PostKind.LEAD, PostKind.HELPER
UNIT = Unit(1, "1", "1栋", "building", None, "1.")
PLACE = SheetUnit(("1",), "1栋", "building", 2, "1", UNIT, None)
ANNA, BERT, NEW = 11, 12, "m1"


def row(number: int, who: int | str | None, kind: PostKind = HELPER) -> WantedSeat:
    return SeatEntry(SheetRow(number, ("1栋",)), PLACE, kind, "", None), who


def post(number: int, kind: PostKind = HELPER, ordinal: int | None = None) -> Post:
    return Post(number, 1, kind, number if ordinal is None else ordinal)


def titled(number: int, title: str, note: str | None) -> Post:
    return Post(number, 1, LEAD, number, note, title)


def said(number: int, who: int | str | None, title: str, note: str) -> WantedSeat:
    seat = SheetRow(number, ("1栋",), title=title, note=note, noted=True)
    return SeatEntry(seat, PLACE, LEAD, "", None), who


def told(found: Seating) -> dict[str, list[object]]:
    """Seats by number, rows by theirs."""
    return {
        "kept": [(each.id, entry.row.row) for each, entry in found.kept],
        "taken": [(each.id, entry.row.row, who) for each, entry, who in found.taken],
        "made": [(entry.row.row, who) for entry, who in found.made],
        "emptied": [each.id for each in found.emptied],
        "dropped": [each.id for each in found.dropped],
    }


def only(**changes: list[object]) -> dict[str, list[object]]:
    nothing: list[object] = []
    return dict.fromkeys(("kept", "taken", "made", "emptied", "dropped"), nothing) | changes


def test_a_row_without_a_name_keeps_a_vacant_seat_before_one_that_is_held() -> None:
    found = seat_rows([row(2, None)], [post(1), post(2)], {1: ANNA}, spare=False)
    assert told(found) == only(kept=[(2, 2)], dropped=[1])


def test_a_row_without_a_name_empties_a_seat_only_where_somebody_may_lose_it() -> None:
    assert told(seat_rows([row(2, None)], [post(1)], {1: ANNA}, spare=False)) == only(
        kept=[(1, 2)], emptied=[1]
    )
    assert told(seat_rows([row(2, None)], [post(1)], {1: ANNA}, spare=True)) == only(kept=[(1, 2)])


def test_who_comes_takes_a_vacated_seat_before_a_row_without_a_name_does() -> None:
    found = seat_rows([row(2, None), row(3, NEW)], [post(1)], {1: ANNA}, spare=False)
    assert told(found) == only(taken=[(1, 3, NEW)], made=[(2, None)])


def test_where_nobody_loses_a_seat_who_comes_gets_a_new_one() -> None:
    found = seat_rows([row(2, NEW), row(3, None)], [post(1)], {1: ANNA}, spare=True)
    assert told(found) == only(kept=[(1, 3)], made=[(2, NEW)])


def test_new_seats_are_in_the_order_of_their_rows() -> None:
    found = seat_rows([row(4, None), row(3, NEW), row(2, BERT)], [], {}, spare=False)
    assert told(found) == only(made=[(2, BERT), (3, NEW), (4, None)])


def test_who_has_a_seat_keeps_it_whatever_the_order() -> None:
    found = seat_rows(
        [row(2, BERT), row(3, ANNA)], [post(1), post(2)], {1: ANNA, 2: BERT}, spare=False
    )
    assert told(found) == only(kept=[(2, 2), (1, 3)])


def test_of_seats_without_a_row_the_first_leads_stays_vacant() -> None:
    seats = [post(1, LEAD, ordinal=5), post(2, LEAD, ordinal=3)]
    found = seat_rows([], seats, {1: ANNA, 2: BERT}, spare=False)
    assert told(found) == only(emptied=[2], dropped=[1])
    assert told(seat_rows([], seats, {1: ANNA}, spare=False)) == only(dropped=[1]), (
        "2 is vacant already"
    )
    assert told(seat_rows([], seats, {1: ANNA}, spare=True)) == only()


def test_beside_a_lead_with_a_row_others_go() -> None:
    seats, holders = [post(1, LEAD), post(2, LEAD)], {1: ANNA, 2: BERT}
    assert told(seat_rows([row(2, BERT, LEAD)], seats, holders, spare=False)) == only(
        kept=[(2, 2)], dropped=[1]
    )
    assert told(seat_rows([row(2, NEW, LEAD)], seats, holders, spare=False)) == only(
        taken=[(1, 2, NEW)], dropped=[2]
    )


def test_who_lost_a_seat_by_hand_is_put_back_into_that_very_seat() -> None:
    seats, lost = [post(1), post(2)], {2: {ANNA}}
    found = seat_rows([row(2, ANNA), row(3, None)], seats, {}, spare=False, lost=lost)
    assert told(found) == only(taken=[(2, 2, ANNA)], kept=[(1, 3)])
    new = seat_rows([row(2, NEW), row(3, None)], seats, {}, spare=False, lost=lost)
    assert told(new) == only(taken=[(1, 2, NEW)], kept=[(2, 3)]), "nobody else is"
    held = seat_rows([row(2, ANNA)], seats, {2: BERT}, spare=True, lost=lost)
    assert told(held) == only(taken=[(1, 2, ANNA)]), "where nobody loses a seat"


def test_for_a_seat_closed_by_hand_there_would_be_a_new_one() -> None:
    rows = [row(2, ANNA), row(3, None)]
    found = seat_rows(rows, [post(1)], {}, spare=False, lost={9: {ANNA}})
    assert told(found) == only(made=[(2, ANNA)], kept=[(1, 3)])


def test_seats_of_a_kind_are_told_apart_by_title_and_note() -> None:
    seats = [titled(1, "队长", None), titled(2, "网格长", None), titled(3, "网格长", "夜班")]
    rows = [said(2, NEW, "网格长", "夜班"), said(3, None, "队长", ""), said(4, None, "网格长", "")]
    assert told(seat_rows(rows, seats, {}, spare=False)) == only(
        taken=[(3, 2, NEW)], kept=[(1, 3), (2, 4)]
    )
    fewer = seat_rows(rows[1:], seats[1:2], {}, spare=False)
    assert told(fewer) == only(made=[(3, None)], kept=[(2, 4)])


def test_seats_are_ranked_leads_first_and_then_in_their_order() -> None:
    unit_seats = [
        Seat(post(1, HELPER, 0), UNIT, Member(ANNA, "安娜")),
        Seat(post(2, LEAD, 1), UNIT, None),
        Seat(post(3, LEAD, 0), UNIT, Member(BERT, "白二")),
        Seat(post(4, PostKind.DEPUTY, 0), UNIT, None),
    ]
    assert [each.post.id for each in by_rank(unit_seats)] == [3, 2, 4, 1]
    assert [each.post.id for each in held(unit_seats)] == [1, 3]
