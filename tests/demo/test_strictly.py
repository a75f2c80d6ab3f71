"""PTB parses everything the stand-in returns without unknown fields."""

from collections.abc import Iterator
from typing import Any

from telegram import Bot, InputMediaPhoto, TelegramObject

from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw

BUTTON = {"inline_keyboard": [[{"text": "收到", "callback_data": "a"}]]}


def left_over(value: Any) -> Iterator[str]:
    """Names of fields PTB did not know, at any depth."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from left_over(item)
    elif isinstance(value, TelegramObject):
        yield from value.api_kwargs
        for name in value._get_attrs_names(include_private=False):
            yield from left_over(getattr(value, name))


async def everything_happens(raw: Raw, world: World, group: DemoGroup, wang: DemoPerson) -> None:
    """Cause one update of each kind."""
    await raw("sendMessage", chat_id=group.id, text="停水", reply_markup=BUTTON)
    card = group.last
    wang.press(card, "收到")
    wang.send(group, "/x", reply_to=card)
    wang.edit(wang.send(wang.private, "收倒 https://example.org"), "收到")
    wang.send_photo(wang.private, "a.jpg", b"x", caption="#图", media_group_id="7")
    wang.send_document(wang.private, "a.csv", b"x")
    wang.send_voice(wang.private)
    wang.send_sticker(wang.private)
    wang.share_contact()
    wang.share_contact(forwarded=True)
    wang.block()
    wang.unblock()
    for change in (group.promote_bot, group.mute_bot, group.demote_bot):
        change(wang)
    group.anonymous_admin(wang).send(group, "收到", reply_to=card)
    world.channel("频道").send(group, "收到", reply_to=card)
    channel = world.channel("另一频道", "other")
    channel.add_bot(wang)
    channel.edit(channel.send(channel, "一"), "二")
    await raw("deleteMessage", chat_id=group.id, message_id=card.id)
    wang.press(card, "收到")
    group.migrate().kick_bot(wang)


async def test_updates(
    bot: Bot, raw: Raw, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    await everything_happens(raw, world, group, wang)
    updates = await bot.get_updates()
    assert len(updates) == world.pending_updates > 20
    assert list(left_over(updates)) == []


async def test_answers(bot: Bot, server: BotApiServer, group: DemoGroup, wang: DemoPerson) -> None:
    photo = await bot.send_photo(wang.id, b"x", caption="一", reply_markup=None)
    text = await bot.send_message(group.id, "二 /new", message_thread_id=None)
    answers: list[Any] = [
        await bot.get_me(),
        await bot.get_webhook_info(),
        photo,
        text,
        await bot.send_document(wang.id, b"x"),
        await bot.send_voice(wang.id, b"x"),
        await bot.send_media_group(wang.id, [InputMediaPhoto(b"1"), InputMediaPhoto(b"2")]),
        await bot.edit_message_text("三", group.id, text.message_id),
        await bot.edit_message_caption(wang.id, photo.message_id, caption="四"),
        await bot.forward_message(group.id, wang.id, photo.message_id),
        await bot.copy_message(group.id, wang.id, photo.message_id),
        await bot.get_file(photo.photo[-1].file_id),
        await bot.get_chat(group.id),
        await bot.get_chat_member(group.id, wang.id),
        await bot.get_chat_administrators(group.id),
    ]
    assert list(left_over(answers)) == []
    assert server.violations == []
