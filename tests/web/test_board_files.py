"""Files of the board's page are read back: typed cells, no formulas, call sheets that lead home."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import zxingcpp
from python_calamine import CalamineWorkbook

from bot.instructions.data_table import DataFormat, DataTable
from bot.sheets.table import write_table
from tests.engines import on_sqlite
from tests.web.board import WATER, Browser, board_town, root

NINE = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
TABLE = DataTable("#1", ("Unit", "Number", "Time"), [("=1+1", 3, NINE), ("@x", 0, None)])


def test_cells_have_types_and_nothing_is_a_formula() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_table(TABLE, DataFormat.EXCEL)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1] == ["=1+1", 3.0, NINE.replace(tzinfo=None)]
    written = write_table(TABLE, DataFormat.CSV)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").splitlines()[1] == "'=1+1,3,2026-03-02 09:05"


def _pdf(content: bytes) -> tuple[str, list[str]]:
    """What a PDF says, and what its codes open."""
    document = pypdfium2.PdfDocument(content)
    said = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    found = [zxingcpp.read_barcodes(page.render(scale=2).to_pil()) for page in document]
    return said, [code.text for codes in found for code in codes]


@on_sqlite
async def test_lists_and_call_sheets_come_from_the_page(tmp_path: Path, database_url: str) -> None:
    async with board_town(tmp_path, database_url) as town:
        await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
                          "幸福社区,幸福里,4栋,楼长,李强,13800001234",
                          "幸福社区,幸福里,6栋,楼长,")  # fmt: skip
        await town.issues("李敏", WATER, "紧急")
        await town.presses("王芳", "收到")
        browser = Browser(town)
        await browser.signs_in("周明")
        page = await browser.get("/i/1?file=xlsx")
        book = CalamineWorkbook.from_filelike(io.BytesIO(page.content))
        rows = book.get_sheet_by_index(0).to_python()
        by_unit = {(row[0], row[1]): row for row in rows}
        assert by_unit["幸福里", "3栋"][3] == "已收到"
        assert by_unit["幸福里", "3栋"][4] == NINE.replace(minute=0, tzinfo=None)
        assert by_unit["幸福里", "6栋"][3] == "暂无人"
        assert "13800001234" not in str(rows)
        assert "已收到" in (await browser.get("/i/1?file=csv")).content.decode("utf-8-sig")
        said, codes = _pdf((await browser.get("/i/1?file=pdf")).content)
        assert "李强" in said
        assert "13800001234" in said
        assert "王芳" not in said, "whoever has answered is not called"
        assert len(codes) == 2
        paths = [code.removeprefix(root(town)) for code in codes]
        assert [(await browser.get(path)).status_code for path in paths] == [200, 200]
        log = await town.rows("held_log", actor="member:1", member_id=1)
        assert {"calls.print", "status.export"} <= {row["action"] for row in log}
        await browser.signs_in("王芳")
        assert (await browser.get("/i/1?file=pdf")).status_code == 404
        assert (await browser.get("/i/1?file=exe")).status_code == 404
        await browser.close()
