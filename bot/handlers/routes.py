"""Routes: every command, button and message with its handler, as a table of contents."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping

from telegram import Message, Update

from bot.chat.callback import Action, Callback
from bot.errors import Refused
from bot.handlers import (
    answering,
    board,
    calls,
    editing,
    forms,
    groups,
    house,
    in_words,
    leave,
    looking,
    people,
    roster,
    sent,
    templates,
    writing,
)
from bot.handlers.context import Context
from bot.handlers.incoming import ButtonPress, replied_to
from bot.instructions.reading.levelled import level_phrase
from bot.store.writing.expectations import Expectation
from bot.usecases.typed import hearing
from bot.usecases.typed.hearing import Belongs, Destination, Heard

_COMMAND = re.compile(r"/([A-Za-z]+)(?:@\w+)?(?=\s|$)")

Pressed = Callable[[Callback, Context], Awaitable[None]]
Told = Callable[[Message, Context], Awaitable[None]]
Expected = Callable[[Message, Expectation, Context], Awaitable[None]]

COMMANDS: Mapping[str, Told] = {
    "start": people.start,
    "new": writing.new,
    "status": looking.status,
    "templates": templates.templates,
    "gaps": looking.gaps,
    "board": board.board,
    "devices": board.devices,
    "roster": roster.roster,
    "facts": roster.facts,
    "bind": groups.bind,
    "language": house.language,
    "mydata": house.mydata,
    "help": people.help_,
}

_ALONE = frozenset(
    {
        *("facts", "new", "templates", "status", "gaps", "board", "devices", "roster", "mydata"),
        "help",
    }
)
"""Commands that take no words after them."""

IN_WORDS: Mapping[str, tuple[str, ...]] = {
    "status": (
        *("状态", "进度", "通知状态", "回复情况", "未回复", "没回复的", "谁没回", "谁没回复"),
        *("谁没收到", "谁没有回复", "谁还没回", "谁还没回复", "谁还没收到", "谁还没有回复"),
        *("还有谁没回", "还有谁没回复", "还有谁没收到", "status", "who has not answered"),
    ),
    "gaps": ("缺口", "空缺", "还缺什么", "gaps"),
    "board": ("看板", "看看板", "board"),
    "roster": ("名单", "名册", "花名册", "人员名单", "roster"),
    "facts": ("底数", "我的底数", "我们楼的底数", "facts"),
    "mydata": ("我的资料", "我的数据", "我的信息", "存了我什么", "mydata", "my data"),
    "help": ("帮助", "怎么用", "怎么使用", "使用说明", "help"),
    "templates": ("模板", "通知模板", "我的模板", "templates"),
    "new": ("发通知", "新通知", "写通知", "怎么发通知", "我要发通知"),
    "language": ("语言", "换语言", "language"),
    "unlink": ("解绑", "解除绑定", "取消绑定", "我要解绑", "unlink"),
    "withdraw": ("撤回", "撤回通知", "撤销", "withdraw"),
}
"""Everyday words that act like a command in private chats, normalised."""
_SAID = {word: command for command, words in IN_WORDS.items() for word in words}
CANCEL = frozenset({"取消", "取消吧", "作废", "不发了", "cancel"})

_LONGEST_SAID = 40

SAID: Mapping[str, Told] = {
    **COMMANDS,
    "withdraw": writing.withdraw_newest,
    "unlink": people.unlink_in_words,
}
"""What everyday words do."""

PRESSES: Mapping[Action, Pressed] = {
    # a card
    Action.ACK: answering.acknowledge,
    Action.RELAY: answering.relay,
    Action.RELAY_WORDS: answering.relay_words,
    Action.RELAY_GO: answering.relay_go,
    Action.RELAY_PLAIN: answering.relay_plain,
    Action.RELAY_DROP: answering.relay_drop,
    Action.RELAY_UNDO: answering.relay_undo,
    Action.RELAY_AGAIN: answering.relay_again,
    Action.HELP: answering.ask_help,
    # a form
    Action.FORM: answering.fill_in,
    Action.FORM_SAY: forms.say_by_button,
    Action.FORM_SAME: forms.all_same,
    Action.FORM_TYPE: forms.type_number,
    Action.FORM_SEND: forms.hand_in,
    Action.FORM_CHANGE: forms.change_form,
    Action.COUNT: answering.count,
    Action.COUNT_NOT: answering.count_not,
    Action.TELL_ABOVE: answering.pass_up,
    Action.AS_NOTICE: answering.write_notice,
    # a help request
    Action.HELP_REASON: answering.help_reason,
    Action.HELP_TAKE: answering.help_take,
    Action.HELP_SOLVED: answering.help_solved,
    Action.HELP_MISTAKE: answering.help_mistake,
    Action.HELP_STILL: answering.help_still,
    Action.HELP_PARTY: answering.help_party,
    # a remark
    Action.REMARK_REPLY: answering.remark_reply,
    Action.REMARK_WHOM: answering.remark_whom,
    Action.REMARK_POST: answering.remark_post,
    # a preview
    Action.SEND: writing.send,
    Action.SEND_SURE: writing.send_sure,
    Action.SCOPE: writing.scope,
    Action.TIERS: writing.tiers,
    Action.TAKE_OUT: writing.take_out,
    Action.QUESTIONS: writing.ask_questions,
    Action.DEADLINE: writing.deadline,
    Action.URGENT: writing.urgent,
    Action.NEEDS_ANSWER: writing.needs_answer,
    Action.QUIET_FIRST: writing.quiet_first,
    Action.EVERYONE: writing.everyone,
    Action.DRILL: writing.drill,
    # a second person
    Action.APPROVE: writing.approve_sending,
    Action.APPROVE_NOT: writing.refuse_sending,
    Action.APPROVE_WHY: writing.say_why_refused,
    # templates
    Action.AGAIN: templates.send_again,
    Action.SAVE_TEMPLATE: templates.save_template,
    Action.TEMPLATES: templates.press_template,
    Action.FILL_BLANK: templates.fill_blank,
    Action.PREVIEW: writing.preview,
    Action.DISCARD: writing.discard,
    # what has been sent
    Action.WITHDRAW: sent.withdraw,
    Action.WITHDRAW_SURE: sent.withdraw_sure,
    Action.CLOSE: sent.close,
    Action.CLOSE_SURE: sent.close_sure,
    Action.KEEP: sent.keep,
    Action.THANK: sent.thank,
    Action.CORRECT: sent.correct,
    Action.CORRECT_ASK: sent.correct_ask,
    Action.CORRECT_TELL: sent.correct_tell,
    Action.CORRECT_WORDS: sent.correct_words,
    Action.RELAY_OVER: looking.relay_over,
    # screens
    Action.STATUS: looking.open_status,
    Action.SILENT: looking.open_silent,
    Action.STATUS_FILE: looking.export_names,
    Action.DATA_FILE: board.send_data,
    Action.TABLE_FILE: looking.send_table,
    Action.REMIND: looking.remind,
    Action.PROXY: looking.open_proxy,
    Action.PROXY_PICK: looking.tick_proxy,
    Action.PROXY_DONE: looking.answer_ticked,
    Action.GAPS: looking.open_gaps,
    Action.BOARD: board.open_board,
    Action.BOARD_HALL: board.make_hall,
    Action.BOARD_END: board.end_device,
    Action.PAGE_LINK: board.make_page_link,
    Action.DEVICE_YES: board.approve_device,
    Action.DEVICE_NO: board.refuse_device,
    Action.DEVICE_END: board.revoke_device,
    Action.CLAIM_ASK: looking.ask_to_claim,
    Action.ROSTER: roster.open_roster,
    Action.ROSTER_SEAT: editing.open_seat,
    Action.PAGE: looking.turn,
    Action.BACK: looking.back,
    # linking
    Action.LINK_LIST: people.show_list,
    Action.LINK_FIND: people.find,
    Action.LINK_PICK: people.pick_member,
    Action.LINK_APPROVE: people.approve,
    Action.LINK_REFUSE: people.refuse,
    Action.CONTACTS_ASK: people.ask_contacts,
    Action.CONTACT_IS: people.choose_contact,
    Action.CONTACT_SKIP: people.skip_contact,
    Action.CONTACT_PAGE: people.turn_contacts,
    Action.UNLINK: people.ask_unlink,
    Action.UNLINK_SURE: people.unlink_sure,
    Action.UNLINK_KEEP: people.unlink_keep,
    # groups
    Action.BIND: groups.bind_question,
    Action.BIND_BROWSE: groups.browse,
    Action.BIND_PICK: groups.pick_unit,
    Action.BIND_DONE: groups.done_binding,
    Action.BIND_LEAVE: groups.leave,
    Action.GROUP_CHOOSE: groups.choose_group,
    Action.GROUP_SEEN: groups.seen,
    Action.LANGUAGE: house.choose,
    # changes of the roster
    Action.ROSTER_REPLACE: editing.replace,
    Action.ROSTER_CHANGE: editing.change,
    Action.ROSTER_BROWSE: editing.browse_edit,
    Action.ROSTER_CONTACT: editing.ask_contact,
    Action.ROSTER_PICK: editing.pick_edit,
    Action.ROSTER_SURE: editing.sure_edit,
    Action.ROSTER_DROP: editing.drop_edit,
    # leaves
    Action.LEAVE: leave.open_leave,
    Action.LEAVE_UNTIL: leave.leave_until,
    Action.LEAVE_OVER: leave.leave_over,
    # telephone calls
    Action.DIAL: calls.call_by_phone,
    Action.CALLED: calls.call_came_to,
    Action.CALLS_PAGE: calls.turn_calls,
    Action.BY_PHONE: calls.only_by_phone,
    # what is known
    Action.FACTS: roster.open_facts,
    Action.FACT_CHANGE: roster.change_fact,
    Action.PLAN_ASK: board.ask_plan,
    # the roster as a file
    Action.IMPORT: roster.import_,
    Action.AS_INSTRUCTION: roster.as_instruction,
    Action.TABLE: roster.collect_table,
    Action.IMPORT_ANSWER: roster.answer_import,
    Action.IMPORT_PAGE: roster.turn_import,
    Action.APPLY: roster.apply,
    Action.APPLY_SURE: roster.apply_sure,
    Action.IMPORT_DROP: roster.drop,
    Action.EXPORT: roster.export,
    Action.TEMPLATE: roster.template,
    # posters and one-time links
    Action.POSTERS: roster.open_posters,
    Action.POSTERS_PRINT: roster.print_posters,
    Action.INVITE_LINK: people.make_link,
    Action.INVITE_REVOKE: people.revoke_link,
}

EXPECTED: Mapping[str, Expected] = {
    "relay_words": answering.relay_words_heard,
    "help_words": answering.help_words,
    "reply_words": answering.reply_words,
    "deadline": writing.deadline_typed,
    "places": writing.places_typed,
    "approval_reason": writing.approval_reason_typed,
    "correction_words": sent.correction_words_typed,
    "questions": writing.questions_typed,
    "form_words": forms.say_in_words,
    "blank": templates.blank_typed,
    "recurring_time": templates.time_typed,
    "fact_words": roster.fact_typed,
    "plan_picture": board.plan_sent,
    "roster_words": editing.typed,
    "leave_day": leave.leave_day_typed,
}

PRIVATE: Mapping[Destination, Told] = {
    Destination.REPLY: answering.private_reply,
    Destination.TROUBLE: answering.private_trouble,
    Destination.ANSWER: answering.private_answer,
    Destination.DRAFT: writing.write,
    Destination.STRANGER: people.stranger,
    Destination.NOWHERE: answering.private_nowhere,
}


async def pressed_in_words(callback: Callback, context: Context) -> None:
    """Route words that stand for a press."""
    await PRESSES[callback.action](callback, context)


async def route_press(press: ButtonPress, context: Context) -> None:
    """Route a button press."""
    handler = PRESSES.get(press.callback.action) if press.callback else None
    if press.callback is None or handler is None:
        raise Refused("stale_button")
    await handler(press.callback, context)


async def membership(update: Update, context: Context) -> None:
    """Route a change of the bot's membership, or a blocked or unblocked private chat."""
    change = update.my_chat_member
    if change is None:
        return
    if change.chat.type == "private":
        await people.reachable(change, context)
    else:
        await groups.standing(change, context)


async def route_message(update: Update, context: Context) -> None:
    """Route texts, files, contacts and service messages."""
    told = update.message
    if told is None:
        await _edited(update, context)
        return
    command = COMMANDS.get(_command(told) or "") or SAID.get(_in_words(told) or "")
    if command is not None:
        await command(told, context)
    elif told.chat.type == "private":
        await _private(told, context)
    else:
        await _group(told, context)


async def _edited(update: Update, context: Context) -> None:
    """An edit in private changes a draft; it never creates or revokes an acknowledgement."""
    changed = update.edited_message
    if changed is not None and changed.chat.type == "private":
        await writing.edited(changed, context)


def _command(told: Message) -> str | None:
    """The command a message begins with, without the bot's name. In private a screen's command with
    more behind it is the beginning of a text."""
    found = _COMMAND.match(told.text or "")
    if found is None:
        return None
    name, more = found[1].lower(), (told.text or "")[found.end() :].strip()
    return None if told.chat.type == "private" and name in _ALONE and more else name


def _in_words(told: Message) -> str | None:
    """The command a private message expresses in everyday words: 谁还没回复？."""
    if told.chat.type != "private" or told.reply_to_message is not None:
        return None
    return _SAID.get(_plain(told))


def _plain(told: Message) -> str:
    words = told.text or ""
    return level_phrase(words).rstrip("?") if len(words) <= _LONGEST_SAID else ""


async def _group(told: Message, context: Context) -> None:
    if told.migrate_to_chat_id or told.migrate_from_chat_id:
        await groups.migrated(told, context)
    elif told.forum_topic_closed or told.forum_topic_reopened:
        await groups.topic_changed(told, context)
    elif _replies_to_us(told, context):
        if await in_words.relay_in_group(told, context, pressed_in_words):
            return
        await answering.group_reply(told, context)
    else:
        await answering.group_mention(told, context)


def _replies_to_us(told: Message, context: Context) -> bool:
    said = told.reply_to_message
    sender = said.from_user if said is not None else None
    return said is not None and (sender is None or sender.id == context.settings.bot_id)


async def _private(told: Message, context: Context) -> None:
    if told.contact is not None:
        await people.contact(told, context)
        return
    if told.users_shared is not None:
        await editing.users_shared(told, context)
        return
    if told.chat_shared is not None:
        await groups.chat_shared(told, context)
        return
    if told.reply_to_message is None and await roster.document(told, context):
        return
    if await in_words.press_in_words(told, context, pressed_in_words):
        return
    if await leave.leave_in_words(told, context):
        return
    if _plain(told) in CANCEL and await writing.cancel(told, context):
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
    words = told.text or (told.sticker.emoji if told.sticker else None)
    lexicon, photo = context.house.lexicon, bool(told.photo)
    heard = Heard(told.chat.id, words, replied, operators, replied_to(told), lexicon, photo)
    return await context.services.database.read(hearing.belongs, heard)
