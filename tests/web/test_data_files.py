"""Gaps, calls, facts and the log as Excel and CSV: the same file in the chat and on the page, for
whoever may see what it holds."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from bot.instructions.data_table import DataFormat, DataTable, TableCell
from bot.sheets.table_apart import LONG, table_written
from bot.store.house.operators import add_operator
from tests.engines import on_sqlite
from tests.stories.town import Town, newest
from tests.web.board import PEOPLE, WATER, Browser, board_town

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC).replace(tzinfo=None)


def _excel(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def _csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _sent(town: Town, name: str) -> tuple[str, bytes]:
    message = newest(town, name)
    assert message.media is not None
    return message.media.file.name, message.media.file.data


async def test_a_long_table_is_written_by_another_process() -> None:
    rows: list[list[TableCell]] = [[f"{n}栋", n, NINE] for n in range(LONG)]
    written = await table_written(DataTable("长", ("楼", "数", "时"), rows), DataFormat.EXCEL)
    assert _excel(written)[-1] == ["499栋", 499.0, NINE]


async def test_gaps_calls_and_the_log_come_in_the_chat_and_on_the_page(
    tmp_path: Path, database_url: str
) -> None:
    async with board_town(tmp_path, database_url) as town:
        await town.app.database.transact(add_operator, town.person("周明").id)
        phoned = [f"{row},13800001234" if "李强" in row else row for row in PEOPLE]
        await town.roster(*phoned)
        await town.issues("李敏", WATER, "紧急")
        await town.presses("王芳", "收到")
        browser = Browser(town)
        await browser.signs_in("陈刚")
        await browser.get("/i/1")
        assert "电话（Excel）" in browser.text
        called = _excel((await browser.get("/i/1?file=calls.xlsx")).content)
        assert called[0][:5] == ["上级", "责任区", "负责人", "电话", "状态"]
        assert [row[1:5] for row in called[1:-1]] == [
            ["4栋", "李强", "138****1234", "未回复"],
            ["5栋", "赵敏", "", "未回复"],
        ]
        assert called[-1][4] == "还要打：2"
        assert (await browser.get("/?file=xlsx")).status_code == 404, "the log is for operators"

        await town.writes("陈刚", "/gaps")
        assert await town.presses("陈刚", "Excel 表") == "正在写文件…"
        name, content = _sent(town, "陈刚")
        gaps = _excel(content)
        assert name == "缺口.xlsx"
        assert gaps == _excel((await browser.get("/gaps?file=xlsx")).content)
        assert gaps[1][:3] == ["空缺", "幸福里", "6栋"]
        assert not any("和平苑" in str(row) for row in gaps)

        await browser.signs_in("周明")
        await browser.get("/")
        log = _csv((await browser.get("/?file=csv")).content)
        assert log[0][:4] == ["编号", "时间", "谁", "做了什么"]
        assert {"gaps.export", "calls.export"} <= {row[3] for row in log[:-1]}
        await town.writes("周明", "/status")
        await town.presses("周明", "操作记录 CSV")
        later = _csv(_sent(town, "周明")[1])
        assert [row[3] for row in later[1:3]] == ["log.export", "log.export"]
        assert later[-2] == log[-2], "the oldest line"
        await browser.signs_in("王芳")
        assert (await browser.get("/i/1?file=calls.csv")).status_code == 404
        assert (await browser.get("/gaps?file=exe")).status_code == 404
        await browser.close()


@on_sqlite
async def test_facts_keep_their_types(tmp_path: Path, database_url: str) -> None:
    async with board_town(tmp_path, database_url) as town:
        await town.writes("李敏", "防台排查")
        await town.presses("李敏", "加问题")
        await town.writes("李敏", "低洼住户几户？\n挡板到位：是/否")
        for button in ("好了", "紧急", "发送"):
            await town.presses("李敏", button)
        await town.writes("王芳", "3 是", reply_to=town.said("王芳", "防台排查")[0])
        browser = Browser(town)
        await browser.signs_in("陈刚")
        await browser.get("/?q=3栋")
        (path,) = re.findall(r'class="row" href="(/u/[^"]+)"', browser.page.text)
        await browser.get(path)
        assert "低洼住户 3 户" in browser.text
        rows = _excel((await browser.get(f"{path}?file=xlsx")).content)
        assert [row[2:6] for row in rows[1:3]] == [
            ["低洼住户", 3.0, "户", date(2026, 3, 2)],
            ["挡板到位", "是", "", date(2026, 3, 2)],
        ]
        await town.presses("李敏", "CSV", await _status(town))
        names = _csv(_sent(town, "李敏")[1])
        assert names[-1][-2:] == ["3", ""], "the sum of what was counted"
        await browser.close()


async def _status(town: Town) -> Any:
    await town.writes("李敏", "/status")
    await town.presses("李敏", "#1 防台排查")
    return newest(town, "李敏")
