"""Which words of a text decided its reading: `gridcall words` prints them."""

from __future__ import annotations

import pytest

from bot.instructions.reading.meanings import Why
from bot.instructions.reading.reader import Writer, read

WANG = Writer(("3栋",), ("王芳",))


@pytest.mark.parametrize(
    ("text", "why", "words"),
    [
        ("了解，感謝提醒", Why.ASSENT, "了解"),
        ("不好意思回晚了，收到", Why.ASSENT, "收到"),
        ("谢谢提醒", Why.THANKS, "谢谢提醒"),
        ("好像没收到", Why.DENIAL, "没收到"),
        ("收到啥了，啥也没有", Why.QUESTION, "收到啥了"),
        ("先不回收到，你把事情讲清楚再说", Why.REFUSAL, "先不回收到"),
        ("应该吧", Why.UNSURE, "应该吧"),
        ("等会再说，我在开车", Why.LATER, "我在开车"),
        ("哦那个", Why.REMARK, "哦那个"),
        ("3栋", Why.BLANK, ""),
        ("地下室进水了，已经淹到脚脖子", Why.DANGER, "进水"),
        ("下水道堵了，脏水往一楼家里冒", Why.TROUBLE, "下水道堵"),
        ("水都接好了，各家各户都存了水", Why.OVER, "水都接好了"),
        ("收到，请问停水是从几点开始", Why.MORE, "请问停水是从几点开始"),
        ("2栋收到，2栋张建国", Why.OTHER, "2栋收到"),
    ],
)
def test_the_words_that_decided(text: str, why: Why, words: str) -> None:
    found = read(text, WANG)
    assert (found.why, found.words) == (why, words)
