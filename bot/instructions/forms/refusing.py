"""What a form never asks, and what an answer never holds: data on residents and on persons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

import phonenumbers

from bot.errors import Refused
from bot.roster.fold import fold

NEVER_ASKED: Mapping[str, tuple[str, ...]] = {
    "asks_identity": (
        *("身份证", "证件号", "证件号码", "护照", "社保号", "社保卡号", "驾照", "银行卡", "回乡证"),
        *("居住证号", "身分證", r"id (?:number|card|no\b)", "identity card", "passport", r"ssn\b"),
        *(r"nric\b", r"ic (?:number|no\b)", r"fin\b"),
    ),
    "asks_household": ("户籍", "户口", "籍贯", "戶籍", "戶口", "暂住证", "household registration"),
    "asks_health": (
        *("病", "残疾", "残障", "精神障碍", "精障", "身障", "感染者", "阳性", "核酸结果"),
        *("疫苗接种", "体温", "孕妇", "怀孕", "确诊", "血型", "健康状况", "身体状况", "吸毒"),
        *("disease", "illness", "patient", "disabled", "disability", "diagnos", "pregnan"),
        *("infected", r"medical (?:history|condition|record|status|needs)", r"blood type"),
        *(r"health (?:status|condition)", r"medical$"),
    ),
    "asks_belief": ("宗教", "信仰", "信教", "教徒", "religio", "belief", "faith"),
    "asks_politics": (
        *("政治面貌", "党派", "政治倾向", "上访", "信访人", "党员", "political", "party member"),
    ),
    "asks_origin": (
        *("民族", "种族", "少数民族", "国籍", "ethnic", r"race(?: of\b|$)", "nationalit"),
    ),
    "asks_person": (
        *("姓名", "名字", "名单", "叫什么", "性别", "年龄", "岁数", "多大岁数", "生日", "出生日期"),
        *("出生年月", "婚姻", "婚否", "离异", "学历", "职业", "工作单位", "收入", "工资", "肖像"),
        *("哪些人", "哪几个人", "谁住", "谁家", "户主", "联系人", "家庭成员", "刑满", "社区矫正"),
        *(r"names?\b", "gender", "date of birth", "birthday", "marital", "income", "salary"),
        *("who lives", "contact person", "family member", "householder"),
    ),
    "asks_contact": (
        *("电话", "手机", "联系方式", "微信", "门牌号", "住址", "家庭地址", "邮箱", r"phones?\b"),
        *("mobile (?:number|no|phone)", "telephone", r"contact (?:number|no|detail)", r"e-?mail"),
        *(r"contacts?$", "whatsapp", "home address"),
    ),
}
"""By reason: words in Chinese, compared anywhere in Simplified script, and in English as regular
expressions, compared where a word begins."""

ALLOWED = (
    *("病虫害", "病媒", "白蚁病害", "路面病害", "病害", "病死树", "病树", "通病", "防病", "病床"),
    *("手机信号", "充电手机", "手机充电", "手机柜", "电话亭", "电话线", "应急电话", "报修电话"),
    *("值班电话", "服务电话", "负责人电话", "填表人电话", "填报人电话", "微信群", "微信公众号"),
    *("微信小程序", "微信支付", "名单是否", "名单公示", "名单上墙", "户主要", "户主动", "户主体"),
    *("树木健康状况", "古树健康状况", "党员活动室", "党员先锋岗", "党员服务站", "党员突击队"),
    *("disabled parking", "phone signal", "phone booth", "brand name"),
)
"""Words about things, and about who reports, that hold one of the words above."""

_SEPARATED = r"[\s.-]?"
_PHONE = re.compile(
    rf"(?<!\d)(?:\+?86|0086)?{_SEPARATED}1[3-9]\d{_SEPARATED}\d{{4}}{_SEPARATED}\d{{4}}(?!\d)"
)
_WITH_ZERO = re.compile(
    r"(?<![\d.])\(?0\d{1,3}\)?[\s.-]?\d{3,4}[\s.-]?\d{3,4}(?!\d)|(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)"
)
"""Numbers that begin with the zero of long distance: no figure begins so."""
_INTERNATIONAL = re.compile(r"(?:\+|(?<!\d)00)\d[\d\s().-]{5,18}\d")
_EIGHT = re.compile(r"(?<![\d.-])[2-9]\d{3}[.-]?\d{4}(?![\d.-])(?!\s*[\u4e00-\u9fff])")
_EIGHT_IN = ("HK", "SG", "MO")
"""Regions whose numbers are eight digits without a zero before them."""
_NAMED_PHONE = re.compile(
    r"(?:\bhp|\btel|phone|mobile|whatsapp|电话|電話|手机|手機|微信|号码|號碼)"
    r"[^\d]{0,4}\+?\d[\d -]{5,}\d"
)
_IDENTITY = re.compile(
    rf"(?<!\d)\d{{6}}{_SEPARATED}(?:19|20)\d{{2}}{_SEPARATED}\d{{4}}{_SEPARATED}\d{{3}}[\dx](?![\dx])"
    r"|(?<!\d)\d{15}(?!\d)"
)
_OTHER_IDENTITY = re.compile(
    r"(?<![a-z])[a-z][1289]\d{8}(?!\d)|(?<![a-z])[a-z]{1,2}\d{6}\s?\([\da]\)"
    r"|(?<![a-z\d])[stfgm]\d{7}[a-z](?![a-z\d])"
    r"|(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?\d{2}-?\d{4}(?!\d)"
)
"""Of Taiwan, Hong Kong, Singapore and Malaysia."""


def _is_english(words: str) -> bool:
    return words.isascii()


_CHINESE = {
    reason: tuple(fold(each) for each in words if not _is_english(each))
    for reason, words in NEVER_ASKED.items()
}
_ENGLISH = {
    reason: re.compile(rf"\b(?:{'|'.join(filter(_is_english, words))})")
    for reason, words in NEVER_ASKED.items()
}


def never_asked(words: str) -> str | None:
    """Why a question or heading is refused: a key of NEVER_ASKED; None where it is not."""
    plain, spaced = fold(words), " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    for allowed in ALLOWED:
        plain, spaced = plain.replace(fold(allowed), " "), spaced.replace(allowed, " ")
    spaced = spaced.strip(" ?:.")
    for reason, refused in _CHINESE.items():
        if any(word in plain for word in refused) or _ENGLISH[reason].search(spaced):
            return reason
    return None


def refuse_question(words: str) -> None:
    """Raise Refused for a question about residents or persons."""
    if (reason := never_asked(words)) is not None:
        raise Refused(reason, words=words[:40])


_PERSONAL = (_PHONE, _WITH_ZERO, _NAMED_PHONE, _IDENTITY, _OTHER_IDENTITY)
_FEWEST_DIGITS = 7


def holds_number(words: str) -> bool:
    """Whether an answer holds an identity or phone number."""
    if sum(map(str.isdigit, words)) < _FEWEST_DIGITS:
        return False
    plain = unicodedata.normalize("NFKC", words).casefold()
    return any(each.search(plain) for each in _PERSONAL) or any(_dialled(plain))


def _dialled(plain: str) -> Iterator[bool]:
    """For each that may be a number to dial: whether it is one."""
    for found in _INTERNATIONAL.finditer(plain):
        yield _is_number("+" + found[0].lstrip("+0"), None)
    for found in _EIGHT.finditer(plain):
        yield any(_is_number(found[0], region) for region in _EIGHT_IN)


def _is_number(words: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(words, region))
    except phonenumbers.NumberParseException:
        return False
