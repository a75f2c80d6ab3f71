"""Binding a group, product.md 3."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.chat.places import Spot
from bot.errors import Refused
from bot.roster.model import PostKind
from bot.store.groups import groups
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.groups import bind_questions, binding, joining
from bot.usecases.groups.bind_questions import Bind, BindPress, WhichGroups
from bot.usecases.groups.joining import BotMembership
from bot.usecases.people import linking
from tests.usecases.stage import OPERATOR, OPERATORS, Said, Stage

GROUP = -1001


def added(
    by: int, title: str = "幸福里楼长群", *, admin: bool = False, chat: int = GROUP
) -> BotMembership:
    return BotMembership(chat, title, by, admin, OPERATORS)


def typed(by: int | None, code: str, *, chat: int = GROUP) -> Bind:
    return Bind(by, chat, 77, "幸福里楼长群", code, OPERATORS)


async def question(stage: Stage, by: int) -> Said:
    return [each for each in await stage.said(by) if each.kind == "bind_question"][-1]


async def press(stage: Stage, by: int, unit: int = 0, page: int = 0) -> BindPress:
    return BindPress(by, by, (await question(stage, by)).id, OPERATORS, unit, page)


async def bound(stage: Stage, chat: int = GROUP) -> list[str]:
    def ask(tx: Tx) -> list[str]:
        group = groups.group_by_chat(tx, chat)
        return [unit.code for unit in groups.units_of(tx, group.id)] if group else []

    return await stage.look(ask)


async def test_whoever_added_the_bot_is_asked_in_private(stage: Stage) -> None:
    await stage.do(joining.stands, added(900))
    asked = await question(stage, 900)
    assert asked.text == "我进了“幸福里楼长群”。这是哪里的工作群？"
    assert asked.labels == ["幸福里", "选别的", "不是，退群"]
    assert not await stage.said(GROUP)


async def test_one_press_binds_and_the_group_offers_to_link(stage: Stage) -> None:
    await stage.do(joining.stands, added(902))
    found = await stage.do(bind_questions.toggle, await press(stage, 902, stage.made.units["XFL"]))
    assert found is not None
    assert found.unit == Spot("幸福里")
    assert await bound(stage) == ["XFL"]
    claim = await stage.last(GROUP)
    assert claim.text.splitlines() == [
        "大家好！我只发通知、记“收到”，不看聊天。",
        "本群归属：幸福里。",
        "请楼长点这里认领。",
        "已认领 2/3",
    ]
    button = claim.outgoing.keyboard[0][0]
    group = (await stage.rows("work_group"))[0]
    assert button.url == f"https://t.me/gridcall_bot?start=claim_{group['id']}"
    assert group["leave_at"] is None
    after = await question(stage, 902)
    assert after.labels == ["✓ 幸福里", "选别的", "好了"]
    await stage.do(bind_questions.done_binding, await press(stage, 902))
    assert (await question(stage, 902)).text == "好的，“幸福里楼长群”归属：幸福里。谢谢您！"


async def test_a_removed_unit_cannot_be_bound_by_an_old_button(stage: Stage) -> None:
    await stage.do(joining.stands, added(900))
    unit = stage.made.units["XFL-3"]
    old = await press(stage, 900, unit)

    def remove(tx: Tx, _none: None, now: datetime) -> None:
        tx.run_many("remove_unit", [{"id": unit, "now": now}])

    await stage.database.transact(remove, None)
    with pytest.raises(Refused, match="stale_button"):
        await stage.do(bind_questions.toggle, old)
    assert not await bound(stage)


async def test_a_building_is_found_by_looking_into_its_branch(stage: Stage) -> None:
    await stage.do(joining.stands, added(OPERATOR, "邻里群"))
    assert (await question(stage, OPERATOR)).labels[:2] == ["幸福里", "和平苑"]
    await stage.do(bind_questions.browse, await press(stage, OPERATOR))
    assert (await question(stage, OPERATOR)).labels == ["幸福社区 ›", "‹ 返回"]
    top, branch = stage.made.units["XF"], stage.made.units["XFL"]
    await stage.do(bind_questions.browse, await press(stage, OPERATOR, top))
    assert (await question(stage, OPERATOR)).labels == [
        "幸福社区",
        "幸福里 ›",
        "和平苑 ›",
        "‹ 返回",
    ]
    await stage.do(bind_questions.browse, await press(stage, OPERATOR, branch))
    labels = (await question(stage, OPERATOR)).labels
    assert labels == ["幸福里", "幸福里 3 栋", "幸福里 4 栋", "幸福里 5 栋", "‹ 返回"]
    for code in ("XFL-3", "XFL-4"):
        command = await press(stage, OPERATOR, stage.made.units[code])
        await stage.do(bind_questions.toggle, command)
    assert (await question(stage, OPERATOR)).labels[:4] == [
        "幸福里",
        "✓ 幸福里 3 栋",
        "✓ 幸福里 4 栋",
        "幸福里 5 栋",
    ]
    await stage.do(bind_questions.toggle, await press(stage, OPERATOR, stage.made.units["XFL-3"]))
    assert await bound(stage) == ["XFL-4"]


async def test_the_title_tells_which_building(stage: Stage) -> None:
    await stage.do(joining.stands, added(900, "幸福里三号楼群"))
    assert (await question(stage, 900)).labels[:2] == ["幸福里 3 栋", "幸福里"]


@pytest.mark.parametrize("by", [5555, 901])
async def test_where_nobody_above_can_be_asked_the_group_is(stage: Stage, by: int) -> None:
    await stage.do(joining.stands, added(by))
    assert not [each for each in await stage.said(by) if each.kind == "bind_question"]
    assert "请书记或专员在这里发送“/bind”和名称" in (await stage.last(GROUP)).text


async def test_a_lead_who_adds_the_bot_reads_who_is_asked_instead(stage: Stage) -> None:
    await stage.do(joining.stands, added(904, "邻里群"))
    assert not [each for each in await stage.said(904) if each.kind == "bind_question"]
    told = (await stage.last(904)).text
    assert told == "谢谢您把我拉进“邻里群”！这是哪里的群由陈刚书记来定，我已经去问了。"
    asked = await question(stage, 902)
    assert asked.text == "刘洋楼长把我拉进了“邻里群”。这是哪里的工作群？"
    assert asked.labels[0] == "幸福里 4 栋"
    assert not await stage.said(GROUP)


@pytest.mark.parametrize("said", ["3栋", "幸福里3号楼", "幸福里三幢", "xfl-3"])
async def test_a_name_typed_in_the_group_binds_like_its_code(stage: Stage, said: str) -> None:
    await stage.do(bind_questions.bind_here, typed(902, said))
    assert await bound(stage) == ["XFL-3"]


def _becomes_known(tx: Tx, member_id: int, now: datetime) -> None:
    linking.link(tx, people.member(tx, member_id), 903, "phone", "test", now)


async def test_a_name_of_several_units_is_not_guessed(stage: Stage) -> None:
    await stage.refused("several_units", bind_questions.bind_here, typed(OPERATOR, "3栋4栋"))
    await stage.do(bind_questions.bind_here, typed(OPERATOR, "和平苑1栋"))
    assert await bound(stage) == ["HPY-1"]


async def test_nobody_is_asked_to_claim_where_nobody_is_missing(stage: Stage) -> None:
    await stage.do(bind_questions.bind_here, typed(902, "XFL-4"))
    assert (await stage.said(GROUP))[0].labels == ["我来认领"]
    await stage.do(_becomes_known, stage.made.members["王芳"])
    claim = (await stage.said(GROUP))[0]
    assert claim.text.endswith("已认领 2/2")
    assert not claim.labels


async def test_the_code_typed_in_the_group_binds(stage: Stage) -> None:
    await stage.do(joining.stands, added(5555))
    await stage.do(bind_questions.bind_here, typed(902, "xfl"))
    assert await bound(stage) == ["XFL"]
    assert [each.kind for each in await stage.said(GROUP)] == ["claim"]
    await stage.do(bind_questions.bind_here, typed(902, "XFL-3"))
    assert await bound(stage) == ["XFL", "XFL-3"]
    said = await stage.said(GROUP)
    assert "幸福里；幸福里 3 栋" in said[0].text
    assert said[1].text == "好的，幸福里 3 栋的通知以后发到这里。"


async def test_a_group_serves_one_branch_only(stage: Stage) -> None:
    await stage.do(bind_questions.bind_here, typed(OPERATOR, "XFL-3"))
    for code in ("HPY", "HPY-1", "XF"):
        await stage.refused("other_branch", bind_questions.bind_here, typed(OPERATOR, code))
    await stage.do(bind_questions.bind_here, typed(OPERATOR, "XFL"))
    assert await bound(stage) == ["XFL", "XFL-3"]


async def test_rebinding_moves_a_unit_and_says_so(stage: Stage) -> None:
    await stage.do(bind_questions.bind_here, typed(902, "XFL"))
    await stage.do(bind_questions.bind_here, typed(902, "XFL", chat=-2))
    assert (await bound(stage), await bound(stage, -2)) == ([], ["XFL"])
    assert "不再发到“幸福里楼长群”" in (await stage.last(-2)).text
    assert [each.text for each in await stage.said(GROUP)] == [
        "以后幸福里的通知发到“幸福里楼长群”，不再发到这里。谢谢大家！"
    ]
    old = await stage.look(lambda tx: groups.group_by_chat(tx, GROUP))
    assert old is not None
    assert old.leave_at == stage.clock.now() + timedelta(hours=24)


@pytest.mark.parametrize(
    ("by", "code", "reason"),
    [
        (904, "XFL-4", "not_allowed"),
        (904, "NONE", "not_allowed"),
        (901, "XFL", "not_allowed"),
        (5555, "XFL", "not_allowed"),
        (902, "HPY", "not_allowed"),
        (902, "NONE", "unknown_code"),
        (None, "XFL", "anonymous"),
    ],
)
async def test_who_may_not_bind(stage: Stage, by: int | None, code: str, reason: str) -> None:
    await stage.refused(reason, bind_questions.bind_here, typed(by, code))
    assert not await stage.rows("binding", "unit_id")


async def test_a_bound_building_lead_is_not_asked_but_deputies_of_branches_neither(
    stage: Stage,
) -> None:
    def deputy(tx: Tx, _: None, _now: object) -> None:
        made = stage.made.on(tx)
        made.member("副书记", telegram=905)
        made.seat("XFL", PostKind.DEPUTY, "副书记")

    await stage.do(deputy, None)
    await stage.refused("not_allowed", bind_questions.bind_here, typed(905, "XFL"))


async def test_without_a_code_the_question_comes_in_private(stage: Stage) -> None:
    await stage.do(bind_questions.bind_here, typed(902, ""))
    assert (await question(stage, 902)).labels[0] == "幸福里"


async def test_bind_in_private_asks_about_groups_that_wait(stage: Stage) -> None:
    await stage.do(bind_questions.which_groups, WhichGroups(902, OPERATORS))
    assert "把我拉进群" in (await stage.last(902)).text
    await stage.do(joining.stands, added(902))
    await stage.do(bind_questions.which_groups, WhichGroups(902, OPERATORS))
    assert len([each for each in await stage.said(902) if each.kind == "bind_question"]) == 2


async def test_an_administrator_bot_asks_to_be_none(stage: Stage) -> None:
    await stage.do(joining.stands, added(902))
    await stage.do(joining.stands, added(902, admin=True))
    await stage.do(joining.stands, added(902, admin=True))
    said = await stage.said(GROUP)
    assert [each.kind for each in said] == ["administrator"]
    assert said[0].text.startswith("请把我改回普通成员吧")
    await stage.do(joining.stands, added(902))
    assert not await stage.said(GROUP)


async def test_losing_a_group_ends_its_bindings(stage: Stage) -> None:
    await stage.do(joining.stands, added(902))
    await stage.do(bind_questions.bind_here, typed(902, "XFL"))
    await stage.do(binding.left, GROUP)
    assert not await stage.rows("binding", "unit_id")
    assert not await stage.said(GROUP)
    assert (await question(stage, 902)).text == "我已经不在“幸福里楼长群”里了。"
    lines = [each["action"] for each in await stage.rows("audit")]
    assert lines == ["group.bind", "group.lose"]
    command = await press(stage, 902, stage.made.units["XFL"])
    await stage.refused("group_left", bind_questions.toggle, command)
    await stage.do(joining.stands, added(902))
    assert (await question(stage, 902)).labels[0] == "幸福里"


async def test_a_migrated_group_goes_on_under_its_new_id(stage: Stage) -> None:
    await stage.do(bind_questions.bind_here, typed(902, "XFL"))
    before = (await stage.rows("work_group"))[0]["id"]
    await stage.do(_migrate, (GROUP, -100200))
    assert (await bound(stage, -100200), await bound(stage)) == (["XFL"], [])
    assert not await stage.said(GROUP)
    assert (await stage.last(-100200)).kind == "claim"
    assert (await stage.rows("work_group"))[0]["id"] == before
    await stage.do(_migrate, (GROUP, -100200))
    await stage.do(binding.left, GROUP)
    assert await bound(stage, -100200) == ["XFL"]


async def test_a_migration_noticed_late_joins_what_is_known_of_both(stage: Stage) -> None:
    await stage.do(bind_questions.bind_here, typed(902, "XFL"))
    await stage.do(joining.stands, added(902, chat=-100200))
    await stage.do(_migrate, (GROUP, -100200))
    assert await bound(stage, -100200) == ["XFL"]
    rows = await stage.rows("work_group")
    assert [(each["chat_id"], each["leave_at"]) for each in rows] == [(-100200, None)]


async def test_a_group_nobody_bound_is_left_after_a_day(stage: Stage) -> None:
    await stage.do(joining.stands, added(902))
    await stage.do(joining.stands, added(902, chat=-2))
    await stage.do(bind_questions.bind_here, typed(902, "XFL", chat=-2))
    assert await stage.do(binding.leave_unbound, 10) == 0
    stage.clock.move(timedelta(hours=25))
    assert await stage.do(binding.leave_unbound, 10) == 1
    assert await stage.do(binding.leave_unbound, 10) == 0
    leaving = [each["chat_id"] for each in await stage.rows("outbox") if each["op"] == "leave"]
    assert leaving == [GROUP]


async def test_a_group_whose_units_are_no_more_is_left_too(stage: Stage) -> None:
    def removed(tx: Tx, _: None, _now: object) -> None:
        tx.run("take_group_from_unit", unit_id=stage.made.units["XFL"])

    await stage.do(bind_questions.bind_here, typed(902, "XFL"))
    await stage.do(removed, None)
    assert await stage.do(binding.leave_unbound, 10) == 0
    stage.clock.move(timedelta(hours=25))
    assert await stage.do(binding.leave_unbound, 10) == 1


async def test_a_group_is_left_by_button(stage: Stage) -> None:
    await stage.do(joining.stands, added(902))
    await stage.do(bind_questions.leave, await press(stage, 902))
    assert (await question(stage, 902)).text == "好的，我这就退出“幸福里楼长群”。"
    assert [each["op"] for each in await stage.rows("outbox") if each["op"] == "leave"]


async def test_the_question_is_answered_by_the_one_it_was_asked(stage: Stage) -> None:
    await stage.do(joining.stands, added(902))
    at, unit = (await question(stage, 902)).id, stage.made.units["XFL"]
    forged = BindPress(900, 902, at, OPERATORS, unit)
    await stage.refused("stale_button", bind_questions.toggle, forged)
    outside = await press(stage, 902, stage.made.units["HPY"])
    await stage.refused("not_allowed", bind_questions.toggle, outside)
    await stage.refused("not_allowed", bind_questions.browse, outside)
    nothing = await press(stage, 902, 10**9)
    await stage.refused("stale_button", bind_questions.toggle, nothing)


def _migrate(tx: Tx, chats: tuple[int, int], now: datetime) -> None:

    binding.migrated(tx, *chats, now)
