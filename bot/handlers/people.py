"""Linking: shared contacts, people's own words, and the liaison's list of requests."""

from __future__ import annotations

import secrets

from telegram import ChatMemberUpdated, Message, UsersShared

from bot.chat.callback import Callback
from bot.chat.texts import language_from_telegram
from bot.handlers.context import Context
from bot.handlers.looking import asking
from bot.handlers.words import shared_name, words_of
from bot.messages.sentences import to_say
from bot.store.forms.photos import PHOTO_LINK
from bot.usecases import notices
from bot.usecases.doors import one_time
from bot.usecases.doors.one_time import MakeLink, RevokeLink
from bot.usecases.house import operating
from bot.usecases.house.operating import ClaimOperator
from bot.usecases.notices import AskHelpText
from bot.usecases.people import deep_links, linking, photo_link, picking, recognising, unlinking
from bot.usecases.people.linking import Contact, Newcomer, SaidWho, Start
from bot.usecases.people.picking import AskContacts, ContactPress, SharedContacts
from bot.usecases.people.recognising import LinkListPress
from bot.usecases.people.unlinking import AskUnlink, UnlinkPress
from bot.usecases.typed import strangers


async def contact(message: Message, context: Context) -> None:
    """A contact in a private chat. It counts only if Telegram says it is the sender's own."""
    shared, sender = message.contact, message.from_user
    if shared is None or sender is None:
        return
    own = shared.user_id == sender.id and message.forward_origin is None
    command = Contact(newcomer(message, context), shared.phone_number, own)
    await context.do(linking.share_contact, command)


async def stranger(message: Message, context: Context) -> None:
    """Words of an unlinked person."""
    text = message.text or message.caption or ""
    said_who = SaidWho(newcomer(message, context), text)
    await context.do(strangers.hear, (said_who, words_of(message, context)))


async def reachable(change: ChatMemberUpdated, context: Context) -> None:
    """Somebody blocked or unblocked the bot."""
    gone = change.new_chat_member.status in ("kicked", "left")
    await context.do(linking.blocked if gone else linking.unblocked, change.chat.id)


async def show_list(_callback: Callback, context: Context) -> None:
    """Return to the list."""
    await context.do(recognising.show_requests, _pressed(context))
    await context.toast()


async def find(callback: Callback, context: Context) -> None:
    """查名单: search the roster."""
    await context.do(recognising.find, _pressed(context, callback.number(0), callback.number(1)))
    await context.toast()


async def pick_member(callback: Callback, context: Context) -> None:
    """Choose a member from the roster."""
    await context.do(
        recognising.pick_member, _pressed(context, callback.number(0), callback.number(1))
    )
    await context.toast()


async def approve(callback: Callback, context: Context) -> None:
    """是本人: confirm a link request."""
    command = _pressed(context, callback.number(0), callback.number(1))
    member = await context.do(recognising.approve, command)
    await context.toast(to_say("Linked: {name}. They have been told.", name=member.name))


async def refuse(callback: Callback, context: Context) -> None:
    """不是: refuse a link request."""
    await context.do(recognising.refuse, _pressed(context, callback.number(0)))
    await context.toast(to_say("All right, they have been told."))


async def make_link(callback: Callback, context: Context) -> None:
    """一次性链接: a link for the holder of a post, sent to the asker only."""
    key, seed = context.settings.invitation_key, secrets.token_hex(16)
    command = MakeLink(asking(context), callback.number(0), seed, key)
    await context.do(one_time.make_link, command)
    await context.toast()


async def revoke_link(callback: Callback, context: Context) -> None:
    """作废: revoke a link."""
    await context.do(one_time.revoke_link, RevokeLink(asking(context), callback.number(0)))
    await context.toast(to_say("Revoked; nobody can use it any more."))


async def ask_contacts(callback: Callback, context: Context) -> None:
    """从通讯录认领: open Telegram's own list of contacts."""
    await context.do(picking.ask_contacts, AskContacts(asking(context), callback.number(0)))
    await context.toast()


async def contacts_shared(found: UsersShared, unit_id: int, context: Context) -> None:
    """Several people were picked in Telegram's own list."""
    named = tuple((each.user_id, shared_name(each)) for each in found.users)
    await context.do(picking.contacts_shared, SharedContacts(asking(context), unit_id, named))


async def choose_contact(callback: Callback, context: Context) -> None:
    """A name of the roster for a contact."""
    name = await context.do(picking.choose_contact, _contact(callback, context))
    await context.toast(to_say("Linked: {name}.", name=name))


async def skip_contact(callback: Callback, context: Context) -> None:
    """跳过: leave a contact as it is."""
    command = ContactPress(asking(context), callback.number(0))
    await context.do(picking.skip_contact, command)
    await context.toast()


async def turn_contacts(callback: Callback, context: Context) -> None:
    """Another page of names for a contact."""
    await context.do(picking.turn_contacts, _contact(callback, context))
    await context.toast()


def _contact(callback: Callback, context: Context) -> ContactPress:
    return ContactPress(asking(context), callback.number(0), callback.number(1))


async def ask_unlink(callback: Callback, context: Context) -> None:
    """解绑: ask whether an account is really to be taken away."""
    await context.do(unlinking.ask_unlink, AskUnlink(asking(context), callback.number(0)))
    await context.toast()


async def unlink_in_words(_message: Message, context: Context) -> None:
    """解绑, typed: the writer's own account."""
    await context.do(unlinking.ask_unlink, AskUnlink(asking(context)))


async def unlink_sure(_callback: Callback, context: Context) -> None:
    """确定解绑."""
    await context.do(unlinking.unlink_sure, _unlinking(context))
    await context.toast(to_say("Unlinked."))


async def unlink_keep(_callback: Callback, context: Context) -> None:
    """不解绑."""
    await context.do(unlinking.unlink_keep, _unlinking(context))
    await context.toast()


def _unlinking(context: Context) -> UnlinkPress:
    return UnlinkPress(*context.place, context.settings.operators)


def _pressed(context: Context, request_id: int = 0, number: int = 0) -> LinkListPress:
    account, chat_id, message_id = context.place
    return LinkListPress(
        account, chat_id, message_id, context.settings.operators, request_id, number
    )


_NICKNAME = 64


async def start(message: Message, context: Context) -> None:
    """/start with the link's payload; in a group only an explanation."""
    if message.chat.type != "private":
        await help_(message, context)
        return
    _, _, payload = (message.text or "").partition(" ")
    if payload.startswith(operating.INVITATION_PREFIX):
        who = newcomer(message, context)
        key = context.settings.invitation_key
        command = ClaimOperator(who.telegram_id, payload.strip(), key, who.language)
        await context.do(operating.claim_operator, command)
        context.services.welcome(frozenset({who.telegram_id}))
        return
    begun = Start(newcomer(message, context), payload.strip())
    if payload.startswith(PHOTO_LINK):
        await context.do(photo_link.show_photo, begun)
        return
    leads = deep_links.leads_on(payload)
    await context.do(deep_links.start_and_open if leads else linking.start, begun)


async def help_(message: Message, context: Context) -> None:
    """/help."""
    account = message.from_user.id if message.from_user else 0
    command = AskHelpText(account, message.chat.id, context.settings.operators)
    await context.do(notices.explain_use, command)


def newcomer(message: Message, context: Context) -> Newcomer:
    """The writer as Telegram describes them."""
    user = message.from_user
    return Newcomer(
        telegram_id=user.id if user else 0,
        nickname=user.full_name[:_NICKNAME] if user else "",
        language=language_from_telegram(user.language_code) if user else None,
        operators=context.settings.operators,
    )
