"""A person's own screens follow their presses at once; buttons have Telegram's colours."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic

from tests.stories.conftest import PEOPLE
from tests.stories.town import Town

SOON = 0.4
"""Seconds that the limits of one chat may add to a press at most."""


async def test_eight_presses_in_a_row_are_each_answered_at_once(
    tmp_path: Path, database_url: str
) -> None:
    """With the limits of one chat, and with the interval that cards have.

    The quickest press tells what the machine needs for one: the first are within every limit.
    """
    town = await Town.open(tmp_path, database_url, settings="", chat_burst=3)
    await town.roster(*PEOPLE)
    await town.linked("李敏")
    await town.writes("李敏", "今晚停水")
    [shown] = town.said("李敏", "请您过目")

    def looks() -> object:
        return shown.text, shown.markup

    waits = []
    for button in ("紧急", "平时", "仅告知", "需回复", "紧急", "仅告知", "需回复", "平时"):
        before, since = looks(), monotonic()
        town.person("李敏").press(shown, button)
        await town.world.until(lambda then=before: looks() != then)  # type: ignore[misc]
        waits.append(monotonic() - since)
        await asyncio.sleep(0.2)
    await town.close()
    assert max(waits) - min(waits) < SOON, waits


async def test_buttons_have_telegrams_colours(town: Town) -> None:
    await town.writes("李敏", "今晚停水")
    assert styles(town, "李敏")["发送"] == "success"
    assert styles(town, "李敏")["改时间"] == ""
    await town.presses("李敏", "发送")
    assert styles(town, "李敏")["撤回"] == "danger"
    await town.pass_time(seconds=30)
    card = styles(town, "陈刚")
    assert card["收到并转达"] == "primary"
    assert (card["收到"], card["有困难"]) == ("success", "danger")


def styles(town: Town, name: str) -> dict[str, str]:
    """The buttons of the newest message of somebody's, each with its colour."""
    message = town.person(name).private.from_bot[-1]
    return {each.text: each.style for row in message.buttons for each in row}
