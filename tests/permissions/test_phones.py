"""Full phone numbers stand in the exported roster and nowhere else; in a group, not even masked."""

from __future__ import annotations

from bot.delivery.kinds import KINDS
from bot.sheets import read_sheet
from tests.permissions.book import Book
from tests.permissions.day import long_day
from tests.permissions.phones import MASKED, read, told
from tests.permissions.rules import phone


def test_nothing_the_bot_says_has_a_phone_number_in_it(sqlite_book: Book) -> None:
    with sqlite_book.open():
        scene = long_day(sqlite_book)
        assert {each.kind for each in scene.said} == set(KINDS)
        assert told(scene.said, scene.toasts, scene.phones, scene.own_phones) == []
        masked = {each.kind for each in scene.said if MASKED.search(read(each))}
        assert masked == {"roster", "link_requests", "my_data", "my_data_file"}


def test_the_exported_roster_has_them_for_the_one_who_asked(sqlite_book: Book) -> None:
    with sqlite_book.open():
        scene = long_day(sqlite_book)
        (file,) = [each for each in scene.said if each.kind == "roster_file"]
        assert file.chat == scene.author
        assert file.outgoing.new_file is not None
        assert isinstance(file.outgoing.new_file.content, bytes)
        rows = read_sheet(file.outgoing.new_file.content, "名册.xlsx", scene.house.tiers).rows
        held = {each.who for each in scene.plan.sittings if each.who is not None}
        assert {row.phone for row in rows} - {""} == {phone(who)[3:] for who in held}
