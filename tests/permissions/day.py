"""A long day in the sample community, in which the bot says everything it ever says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from bot.chat.callback import Action, pack
from bot.messages.looking import WeeklyArgs
from bot.roster.one_time import link_payload
from bot.store import meta
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import to_micros
from bot.usecases.digests.digesting import DigestHours, digests_due
from bot.usecases.doors.devices import AskByLink, ask_by_link
from bot.usecases.doors.tokens import link_token
from bot.usecases.escalation.absence import absent
from bot.usecases.groups import muting
from bot.usecases.house.alarming import CheckBacklogs, look_for_lags
from bot.usecases.house.forgetting import Forget, forget
from bot.usecases.roster.contacts import REQUESTS
from tests.permissions.book import Book
from tests.permissions.counter import INVITATION_KEY
from tests.permissions.course import unfold
from tests.permissions.rules import CLAIMANT
from tests.permissions.sample import BRANCH_LEAD, HELPER, LEAD, LIAISON, SAMPLE, SILENT, UNLINKED
from tests.permissions.scene import Scene
from tests.permissions.stage import FIRST_NUMBER
from tests.permissions.updates import bot_is, edits, press, says

GROUP = -100
"""The group of the first branch and of two of its buildings."""


@dataclass(frozen=True)
class _Absence:
    since: datetime
    until: datetime


def long_day(book: Book) -> Scene:
    """Cause everything that can happen in a day."""
    scene = unfold(book, SAMPLE)
    usual = (_passed_on, _answers, _form, _talk, _help, _silence, _urgent, _files, _strangers)
    later = (
        _thanks,
        _edits,
        _new_groups,
        _in_private,
        _trouble,
        _muted,
        _leave,
        _templates,
        _complete,
        _end,
        _invited,
    )
    for happens in (*usual, _thanks, *later, _forgotten):
        happens(scene)
    return scene


def _says(scene: Scene, who: int, text: str | None, where: int = 0, **more: Any) -> None:
    account = scene.account(who)
    scene.take(says(account, where or account, text, **more))


def _presses(scene: Scene, who: int, kind: str, action: Action, *values: int | str) -> None:
    """A button of the newest message of a kind in somebody's chat."""
    account = scene.account(who)
    number = scene.newest(account, kind)
    done = scene.take(press(account, account, number, pack(action, *values)))
    assert done.refused is None, (kind, action, done)


def _passed_on(scene: Scene) -> None:
    """With a word of the branch lead's; one lead has closed the private chat before."""
    lead = scene.account(LEAD)
    scene.take(bot_is(lead, lead, "kicked", "member"))
    scene.take(bot_is(lead, GROUP, "administrator", "member"))
    _presses(scene, BRANCH_LEAD, "card", Action.RELAY_WORDS, scene.instruction)
    _says(scene, BRANCH_LEAD, "请上心")
    account = scene.account(BRANCH_LEAD)
    shown = scene.newest(account, "relay_words")
    (go,) = scene.buttons(account, shown, Action.RELAY_GO)
    assert scene.take(press(account, account, shown, go)).refused is None
    scene.pass_time(seconds=21)


def _answers(scene: Scene) -> None:
    """In words: a doubt, a voice message; and a question that is none for a group."""
    card = scene.newest(GROUP, "card")
    _says(scene, HELPER, "没收到？", GROUP, to=card)
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    _says(scene, SILENT, None, GROUP, to=card, voice=voice)
    _says(scene, LEAD, "/status", GROUP)


def _talk(scene: Scene) -> None:
    """Two ask, one is answered by button and before all in the group, then both in words."""
    card = scene.newest(GROUP, "card")
    _says(scene, SILENT, "几点开始？", GROUP, to=card)
    asked = scene.book.ids("SELECT id FROM remark WHERE kind = 'doubt' ORDER BY id")[0]
    _presses(scene, BRANCH_LEAD, "note", Action.REMARK_REPLY, asked)
    _says(scene, BRANCH_LEAD, "十点")
    (reply,) = scene.book.ids("SELECT id FROM remark WHERE kind = 'reply'")
    _presses(scene, BRANCH_LEAD, "reply_sent", Action.REMARK_POST, reply)
    (both,) = scene.book.ids(
        "SELECT b.telegram_id AS id FROM bot_message b JOIN remark_told x ON x.message_id = b.id"
        f" WHERE x.remark_id = {asked}"
    )
    _says(scene, BRANCH_LEAD, "都别急", to=both)
    _presses(scene, BRANCH_LEAD, "reply_whom", Action.REMARK_WHOM, 0)


def _help(scene: Scene) -> None:
    """It is taken up in words and solved by button."""
    (call,) = scene.book.ids("SELECT MIN(id) AS id FROM help_request")
    _says(scene, LIAISON, "我来处理", to=scene.newest(scene.account(LIAISON), "help"))
    _presses(scene, LIAISON, "help", Action.HELP_SOLVED, call)


def _silence(scene: Scene) -> None:
    """Silences climb the ladder; then everything is answered, and those above get an all-clear."""
    for minutes in (11, 9, 6, 4):
        scene.pass_time(minutes=minutes)
    digests_due(scene.tx, DigestHours((time(8, 30),), scene.house.zone), scene.now)
    weekly = WeeklyArgs(due=to_micros(scene.now + timedelta(days=7)))
    account, member = scene.account(LIAISON), scene.members[LIAISON]
    saying = Saying(chat_id=account, args=weekly, lane=Lane.REPLY, member_id=member)
    outbox.say(scene.tx, saying, scene.now)
    absent(scene.tx, _Absence(scene.now - timedelta(minutes=9), scene.now), scene.now)
    scene.deliver()
    _presses(scene, LIAISON, "status", Action.PROXY, scene.instruction)
    asked = f"instruction_id = {scene.instruction} AND answered_at IS NULL"
    for target in scene.book.ids(f"SELECT id FROM target WHERE {asked} ORDER BY id")[1:]:
        _presses(scene, LIAISON, "status", Action.PROXY_PICK, target)
    _presses(scene, LIAISON, "status", Action.PROXY_DONE)
    _says(scene, LEAD, "门口贴了")


def _urgent(scene: Scene) -> None:
    """An urgent instruction with a picture, to everybody, one of them by telephone; it is
    withdrawn."""
    alone = scene.members[UNLINKED]
    scene.book.do(f"UPDATE member SET by_phone = 1 WHERE id = {alone}")
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
    scene.clock.move(timedelta(minutes=5))
    _says(scene, LIAISON, None, photo=photo, caption="水管爆了")
    (draft,) = scene.book.ids("SELECT MAX(id) AS id FROM instruction")
    _presses(scene, LIAISON, "preview", Action.URGENT, draft)
    liaison = scene.account(LIAISON)
    (send,) = scene.buttons(liaison, scene.newest(liaison, "preview"), Action.SEND)
    scene.take(press(liaison, liaison, scene.newest(liaison, "preview"), send))
    _presses(scene, BRANCH_LEAD, "calls", Action.DIAL, alone, draft)
    scene.take(edits(liaison, "水管修好了"))
    _second(scene, draft)
    _corrected(scene, draft)
    _presses(scene, LIAISON, "preview", Action.WITHDRAW, draft)
    _presses(scene, LIAISON, "confirm", Action.WITHDRAW_SURE, draft)


def _second(scene: Scene, draft: int) -> None:
    """A second person is asked, and lets it go out."""
    until = to_micros(scene.now + timedelta(minutes=9))
    scene.book.do(
        "INSERT INTO approval (instruction_id, units, asked_at, until)"
        f" VALUES ({draft}, 9, {until}, {until})"
    )
    (asked,) = scene.book.ids("SELECT MAX(id) AS id FROM approval")
    scene.put(scene.account(LIAISON), "approval", asked)
    scene.book.do(f"UPDATE approval SET state = 'lapsed' WHERE id = {asked}")
    scene.put(scene.account(LIAISON), "approval_news", asked)


def _corrected(scene: Scene, instruction: int) -> None:
    _presses(scene, LIAISON, "preview", Action.CORRECT, instruction)
    _says(scene, LIAISON, "水管又爆了")
    liaison = scene.account(LIAISON)
    (send,) = scene.buttons(liaison, scene.newest(liaison, "preview"), Action.CORRECT_ASK)
    done = scene.take(press(liaison, liaison, scene.newest(liaison, "preview"), send))
    assert done.refused is None


def _form(scene: Scene) -> None:
    """A lead, whose private chat is closed, is sent there; a helper begins it, and the number of a
    person is not kept."""
    card, target = scene.newest(GROUP, "card"), scene.instruction
    lowest = scene.house.lowest.code
    scene.book.do(f"UPDATE instruction SET form_tier = '{lowest}' WHERE id = {target}")
    scene.book.do(
        "INSERT INTO form_question (instruction_id, ordinal, kind, words, folded)"
        f" VALUES ({target}, 1, 'number', '低洼住户几户？', '低洼住户几户')"
    )
    for who in (LEAD, HELPER):
        scene.take(press(scene.account(who), GROUP, card, pack(Action.FORM, target)))
    _says(scene, HELPER, "13800001111")
    _says(scene, HELPER, "3户")
    photos = "UPDATE form_question SET kind = 'photo'"
    scene.book.do(f"{photos} WHERE instruction_id = {target}")
    of_it = f"WHERE instruction_id = {target}"
    (answer,) = scene.book.ids(f"SELECT MAX(id) AS id FROM target {of_it}")
    (asked,) = scene.book.ids(f"SELECT MAX(id) AS id FROM form_question {of_it}")
    scene.book.do(
        "INSERT INTO form_answer (question_id, target_id, unit_id, value, member_id, path, said_at,"
        f" recorded_at) SELECT {asked}, id, unit_id, 'AgAC', {scene.members[LEAD]}, 'button', 0, 0"
        f" FROM target WHERE id = {answer}"
    )
    _says(scene, LIAISON, f"/start photo_{answer}_{asked}")
    scene.book.do("DELETE FROM form_answer WHERE value = 'AgAC'")
    scene.book.do(f"UPDATE instruction SET form_tier = NULL WHERE id = {target}")


def _complete(scene: Scene) -> None:
    """The helper hands in the last form of a branch whose lead has no card of their own."""
    (filling,) = scene.book.ids("SELECT MAX(id) AS id FROM form_filling")
    lowest = scene.house.lowest.code
    asked = f"WHERE id = {scene.instruction}"
    scene.book.do(f"UPDATE instruction SET form_tier = '{lowest}' {asked}")
    scene.book.do("UPDATE target SET reported_at = 1")
    scene.book.do("UPDATE bot_message SET gone_at = 1 WHERE kind = 'card' AND chat_id > 0")
    _presses(scene, HELPER, "form", Action.FORM_SEND, filling)
    scene.book.do(f"UPDATE instruction SET form_tier = NULL {asked}")


def _templates(scene: Scene) -> None:
    """One is kept, and comes back at its time."""
    _says(scene, LIAISON, "到{地点}集合")
    (draft,) = scene.book.ids("SELECT MAX(id) AS id FROM instruction")
    _presses(scene, LIAISON, "preview", Action.SAVE_TEMPLATE, draft)
    _presses(scene, LIAISON, "preview", Action.DISCARD, draft)
    _says(scene, LIAISON, "/templates")
    (kept,) = scene.book.ids("SELECT id FROM template")
    for act, value in (("day", 1), ("begin", 0)):
        _presses(scene, LIAISON, "templates", Action.TEMPLATES, act, kept, value)


def _files(scene: Scene) -> None:
    _presses(scene, LIAISON, "status", Action.BOARD, scene.instruction, 0)
    meta.put(scene.tx, "board_url", "https://board.example.org")
    _says(scene, LIAISON, "/board")
    _presses(scene, LIAISON, "board_link", Action.BOARD_HALL)
    _says(scene, LIAISON, "/devices")
    _presses(scene, LIAISON, "status", Action.STATUS_FILE, scene.instruction, 0)
    _presses(scene, LIAISON, "gaps", Action.DATA_FILE, "calls", "xlsx", scene.instruction)
    scene.book.do(
        "INSERT INTO office_table (instruction_id, file_name, content, layout)"
        f" VALUES ({scene.instruction}, '表.csv', '', '')"
    )
    _presses(scene, LIAISON, "status", Action.TABLE_FILE, scene.instruction, 0)
    scene.book.do("DELETE FROM office_table")
    for place in scene.units.values():
        _presses(scene, LIAISON, "roster", Action.ROSTER, place)
    _presses(scene, LIAISON, "roster", Action.EXPORT)
    _presses(scene, LIAISON, "roster", Action.TEMPLATE)
    _presses(scene, LIAISON, "roster", Action.POSTERS_PRINT, scene.units[0], 1)


def _strangers(scene: Scene) -> None:
    """The list is looked through, one is refused, and everybody asks for help."""
    (call,) = scene.book.ids(f"SELECT id FROM link_request WHERE telegram_id = {CLAIMANT}")
    for action in (Action.LINK_FIND, Action.LINK_REFUSE):
        _presses(scene, LIAISON, "link_requests", action, call, 0)
    for account in (CLAIMANT, scene.account(LIAISON), scene.account(LEAD)):
        for word in ("/help", "/start", "/bind", "/nothing"):
            scene.take(says(account, account, word))
    scene.take(says(CLAIMANT, CLAIMANT, "着火了"))


def _new_groups(scene: Scene) -> None:
    """A stranger adds the bot to one; the liaison chooses one from Telegram's list."""
    scene.take(bot_is(CLAIMANT, -904, "member"))
    unit = scene.units[max(scene.units)]
    liaison = scene.account(LIAISON)
    note = scene.newest(liaison, "gaps")
    asked = scene.take(press(liaison, liaison, note, pack(Action.GROUP_CHOOSE, unit)))
    assert asked.refused is None
    request = scene.newest(liaison, "choose_group") - FIRST_NUMBER
    chosen = {"request_id": request, "chat_id": -905, "title": "某群"}
    assert scene.take(says(liaison, liaison, chat_shared=chosen)).refused is None


def _in_private(scene: Scene) -> None:
    """收到 twice, changed afterwards, and for one of two buildings."""
    silent = scene.account(SILENT)
    for _ in range(2):
        _says(
            scene, SILENT, "收到", to=scene.newest(silent, "chase") or scene.newest(silent, "card")
        )
    scene.take(edits(silent, "没收到"))
    scene.put(scene.account(LEAD), "part_counted", scene.instruction, units=["丁楼"])


def _trouble(scene: Scene) -> None:
    """The bot falls behind, could not write for a while, and is back."""
    begun = scene.now
    row = f"(9, '', {to_micros(begun)})"
    scene.book.do(f"INSERT INTO inbox (update_id, sort_key, received_at) VALUES {row}")
    scene.clock.move(timedelta(minutes=9))
    operators = scene.counter.operators
    look_for_lags(scene.tx, CheckBacklogs(operators, begun, timedelta(minutes=9)), scene.now)
    scene.deliver()
    scene.book.do("DELETE FROM inbox")
    look_for_lags(scene.tx, CheckBacklogs(operators, begun), scene.now)
    scene.deliver()


def _muted(scene: Scene) -> None:
    """The group mutes everybody, the bot too."""
    muting.writing_refused(scene.tx, GROUP, scene.now)
    scene.deliver()


def _edits(scene: Scene) -> None:
    """A lead is about to be replaced by somebody from the liaison's contacts."""
    post = scene.posts[_first(scene, "lead")]
    _presses(scene, LIAISON, "roster", Action.ROSTER_REPLACE, "replace", "post", post)
    (edit,) = scene.book.ids("SELECT id FROM roster_edit")
    _presses(scene, LIAISON, "roster", Action.ROSTER_CONTACT, edit)
    _says(scene, LIAISON, "新来的某 13800007777")
    _presses(scene, LIAISON, "roster", Action.ROSTER_SURE, edit)


def _invited(scene: Scene) -> None:
    """The lead nobody has linked comes by a one-time link, a stranger comes too late."""
    index = next(i for i, e in enumerate(scene.plan.sittings) if e.who == UNLINKED)
    _let_in(scene, index)
    _presses(scene, LIAISON, "roster", Action.INVITE_LINK, scene.posts[index])
    (link,) = scene.book.rows("SELECT seed FROM one_time_link")
    code = link_payload(INVITATION_KEY, link["seed"])
    for account in (scene.account(UNLINKED), CLAIMANT):
        scene.take(says(account, account, f"/start {code}"))
    _presses(scene, LIAISON, "link_used", Action.UNLINK, scene.members[UNLINKED])
    _presses(scene, LIAISON, "unlink", Action.UNLINK_SURE)
    unit, liaison = scene.units[0], scene.account(LIAISON)
    _presses(scene, LIAISON, "roster", Action.CONTACTS_ASK, unit)
    picked = [{"user_id": CLAIMANT, "first_name": "某人"}]
    shared = {"request_id": unit * REQUESTS + 1, "users": picked}
    assert scene.take(says(liaison, liaison, users_shared=shared)).refused is None


def _let_in(scene: Scene, index: int) -> None:
    """Their phone is let in by a personal link, and shut out again."""
    _presses(scene, LIAISON, "roster", Action.PAGE_LINK, scene.posts[index])
    (link,) = scene.book.rows("SELECT id, seed FROM page_link")
    token = link_token(INVITATION_KEY, "mine", link["seed"])
    assert ask_by_link(scene.tx, AskByLink(token, "own", "0427", "Chrome"), scene.now)
    scene.deliver()
    _presses(scene, LIAISON, "page_link", Action.DEVICE_YES, link["id"], scene.members[UNLINKED])
    _presses(scene, LIAISON, "page_link", Action.DEVICE_END, link["id"])


def _leave(scene: Scene) -> None:
    """The liaison puts a lead on leave for whom a helper stands in."""
    account, member = scene.account(LIAISON), scene.members[LEAD]
    note = scene.newest(account, "roster")
    for action, *values in ((Action.LEAVE, member), (Action.LEAVE_UNTIL, member, 20260310)):
        assert scene.take(press(account, account, note, pack(action, *values))).refused is None


def _forgotten(scene: Scene) -> None:
    """One reads what is held about them; the liaison is forgotten."""
    _says(scene, LEAD, "/mydata")
    forget(scene.tx, Forget(f"member:{scene.members[LIAISON]}", "operator"), scene.now)
    scene.deliver()


def _first(scene: Scene, kind: str) -> int:
    """The first held seat of a kind in a building."""
    found = enumerate(scene.plan.sittings)
    return next(
        index
        for index, each in found
        if each.kind == kind and each.who is not None and not scene.tree[each.place].height
    )


def _thanks(scene: Scene) -> None:
    """Those who answered are thanked."""
    scene.put(scene.account(LIAISON), "complete", scene.instruction)
    _presses(scene, LIAISON, "complete", Action.THANK, scene.instruction)


def _end(scene: Scene) -> None:
    """The deadline comes."""
    scene.pass_time(hours=25)
