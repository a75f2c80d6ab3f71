from __future__ import annotations

from datetime import datetime

from bot.store.database import Database
from bot.store.house import languages
from bot.store.tx import Tx


async def test_what_was_chosen_outlasts_what_telegram_says(database: Database) -> None:
    def work(tx: Tx, _: None, now: datetime) -> list[str | None]:
        said = [languages.chosen(tx, 7)]
        for told in (None, "en", "zh-hant"):
            languages.note_language(tx, 7, told)
            said.append(languages.chosen(tx, 7))
        languages.choose(tx, 7, "zh-hans")
        said.append(languages.chosen(tx, 7))
        languages.note_language(tx, 7, "en")
        said.append(languages.chosen(tx, 7))
        return said

    said = await database.transact(work, None)
    assert said == [None, None, "en", "zh-hant", "zh-hans", "zh-hans"]


async def test_a_group_takes_its_language_along(database: Database) -> None:
    def work(tx: Tx, _: None, now: datetime) -> list[str | None]:
        languages.choose(tx, -1, "en")
        languages.move_language(tx, -1, -1001)
        languages.choose(tx, -2, "zh-hant")
        languages.move_language(tx, -2, -1001)
        return [languages.chosen(tx, chat) for chat in (-1, -1001)]

    assert await database.transact(work, None) == [None, "en"]
