"""Turns of phrase: words that together say something else than each of them does.

等我收到了再回你 is not received yet, 收到的是广告 is something else, 哪能不知道呢 asks nothing.
"""

from __future__ import annotations

import re

from bot.instructions.reading.verdicts import Clause, Verdict

_SIGNS = frozenset(
    "的再告先后等才不大还咋啥甚什几用能哪敢凭就怎谁懒拒绝你见没可反好窗大小事一腿脚身坐站蹲趴骑跨味谢真waou"
)
"""A clause without one of these holds no turn of phrase."""

_YOU = "[你您侬]|大家|恁|佢"
_NOT_YET = (
    r"等.{0,4}?[收看接听见]到?了?(?:再|就|才|之?后|以后|的时候|先)",
    r"[收看接]到(?:了|了?以?后|以?后)?再(?:给|跟|和|同)?(?:说|讲|回|告|联系|答|报|[你您])",
    rf"[收看接听][到见](?:了|后|就|马上|立马|先)+(?:我?会?|一定|肯定)(?:告诉|通知|回复?|话|答复)(?:{_YOU})(?!们?[了放])",
    rf"[收看接听][到见](?:了|后|就|马上|立马|先)+(?:我?会?|一定|肯定)[给跟和同](?:{_YOU})们?(?:回|说|讲|打|发|报|个|点(?!赞)|按)(?!.{{0,3}}了$)",
    r"(?:啥|什么|甚么)(?:时候|辰光)[收看接]到(?:啥|什么|甚么|再|我)|几时收到",
    r"(?:when|once|after|until|till) i (?:get|receive|see|got|received)\b",
)
_SOMETHING_ELSE = (
    "别人|别家|人家|别的|其[他它]|旧的?|老的?|过期|昨天|前天|上次|上回|上周|上个?月|去年|广告|空白|空的|白[板纸图]|乱码|推销|骗|诈|"
    "垃圾|黑[屏图]|错的|红包|链接|外卖|快递|催缴|电费|水费|话费|另外?一|一堆|一片|一串|一张|一[条个](?:广|空|乱|别)|啥|什么|鬼"
)
_NOT_THIS = (
    rf"(?:[收看接发][到来]了?|显示|弹出来)的(?:都|只|就|却|怎么|全|净|明明)?[是系](?:{_SOMETHING_ELSE})",
    r"[收看接发][到来]的(?:都|只|就|却|怎么)?[是系](?!.{0,3}我).{0,4}(?:栋|幢|号楼|座|小区|单元)",
    rf"[收看接]到了?一?[条张个份堆串](?:{_SOMETHING_ELSE})",
    r"[收看接发][到来]的.{0,6}不是(?:通知|我们|我的|这[个条]|本|停|今)",
)
_TASK = "通知|管|说|讲|跑|敲|喊|贴|弄|做|办|发|配合|搬|签|拍|送|统计|登记"
_REFUSED = (
    rf"不(?:会|可能|打算|准备|想|高兴|愿意?|乐意)再?去(?:{_TASK}|挨家|一户)",
    rf"(?:绝|决|才|死也|都|坚决|偏|打死[我也都]*)不(?:会)?再?去?(?:{_TASK})(?!好|到)[的了哦呢啊嘛]?$",
    rf"(?:懒得|没义务|不伺候|凭[啥什]么?(?:要|让|叫)?我?去)(?:去|再)?(?:{_TASK}|跑)",
    rf"[我俺咱](?:可|是|才|偏)不(?:想|愿意?|会|高兴)?去?(?:挨家|{_TASK})(?!好|到|完)",
    r"反正[我俺咱](?:是|就|可)?不(?:去|管|干|跑|弄|说)",
    r"(?:本人|我们?|俺|咱)(?:坚决|一律|就是)?拒绝(?!了)|^(?:坚决)?拒绝(?:执行|通知|配合|停)|拒不",
    r"[没哪]有?(?:那|这)个?闲?(?:工夫|功夫|心情|义务|精力)",
    rf"你们.{{0,3}}你们自?己?[去来](?:{_TASK}|跑)",
    r"先不(?:回|点|报|按|签)(?!家|去)",
    r"谁(?:爱|愿意?|想|要)(?:去)?(?:通知|管|弄|说|跑|干|去|做|贴).{0,2}谁",
)
_PLEASED = "[嘛啊呀呢哦哈啦吧么吗诶哟的了]*"
_DO = "去|来|管|配合|支持|参加"
_KNOW = "知道|晓得|收到|看到|看见|明白|清楚|听到|听见"
_SURELY = (
    rf"(?:哪能|哪会|哪里会|哪儿能|岂能|岂会|哪敢|怎敢|谁敢|怎么敢|咋敢|哪有)会?不(?:{_DO}|{_KNOW}|通知|办|说|讲|贴|转|回)",
    rf"(?<![我吾拉俺])(?:怎么会|怎会|咋会|咋可能|怎么可能)不(?:{_DO})",
    rf"(?<![我吾拉俺])(?:哪能|哪会|哪里会|咋能|咋会|岂能)没有?(?:{_KNOW}|去|通知)",
    rf"还能不(?:{_KNOW})",
    rf"(?:敢|能|还敢)不(?:{_KNOW})(?:{_PLEASED}$|吗|嘛)",
    rf"(?:还能|敢|还敢)不(?:{_DO}|通知|办|说|讲)(?:{_PLEASED}$|吗|嘛)",
    rf"^(?:这|那|又|能)?有(?:什么|啥子?|甚么|咩)可?(?:不(?:可以|行|能|好|得|愿意|成)|难办?|好难|大不了|好怕)(?:的{_PLEASED}|{_PLEASED})$",
    rf"^(?:这|那|能有|就|不就是|才|又没)*(?:多大|屁大|芝麻大?|针尖大|巴掌大)[点个]?儿?的?事[儿情体]?{_PLEASED}$",
    rf"^(?:这|那|都是|就)*小(?:事|菜)[一1][桩碟件]{_PLEASED}$",
    rf"^(?:那|这|我|咱|不然|不.{{1,2}})?(?:还|又)能(?:咋|怎么?|哪能)[滴的地得办样着整弄]*{_PLEASED}$",
    rf"^(?:这|那|这个|那个)?还?用(?:得着)?[你您]?们?(?:说|讲|问|提醒|交代){_PLEASED}$",
    rf"^谁(?:还|会)?不(?:知道|晓得|清楚){_PLEASED}$",
    rf"^[我俺咱](?!.{{0,6}}[不没别].{{0,5}}不就).{{1,10}}不就(?:得|行|完|好|成|可以)了{_PLEASED}",
)
_SCORNFUL = (
    r"[你您]们?.{0,4}[说想](?P<what>.)就(?P=what)",
    r"(?:太好了|真好|好极了|好得很|好啊)(?:又|老是|天天|还)[停断没]",
    r"我谢谢(?:你|您|侬)们?(?:全家|八辈|啊$|哦$)|好大的官",
)
_DOUBTFUL = (
    r"^(?:你们|领导|上面|您们?|你){0,2}(?:可|也)?真(?:会|能)(?:安排|过日子|省事|挑|选|折腾|玩|搞|整|来事|添乱|想)",
)
_PEOPLE = "人|姑娘|男|女|小孩|娃|孩|老人|学生|小伙|伢|丫头|妹|老头|老太|大爷|大妈"
_HIGH = "阳台|窗台|楼顶|天台|顶楼|栏杆|窗[户口框]|护栏|女儿墙|天面|屋顶|水箱顶"
_AT_THE_EDGE = (
    rf"(?:{_HIGH}).{{0,3}}[坐站蹲趴骑跨](?:着|在|了|咗|倒|起).{{0,4}}(?:{_PEOPLE}).{{0,9}}(?:外|哭|劝|不下|跳|拉|喊|边|不肯|发呆|晃)",
    rf"(?:{_PEOPLE}).{{0,4}}[坐站蹲趴骑跨]在?(?:{_HIGH}).{{0,2}}(?:外|沿|边上|上(?:哭|不|要|喊|劝|晃))",
    rf"(?:窗|阳台|栏杆|护栏|防盗网).{{0,3}}[外上边].{{0,3}}[挂吊卡悬](?:着|了|在)(?:个|一个|名|位)?(?:小?孩|娃|{_PEOPLE[2:]})",
    r"(?:腿|脚|半个身子|身子|半个人|上半身).{0,3}[在伸悬吊挂跨荡搭探].{0,2}(?:外|空|楼下)",
)
_FOULED = (
    r"[柴汽煤机]油味|农药味|敌敌畏|药水味|化学味|氨水味|粪味",
    r"(?:没有?人|没谁|谁|哪个)敢(?:用|喝|碰|洗|烧|吃)水?[了啊呀呢的]*$",
    r"(?:都|谁也|也|老人|大家)不敢(?:用|喝|碰|洗|烧|吃)水?[了啊呀呢的]*$",
)


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_SAFE = re.compile(
    r"劝下|劝回|拉回|拉住了|救下|下来了|没事了?|晒|聊天|乘凉|演习|浇花|修|擦|刷|师傅|工人|装|电影|电视|拍照|花盆|衣服|被子|正常|之前|上次|昨天|去年|都不敢当"
)

_TURNS = (
    (frozenset("坐站蹲趴骑跨挂吊卡悬在伸荡搭探"), _any_of(*_AT_THE_EDGE), Clause.DANGER),
    (frozenset("味敢敌"), _any_of(*_FOULED), Clause.TROUBLE),
    (_SIGNS, _any_of(*_NOT_YET, *_NOT_THIS, *_REFUSED), Clause.REFUSED),
    (frozenset("不没能有事菜用"), _any_of(*_SURELY), Clause.SURELY),
    (frozenset("就好谢"), _any_of(*_SCORNFUL), Clause.DENIAL),
    (frozenset("真"), _any_of(*_DOUBTFUL), Clause.UNSURE),
)
"""Patterns, each behind characters without which it finds nothing."""
_TROUBLED = frozenset({Clause.DANGER, Clause.TROUBLE})


def turned(here: str) -> Verdict | None:
    """What a clause says as a whole, whatever its words say one by one."""
    if _SIGNS.isdisjoint(here):
        return None
    for signs, pattern, clause in _TURNS:
        if signs.isdisjoint(here):
            continue
        if pattern.search(here) and not (clause in _TROUBLED and _SAFE.search(here)):
            return Verdict(clause, here)
    return None


_ILL = re.compile("化疗|透析|放疗|血透|手术|开刀|住院|输液|打点滴|吊针|吊水|挂水|急诊|抢救")
_HELPLESS = re.compile(
    "[弄做办知跑搞干顾去爬赶走来得整]不[完了到动上及成赢过来]|没法|没办法|冇办法|想想?个?办法|[换派找]个?人|替我|帮我"
)
_SOMEBODY_ELSE = re.compile(
    "(?:户|楼|室|姨|爷|奶|家|老人|姐|叔|师傅|栋|长|[老小].|邻居|他|她)[^,]{0,6}"
    "(?:化疗|透析|放疗|血透|手术|开刀|住院|输液|打点滴|吊针|吊水|挂水|急诊|抢救)"
)
_IN_OTHER_HANDS = re.compile("[让叫托喊](?!我)|交给|[都已]通知[了到]|完成了")


def is_treated(here: str) -> bool:
    """Whether a clause names a treatment."""
    return _ILL.search(here) is not None


def is_too_ill(text: str) -> bool:
    """Whether the writer is being treated and cannot do what was asked: 要去做化疗，弄不完."""
    if not is_treated(text) or not _HELPLESS.search(text):
        return False
    return not _SOMEBODY_ELSE.search(text) and not _IN_OTHER_HANDS.search(text)
