"""The words by which forms are written and answered, folded as `bot.roster.fold` folds them."""

from __future__ import annotations

WHOLE_THINGS = (
    *("户", "家", "人", "名", "位", "口", "栋", "幢", "座", "层", "个", "只", "袋", "包", "箱"),
    *("件", "套", "台", "部", "辆", "间", "处", "块", "条", "根", "张", "把", "桶", "瓶", "棵"),
    *("支", "枝", "副", "双", "片", "节", "册", "盒", "罐", "趟", "艘", "筐", "枚", "具", "桩"),
    *("柜", "人次", "车次", "株", "顶", "床", "份", "批", "次", "项", "盏", "扇"),
)
"""What is counted and never measured: there is no half of one."""
MEASURES = (
    *WHOLE_THINGS,
    *("米", "厘米", "公里", "亩", "平方米"),
    *("平方", "平米", "立方米", "立方", "吨", "公斤", "千克", "斤", "升", "元", "万元", "天"),
    *("小时", "分钟", "度", "%", "m", "cm", "mm", "km", "m2", "m3", "kg", "t", "l", "kw"),
    *("households", "people", "persons", "bags", "pcs", "units", "rooms", "cars", "days", "hours"),
)
"""What numbers are counted in; in a question, after 几, 多少 or in brackets."""

YES = frozenset(
    {"是", "是的", "对", "对的", "有", "有的", "已有", "到位", "到位了", "已到位", "已经到位"}
    | {"都到位了", "全部到位", "完成", "完成了", "已完成", "做好了", "弄好了", "yes", "y", "true"}
    | {"yep", "yeah", "yup", "系", "嗯呐"}
    | {"√", "✓", "✔", "☑", "✅"}
)
"""Yes. An assent such as 好 or 收到 is none: it may only say that the question was read."""
NAMED_YES = frozenset(
    {"ok", "好", "好了", "好的", "都好了", "装好了", "已装好", "弄好", "搞好了", "可以", "没问题"}
    | {"全部好了", "准备好了", "齐了", "妥了", "done", "ready"}
)
"""Yes behind the words of the question, where an assent can mean nothing else: 挡板OK."""
NO = frozenset(
    {"否", "不是", "不", "不对", "没有", "没", "无", "未", "还没", "还没有", "尚未", "暂无", "no"}
    | {"n", "false", "没有的", "不是的", "×", "✗", "✘", "✕", "❌", "not yet"}
    | {"nope", "木有", "莫得", "冇"}
)
NONE = frozenset(
    {"没有", "没", "无", "零", "没了", "没有了", "暂无", "暂时没有", "目前没有", "一个没有"}
    | {"一个都没有", "全无", "none", "no", "nil", "zero", "nothing", "都没有", "0个都没有"}
)
"""None: 0 where a number is asked, nothing where several may be chosen."""
ALL = frozenset(
    {"都有", "都缺", "全缺", "都要", "全要", "都需要", "全部", "全部都有", "所有", "全有", "都是"}
    | {"all"}
)
SAME = frozenset(
    {"同上次", "同上回", "同前", "同前次", "同上一次", "和上次一样", "跟上次一样", "与上次相同"}
    | {
        "和上次一个样",
        "跟上次一个样",
        "跟上回一个样",
        "老样子",
        "和上次相同",
        "跟上次相同",
        "与上次一样",
        "上次一样",
        "跟上回一样",
        "照上次",
        "按上次",
    }
    | {"照旧", "一样", "不变", "没变", "无变化", "没变化", "没有变化", "没有变", "未变", "未变化"}
    | {"全部不变", "都不变", "都没变", "全部同上次", "都同上次", "都一样", "全部一样", "无变动"}
    | {"和上次一个样", "跟上次一个样", "跟上回一个样", "老样子"}
    | {"same", "sameaslasttime", "sameasbefore", "nochange", "nochanges", "unchanged"}
)
"""As last time."""
COURTESY = frozenset(
    {"收到", "已收到", "好的", "好", "嗯", "嗯嗯", "ok", "okay", "知道了", "明白", "谢谢", "您好"}
    | {"你好", "辛苦了", "辛苦", "报告", "汇报", "回复", "填报", "上报", "received", "thanks", "1"}
    | {"行", "可以", "晓得", "晓得了", "thankyou", "hello", "hi", "没问题", "👍", "👌"}
    | {"收到请回复", "请查收", "请收到", "多谢", "谢啦", "谢谢啦", "麻烦了", "辛苦啦"}
)
"""What is said besides an answer, and is none."""
ABOUT = (
    *("大概", "大约", "约", "差不多", "估计", "可能", "应该", "左右", "上下", "多", "以上", "以下"),
    "几",
)
"""A number with one of these is asked about."""
LEADING = (
    *("目前", "现在", "今天", "一共", "总共", "共计", "共有", "共", "合计", "还有", "现有", "有"),
    *("是", "为", "剩"),
)
"""What may stand before a number."""
DAYS = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2,
        "yesterday": -1, "today": 0, "tomorrow": 1}  # fmt: skip
