"""What one clause in free words says to one question: 有两户 to how many, 还没装 to yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot.instructions.forms.amounts import Amount, amounts_in, says_none
from bot.instructions.forms.form_words import COURTESY
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_answer import UNREAD, Known, ReadAnswer
from bot.instructions.moment import parse_day
from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.reader import read_by_rules
from bot.roster.fold import fold


def read_clause(question: FormQuestion, part: str, known: Known) -> ReadAnswer:
    """What a clause says to a question; words asked for are taken only as a whole."""
    if known.last is not None and _AS_BEFORE.search(part):
        return ReadAnswer(known.last)
    if question.kind is QuestionKind.NUMBER:
        return _number(question, part, known.last)
    if read := _BY_KIND.get(question.kind):
        return read(question, part)
    return _day(part, known) if question.kind is QuestionKind.DATE else UNREAD


_AS_BEFORE = re.compile(
    "没变|不变|没动|照旧|上[次回]那个?[数样]|还是(?:上[次回]|老样子|那样|那么多)|(?:跟|和|同)上[次回]一样"
)
_HAN = "[一二三四五六七八九十]{1,3}"
_DAY = re.compile(
    rf"(?:\d{{4}}年)?(?:\d{{1,2}}|{_HAN})月(?:\d{{1,2}}|{_HAN})[日号]?|(?:\d{{1,2}}|{_HAN})[日号]"
    "|(?:下下|下|这|本|上)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天]|大后天|[今明后昨前][天日]|[今明后昨]儿|[今明][早晚]|听日|寻日|明朝"
    r"|\d{1,2}[./-]\d{1,2}"
)
_OTHER_DAYS = {"明朝": "明天", "听日": "明天", "寻日": "昨天", "后日": "后天", "今儿": "今天",
               "明儿": "明天", "后儿": "后天", "昨儿": "昨天", "今早": "今天", "今晚": "今天",
               "明早": "明天", "明晚": "明天"}  # fmt: skip
_LAST_MONTH = re.compile("[上下]个?月")
_CHANGED = re.compile("改到|改成|改为|推到|推迟到|延到|提前到|变成")


def without_days(words: str) -> str:
    """The words without the days named in them, whose numbers are no amounts."""
    return _DAY.sub("", words)


def _day(part: str, known: Known) -> ReadAnswer:
    """The one day named; a weekday beside a date only repeats it."""
    words = _CHANGED.split(part)[-1]
    named = [_OTHER_DAYS.get(each, each) for each in _DAY.findall(words)]
    if _LAST_MONTH.search(words):
        return UNREAD
    dated = [each for each in named if each[-1] in "日号" or "月" in each] or named
    days = {_that_day(each, known.today) for each in dated}
    day = days.pop() if len(days) == 1 else None
    return ReadAnswer(day.isoformat()) if day else UNREAD


def _that_day(words: str, today: date) -> date | None:
    """The day; 上周五 lies in the week before this one."""
    if not words.startswith("上"):
        return parse_day(words, today)
    this_week = parse_day("这" + words[1:].removeprefix("个"), today)
    return this_week - timedelta(days=7) if this_week else None


_MORE = re.compile(
    "(?:(?<![不最许大很])多|增加?|新增|添|(?<!参)加|又[^,]{0,2}来|租进来|搬进?来|送来)了?$"
)
_FEWER = re.compile("(?:(?<![至最多不])少|减少?|坏|丢|用掉?|借走|借出|借给[^,]{1,6}|搬走)了?$")
_MORE_AFTER = re.compile("(?:more|extra)")
_FEWER_AFTER = re.compile("(?:搬走|借走|坏了|fewer|less)")
_NOW = re.compile("现在|目前|就|一共|总共|共计|共有|剩|是|改成|改为|退到|降到|涨到")
_UNDECIDED = re.compile("或者|记不清|不记得|不确定|(?:再|去)[数问查看点]")
_OR = re.compile("还是")
_SHORTLY_BEFORE = 4
_DROPPED = re.compile("不是$")


def _number(question: FormQuestion, part: str, last: str | None) -> ReadAnswer:
    either = any(amounts_in(part[: each.start()]) for each in _OR.finditer(part))
    if either or _UNDECIDED.search(part):
        return UNREAD
    found = [each for each in amounts_in(part) if not _DROPPED.search(part[: each.at])]
    found = [each for each in found if not each.measure or each.agrees(question.measure)]
    changes = [(each, sign) for each in found if (sign := _change(question, part, each))]
    if len(changes) == 1 and not any(_is_now(part, each) for each in found):
        return _changed(question, changes[0], last)
    if not found or (says_none(part) and all(each.denied for each in found)):
        return ReadAnswer("0") if says_none(part) else UNREAD
    chosen = _the_one(found, part)
    return ReadAnswer(chosen.counted_in(question.measure)) if chosen else UNREAD


def _the_one(found: Sequence[Amount], part: str) -> Amount | None:
    """The amount that holds now (原来5户，现在4户), else the only one, best with a measure."""
    now = [each for each in found if _is_now(part, each)]
    if now:
        return now[-1]
    measured = [each for each in found if each.measure] or found
    return measured[0] if len({each.value for each in measured}) == 1 else None


def _is_now(part: str, amount: Amount) -> bool:
    return _NOW.search(part[max(amount.at - _SHORTLY_BEFORE, 0) : amount.at]) is not None


def _change(question: FormQuestion, part: str, amount: Amount) -> int:
    """1 where an amount is what came to the former one, -1 what went, else 0; 坏了两盏 is no
    change where 坏灯 are counted."""
    before, after = part[: amount.at], part[amount.at :]
    before = "".join(char for char in before if char not in fold(question.label))
    if _MORE.search(before) or _MORE_AFTER.search(after):
        return 1
    return -1 if _FEWER.search(before) or _FEWER_AFTER.search(after) else 0


def _changed(question: FormQuestion, change: tuple[Amount, int], last: str | None) -> ReadAnswer:
    """Last time's number and what came or went: 少了一户 is 4 after 5. Unread without one."""
    amount, sign = change
    counted = amount.counted_in(question.measure)
    if last is None or counted is None:
        return UNREAD
    value = Decimal(last) + sign * Decimal(counted)
    return ReadAnswer(format(value.normalize(), "f")) if value >= 0 else UNREAD


_DENIAL = re.compile(
    "拆[了咗掉走]|堵[了着]|没有|没得|还没|还未|尚未|没|未|不|无(?!法)|冇|莫得|木有|否|仲未|\\bno\\b|not|none|nope"
)
_NO_DENIAL = re.compile("[没冇无][得有]?问题|没毛病|不错|差不多|没事|不缺|不用|不少")
_MEANS = re.compile(r"[^\W\d]")
_GREETING = re.compile("(?:早上?|上午|中午|下午|晚上|您|你|大家|各位|主任|书记|老师)好")
_NOT_SETTLED = re.compile(
    "^(?:明天|后天|马上|快|正在|准备|争取|一会|等会|部分|一半|大部分|有的|有些)"
)
_WANTED, _UNWANTED = re.compile("是?否?(?:要|需)"), re.compile("不用|不要|不需|无需")
_NOT_LOOKED = re.compile("没去?[看查数]|没来得及")
_PARTLY = re.compile("还差|还剩[^,]{0,3}没|只[装弄放]了|[装弄放]了一半")
UNKNOWN = re.compile("回头|再填|再报|等会儿?再|稍后|晚点再|不知道|不晓得|不清楚|不好说|说不准|唔知")
BEFORE = re.compile("昨|前天|之前|原来|早上|刚才|本来|上次|起先")
_AFFIRMED = re.compile(
    "到位|好|装|弄|搞掂|搞定|完成|妥|齐|巴适|中|行|系|是|有|嗯|对|准备|备|行了"
    "|ok|all ?set|yes|yep|ready|done|\\bcan\\b"
)


def _yes_no(question: FormQuestion, part: str) -> ReadAnswer:
    if any(each.search(part) for each in (_NOT_SETTLED, _PARTLY, _NOT_LOOKED, UNKNOWN)):
        return UNREAD
    if _WANTED.match(fold(question.label)) and _UNWANTED.search(part):
        return ReadAnswer("no")
    plain = _NO_DENIAL.sub("好", _GREETING.sub("", part))
    denials = len(_DENIAL.findall(plain))
    if denials:
        return ReadAnswer("yes" if denials == 2 and "没有没" in plain else "no")
    if _AFFIRMED.search(plain) or _happened(question, plain):
        return ReadAnswer("yes")
    if "收到" in plain:
        return UNREAD
    return (
        ReadAnswer("yes")
        if _MEANS.search(plain) and read_by_rules(plain).meaning is Meaning.YES
        else UNREAD
    )


def _happened(question: FormQuestion, part: str) -> bool:
    """Whether a clause says that what is asked has come: 停了 of 停水; 去过了 of 已上门."""
    label, stem = fold(question.label), _PARTICLES.sub("", part)
    if stem == label[-1:] or (len(stem) > 1 and stem in label):
        return True
    said = part.removesuffix("了")
    if label[-2:] in part and not (amounts_in(part) or _LATER.search(part)):
        return True
    return (
        any(f"{char}了" in part for char in label)
        or (said.startswith("已") and said in label)
        or ("已" in label and _COME_ABOUT.search(part) is not None)
    )


_LATER = re.compile("明|后天|晚上|将|要|再|准备|打算|会")
_COME_ABOUT = re.compile(r"[\u4e00-\u9fff](?:完|好|过)?了$|[完过]$")


_WELL = re.compile(
    "没坏|(?<=.)好的|挺[好热]|[很蛮]好|热乎|暖和|好使|好着|好用|能用|没毛病|没问题|没事|一切好|都好|好的很|好得很"
)
_SAID_OTHERWISE = (
    (re.compile("(?<![没未])(?:又好|修好|恢复)了"), "正常"),
    (re.compile("(?:正在?|还在|在|紧)修|修(?:着|紧)"), "检修"),
    (re.compile("[弄做装搞办]好了|完成|搞定|弄完|做完"), "已完成"),
    (re.compile("正在?[弄做装搞办]|还在[弄做装搞办]"), "进行"),
    (re.compile("停[了咗]|坏[了咗]|动不了|不动|不能用"), "停"),
)
"""What is said of a lift, and how the choice begins that it means."""
_NOW_IT_IS = re.compile("(?:现在|目前|这会|已经?|是)[^,]{0,4}$")


def says_well(words: str) -> bool:
    """Whether words say that all is well, of a thing that can be out of order."""
    return _WELL.search(words) is not None


def _choice(question: FormQuestion, part: str) -> ReadAnswer:
    if UNKNOWN.search(part):
        return UNREAD
    found = [
        (at, each)
        for each in question.choices
        if (at := part.rfind(fold(each))) >= 0 and not _DENIED_BEFORE.search(part[:at])
    ]
    if not found and "坏" in part:
        found = [(0, each) for each in question.choices if set("坏障") & set(fold(each))]
    if not found:
        found = [(0, each) for each in question.choices if _come_or_not(fold(each), part)]
    if not found:
        starts = [start for said, start in _SAID_OTHERWISE if said.search(part)][:1]
        found = [(0, each) for each in question.choices if fold(each).startswith(tuple(starts))]
    now = [each for at, each in found if _NOW_IT_IS.search(part[:at])]
    meant = [each for _, each in found] if len(found) == 1 else now
    if len(meant) == 1:
        return ReadAnswer(meant[0])
    begun = _PARTICLES.sub("", part).removeprefix(fold(question.label))
    for fits in (str.startswith, str.__contains__):
        starts = [each for each in question.choices if begun and fits(fold(each), begun)]
        if not found and len(starts) == 1 and begun not in "不没":
            return ReadAnswer(starts[0])
    well = [each for each in question.choices if fold(each) in {"正常", "完好", "normal"}]
    return ReadAnswer(well[0]) if not found and well and _WELL.search(part) else UNREAD


def _come_or_not(choice: str, part: str) -> bool:
    """Whether a clause says a choice in other words: 报了 is 已报, 没有飞线 is 无."""
    begun, rest = choice[:1], choice[1:]
    if choice in "有无":
        return (choice == "无") is (_DENIAL.search(part) is not None) and "有" in part
    if not rest or begun not in "已未":
        return False
    denied = re.search(f"[没未](?:有)?{re.escape(rest)}", part) is not None
    return denied if begun == "未" else not denied and f"{rest}了" in part


_PARTICLES = re.compile("[了着的啦咯呢哦啊]+$|^[都已就]")
_DENIED_BEFORE = re.compile("(?:不是?|没有?|不缺|非)$")
_ALL_BUT = re.compile(
    "(?:除了?|除开)(.+?)(?:以外|之外|外)?(?:,|都|全|其他|其它)"
    "|(.+?)(?:不缺|不用|有|够),?(?:别的|其他|其它|其余|剩下的?)[都全]"
)
_EVERY = re.compile("都|全")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


_EVERYTHING = re.compile("^(?:样样|件件|啥子?|什么|全部|统统)?[都全]缺")
_AND = re.compile("(?:[，,、;；和跟及与同]|还有(?![几一两些点]))+")
_THEM_ALL = re.compile("[都全](?:要|缺|没有?|需要?)")
_ASIDE = 5
"""Characters from which words without a choice are an aside, not something else that is missing."""
_ENOUGH = re.compile("不缺|不用|不需|(?<!不)够|有的是|不少|还有[几一两些点]")


def _several(question: FormQuestion, part: str) -> ReadAnswer:
    but = _ALL_BUT.search(part)
    if but and (
        left := [each for each in question.choices if fold(each) not in (but[1] or but[2])]
    ):
        return ReadAnswer("\n".join(left)) if len(left) < len(question.choices) else UNREAD
    every = any(_COUNTS.get(char) == len(question.choices) for char in part) and _EVERY.search(part)
    if every:
        return ReadAnswer("\n".join(question.choices))
    if _EVERYTHING.search(part):
        return ReadAnswer("\n".join(question.choices))
    named = []
    for each in _AND.split(part):
        here = [choice for choice in question.choices if fold(choice) in each]
        if not here and len(each) < _ASIDE and not (each in COURTESY or _THEM_ALL.fullmatch(each)):
            return UNREAD
        named += here if not _ENOUGH.search(each) else []
    return ReadAnswer("\n".join(each for each in question.choices if each in named) or None)


_BY_KIND: Mapping[QuestionKind, Callable[[FormQuestion, str], ReadAnswer]] = {
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SEVERAL: _several,
}
