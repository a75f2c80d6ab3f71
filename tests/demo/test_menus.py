"""Command menus per scope and language, and who sees which."""

import pytest
from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import BadRequest

from bot.demo.botapi import World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson


async def test_the_narrowest_scope_and_the_own_language_win(
    bot: Bot, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    await bot.set_my_commands([("start", "Start")])
    await bot.set_my_commands([("start", "开始")], language_code="zh")
    await bot.set_my_commands([("bind", "绑定")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([("new", "写通知")], scope=BotCommandScopeChat(wang.id))
    english = world.person("Ann", language_code="en")
    assert world.menus.seen_by(wang, wang.private) == [{"command": "new", "description": "写通知"}]
    assert world.menus.seen_by(wang, group)[0]["command"] == "bind"
    assert world.menus.seen_by(english, english.private)[0]["description"] == "Start"
    await bot.delete_my_commands(scope=BotCommandScopeChat(wang.id))
    assert world.menus.seen_by(wang, wang.private)[0]["description"] == "开始"
    assert [c.description for c in await bot.get_my_commands(language_code="zh")] == ["开始"]
    assert await bot.get_my_commands(language_code="fr") == ()


async def test_wrong_commands_are_refused(bot: Bot) -> None:
    for name, description in (("New", "x"), ("a" * 33, "x"), ("new", ""), ("new", "长" * 257)):
        with pytest.raises(BadRequest, match=r"(?i)bot_command"):
            await bot.set_my_commands([(name, description)])
    with pytest.raises(BadRequest, match="language"):
        await bot.set_my_commands([("new", "x")], language_code="zh-hans")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([("new", "x")], scope=BotCommandScopeChat(5))
    with pytest.raises(BadRequest, match="Too many"):
        await bot.set_my_commands([(f"c{n}", "x") for n in range(101)])
