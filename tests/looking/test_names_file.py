"""Names and states as a file: the asker's own part, no phones, no formulas."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest

from bot.chat.looking.names_file import render_names_file
from bot.chat.texts import translator
from bot.errors import Refused
from bot.instructions.data_table import DataFormat, DataTable
from bot.instructions.model import AnswerPath
from bot.sheets.table import write_table
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases.looking.names_export import ExportNames, export_names, status_file_view
from bot.usecases.looking.navigating import Asking
from tests.looking.district import answer, district, last, send, within


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


async def test_the_file_holds_the_askers_part(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        tx.connection.execute("UPDATE member SET phone = '+8613812345678'")
        water = send(tx, made, now)
        answer(tx, made, water, "A1", "陈刚", now, AnswerPath.PROXY)
        export_names(tx, ExportNames(Asking(3), water, form=DataFormat.CSV), now)
        message = last(tx, "status_file")
        assert message.chat_id == 3
        view = status_file_view(tx, message, now)
        assert view is not None
        sent = render_names_file(view, translator("zh-hans"))
        assert sent.new_file is not None
        assert sent.new_file.name == "通知101-回复名单.csv"
        assert sent.new_file.data is not None
        content = write_table(sent.new_file.data, sent.new_file.form)
        rows = _rows(content)
        assert rows[0] == ["上级", "责任区", "负责人", "状态", "时间", "回复人", "备注"]
        at = f"{now:%Y-%m-%d %H:%M}"
        assert rows[2] == ["幸福里", "1 栋", "王芳", "已收到", at, "陈刚", "代答"]
        assert [row[1] for row in rows[1:]] == ["幸福里", "1 栋", "2 栋", "3 栋", "4"]
        assert rows[-1][3] == "已收到：1"
        assert "138" not in content.decode("utf-8-sig")

    await within(database, work)


async def test_a_part_of_somebody_else_is_refused(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        with pytest.raises(Refused, match="not_allowed"):
            export_names(tx, ExportNames(Asking(3), water, made.units["B"]), now)
        export_names(tx, ExportNames(Asking(3), water, made.units["A"]), now)
        tx.connection.execute("UPDATE assignment SET until = 1")
        assert status_file_view(tx, last(tx, "status_file"), now) is None

    await within(database, work)


@pytest.mark.parametrize("cell", ["=1+1", "+861", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    table = DataTable("#1", ["Unit"], [[cell]])
    assert _rows(write_table(table, DataFormat.CSV))[1] == [f"'{cell}"]
