"""Greetings, lists and questions as they read."""

from __future__ import annotations

import pytest

from bot.chat.callback import unpack
from bot.chat.commands import menus
from bot.chat.groups.groups import (
    BindStage,
    ClaimView,
    QuestionView,
    UnitChoice,
    render_claim,
    render_question,
)
from bot.chat.outgoing import utf16
from bot.chat.people.greeting import HomeView, Role, render_home
from bot.chat.people.link_requests import Candidate, Finding, Item, RequestsView, render_requests
from bot.chat.persons import Named, address
from bot.chat.places import Spot
from bot.chat.posts import SeatName
from bot.chat.texts import LANGUAGES, translator
from bot.roster.model import PostKind

SEATS = (SeatName("3栋", PostKind.LEAD, 0), SeatName("4栋", PostKind.HELPER, 0))
WANG = Candidate(5, "王芳", SEATS)
LANE, LANE_3 = Spot("幸福里"), Spot("3栋", "幸福里")
ITEM = Item(1, "芳芳", "3 栋楼长王芳", "138****5678", WANG)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-hans", "王芳楼长，您好！认出您了：3 栋楼长、4 栋成员。\n刚才那句“收到”记上了：3 栋。"),
        (
            "zh-hant",
            "王芳樓長，您好！認出您了：3 栋樓長、4 栋成員。\n剛才那句「收到」記上了：3 栋。",
        ),
        ("en", "Hello, 王芳 (Building lead)! I know you now: 3 栋 Building lead, 4 栋 Helper."),
    ],
)
def test_a_new_acquaintance_is_greeted(language: str, text: str) -> None:
    who = Named("王芳", PostKind.LEAD, 0)
    view = HomeView(who, SEATS, Role.HOLDER, linked=True, counted=("3栋",))
    assert render_home(view, translator(language)).text.startswith(text)


@pytest.mark.parametrize(
    ("kind", "title", "called"),
    [
        (PostKind.HELPER, None, "杜国强"),
        (PostKind.HELPER, "成员", "杜国强"),
        (PostKind.HELPER, "楼道长", "杜国强楼道长"),
        (PostKind.LEAD, "楼组长", "杜国强楼组长"),
    ],
)
def test_nobody_is_called_member(kind: PostKind, title: str | None, called: str) -> None:
    """By the office's own word, else by name alone."""
    assert address(Named("杜国强", kind, 0, title), translator("zh-hans")) == called


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_list_fits_telegram(language: str) -> None:
    long = Item(10**17, "昵" * 64, "称" * 100, "138****5678", Candidate(10**17, "名" * 20, SEATS))
    said = render_requests(RequestsView((long,) * 6, 80), translator(language))
    assert utf16(said.text) <= 4096
    for row in said.keyboard:
        assert all(unpack(button.data) for button in row)


def test_a_page_of_the_roster_turns() -> None:
    finding = Finding(ITEM, (WANG,), page=1, rest=3, picked=None)
    said = render_requests(RequestsView((ITEM,), 1, finding), translator("zh-hans"))
    labels = [button.label for row in said.keyboard for button in row]
    assert labels == ["王芳 · 3 栋楼长", "‹ 上一页", "下一页 ›", "‹ 返回"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", BindStage)
def test_each_stage_of_the_question_says_something(language: str, stage: BindStage) -> None:
    choices = (UnitChoice(1, LANE_3, ticked=True), UnitChoice(2, LANE, opens=True))
    for served in ((), (LANE, LANE_3)):
        view = QuestionView("楼长群", stage, served, choices, at=2, page=1, rest=9)
        said = render_question(view, translator(language))
        assert "楼长群" in said.text
        assert bool(said.keyboard) == (stage in (BindStage.ASKING, BindStage.BROWSING))


def test_a_group_of_many_units_names_some() -> None:
    units = tuple(Spot(f"{number}栋", "幸福里") for number in range(1, 41))
    said = render_claim(ClaimView(units, 18, 40, "https://t.me/x"), translator("zh-hans"))
    assert "本群归属：幸福里 1、2、3、4、5、6、7、8 栋" in said.text
    assert "已认领 18/40" in said.text


def test_menus_speak_the_readers_language() -> None:
    found = {(menu.scope, menu.language_code): dict(menu.commands) for menu in menus("zh-hant")}
    assert found["all_private_chats", ""]["status"] == "看回覆情況"
    assert found["all_private_chats", "en"]["status"] == "How notices stand"
    assert list(found["all_group_chats", "zh"]) == ["bind", "language", "help"]
    assert dict(menus("en")[1].commands)["roster"] == "看名单"


def test_menus_are_what_telegram_takes() -> None:
    for menu in (each for language in LANGUAGES for each in menus(language)):
        for name, description in menu.commands:
            assert name.islower()
            assert 1 <= len(name) <= 32
            assert 1 <= len(description) <= 256
