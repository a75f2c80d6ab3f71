"""Finding the line of headings, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Refused
from bot.roster.fold import fold
from bot.roster.model import Tier
from bot.sheets.grid import Cell, Line, Merges

POST, NAME, PHONE, CODE, NOTE = "post", "name", "phone", "code", "note"

_WORDS = {
    POST: "职务 岗位 职位 角色 身份 担任职务 post role position title duty",
    NAME: "姓名 名字 人员姓名 人员 fullname name holder person",
    PHONE: "手机 手机号 手机号码 联系手机 移动电话 联系电话 电话 电话号码 联系方式 "
    "mobile mobilephone mobilenumber cell cellphone phone phonenumber telephone tel",
    CODE: "编码 代码 责任区编码 单位编码 code unitcode",
    NOTE: "备注 说明 note notes remark remarks comment comments",
}
_TIER_WORDS = {
    "district": "区 城区 区县 县区 district",
    "subdistrict": "街道 街镇 镇街 乡镇 街道乡镇 subdistrict street",
    "community": "社区 村社区 居委会 居委 村居 行政村 community",
    "branch": "小区 网格 支部 党支部 院落 branch compound grid",
    "building": "楼栋 楼幢 楼号 栋号 幢号 楼宇 楼房 楼栋号 楼 栋 幢 building block",
}
_ASIDE = re.compile(r"\(.*?\)|[*:]")
_SEVERAL = re.compile(r"[/、,或]")
_AROUND = re.compile(r"^(?:所属|所在|所辖)|(?:名称|名|编号|号)$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet keeps what: column by key (tier codes, POST, NAME…), and the headings' text."""

    row: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]
    line: tuple[Cell, ...]
    tiers: tuple[Tier, ...]


class Headings:
    """Knows the words headings are written in."""

    def __init__(self, tiers: Sequence[Tier]) -> None:
        self._tiers = tiers
        self._words: dict[str, tuple[str, int]] = {}
        for tier in tiers:
            self._learn(tier.code, (tier.name, *tier.headings, tier.code))
        for key, words in _WORDS.items():
            self._learn(key, words.split())
        for tier in tiers:
            self._learn(tier.code, _TIER_WORDS.get(tier.code, "").split())

    def find(self, lines: Iterable[Line], merges: Merges) -> Layout:
        """The first line that names a tier, the post and the person.

        Raises Refused: no_headings, missing_columns, heading_twice.
        """
        best: tuple[int, list[Cell], dict[str, list[int]]] | None = None
        for row, cells in _uncovered(lines, merges):
            found = self._columns(cells)
            if best is None or len(found) > len(best[2]):
                best = (row, cells, found)
            if self._whole(found):
                break
        if best is None or len(best[2]) < 2:
            raise Refused("no_headings", expected=self._expected())
        return self._layout(*best)

    def _learn(self, key: str, words: Iterable[str]) -> None:
        for rank, word in enumerate(words):
            self._words.setdefault(fold(word), (key, rank))

    def _columns(self, cells: Sequence[Cell]) -> dict[str, list[int]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for column, cell in enumerate(cells):
            meant = self._meaning(cell) if isinstance(cell, str) else None
            if meant:
                found.setdefault(meant[0], []).append((meant[1], column))
        return {key: [column for _, column in sorted(places)] for key, places in found.items()}

    def _meaning(self, text: str) -> tuple[str, int] | None:
        if len(text) > 40:
            return None
        plain = _ASIDE.sub("", fold(text))
        words = (plain, *_SEVERAL.split(plain))
        tried = (form for word in words for form in (word, _AROUND.sub("", word)))
        return next((self._words[form] for form in tried if form in self._words), None)

    def _whole(self, found: Mapping[str, object]) -> bool:
        return NAME in found and POST in found and any(tier.code in found for tier in self._tiers)

    def _layout(self, row: int, cells: list[Cell], found: dict[str, list[int]]) -> Layout:
        self._refuse_missing(found)
        for key, places in found.items():
            if len(places) > 1 and key not in (PHONE, CODE, NOTE):
                raise Refused("heading_twice", heading=str(cells[places[0]]))
        columns = {key: places[0] for key, places in found.items()}
        texts = {key: str(cells[column]) for key, column in columns.items()}
        tiers = tuple(tier for tier in self._tiers if tier.code in columns)
        return Layout(row, columns, texts, tuple(cells), tiers)

    def _refuse_missing(self, found: Mapping[str, object]) -> None:
        depth = max((i for i, tier in enumerate(self._tiers) if tier.code in found), default=0)
        needed = {tier.code: tier.name for tier in self._tiers[: depth + 1]}
        needed |= {POST: "职务", NAME: "姓名"}
        missing = [name for key, name in needed.items() if key not in found]
        if missing:
            raise Refused("missing_columns", columns="、".join(missing))

    def _expected(self) -> str:
        return "、".join((*(tier.name for tier in self._tiers), "职务", "姓名", "手机"))


def _uncovered(lines: Iterable[Line], merges: Merges) -> Iterable[tuple[int, list[Cell]]]:
    """Each line with what merged cells above it say, as headings of two lines are written."""
    seen: dict[int, list[Cell]] = {}
    for row, cells in lines:
        seen[row] = cells
        yield row, [_covering(row, i, cell, seen, merges) for i, cell in enumerate(cells)]


def _covering(
    row: int, column: int, cell: Cell, seen: Mapping[int, list[Cell]], merges: Merges
) -> Cell:
    top = merges.top(row, column + 1) if cell == "" else None
    above = seen.get(top, []) if top is not None else []
    return above[column] if column < len(above) else cell
