"""How questions are written, what is never asked, and which values are far off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.errors import Refused
from bot.instructions.forms.outlying import far_off
from bot.instructions.forms.question import QuestionKind, questions_in, read_question
from bot.instructions.forms.reading_answer import Known, ReadAnswer, read_answer
from bot.instructions.forms.refusing import NEVER_ASKED, holds_number


@pytest.mark.parametrize(
    ("line", "words", "kind", "rest"),
    [
        ("低洼住户几户？", "低洼住户几户？", "number", "户"),
        ("1、低洼住户几户？", "低洼住户几户？", "number", "户"),
        ("有多少沙袋？", "有多少沙袋？", "number", ""),
        ("還有多少袋沙袋？", "還有多少袋沙袋？", "number", "袋"),
        ("沙袋（袋）", "沙袋", "number", "袋"),
        ("积水(厘米)", "积水", "number", "厘米"),
        ("住户数", "住户数", "number", "户"),
        ("沙袋数量：", "沙袋数量：", "number", ""),
        ("How many sandbags?", "How many sandbags?", "number", ""),
        ("挡板到位：是/否", "挡板到位", "yes_no", ""),
        ("挡板到位（是/否）", "挡板到位", "yes_no", ""),
        ("Pumps ready: yes/no", "Pumps ready", "yes_no", ""),
        ("电梯：正常／停运／检修", "电梯", "choice", "正常,停运,检修"),
        ("缺什么：沙袋/水泵（可多选）", "缺什么", "several", "沙袋,水泵"),
        ("检修（日期）", "检修", "date", ""),
        ("现场照片", "现场照片", "photo", ""),
        ("挡板（照片）", "挡板", "photo", ""),
        ("2. 沙袋拍照？", "沙袋拍照？", "photo", ""),
        ("A photo of the gate (photo)", "A photo of the gate", "photo", ""),
        ("照片发了几张？", "照片发了几张？", "number", "张"),
        ("几点能修好？", "几点能修好？", "text", ""),
        ("还缺什么？", "还缺什么？", "text", ""),
        ("说明：", "说明", "text", ""),
        ("沙袋（放在楼道）", "沙袋（放在楼道）", "text", ""),
    ],
)
def test_a_line(line: str, words: str, kind: str, rest: str) -> None:
    found = read_question(line)
    assert (found.words, found.kind.value) == (words, kind)
    assert (found.measure or ",".join(found.choices)) == rest


def test_bounds_stand_in_the_brackets() -> None:
    found = read_question("积水（厘米，0-50）")
    assert (found.measure, found.lowest, found.highest) == ("厘米", Decimal(0), Decimal(50))
    assert far_off(found, "51", None)
    assert not far_off(found, "9", "1")


def test_far_off_is_ten_times_the_last() -> None:
    households = read_question("低洼住户几户？")
    assert far_off(households, "300", "3")
    assert far_off(households, "30", "3")
    assert not far_off(households, "29", "3")
    assert not far_off(households, "300", None)
    assert not far_off(households, "300", "0")
    assert not far_off(read_question("挡板到位：是/否"), "no", "yes")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("租客身份证", "asks_identity"),
        ("住戶身分證號", "asks_identity"),
        ("Tenant's ID number?", "asks_identity"),
        ("户籍在哪里？", "asks_household"),
        ("住戶戶口", "asks_household"),
        ("有病的几人？", "asks_health"),
        ("Any illness?", "asks_health"),
        ("宗教信仰：有/无", "asks_belief"),
        ("Religion?", "asks_belief"),
        ("政治面貌：党员/群众", "asks_politics"),
        ("少數民族几人？", "asks_origin"),
        ("租客姓名", "asks_person"),
        ("Names of tenants", "asks_person"),
        ("住户手机号", "asks_contact"),
        ("Phone number?", "asks_contact"),
        *(
            (each, "asks_contact")
            for each in ("电话", "家屬電話", "业主微信", "住址", "Phone", "contact number", "Email")
        ),
        *(
            (each, "asks_person")
            for each in (
                "户主",
                "联系人",
                "紧急联系人",
                "刑满释放人员几人？",
                "家庭成员",
                "tenants' names",
                "Name",
            )
        ),
        *((each, "asks_health") for each in ("確診", "血型", "吸毒人员", "健康状况")),
        *((each, "asks_identity") for each in ("NRIC", "IC number")),
        ("國籍", "asks_origin"),
        ("党员几人？", "asks_politics"),
    ],
)
def test_residents_are_never_asked_about(line: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        questions_in(f"挡板到位：是/否\n{line}")
    assert refused.value.reason == reason
    assert reason in NEVER_ASKED


@pytest.mark.parametrize(
    "line",
    [
        *("病虫害几处？", "手机信号：好/差", "独居老人几户？", "病死树几棵？", "病床几张？"),
        *("terrace of building", "medical kits (pcs)", "名单是否公示：是/否", "充电手机几部？"),
        *("商户主要诉求", "负责人", "填表人", "负责人电话", "微信群：有/无", "Traces of rust"),
    ],
)
def test_things_may_be_asked_about(line: str) -> None:
    assert read_question(line).kind in QuestionKind


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("好" * 61, "question_long"),
        ("电梯：" + "/".join("一二三四五六七八九十"), "many_choices"),
        ("电梯：正常/" + "好" * 21, "choice_long"),
        ("电梯：正常/正常", "choice_twice"),
        ("？？", "question_unclear"),
    ],
)
def test_not_taken(line: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_question(line)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "words",
    [
        *(
            "13812345678",
            "138 1234 5678",
            "+86 138-1234-5678",
            "0571-87654321",
            "110101199003071234",
        ),
        *(
            "11010119900307123X",
            "A123456789",
            "A123456(7)",
            "0912-345-678",
            "１３８１２３４５６７８",
        ),
        *("S1234567D", "陈先生 +65 9123 4567", "+852 9123 4567", "900307-14-1234", "9123-4567"),
        *("110101-19900307-1234", "138.1234.5678", "+886912345678", "(02)2345-6789"),
        *("0044 20 7946 0958", "012-345 6789", "3 20 91234567"),
    ],
)
def test_numbers_of_persons(words: str) -> None:
    assert holds_number(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "是 3 20",
            "150 20 30 40 50",
            "1000000",
            "2026-12-01",
            "3.20",
            "3 20 2026-12-03",
            "1.234.5",
        ),
        *("3、5、8、11、12、13、14 栋", "3-5-8-11-12-13", "是 3 20 0.125 100 2000", "20261203"),
        *("3层0.5米 12层1.25米", "1,234,567 2,345,678", "是 1000 2000 3000", "90000000元"),
        *("12/3 08:30-11:30", "是 3 2026.12.03 20", "10:00 2026-12-03 15", "+3 20 2026"),
    ],
)
def test_other_numbers(words: str) -> None:
    assert not holds_number(words)


@pytest.mark.parametrize(
    ("question", "words", "value", "sure"),
    [
        ("电梯：正常/停运中/检修", "正常", "正常", True),
        ("电梯：正常/停运中/检修", "停运", "停运中", False),
        ("电梯：正常/停运中/检修", "检修了", "检修", False),
        ("电梯：正常/停运中/检修", "检修完了", None, False),
        ("电梯：正常/停运中/检修", "停", None, False),
        ("电梯：正常/停运中/检修", "2", "停运中", False),
        ("电梯：正常/停运中/检修", "4", None, False),
        ("挡板到位：是/否", "到位了", "yes", True),
        ("挡板到位：是/否", "还没到位", "no", True),
        ("挡板到位：是/否", "还没来", None, False),
        ("缺什么：沙袋/水泵（可多选）", "都不缺", None, False),
        ("缺什么：沙袋/水泵（可多选）", "无", "", True),
        ("缺什么：沙袋/水泵（可多选）", "水泵和沙袋", "沙袋\n水泵", True),
        ("沙袋（袋）", "约20", "20", False),
        ("沙袋（袋）", "20个", "20", True),
        ("沙袋（袋）", "20台", "20", False),
        ("沙袋（袋）", "1,200", "1200", True),
        ("沙袋（袋）", "两万", "20000", True),
        ("沙袋（袋）", "0.12345", None, False),
        ("检修（日期）", "2月30日", None, False),
        ("检修（日期）", "3/5", "2031-03-05", True),
        ("检修（日期）", "12/30", "2030-12-30", True),
        ("检修（日期）", "明天", "2031-03-05", True),
        ("说明：", "   ", None, False),
        ("说明：", "谢谢", None, False),
        ("说明：", "要修吗", "要修吗", False),
        ("说明：", "王芳 13812345678", None, False),
    ],
)
def test_one_answer(question: str, words: str, value: str | None, sure: bool) -> None:
    found = read_answer(read_question(question), words, Known(date(2031, 3, 4)))
    assert (found.value, found.sure) == (value, sure)


def test_the_same_as_last_time_needs_a_last_time() -> None:
    asked = read_question("说明：")
    assert read_answer(asked, "同上次", Known(date(2031, 3, 4), "无")) == ReadAnswer("无")
    assert read_answer(asked, "同上次", Known(date(2031, 3, 4))).value is None


@pytest.mark.parametrize(
    ("line", "reason"), [("说" * 400, "question_long"), ("？", "question_unclear")]
)
def test_a_line_that_is_no_question(line: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_question(line)
    assert refused.value.reason == reason
