"""What people write around a name: 换成郑洁, 让郑洁来当, 郑洁阿姨, 郑洁没有电话."""

from __future__ import annotations

import re

_BEFORE = r"(?:那就|就|还是)?(?:换成|换上|换|改成|改为|让|叫|请)?"
_BEHIND = r"(?:来当|去当|来做|去做|来接|担任|接任|接替|接手|当楼长)?(?:吧|哦|啊|呀)?"
_TITLE = "老师|阿姨|大姐|大哥|师傅|先生|女士|小姐|同志"
_NO_PHONE = (
    "(?:暂时|暂|目前)?(?:没有|没|无|不知道)(?:留)?(?:手机|电话|号码)(?:号码?)?"
    "|(?:手机|电话)(?:没有|不知道|待补)"
)
_NAME = "[\u3400-\u9fff]{2,4}?"
_SAID = re.compile(
    rf"{_BEFORE}({_NAME})(?:{_TITLE})?{_BEHIND}[\s,，、。]*(?:{_NO_PHONE})?[。!！]?$"
)
_LABEL = re.compile(
    r"[\s,，;；:：]*(?:联系电话|联系方式|手机号码?|电话号码?|手机|手機|电话|電話|座机)[:：]?$"
)
_TWO_SIGNS = "欧阳 上官 司马 诸葛 司徒 尉迟 皇甫 慕容 东方 夏侯 令狐 公孙 端木 轩辕 太史"
_SURNAMES = frozenset(_TWO_SIGNS.split())
_PUT_OFF = (
    "不知道 不清楚 不晓得 随便 再说 再看看 还没定 没想好 没定 算了 不换 不换了 等等 稍等 先空着 "
    "空着 先不换 不用换 都可以 都行"
)
_NOBODY_SAID = frozenset(_PUT_OFF.split())


def bare_name(text: str) -> str:
    """The name alone, where everything around it is known; else the text as it is."""
    plain = text.strip(" 。!！")
    found = _SAID.match(plain)
    name = found[1] if found else ""
    return text if not name or name in _SURNAMES else name


def without_label(text: str) -> str:
    """What stands before a number, without the word for it."""
    return _LABEL.sub("", text)


def names_nobody(text: str) -> bool:
    """Whether words put the question off: 不知道, 先空着."""
    return text.strip(" 。!！吧") in _NOBODY_SAID
