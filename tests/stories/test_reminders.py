"""Contents of a reminder: the text it is about, who answered, and all that is silent for its reader
in one message."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.tx import Tx
from bot.usecases.answering import pressing
from bot.usecases.answering.pressing import Press
from bot.usecases.answering.recording import Recorded
from tests.stories.conftest import PEOPLE
from tests.stories.town import Town

STORM = "台风红色预警\n今晚不要出门。\n请收好花盆。"
LONG = "台风红色预警\n" + "".join(f"第{n}条请逐户提醒住户关窗。" for n in range(1, 60)) + "完。"
MEMBERS = ("陈刚", "王芳", "李强", "赵敏")


async def test_answered_a_reminder_says_for_what_and_by_whom(town: Town) -> None:
    await town.roster(*PEOPLE, "幸福社区,幸福里,3栋,副楼长,何伟")
    await town.linked("何伟")
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=11)
    lead, deputy = (town.said(name, "还等您一句“收到”")[0] for name in ("王芳", "何伟"))
    for told in (lead, deputy):
        assert told.text.startswith(("王芳楼长，您好！", "何伟副楼长，您好！"))
        assert "#1 台风红色预警（3 栋）" in told.text
        assert "今晚不要出门。\n请收好花盆。" in told.text
    await town.presses("王芳", "收到", lead)
    assert lead.text == deputy.text == "✓ #1 台风红色预警 · 3 栋 · 王芳 09:11 收到"
    assert not lead.buttons
    assert not deputy.buttons


async def test_answered_from_above_it_says_so(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=16)
    told = town.said("王芳", "还等您")[0]
    await town.presses("陈刚", "代答", town.said("陈刚", "请您费心")[0])
    await town.presses("陈刚", "☐ #1 3 栋")
    await town.presses("陈刚", "确定（1）")
    assert told.text == "✓ #1 台风红色预警 · 3 栋 · 陈刚 09:16 代答"


async def test_whoever_has_the_card_is_given_its_beginning_and_the_way_to_it(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], MEMBERS)
    await town.issues("李敏", LONG, "紧急")
    await town.pass_time(minutes=6)
    told, card = town.said("王芳", "还等您")[0], town.said(group, "#1】台风")[0]
    assert "第1条请逐户提醒住户关窗。" in told.text
    assert "完。" not in told.text
    (quoted,) = told.covered("blockquote")
    assert len("台风红色预警") + len(quoted) == 300
    assert f"https://t.me/c/{-group.id - 10**12}/{card.id}" in told.text


async def test_a_basic_group_has_no_links(town: Town) -> None:
    members = [town.person(name) for name in MEMBERS]
    group = town.world.group("幸福里楼长群", members=members)
    group.add_bot(by=members[0])
    await town.settle()
    await town.bind(group, "幸福里")
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=6)
    assert "t.me" not in town.said("王芳", "还等您")[0].text


async def with_a_helper_without_a_card(town: Town) -> None:
    """The branch's own card goes to 陈刚 alone; 何伟 helps there and has no card."""
    await town.roster(*PEOPLE, "幸福社区,幸福里,,成员,何伟")
    await town.linked("何伟")
    await town.group("幸福里楼长群", ["幸福里"], MEMBERS)


async def test_whoever_has_no_card_gets_the_whole_text_and_its_files(town: Town) -> None:
    await with_a_helper_without_a_card(town)
    issuer = town.person("李敏")
    issuer.send_photo(issuer.private, "集合点.jpg", b"x", caption=LONG)
    await town.settle()
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "发送")
    await town.pass_time(minutes=11)
    photo, told = town.person("何伟").private.from_bot[-2:]
    assert photo.media
    assert "（幸福里）还等您一句“收到”" in told.text
    assert told.covered("blockquote") == [LONG.partition("\n")[2]]
    assert "—— 李敏专员 · 请 10:00 前回复" in told.text
    await town.pass_time(minutes=40)
    assert len([each for each in town.person("何伟").private.from_bot if each.media]) == 1


async def test_texts_that_do_not_fit_into_one_reminder_come_as_cards(town: Town) -> None:
    await with_a_helper_without_a_card(town)
    texts = [f"第{n}号\n{LONG}" + "请互相转告。" * 150 for n in range(1, 3)]
    for text in texts:
        await town.issues("李敏", text, "紧急")
    await town.pass_time(minutes=11)
    (told,) = town.said("何伟", "还等您")
    assert told.covered("blockquote")[0] == texts[0].partition("\n")[2]
    assert texts[1].partition("\n")[2] in town.said("何伟", "【紧急通知 #2】")[0].text
    assert not town.said("何伟", "【紧急通知 #1】")


async def test_what_is_told_is_one_message_with_the_whole_and_the_former_goes(town: Town) -> None:
    await town.roster(
        *PEOPLE[:3],
        *(f"幸福社区,幸福里,{n}栋,楼长,{name}" for n, name in ((3, "王芳"), (4, "郑洁"), (9, ""))),
        *PEOPLE[6:],
        "幸福社区,幸福里,5栋,楼长,赵敏",
    )
    await town.issues("李敏", STORM, "紧急")
    await town.presses("陈刚", "收到")
    seen: list[int] = []
    for _ in range(30):
        await town.pass_time(minutes=1)
        told = town.said("陈刚", "没回复")
        assert len(told) <= 1, [each.text for each in told]
        seen += [each.id for each in told if each.id not in seen]
    (told_last,) = town.said("陈刚", "没回复")
    assert len(seen) == 2, "at 5 min nobody could be told of 4 and 9, at 15 min of the others too"
    assert told_last.text.startswith("陈刚书记，您好！还有 4 项没回复，请您费心：")
    assert "3、4、5、9 栋" in told_last.text
    assert not told_last.silent
    assert {each.text for row in told_last.buttons for each in row} >= {"提醒未回复", "代答"}


async def test_the_liaison_is_told_the_whole_at_each_ring(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    await town.issues("李敏", "第二号\n请收好花盆。", "紧急")
    await town.pass_time(minutes=18)
    await town.issues("李敏", "第三号\n请收好花盆。", "紧急")
    await town.pass_time(minutes=13)
    (told,) = town.said("周明", "没回复")
    assert "还有 14 项没回复" in told.text
    await town.pass_time(minutes=19)
    (told,) = town.said("周明", "没回复")
    assert "还有 21 项没回复" in told.text
    assert town.said("李敏", "没回复") != []


async def test_the_verdict_comes_before_ones_own(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=16)
    (told,) = town.said("陈刚", "没回复")
    first, *rest = told.text.splitlines()
    assert first == "陈刚书记，您好！还有 3 项没回复，请您费心："
    assert "#1 台风红色预警（幸福里）也还等您自己一句“收到”。" in rest
    await town.presses("陈刚", "收到", told)
    assert "✓ #1 台风红色预警 · 幸福里 · 陈刚 09:16 收到" in told.text
    assert told.text.startswith(first)


async def test_within_the_bundles_time_it_grows_without_a_sound(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(seconds=30, step=timedelta(seconds=30))
    await town.issues("李敏", "第二号\n请收好花盆。", "紧急")
    await town.pass_time(minutes=4, seconds=30, step=timedelta(seconds=30))
    (told,) = town.said("王芳", "还等您")
    assert "#2" not in told.text
    await town.pass_time(seconds=30, step=timedelta(seconds=30))
    assert town.said("王芳", "还等您") == [told]
    assert "#1 台风红色预警（3 栋）, #2" in told.text or "、#2 第二号（3 栋）" in told.text


async def test_what_cannot_be_deleted_any_more_becomes_a_line(town: Town) -> None:
    await town.issues("李敏", STORM)
    await town.pass_time(minutes=1)
    await town.presses("陈刚", "收到并转达")
    await town.pass_time(minutes=31)
    (former,) = town.said("王芳", "还等您")
    await town.pass_time(days=2, step=timedelta(hours=2))
    await town.presses("李敏", "提醒未回复")
    assert former.text == "这条提醒已并入下面新的一条。"
    assert not former.buttons
    assert len(town.said("王芳", "还等您")) == 1


async def test_a_press_on_a_reminder_that_just_went_counts(town: Town) -> None:
    await town.issues("李敏", STORM)
    await town.pass_time(minutes=1)
    await town.presses("陈刚", "收到并转达")
    await town.pass_time(minutes=31)
    (former,) = town.said("王芳", "还等您")
    await town.pass_time(minutes=6)
    await town.presses("李敏", "提醒未回复")
    assert former.deleted

    def press(tx: Tx, _none: None, now: datetime) -> object:
        account = town.person("王芳").id
        return pressing.press(tx, Press(account, account, former.id, None), now)

    assert isinstance(await town.app.database.transact(press, None), Recorded)


async def test_whoever_leaves_a_post_is_asked_no_more(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=16)
    lead, branch = town.said("王芳", "还等您")[0], town.said("陈刚", "没回复")[0]
    await town.presses("陈刚", "收到")
    rest = [row for row in PEOPLE if "3栋" not in row and "陈刚" not in row]
    await town.roster(*rest, "幸福社区,幸福里,,书记,何伟", "幸福社区,幸福里,3栋,楼长,郑洁")
    assert lead.deleted
    assert branch.deleted
    assert "您已卸任 3 栋楼长" in town.said("王芳", "#1】台风红色预警")[0].text
    await town.pass_time(minutes=20)
    assert not town.said("王芳", "还等您")
    assert not town.said("陈刚", "没回复")


async def test_a_branch_lead_who_becomes_one_of_the_buildings_is_told_no_more_of_the_others(
    town: Town,
) -> None:
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=16)
    [told] = town.said("陈刚", "没回复")
    await town.presses("赵敏", "收到")
    others = [row for row in PEOPLE if "陈刚" not in row]
    await town.roster(*others, "幸福社区,幸福里,,书记,何伟", "幸福社区,幸福里,3栋,成员,陈刚")
    assert told.deleted or "4 栋" not in told.text
    assert not town.said("王芳", "已经结束"), "whoever stays is asked as before"
    assert town.said("王芳", "还等您")
