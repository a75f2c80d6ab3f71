"""Sheets and rosters written by hand, as tables of words."""

from __future__ import annotations

from bot.roster.model import Roster, Tier
from bot.roster.proposal import compare
from bot.roster.sheet import RowFault, Sheet, SheetRow
from tests.roster.apply import apply_to

TIERS = (Tier("community", "社区"), Tier("branch", "小区"), Tier("building", "楼栋"))
CODES = tuple(tier.code for tier in TIERS)
NOBODY = Roster({}, {}, {}, {})

HAPPY = """
幸福社区             | 督导  | 高山   | 13800000009
幸福社区             | 书记  | 赵一   | 13800000001
幸福社区/一期        | 专员  | 钱二   | 13800000002
幸福社区/一期        | 书记  | 孙三   | 13800000003
幸福社区/一期/1栋    | 楼长  | 李四   | 13800000004
幸福社区/一期/1栋    | 成员  | 周五   |
幸福社区/一期/2栋    | 楼长  | 吴六   | 13800000006
幸福社区/二期        | 书记  | 郑七   | 13800000007
幸福社区/二期/1栋    | 楼长  | 王八一 | 13800000008
"""
"""Two branches, three buildings, nine seats."""


def sheet(table: str, *faults: RowFault, tiers: tuple[str, ...] = CODES) -> Sheet:
    """Rows of `units | post | name | phone | code | note`, numbered from 2."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    rows = tuple(_row(number, line) for number, line in enumerate(lines, start=2))
    return Sheet(tiers, rows, faults)


def roster(table: str = HAPPY) -> Roster:
    """The roster a sheet makes of nothing."""
    return apply_to(NOBODY, compare(sheet(table), NOBODY, TIERS))


def _row(number: int, line: str) -> SheetRow:
    units, *cells = (cell.strip() for cell in line.split("|"))
    post, name, phone, code, note = [*cells, "", "", "", "", ""][:5]
    return SheetRow(number, tuple(units.split("/")), post, name, phone, code, note)
