"""The meaning of a heading: a tier, the post, a name or phone, code or note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.roster.clean import tidy_name
from bot.roster.customs import OwnWord
from bot.roster.fold import fold
from bot.roster.model import Tier
from bot.roster.posts import is_post

POST, NAME, PHONE, CODE, NOTE, STAIRWELL = "post", "name", "phone", "code", "note", "stairwell"

_WORDS = {
    POST: "职务 岗位 职位 角色 身份 担任职务 职称 职别 岗位名称 post role position title duty "
    "designation appointment",
    NAME: "姓名 名字 人员姓名 人员 联系人 联系人姓名 fullname name holder person contactperson",
    PHONE: "手机 手机号 手机号码 联系手机 移动电话 行动电话 联系电话 电话 电话号码 联系方式 "
    "联络电话 连络电话 联系人电话 联系号码 手提电话 手提 mobile mobilephone mobilenumber "
    "mobileno cell cellphone phone phonenumber phoneno telephone tel telno contact contactno "
    "contactnumber handphone hp hpno telephonenumber contactdetails 联络方式 "
    "联络号码 联系方法 通讯方式 通信方式 联络手机 联系人手机 手机电话 电话手机 家庭电话 "
    "住宅电话 宅电 办公电话 办公室电话 座机 固话 固定电话",
    CODE: "编码 代码 责任区编码 单位编码 code unitcode",
    NOTE: "备注 说明 备考 附注 备注说明 note notes remark remarks comment comments",
    STAIRWELL: "单元 单元号 楼道 楼道号 门洞 门洞号 门号 楼门 楼门号 梯 梯号 stairwell staircase",
}
_TIER_WORDS = {
    "district": "区 城区 区县 县区 district",
    "subdistrict": "街道 街镇 镇街 乡镇 街道乡镇 subdistrict street",
    "community": "社区 村社区 居委会 居委 村居 行政村 社区居委会 里 里别 村里 村 居民区 "
    "村委会 村民委员会 居民委员会 村社 community constituency division",
    "branch": "小区 网格 支部 党支部 院落 邻 邻别 屋苑 屋邨 邨 苑 片区 院区 住宅区 屋苑名称 "
    "楼盘 村民小组 居民小组 村组 小组 组别 组 自然村 屯 生产队 rczone rnzone "
    "branch compound grid estate precinct zone rc rn",
    "building": "楼栋 楼幢 楼号 栋号 幢号 楼宇 楼房 楼栋号 楼 栋 幢 门牌 座数 座 座号 座别 大厦 "
    "楼座 栋别 号楼 楼组 门牌号码 大楼 building block blk blockno",
}
_BRACKETS = re.compile(r"[(（].*?[)）]|[*:：.]")
_BRACKETED = re.compile(r"\(.*?\)|[*:.]")
_SEVERAL = re.compile(r"[/、,或及和与&+]")
_AROUND = re.compile(
    r"^(?:所属|所在|所辖|负责|包含|涵盖|分管|管辖|包保|责任)|(?:名称|名|编号|号码|号)$"
)
_NAME_BEHIND = re.compile(r"(?:姓名|名字|名单|人员|name)$")
_NUMBER_BEHIND = re.compile(r"(?<=[^\d])[0-9一二三四五六七八九]$")
_JOINED = re.compile(r"[/、,及其和与&+]+$")
_LONGEST = 40
_NOT_MISSED = (
    "序号 编号 序 号 no s/n sn # 户数 总户数 住户数 联系户数 居民户数 人数 性别 年龄 出生年月 党员 "
    "是否党员 政治面貌 面貌 学历 民族 单元数 层数 楼层 gender sex age households"
)
_HARMLESS = frozenset(_NOT_MISSED.split())
"""Columns that nobody misses; others that were not read are named."""


@dataclass(frozen=True, slots=True)
class HeadingMeaning:
    """What a heading is for. `rank`: how well it fits; `post`: whose name or phone it is."""

    key: str
    rank: int = 0
    post: str = ""


class Vocabulary:
    """The known words of headings, with those of this office's tiers and posts."""

    def __init__(self, tiers: Sequence[Tier], own: tuple[OwnWord, ...]) -> None:
        self._own = own
        self._words: dict[str, tuple[str, int]] = {}
        for tier in tiers:
            self._learn(tier.code, (tier.name, *tier.headings, tier.code))
        for key, words in _WORDS.items():
            self._learn(key, words.split())
        for tier in tiers:
            self._learn(tier.code, _TIER_WORDS.get(tier.code, "").split())
        self._phones = sorted(map(fold, _WORDS[PHONE].split()), key=len, reverse=True)
        self._known: dict[str, HeadingMeaning | None] = {}

    def meaning(self, text: str) -> HeadingMeaning | None:
        """What a heading is for; None for an unknown one."""
        if text not in self._known:
            self._known[text] = self._meaning(text) if 0 < len(text) <= _LONGEST else None
        return self._known[text]

    def is_name_or_phone(self, text: str) -> bool:
        """Whether a heading says 姓名 or 电话 without saying whose."""
        found = self.meaning(text)
        return found is not None and found.key in (NAME, PHONE) and not found.post

    def is_missed(self, text: str) -> bool:
        """Whether somebody may miss a column with this heading, which was not read."""
        plain = _BRACKETED.sub("", fold(text))
        return bool(plain) and plain not in _HARMLESS and self.meaning(text) is None

    def _learn(self, key: str, words: Iterable[str]) -> None:
        for rank, word in enumerate(words):
            self._words.setdefault(fold(word), (key, rank))

    def _meaning(self, text: str) -> HeadingMeaning | None:
        plain = _BRACKETED.sub("", fold(text))
        parts = [self._plainly(part) for part in _SEVERAL.split(plain)]
        if found := self._plainly(plain) or (parts[0] if all(parts) else None):
            return found
        joined = text.replace("(", "").replace(")", "").replace("（", "").replace("）", "")
        whose = self._whose(joined.strip("*:：. ")) or self._whose(_BRACKETS.sub("", text))
        return whose or next(filter(None, parts), None)

    def _plainly(self, word: str) -> HeadingMeaning | None:
        for form in (word, _AROUND.sub("", word)):
            if form in self._words:
                return HeadingMeaning(*self._words[form])
        return None

    def _whose(self, text: str) -> HeadingMeaning | None:
        """A role's column: 楼长, 楼长姓名, 楼长电话."""
        plain = fold(text)
        phone = next((word for word in self._phones if plain.endswith(word)), "")
        whose = plain[: len(plain) - len(phone)]
        both = bool(_JOINED.search(whose) or _NAME_BEHIND.search(whose))
        if (
            phone
            and both
            and (role := self._role(_NAME_BEHIND.sub("", _JOINED.sub("", whose)), text))
        ):
            return HeadingMeaning(NAME, 0, role)
        if phone and (role := self._role(whose, text)):
            return HeadingMeaning(PHONE, self._words[phone][1], role)
        role = self._role(_NAME_BEHIND.sub("", plain), text)
        return HeadingMeaning(NAME, 0, role) if role else None

    def _role(self, word: str, text: str) -> str:
        """The role as written at the beginning of a heading."""
        word = _NUMBER_BEHIND.sub("", word.removesuffix("的"))
        if len(word) < 2 or not is_post(word, self._own):
            return ""
        written = tidy_name(text)
        starts = (written[:end] for end in range(len(written), 0, -1))
        return next((start.strip() for start in starts if fold(start) == word), word)
