"""What arrives, and who takes it up: read it like a contents page."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping

from telegram import Message, Update

from bot.chat.callback import Action, Callback
from bot.errors import Refused
from bot.handlers import (
    answers,
    gaps,
    groups,
    importing,
    language,
    linking,
    looking,
    replies,
    roster_view,
    start,
    status,
    writing,
)
from bot.handlers.context import Context
from bot.handlers.incoming import ButtonPress
from bot.handlers.touched import replied_to
from bot.store.expectations import Expectation
from bot.usecases import hearing
from bot.usecases.hearing import Belongs, Heard, Place

_COMMAND = re.compile(r"/([A-Za-z]+)(?:@\w+)?(?=\s|$)")

Pressed = Callable[[Callback, Context], Awaitable[None]]
Told = Callable[[Message, Context], Awaitable[None]]
Expected = Callable[[Message, Expectation, Context], Awaitable[None]]

COMMANDS: Mapping[str, Told] = {
    "start": start.start,
    "new": writing.new,
    "status": status.status,
    "gaps": gaps.gaps,
    "roster": roster_view.roster,
    "bind": groups.bind,
    "language": language.language,
    "help": start.help_,
}

PRESSES: Mapping[Action, Pressed] = {
    # a card
    Action.ACK: answers.acknowledge,
    Action.RELAY: answers.relay,
    Action.RELAY_WORDS: answers.relay_words,
    Action.HELP: answers.ask_help,
    # a request for help
    Action.HELP_REASON: answers.help_reason,
    Action.HELP_TAKE: answers.help_take,
    Action.HELP_SOLVED: answers.help_solved,
    Action.HELP_MISTAKE: answers.help_mistake,
    # a preview
    Action.SEND: writing.send,
    Action.SEND_SURE: writing.send_sure,
    Action.SCOPE: writing.scope,
    Action.TIERS: writing.tiers,
    Action.DEADLINE: writing.deadline,
    Action.URGENT: writing.urgent,
    Action.NEEDS_ANSWER: writing.needs_answer,
    Action.QUIET_FIRST: writing.quiet_first,
    Action.PREVIEW: writing.preview,
    Action.DISCARD: writing.discard,
    # what has been sent
    Action.WITHDRAW: writing.withdraw,
    Action.WITHDRAW_SURE: writing.withdraw_sure,
    Action.CLOSE: writing.close,
    Action.CLOSE_SURE: writing.close_sure,
    Action.KEEP: writing.keep,
    Action.RELAY_OVER: status.relay_over,
    # looking
    Action.STATUS: status.open_status,
    Action.SILENT: status.open_silent,
    Action.STATUS_FILE: status.export_names,
    Action.REMIND: status.remind,
    Action.PROXY: status.open_proxy,
    Action.PROXY_PICK: status.tick,
    Action.PROXY_DONE: status.answer_ticked,
    Action.GAPS: gaps.open_gaps,
    Action.CLAIM_ASK: gaps.ask_to_claim,
    Action.ROSTER: roster_view.open_roster,
    Action.PAGE: looking.turn,
    Action.BACK: looking.back,
    # becoming known
    Action.LINK_LIST: linking.show_list,
    Action.LINK_FIND: linking.find,
    Action.LINK_PICK: linking.pick,
    Action.LINK_APPROVE: linking.approve,
    Action.LINK_REFUSE: linking.refuse,
    # groups
    Action.BIND: groups.question,
    Action.BIND_BROWSE: groups.browse,
    Action.BIND_PICK: groups.pick,
    Action.BIND_DONE: groups.done,
    Action.BIND_LEAVE: groups.leave,
    Action.LANGUAGE: language.choose,
    # the roster as a file
    Action.IMPORT: importing.import_,
    Action.AS_INSTRUCTION: importing.as_instruction,
    Action.IMPORT_ANSWER: importing.answer,
    Action.IMPORT_PAGE: importing.turn,
    Action.APPLY: importing.apply,
    Action.APPLY_SURE: importing.apply_sure,
    Action.IMPORT_DROP: importing.drop,
    Action.EXPORT: importing.export,
}

EXPECTED: Mapping[str, Expected] = {
    "relay_words": replies.relay_words,
    "help_words": replies.help_words,
    "deadline": writing.deadline_typed,
}

PRIVATE: Mapping[Place, Told] = {
    Place.REPLY: replies.private_reply,
    Place.ANSWER: replies.private_answer,
    Place.DRAFT: writing.write,
    Place.STRANGER: linking.stranger,
    Place.NOWHERE: start.help_,
}


async def pressed(press: ButtonPress, context: Context) -> None:
    """A button."""
    handler = PRESSES.get(press.callback.action) if press.callback else None
    if press.callback is None or handler is None:
        raise Refused("stale_button")
    await handler(press.callback, context)


async def membership(update: Update, context: Context) -> None:
    """The bot's place in a group, or a private chat that was closed or opened."""
    change = update.my_chat_member
    if change is None:
        return
    if change.chat.type == "private":
        await linking.reachable(change, context)
    else:
        await groups.standing(change, context)


async def message(update: Update, context: Context) -> None:
    """Words, files, contacts, service messages."""
    told = update.message
    if told is None:
        return
    command = COMMANDS.get(_command(told) or "")
    if command is not None:
        await command(told, context)
    elif told.chat.type == "private":
        await _private(told, context)
    else:
        await _group(told, context)


def _command(told: Message) -> str | None:
    """The command a message begins with, without the bot's name."""
    found = _COMMAND.match(told.text or "")
    return found[1].lower() if found else None


async def _group(told: Message, context: Context) -> None:
    if told.migrate_to_chat_id or told.migrate_from_chat_id:
        await groups.migrated(told, context)
    elif told.reply_to_message is not None:
        await replies.group_reply(told, context)


async def _private(told: Message, context: Context) -> None:
    if told.contact is not None:
        await linking.contact(told, context)
        return
    if told.reply_to_message is None and await importing.document(told, context):
        return
    found = await _belongs(told, context)
    if found.expectation is not None and found.expectation.kind in EXPECTED:
        await EXPECTED[found.expectation.kind](told, found.expectation, context)
    else:
        await PRIVATE[found.place](told, context)


async def _belongs(told: Message, context: Context) -> Belongs:
    said = told.reply_to_message
    replied = said.message_id if said else None
    operators = context.settings.operators
    heard = Heard(told.chat.id, told.text, replied, operators, replied_to(told))
    return await context.services.database.read(hearing.belongs, heard)
