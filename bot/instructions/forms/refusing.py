"""What a form never asks, and what an answer never holds: data on residents and on persons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.errors import Refused
from bot.roster.fold import fold

NEVER_ASKED: Mapping[str, tuple[str, ...]] = {
    "asks_identity": (
        *("身份证", "证件号", "证件号码", "护照", "社保号", "社保卡号", "驾照", "银行卡", "回乡证"),
        *("居住证号", "身分證", "id number", "id card", "identity card", "passport", "ssn"),
    ),
    "asks_household": ("户籍", "户口", "籍贯", "戶籍", "戶口", "暂住证", "household registration"),
    "asks_health": (
        *(
            "病",
            "残疾",
            "残障",
            "精神障碍",
            "精障",
            "身障",
            "感染者",
            "阳性",
            "核酸结果",
            "疫苗接种",
        ),
        *("体温", "孕妇", "怀孕", "disease", "illness", "patient", "disabled", "disability"),
        *("diagnos", "pregnan", "infected", "medical"),
    ),
    "asks_belief": ("宗教", "信仰", "信教", "教徒", "religio", "belief", "faith"),
    "asks_politics": (
        "政治面貌",
        "党派",
        "政治倾向",
        "上访",
        "信访人",
        "political",
        "party member",
    ),
    "asks_origin": ("民族", "种族", "少数民族", "ethnic", "race of", "nationality of"),
    "asks_person": (
        *("姓名", "名字", "名单", "叫什么", "性别", "年龄", "岁数", "多大岁数", "生日", "出生日期"),
        *("出生年月", "婚姻", "婚否", "离异", "学历", "职业", "工作单位", "收入", "工资", "肖像"),
        *("哪些人", "哪几个人", "谁住", "谁家", "names of", "name of", "tenant name", "full name"),
        *("gender", "date of birth", "birthday", "marital", "income", "salary", "who lives"),
    ),
    "asks_contact": (
        *("手机号", "电话号码", "联系电话", "联系方式", "手机", "微信号", "门牌号", "家庭住址"),
        *("住户电话", "租客电话", "业主电话", "phone number", "mobile number", "telephone"),
    ),
}
"""By reason: words in Chinese (compared in Simplified script) and English."""

ALLOWED = (
    *("病虫害", "病媒", "白蚁病害", "路面病害", "病害", "病死树", "病树", "手机信号", "通病"),
    *("disabled parking", "防病"),
)
"""Words about things that hold one of the words above."""

_PHONE = re.compile(r"(?<!\d)(?:\+?86|0086)?[\s-]?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
_LANDLINE = re.compile(
    r"(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)|(?<!\d)09\d{2}[\s-]?\d{3}[\s-]?\d{3}(?!\d)"
)
_NAMED_PHONE = re.compile(
    r"(?:\bhp|\btel|phone|mobile|whatsapp|电话|電話|手机|手機|微信|号码|號碼)"
    r"[^\d]{0,4}\+?\d[\d -]{5,}\d"
)
_IDENTITY = re.compile(
    r"(?<!\d)\d{6}\s?(?:19|20)\d{2}\s?\d{4}\s?\d{3}[\dx](?![\dx])|(?<!\d)\d{15}(?!\d)"
)
_OTHER_IDENTITY = re.compile(
    r"(?<![a-z])[a-z][12]\d{8}(?!\d)|(?<![a-z])[a-z]{1,2}\d{6}\s?\([\da]\)"
)


def never_asked(words: str) -> str | None:
    """Why a question or heading is refused: a key of NEVER_ASKED; None where it is not."""
    plain = fold(words)
    for allowed in ALLOWED:
        plain = plain.replace(fold(allowed), " ")
    for reason, refused in NEVER_ASKED.items():
        if any(fold(word) in plain for word in refused):
            return reason
    return None


def refuse_question(words: str) -> None:
    """Raise Refused for a question about residents or persons."""
    if (reason := never_asked(words)) is not None:
        raise Refused(reason, words=words[:40])


_PERSONAL = (_PHONE, _LANDLINE, _NAMED_PHONE, _IDENTITY, _OTHER_IDENTITY)


def holds_number(words: str) -> bool:
    """Whether an answer holds an identity or phone number."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return any(each.search(plain) for each in _PERSONAL)
