"""Import of an office's file of 18,000 rows: read, compare, apply, export."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import xlsxwriter

from bot.roster.export import export_rows
from bot.roster.model import Roster, Tier
from bot.roster.proposal import compare
from bot.roster.wire import dumps, loads
from bot.sheets import read_sheet, write_sheet
from tests.roster.apply import apply_to

TIERS = (Tier("community", "社区"), Tier("branch", "小区"), Tier("building", "楼栋"))
BRANCHES, BUILDINGS = 668, 8_732
WIDE_ROWS = 18_000
SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英",
)
T = TypeVar("T")


def lines() -> Iterator[list[str | int]]:
    """Headings, then a lead for each branch, a lead and a helper for each building."""
    yield ["社区", "小区", "楼栋", "职务", "姓名", "手机"]
    for branch in range(BRANCHES):
        community, name = f"第{branch // 12 + 1}社区", f"{branch % 12 + 1}号院"
        yield [community, name, "", "书记", *_person(branch)]
        here = range(BUILDINGS * branch // BRANCHES, BUILDINGS * (branch + 1) // BRANCHES)
        for place, building in enumerate(here, start=1):
            yield ["", "", f"{place}栋", "楼长", *_person(1_000 + building)]
            yield ["", "", "", "成员", *_person(10_000 + building)]


def wide_lines() -> Iterator[list[str | int]]:
    """One row a building with a column a role: 18,000 rows, 36,000 posts and more."""
    yield ["社区", "网格", "网格长", "电话", "楼栋", "楼长", "电话", "成员", "电话"]
    for row in range(WIDE_ROWS):
        branch, place = divmod(row, 30)
        community, name = f"第{branch // 12 + 1}社区", f"第{branch % 12 + 1}网格"
        lead = _person(branch) if place == 0 else ("", "")
        people = (*_person(1_000 + row), *_person(30_000 + row))
        yield [community, name, *lead, f"{place + 1}栋", *people]


def wide_file() -> bytes:
    """The wide shape as a .csv."""
    return "\r\n".join(",".join(map(str, line)) for line in wide_lines()).encode("gb18030")


def csv_file() -> bytes:
    """As saved by a Chinese Excel: GB18030 with commas."""
    return "\r\n".join(",".join(map(str, line)) for line in lines()).encode("gb18030")


def xlsx_file() -> bytes:
    """A workbook with phones as numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines()):
            sheet.write_row(row, 0, line)
    return buffer.getvalue()


def main() -> None:
    """Print the figures of both formats, each measured in a process of its own."""
    makers = (csv_file, xlsx_file, wide_file)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        files = {make.__name__: apart.submit(make).result() for make in makers}
    print(f"before the first file: {_peak()} MB at most")
    for name, data in files.items():
        print(f"{name}, {len(data) / 1e6:.1f} MB")
        _measure(data)
    print("gridcall roster import, as a process of its own, into a new SQLite database")
    _command("csv", files["csv_file"])
    _command("xlsx", files["xlsx_file"])
    print(f"the same in the wide shape, {WIDE_ROWS} rows; the goal is 10 s and 300 MB")
    _command("csv", files["wide_file"])


def _measure(data: bytes) -> None:
    empty = Roster({}, {}, {}, {})
    sheet = _timed("read", lambda: read_sheet(data, "roster", TIERS))
    difference = _timed("compare with nothing", lambda: compare(sheet, empty, TIERS))
    roster = apply_to(empty, _timed("keep and fetch", lambda: loads(dumps(difference))))
    again = _timed("compare again", lambda: compare(sheet, roster, TIERS))
    said = "nothing" if again.is_empty else "something"
    print(f"  {difference.rows} rows, {len(difference.faults)} faulty; again {said} changes")
    print(f"  {_peak()} MB at most so far")
    rows = export_rows(roster, TIERS, "zh-hans")
    _timed("write .csv", lambda: write_sheet(rows, "csv", TIERS))
    _timed("write .xlsx", lambda: write_sheet(rows, "xlsx", TIERS))


def _command(form: str, data: bytes) -> None:
    for what, (seconds, cpu, megabytes) in zip(("first", "again"), runs(form, data), strict=True):
        print(f"  .{form} {what}: {seconds:.2f} s, {cpu:.2f} s of CPU, {megabytes} MB at most")


def runs(form: str, data: bytes) -> list[tuple[float, float, int]]:
    """The seconds, seconds of CPU and megabytes of an import, and of another without changes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"roster.{form}").write_bytes(data)
        (folder / "config.toml").touch()
        return [_run(folder, "roster", "import", f"roster.{form}") for _ in range(2)]


def _run(folder: Path, *words: str) -> tuple[float, float, int]:
    code = "from bot.cli import main; main()"
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words], cwd=folder, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("the import failed")
    cpu = used.ru_utime + used.ru_stime
    return time.perf_counter() - started, cpu, used.ru_maxrss // 1024


def _timed(what: str, work: Callable[[], T]) -> T:
    started = time.perf_counter()
    found = work()
    print(f"  {what}: {time.perf_counter() - started:.2f} s")
    return found


def _person(number: int) -> tuple[str, int]:
    first, rest = divmod(number * 7_919 % 8_464, 529)
    name = SURNAMES[first] + GIVEN[rest // 23] + GIVEN[rest % 23]
    return name, 13_800_000_000 + number


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
