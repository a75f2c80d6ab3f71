"""Paper that comes back: what was ticked on a call sheet is entered in one go. The newest sheets of
everybody are written at a set time."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.child import ChildDied
from bot.web.board import sheet_timer
from bot.web.board.sheet_timer import NAME, SheetTimer, SheetTimes, put_whole_file
from tests.engines import on_sqlite
from tests.stories.town import Town, newest
from tests.web.board import WATER, Browser, board_town

WITHOUT = (
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳,13800001231",
    "幸福社区,幸福里,4栋,楼长,李强,13800001232",
    "幸福社区,幸福里,5栋,楼长,赵敏,13800001233",
    "幸福社区,幸福里,6栋,楼长,郑洁,13800001234",
    "幸福社区,幸福里,7栋,楼长,何平,13800001235",
    "幸福社区,和平苑,,书记,孙丽",
    "幸福社区,和平苑,1栋,楼长,周杰,13800001236",
)


async def _members(town: Town) -> dict[str, int]:
    rows = await town.rows("people_with_names")
    return {row["name"]: int(row["id"]) for row in rows}


async def test_ticks_of_a_sheet_are_entered_in_one_go(tmp_path: Path, database_url: str) -> None:
    async with board_town(tmp_path, database_url) as town:
        await town.roster(*WITHOUT)
        await town.issues("李敏", WATER, "紧急")
        ids = await _members(town)
        browser = Browser(town)
        await browser.signs_in("陈刚")
        await browser.get("/?q=幸福里")
        branch = re.search(r'class="row" href="(/u/[^"]+)"><strong>[^<]*幸福里<', browser.page.text)
        assert branch is not None
        sheet = f"/i/1/{branch[1].removeprefix('/u/')}?sheet=1"
        await browser.get(sheet.partition("?")[0])
        assert sheet in browser.links()
        await browser.get(sheet)
        assert "电话单：幸福里" in browser.text
        assert "3 栋 王芳 138****1231" in browser.text
        assert "周杰" not in browser.text

        await town.presses("王芳", "收到")
        said = {"王芳": "told", "李强": "told", "赵敏": "no_answer", "郑洁": "left_post",
                "何平": "away", "周杰": "told"}  # fmt: skip
        ticks = {f"line-{ids[name]}": outcome for name, outcome in said.items()}
        away = {f"until-{ids['何平']}": "2026-03-05", f"until-{ids['李强']}": ""}
        await browser.send(sheet.partition("?")[0], do="sheet", **ticks, **away)
        assert "记下 4 个电话。 1 处算收到。" in browser.text
        assert "王芳已经回复过，没有改动。" in browser.text
        assert "周杰没有录入：您不能替他们登记。" in browser.text
        log = await town.rows("held_log", actor=f"member:{ids['陈刚']}", member_id=ids["陈刚"])
        assert [row["action"] for row in log].count("phone.call") == 4
        await browser.get(sheet)
        assert "李强" not in browser.text, "answered for"
        assert "赵敏" in browser.text
        await town.writes("陈刚", "/roster")
        await town.presses("陈刚", "7 栋", newest(town, "陈刚"))
        assert "何平" in newest(town, "陈刚").text
        assert "3 月 5 日" in newest(town, "陈刚").text

        await browser.send(sheet.partition("?")[0], do="sheet", **{"line-x": "told"})
        assert browser.page.status_code == 404
        await browser.signs_in("赵敏")
        assert (await browser.get(sheet)).status_code == 404
        await browser.close()


async def test_whose_form_is_to_be_filled_in_stands_on_the_page_not_in_the_chat(
    tmp_path: Path, database_url: str
) -> None:
    async with board_town(tmp_path, database_url) as town:
        await town.roster(*WITHOUT)
        await town.writes("李敏", WATER)
        await town.presses("李敏", "加问题")
        await town.writes("李敏", "低洼住户几户？")
        for button in ("好了", "紧急", "发送"):
            await town.presses("李敏", button)
        ids = await _members(town)
        browser = Browser(town)
        await browser.signs_in("陈刚")
        branch = next(each for each in browser.links() if each == "/i/1")
        await browser.get(branch)
        place = next(each for each in browser.links() if each.startswith("/u/"))
        sheet = place.replace("/u/", "/i/1/")
        await browser.get(f"{sheet}?sheet=1")
        assert "代填" not in browser.text, "nobody was called yet"
        before = len(town.person("陈刚").private.from_bot)
        ticks = {f"line-{ids[name]}": "told" for name in ("李强", "赵敏")}
        await browser.send(sheet, do="sheet", **ticks)
        assert "记下 2 个电话。" in browser.text
        assert "李强、赵敏报的数，请点下面代填。" in browser.text
        forms = [each for each in browser.links() if each.endswith("/form")]
        assert [re.sub(r".*-(\d+)/form", r"\1", each) for each in forms] == ["4", "5"]
        assert len(town.person("陈刚").private.from_bot) == before, "no form a row in the chat"
        await browser.get(forms[0])
        assert "代填：4 栋" in browser.text
        await browser.close()


@on_sqlite
async def test_the_newest_sheets_are_written_at_their_time(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with board_town(tmp_path, database_url) as town:
        folder = tmp_path / "papers"
        times = SheetTimes(time(3), ZoneInfo("Asia/Shanghai"), "zh-hans", folder)
        timer = SheetTimer(town.app.database, times)
        night = datetime(2026, 3, 2, 19, 30, tzinfo=UTC)
        assert await timer.write_if_due(night)
        file = folder / NAME
        first = file.read_bytes()
        assert first.startswith(b"%PDF")
        assert file.stat().st_mode & 0o777 == 0o600
        os.utime(file, (night.timestamp(), night.timestamp()))
        assert not await timer.write_if_due(night + timedelta(hours=23))

        async def broken(*_sheets: object) -> bytes:
            raise ChildDied("died")

        monkeypatch.setattr(sheet_timer, "laid_out", broken)
        with pytest.raises(ChildDied):
            await timer.write_if_due(night + timedelta(days=1))
        assert file.read_bytes() == first, "the former one stays until the new one is whole"


def test_a_file_takes_anothers_place_at_once(tmp_path: Path) -> None:
    file = tmp_path / "new" / NAME
    put_whole_file(file, b"one")
    (file.parent / f".{NAME}.new").write_bytes(b"half of a former attempt")
    put_whole_file(file, b"two")
    assert file.read_bytes() == b"two"
    assert [each.name for each in file.parent.iterdir()] == [NAME]
