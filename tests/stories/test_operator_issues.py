"""An operator without a liaison's post issues, and it really arrives."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.store.house import operators
from bot.store.tx import Tx
from tests.engines import on_both
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.test_operators import become_known
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"


async def test_whom_the_preview_names_is_whom_it_reaches(town: Town) -> None:
    await town.app.database.transact(become_known, town.person("王芳").id)
    await town.writes("王芳", WATER)
    preview = town.person("王芳").private.from_bot[-1]
    assert "发给 2 个小区 5 栋" in preview.text
    assert "能送到 5 栋" in preview.text
    await town.presses("王芳", "紧急")
    await town.presses("王芳", "发送")
    for name in ("陈刚", "孙丽", "李强", "赵敏", "周杰", "吴静"):
        assert town.said(name, "今晚停水")[-1].text.startswith("【紧急通知 #1】今晚停水"), name
    assert len(await town.rows("target_ids", instruction_id=1)) == 7


async def test_routine_goes_tier_by_tier_for_an_operator_too(town: Town) -> None:
    await town.app.database.transact(become_known, town.person("王芳").id)
    await town.issues("王芳", WATER)
    await town.pass_time(seconds=20)
    assert town.said("陈刚", "今晚停水")
    assert not town.said("李强", "今晚停水")
    await town.presses("陈刚", "收到并转达")
    assert town.said("李强", "今晚停水")


async def test_an_operator_who_is_nobody_on_the_roster_issues(town: Town) -> None:
    operator = town.person("管理")
    operator.start()
    await town.settle()
    await town.app.database.transact(become_known, operator.id)
    await town.issues("管理", WATER, "紧急")
    card = town.said("李强", "今晚停水")[-1]
    assert "—— 管理员 · 请" in card.text
    for name in ("陈刚", "王芳", "李强", "赵敏", "孙丽", "周杰", "吴静"):
        await town.presses(name, "收到")
    assert "7/7" in operator.private.from_bot[-1].text


@on_both
async def test_an_operator_found_on_the_roster_later_goes_on_with_it(town: Town) -> None:
    operator = town.person("顾言")
    operator.start()
    await town.settle()
    await town.app.database.transact(become_known, operator.id)
    await town.issues("顾言", WATER, "紧急")
    await town.linked_as("顾言", *PEOPLE, "幸福社区,,,专员,顾言")
    await town.presses("李强", "收到")
    assert "—— 顾言专员" in town.said("李强", "今晚停水")[-1].text
    assert town.said(operator.private, "今晚停水\n▓▓░░░░░░ 1/7")


@on_both
async def test_the_settings_name_operators_anew_at_each_start(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIDCALL_TELEGRAM__OPERATORS", "[41, 42]")
    town = await Town.open(tmp_path, database_url)
    await town.app.database.transact(become_known, 42)
    assert await town.app.database.read(_known, None) == {41, 42}
    await town.close()
    monkeypatch.setenv("GRIDCALL_TELEGRAM__OPERATORS", "[]")
    town = await Town.open(tmp_path, database_url)
    assert await town.app.database.read(_known, None) == {42}
    await town.close()


def _known(tx: Tx, _none: None, _now: datetime) -> frozenset[int]:
    return operators.known_operators(tx)


async def test_everybody_else_still_cannot(town: Town) -> None:
    for name in EVERYBODY:
        if name not in (
            "周明",
            "李敏",
            "陈刚",
            "孙丽",
        ):  # these issue, from above or in their branch
            await town.writes(name, WATER)
            assert not town.said(name, "请您过目")
