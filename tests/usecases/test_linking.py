"""Linking a person, product.md 2."""

from __future__ import annotations

from datetime import timedelta

from bot.roster.model import PostKind
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.people import linking, recognising
from bot.usecases.people.linking import Contact, Newcomer, SaidWho, Start
from bot.usecases.people.recognising import LinkListPress
from tests.usecases.community import Community
from tests.usecases.stage import OPERATOR, OPERATORS, Stage

WANG = "8613800000903"
STRANGE = "8613999999999"


def newcomer(account: int, nickname: str = "芳芳", language: str | None = None) -> Newcomer:
    return Newcomer(account, nickname, language, OPERATORS)


def shares(account: int, phone: str, *, own: bool = True) -> Contact:
    return Contact(newcomer(account), phone, own)


async def pressed(stage: Stage, by: int, request: int = 0, number: int = 0) -> LinkListPress:
    message = [each for each in await stage.said(by) if each.kind == "link_requests"][-1]
    return LinkListPress(by, by, message.id, OPERATORS, request, number)


async def whose(stage: Stage, account: int) -> str | None:
    member = await stage.look(lambda tx: people.member_by_telegram(tx, account))
    return member.name if member else None


async def test_their_own_number_links_a_person_at_once(stage: Stage) -> None:
    await stage.do(linking.start, Start(newcomer(11)))
    welcome = await stage.last(11)
    assert welcome.text == (
        "您好！我替幸福社区发通知、记“收到”，别的不看。请点“分享手机号”，我好知道您管哪一栋；"
        "号码只有专员和上级打电话找您时看得到。不方便也可以直接写：3 栋楼长王芳。"
    )
    assert welcome.outgoing.ask_contact == "分享手机号"
    await stage.do(linking.share_contact, shares(11, WANG))
    home = await stage.last(11)
    assert home.text.startswith("王芳楼长，您好！认出您了：幸福里 3 栋楼长、幸福里 4 栋成员。")
    assert home.outgoing.remove_keyboard
    assert await whose(stage, 11) == "王芳"
    line = (await stage.rows("audit"))[-1]
    assert (line["action"], line["path"]) == ("member.link", "contact")


async def test_somebody_elses_contact_links_nobody(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, WANG, own=False))
    assert "这不是您自己的号码" in (await stage.last(11)).text
    assert await whose(stage, 11) is None


async def test_an_unknown_number_goes_to_the_liaison_nearest_above(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, STRANGE))
    said = await stage.last(11)
    assert "已请管理员核对，通过后马上告诉您。" in said.text, "no liaison has everybody in care"
    await stage.do(linking.say_who, SaidWho(newcomer(11), "3 栋楼长 王 芳"))
    assert (await stage.last(11)).text == "“3 栋楼长 王 芳”，已转给专员核对，通过后马上告诉您。"
    shown = await stage.last(900)
    assert (
        "自称“3 栋楼长 王 芳”（昵称：芳芳）\n发来的号码 139****9999，名单上 138****0903，号码不同。"
        in shown.text
    )
    assert "名单上：幸福里 3 栋楼长、4 栋成员王芳，未认领。是本人吗？" in shown.text
    assert shown.labels == ["是本人", "不是", "先打电话问问", "查名单"]


async def test_the_liaison_approves_with_one_tap(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, STRANGE))
    await stage.do(linking.say_who, SaidWho(newcomer(11), "3栋王芳"))
    request = (await stage.rows("link_request"))[0]
    command = await pressed(stage, 900, request["id"], stage.made.members["王芳"])
    member = await stage.do(recognising.approve, command)
    assert (member.name, await whose(stage, 11)) == ("王芳", "王芳")
    assert "认出您了" in (await stage.last(11)).text
    assert (await stage.last(900)).text == "都核对完了，谢谢您！"
    await stage.refused("link_decided", recognising.approve, command)


async def test_a_refusal_is_told_kindly_and_they_may_ask_again(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, STRANGE))
    await stage.do(linking.say_who, SaidWho(newcomer(11), "3栋王芳"))
    request = (await stage.rows("link_request"))[0]
    await stage.do(recognising.refuse, await pressed(stage, 900, request["id"]))
    assert (
        await stage.last(11)
    ).text == "抱歉，名单上没对上。请问问您的专员，或发送 /start 再试一次。"
    assert await whose(stage, 11) is None
    await stage.do(linking.share_contact, shares(11, STRANGE))
    assert len([each for each in await stage.rows("link_request") if each["state"] == "open"]) == 1


async def test_only_who_has_the_member_in_care_may_approve(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, STRANGE))
    await stage.do(linking.say_who, SaidWho(newcomer(11), "3栋王芳"))
    request = (await stage.rows("link_request"))[0]
    wang = stage.made.members["王芳"]
    list_at = (await pressed(stage, 900)).message_id
    forged = LinkListPress(902, 902, list_at, OPERATORS, request["id"], wang)
    await stage.refused("stale_button", recognising.approve, forged)
    in_their_chat = LinkListPress(902, 900, list_at, OPERATORS, request["id"], wang)
    await stage.refused("stale_button", recognising.approve, in_their_chat)
    other = LinkListPress(900, 900, list_at, OPERATORS, request["id"], stage.made.members["刘洋"])
    await stage.refused("link_changed", recognising.approve, other)


async def test_nothing_on_the_roster_is_shown_to_a_stranger(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, STRANGE))
    await stage.do(linking.say_who, SaidWho(newcomer(11), "和 3 栋的人"))
    text = " ".join(each.text for each in await stage.said(11))
    assert not [name for name in stage.made.members if name in text]


async def test_a_number_that_is_linked_already_goes_to_the_liaison_and_moves(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, "8613800000904"))
    assert await whose(stage, 904) == "刘洋"
    shown = await stage.last(900)
    assert "4 栋楼长刘洋，已由另一个账号认领。是本人换了账号吗？" in shown.text
    request = (await stage.rows("link_request"))[0]
    await stage.do(
        recognising.approve, await pressed(stage, 900, request["id"], stage.made.members["刘洋"])
    )
    assert (await whose(stage, 11), await whose(stage, 904)) == ("刘洋", None)
    assert "已改由另一个 Telegram 账号认领" in (await stage.last(904)).text


async def test_a_number_two_members_share_goes_to_the_liaison(stage: Stage) -> None:
    await _seat(stage, "XFL-5", "王大", phone="+8613800000777")
    await _seat(stage, "XFL-4", "王小", phone="+8613800000777")
    await stage.do(linking.share_contact, shares(11, "8613800000777"))
    assert await whose(stage, 11) is None
    await stage.do(linking.say_who, SaidWho(newcomer(11), "我是王小"))
    assert "王小，未认领" in (await stage.last(900)).text


async def test_without_a_clue_the_operators_are_asked(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, STRANGE))
    assert "名单上没有对得上的人" in (await stage.last(OPERATOR)).text
    assert not await stage.said(900)


async def test_liaisons_and_supervisors_are_vouched_for_from_above(stage: Stage) -> None:
    await _seat(stage, "XFL", "新专员", kind=PostKind.LIAISON, ordinal=1)
    await stage.do(linking.share_contact, shares(11, STRANGE))
    await stage.do(linking.say_who, SaidWho(newcomer(11), "我是新专员"))
    assert not await stage.said(900)
    assert "幸福里专员新专员，未认领" in (await stage.last(OPERATOR)).text
    request = (await stage.rows("link_request"))[0]
    command = await pressed(stage, OPERATOR, request["id"], stage.made.members["新专员"])
    await stage.do(recognising.approve, command)
    assert await whose(stage, 11) == "新专员"


async def test_the_liaison_looks_somebody_up(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, STRANGE))
    await stage.do(linking.say_who, SaidWho(newcomer(11), "王芳的女儿"))
    request = (await stage.rows("link_request"))[0]["id"]
    await _seat(stage, "XFL-5", "赵六")
    zhao = stage.made.members["赵六"]
    await stage.do(recognising.find, await pressed(stage, 900, request))
    assert (await stage.last(900)).labels == ["王芳 · 3 栋楼长", "赵六 · 5 栋楼长", "‹ 返回"]
    await stage.do(recognising.pick_member, await pressed(stage, 900, request, zhao))
    shown = await stage.last(900)
    assert "5 栋楼长赵六，未认领。是本人吗？" in shown.text
    assert shown.labels == ["是本人", "‹ 返回"]
    await stage.do(recognising.approve, await pressed(stage, 900, request, zhao))
    assert await whose(stage, 11) == "赵六"


async def test_several_wait_in_one_list_edited_in_place(stage: Stage) -> None:
    await _seat(stage, "XFL-5", "赵六")
    for account, words in ((11, "3栋王芳"), (12, "5栋赵六")):
        await stage.do(linking.share_contact, shares(account, STRANGE))
        await stage.do(linking.say_who, SaidWho(newcomer(account), words))
    lists = [each for each in await stage.said(900) if each.kind == "link_requests"]
    assert len(lists) == 1
    assert lists[0].text.startswith("有 2 位等您核对：\n\n1. 自称“3栋王芳”")
    assert lists[0].labels[:3] == ["1 是本人", "1 不是", "1 先打电话问问"]
    stage.clock.move(timedelta(hours=2))
    await stage.do(linking.share_contact, shares(13, "8613800000904"))
    again = [each for each in await stage.said(900) if each.kind == "link_requests"]
    assert len(again) == 1
    assert again[0].id != lists[0].id, "after an hour a new request rings"


async def test_the_way_through_a_group_tells_which_liaison(stage: Stage) -> None:
    await stage.do(_group_of_three, stage.made)
    group = (await stage.rows("work_group"))[0]["id"]
    await stage.do(linking.start, Start(newcomer(11), f"claim_{group}"))
    await stage.do(linking.share_contact, shares(11, STRANGE))
    assert (await stage.last(900)).text.startswith("有 1 位等您核对：")
    assert not await stage.said(OPERATOR)


async def test_forged_payloads_lead_nowhere(stage: Stage) -> None:
    for payload in ("claim", "claim_", "claim_99", "claim_-1", "claim_" + "9" * 40, "claim_１"):
        await stage.do(linking.start, Start(newcomer(11), payload))
        assert (await stage.last(11)).kind == "welcome"


async def test_whom_we_know_is_greeted_and_can_be_written_to(stage: Stage) -> None:
    await stage.do(linking.blocked, 904)
    assert not await _reachable(stage, 904)
    await stage.do(linking.start, Start(newcomer(904, language="zh-hant")))
    assert await _reachable(stage, 904)
    home = await stage.last(904)
    assert home.text.startswith("刘洋樓長，您好！您的崗位：幸福里 4 栋樓長。")
    assert not await stage.do(linking.say_who, SaidWho(newcomer(904), "你好"))
    await stage.do(linking.blocked, 904)
    await stage.do(linking.unblocked, 904)
    assert await _reachable(stage, 904)


async def test_an_operator_nobody_knows_is_greeted_as_one(stage: Stage) -> None:
    await stage.do(linking.start, Start(newcomer(OPERATOR)))
    assert "您是管理员" in (await stage.last(OPERATOR)).text


async def test_words_before_a_number_bring_the_question_again(stage: Stage) -> None:
    assert await stage.do(linking.say_who, SaidWho(newcomer(11), "我是王芳"))
    assert (await stage.last(11)).kind == "welcome"
    assert not await stage.rows("link_request")


async def _reachable(stage: Stage, account: int) -> bool:
    member = await stage.look(lambda tx: people.member_by_telegram(tx, account))
    return member is not None and member.reachable


async def _seat(
    stage: Stage,
    code: str,
    name: str,
    *,
    kind: PostKind = PostKind.LEAD,
    ordinal: int = 7,
    phone: str | None = None,
) -> None:
    def work(tx: Tx, _: None, _now: object) -> None:
        made = stage.made.on(tx)
        made.member(name, phone=phone)
        made.seat(code, kind, name, ordinal)

    await stage.do(work, None)


def _group_of_three(tx: Tx, made: Community, _now: object) -> None:
    made.on(tx).group(-100, "3栋群", "XFL-3")


async def test_small_talk_does_not_replace_what_they_said(stage: Stage) -> None:
    await stage.do(linking.share_contact, shares(11, STRANGE))
    for words in ("3栋王芳", "收到", "谢谢", "", "/status"):
        await stage.do(linking.say_who, SaidWho(newcomer(11), words))
    assert (await stage.rows("link_request"))[0]["claim"] == "3栋王芳"


async def test_what_waited_for_the_operators_goes_to_the_first_liaison(stage: Stage) -> None:
    await _seat(stage, "HPY-1", "孙一")
    await _seat(stage, "HPY", "钱专员", kind=PostKind.LIAISON, phone="+8613800000555")
    await stage.do(linking.share_contact, shares(11, STRANGE))
    await stage.do(linking.say_who, SaidWho(newcomer(11), "1栋孙一"))
    assert "1 栋楼长孙一" in (await stage.last(OPERATOR)).text
    await stage.do(linking.share_contact, shares(12, "8613800000555"))
    assert "1 栋楼长孙一" in (await stage.last(12)).text
    assert (await stage.last(OPERATOR)).text == "都核对完了，谢谢您！"


async def test_an_edit_reaches_only_the_lists_it_concerns(stage: Stage) -> None:
    await _seat(stage, "HPY", "钱专员", kind=PostKind.LIAISON, phone="+8613800000555")
    await stage.do(linking.share_contact, shares(12, "8613800000555"))
    await _seat(stage, "HPY-1", "孙一")
    for account, words in ((11, "3栋王芳"), (13, "1栋孙一")):
        await stage.do(linking.share_contact, shares(account, STRANGE))
        await stage.do(linking.say_who, SaidWho(newcomer(account), words))
    before = await stage.rows("outbox")
    await stage.do(linking.say_who, SaidWho(newcomer(13), "和平苑1栋孙一"))
    after = {each["id"]: each["wanted"] for each in await stage.rows("outbox")}
    theirs = [each for each in before if each["chat_id"] == 900]
    assert [after[each["id"]] for each in theirs] == [each["wanted"] for each in theirs]
