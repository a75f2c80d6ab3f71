"""A life in which three people leave traces wherever a trace can be left.

Every word of theirs holds a token of their own, so that none can hide.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.demo.botapi.chats import Chat
from bot.messages.answering import NoteArgs
from bot.messages.house import NoticeArgs
from bot.store import meta
from bot.store.board import sessions
from bot.store.delivery import inbox, outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import operators
from bot.store.tx import Tx, to_micros
from bot.store.writing import expectations
from tests.stories.test_importing import workbook
from tests.stories.town import Town

PHONES = {"王芳": "13812340001", "陈刚": "13812340002", "李敏": "13812340003"}
TOKENS = {"王芳": "梧桐", "陈刚": "银杏", "李敏": "水杉"}
"""A word that stands in everything they write, each their own."""

ROSTER = (
    "幸福社区,,,督导,周明,",
    f"幸福社区,,,专员,李敏,{PHONES['李敏']}（水杉儿子代接）",
    f"幸福社区,幸福里,,书记,陈刚,{PHONES['陈刚']}（银杏儿子代接）",
    f"幸福社区,幸福里,3栋,楼长,王芳,{PHONES['王芳']}（梧桐儿子代接）",
    "幸福社区,幸福里,3栋,成员,钱进,",
    "幸福社区,,,专员,何静,",
    "幸福社区,幸福里,4栋,楼长,李强,",
    "幸福社区,幸福里,5栋,楼长,赵敏,",
    "幸福社区,和平苑,,专员,孙丽,",
    "幸福社区,和平苑,1栋,楼长,周杰,",
)
EVERYBODY = ("周明", "李敏", "陈刚", "李强", "赵敏", "孙丽", "周杰", "钱进", "何静")
IN_GROUP = ("陈刚", "王芳", "李敏", "李强")
_PASSER_BY = 7_999_999_999
FILE = [
    ["社区", "小区", "楼栋", "职务", "姓名", "手机"],
    ["幸福社区", "幸福里", "3栋", "楼长", "王芳", "13812340091"],
    ["幸福社区", "幸福里", "", "书记", "陈刚", "13812340092"],
    ["幸福社区", "", "", "专员", "李敏", "13812340093"],
    ["幸福社区", "幸福里", "4栋", "楼长", "郑洁", ""],
]


@dataclass(frozen=True)
class Life:
    """A life as it stands in a database when the bot goes down, and whose accounts are whose."""

    file: Path
    accounts: dict[str, int]


async def live(folder: Path, template: Path) -> Life:
    file = folder / "gridcall.sqlite"
    shutil.copy(template, file)
    town = await Town.open(folder, f"sqlite:///{file}")
    try:
        await lived(town)
        known = {name: town.person(name).id for name in PHONES}
        await town.app.database.transact(not_yet_sent, known)
    finally:
        await town.app.stop()
        await town.server.stop()
    return Life(file, known)


async def lived(town: Town) -> None:
    """Live through it all; the bot still runs afterwards."""
    await _become_known(town)
    group = await town.group("王芳陈刚李敏工作群", ["幸福里", "3栋", "4栋"], IN_GROUP)
    await _a_routine_notice(town, group)
    await _an_urgent_notice(town, group)
    await _troubles(town)
    await _own_notices(town, group)
    await _files(town)
    await _questions_left_open(town)


async def _become_known(town: Town) -> None:
    await town.roster(*ROSTER)
    await town.linked(*EVERYBODY)
    for name in ("李敏", "孙丽", "周明", "何静"):
        town.person(name).start()
    writer = town.world.person("芳芳", language_code="zh-hans", phone="+8613812349999")
    town.people["王芳"] = writer
    writer.start()
    await town.settle()
    writer.share_contact()
    await town.settle()
    await town.writes("王芳", "我是3栋楼长王芳，住在梧桐路")
    await town.presses("李敏", "是本人")
    await town.writes("王芳", "/language")
    await town.presses("王芳", "简体中文")


async def _a_routine_notice(town: Town, group: Chat) -> None:
    await town.issues("李敏", "今晚停水\n有事找王芳，138 1234 0001；陈刚 138-1234-0002；李敏。")
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "加一句再转达")
    await town.writes("陈刚", "银杏小区的请上门告知")
    await town.presses("陈刚", "转达")
    await town.pass_time(minutes=1)
    card = town.said(group, "停水")[0]
    await town.writes("王芳", "收到，梧桐路的三户不在家", to=group, reply_to=card)
    await town.pass_time(minutes=2)


async def _an_urgent_notice(town: Town, group: Chat) -> None:
    await town.issues("孙丽", "防台准备\n请收花盆。", "紧急")
    await town.issues("李敏", "紧急集合\n到广场。", "紧急")
    asked = await _asks(town)
    await town.writes("陈刚", "银杏树下，晚上十点恢复", reply_to=asked)
    await town.presses("陈刚", "回复王芳")
    await town.presses("陈刚", "也发到群里")
    await town.writes("陈刚", "银杏树下，晚上十一点恢复", reply_to=asked)
    card = town.said(group, "紧急集合")[0]
    await town.writes("王芳", "收到", to=group, reply_to=card)
    await town.writes("王芳", "梧桐先等会儿再说", reply_to=town.said("王芳", "紧急集合")[0])
    town.person("王芳").send_voice(town.person("王芳").private, town.said("王芳", "紧急集合")[0])
    await town.settle()
    await town.presses("陈刚", "收到", card)
    await town.writes("李强", "王芳没空，我替她收到", to=group, reply_to=card)
    await town.pass_time(step=timedelta(minutes=5), minutes=25)
    await town.writes("陈刚", "代5栋收到，银杏路的", reply_to=town.said("陈刚", "紧急集合")[-1])


async def _asks(town: Town) -> Any:
    await town.writes("王芳", "梧桐路几点能恢复？", reply_to=town.said("王芳", "紧急集合")[0])
    await town.writes("李强", "王芳那边好了吗？", reply_to=town.said("李强", "紧急集合")[0])
    await town.pass_time(minutes=2)
    return town.said("陈刚", "梧桐路几点能恢复")[-1]


async def _troubles(town: Town) -> None:
    await town.writes("王芳", "3栋着火了，就在梧桐树边")
    await town.presses("陈刚", "我来处理")
    await town.writes("王芳", "梧桐树已经烧起来了")
    await town.writes("赵敏", "5栋电梯困人，王芳知道")
    await town.writes("王芳", "梧桐路上午有空吗")


async def _own_notices(town: Town, group: Chat) -> None:
    await town.issues("陈刚", "打扫楼道\n明天上午。")
    await town.pass_time(seconds=21)
    await town.writes("王芳", "好的", to=group, reply_to=town.said(group, "打扫楼道")[0])
    await town.writes("陈刚", "银杏落叶也要扫")
    sender = town.person("孙丽")
    sender.send_document(sender.private, "王芳陈刚李敏签字.pdf", b"%PDF-1.4")
    await town.settle()
    await town.presses("孙丽", "发送")
    await town.pass_time(seconds=21)
    await _corrections(town)
    await _templates(town)
    await town.writes("李敏", "水杉林里集合")


async def _templates(town: Town) -> None:
    """A text with a file is kept."""
    sender = town.person("李敏")
    await town.writes("李敏", "水杉林里每周巡查，王芳陈刚参加")
    sender.send_document(sender.private, "王芳陈刚李敏巡查.pdf", b"%PDF-1.4")
    await town.settle()
    await town.presses("李敏", "存为模板")
    await town.presses("李敏", "取消")


async def _corrections(town: Town) -> None:
    """One is sent, another is left open."""
    summary = town.said("李敏", "紧急集合")[-1]
    for words in ("水杉边集合，王芳带队", "水杉边不集合了"):
        await town.presses("李敏", "更正", town.newest(summary.chat, "更正"))
        await town.writes("李敏", f"紧急集合\n{words}。")
        await town.presses("李敏", "写一句改了什么")
        await town.writes("李敏", f"改为{words}")
        if "王芳" in words:
            await town.presses("李敏", "发送")
    await town.pass_time(minutes=3)


async def _files(town: Town) -> None:
    for name, file in (("李敏", "李敏水杉名单.xlsx"), ("何静", "王芳陈刚李敏名单.xlsx")):
        sender = town.person(name)
        sender.send_document(sender.private, file, workbook(FILE))
        await town.settle()
        await town.presses(name, "导入")
    office = town.person("孙丽")
    office.send_document(office.private, "王芳陈刚李敏的表.csv", "楼栋,户数\n3栋,\n".encode())
    await town.settle()
    await town.presses("孙丽", "收表")


async def _questions_left_open(town: Town) -> None:
    """Things that wait for somebody's next word or press."""
    stranger = town.person("路人")
    stranger.start()
    await town.settle()
    await town.writes("路人", "我是5栋的王芳，请加我")
    for name in ("周明", "李敏", "陈刚", "王芳", "孙丽"):
        for command in ("/status", "/gaps", "/roster", "/help"):
            await town.writes(name, command)


def not_yet_sent(tx: Tx, accounts: dict[str, int], now: datetime) -> None:
    """What is still to be handled and still to be sent when the bot goes down."""
    updates = []
    for number, (name, account) in enumerate(accounts.items(), start=1):
        writer = {"id": account, "first_name": name, "is_bot": False}
        text = f"{TOKENS[name]}下面还有一句"
        updates.append((f"{account}:{account}", _update(2 * number, account, writer, text)))
        other = {"id": _PASSER_BY, "first_name": "路人", "is_bot": False}
        said = f"请找{name} {PHONES[name]}"
        updates.append(("7999999999:7999999999", _update(2 * number + 1, _PASSER_BY, other, said)))
        notice = NoticeArgs(key="heard_out")
        outbox.say(tx, Saying(chat_id=account, args=notice, lane=Lane.REPLY), now)
        spoken = NoteArgs(by=_member(tx, name), text=f"{TOKENS[name]}的话", unit_id=1)
        late = Saying(chat_id=_PASSER_BY, args=spoken, lane=Lane.REPLY, subject_id=1)
        _half_done(tx, name, account, outbox.say(tx, late, now), now)
    inbox.keep_updates(tx, updates, now)
    tx.connection.execute("UPDATE inbox SET error = '王芳陈刚李敏' WHERE payload IS NOT NULL")
    tx.connection.execute(
        "INSERT INTO template_table (template_id, file_name, content, layout)"
        " SELECT MIN(id), '李敏的巡查表.xlsx', '', '水杉林' FROM template"
    )
    waits = {str(account): 1 for account in accounts.values()}
    meta.put(tx, "holds", json.dumps({"everybody": 0, "chats": waits}))


def _half_done(tx: Tx, name: str, account: int, message_id: int, now: datetime) -> None:
    """What stands between one step and the next."""
    number = 1
    begun = {"instruction_id": number, "member_id": _member(tx, name), "chat_id": account}
    _drafts_words(tx, f"{TOKENS[name]}附言", to_micros(now), **begun)
    _fills_in(tx, name, to_micros(now), account)
    tx.connection.execute(
        "INSERT INTO hand_change (what, subject_id, was_name, changed_by, changed_at) VALUES"
        f" ('unit', {_member(tx, name)}, '{name}家', 'operator', {to_micros(now)})"
    )
    tx.connection.execute(
        "INSERT INTO roster_edit (chat_id, verb, stage, said, shown, created_at) VALUES"
        f" ({account}, 'replace', 'words', '{TOKENS[name]}', '{name}', {to_micros(now)})"
    )
    tx.connection.execute(
        "INSERT INTO one_time_link"
        " (post_id, member_id, chat_id, seed, token_hash, state, created_at, until) VALUES"
        f" (1, {_member(tx, name)}, {account}, '', '{account % 100}', 'open', {to_micros(now)}, 0)"
    )
    tx.connection.execute(
        "INSERT INTO page_link (unit_id, member_id, chat_id, token_hash, state, claim, created_at,"
        f" until) VALUES (1, {_member(tx, name)}, {account}, '{account}', 'asked',"
        f" '{TOKENS[name]}', {to_micros(now)}, 0)"
    )
    tx.connection.execute(
        "INSERT INTO picked_contact"
        " (message_id, chat_id, unit_id, account, name, state, created_at) VALUES"
        f" (1, {_PASSER_BY}, 1, {account}, '{name}', 'open', {to_micros(now)}),"
        f" (1, {account}, 1, {_PASSER_BY}, '{TOKENS[name]}', 'open', {to_micros(now)})"
    )
    tx.connection.execute(
        f"UPDATE outbox SET error = '{name} blocked {account}' WHERE message_id = {message_id}"
    )
    tx.run("insert_pending_press", telegram_id=account, instruction_id=number, now=now)
    what, later = {"said": TOKENS[name]}, now + timedelta(hours=1)
    expectations.expect(tx, account, "help_words", None, what, later)
    operators.add_operator(tx, account, now)
    sessions.add_session(tx, "session", account, f"{account % 100}", later, now)


def _drafts_words(
    tx: Tx, words: str, at: int, *, instruction_id: int, member_id: int, chat_id: int
) -> None:
    row = tx.connection.execute(
        "INSERT INTO relay_draft (instruction_id, member_id, chat_id, touched_at) VALUES"
        f" ({instruction_id}, {member_id}, {chat_id}, {at}) RETURNING id"
    ).fetchone()
    tx.connection.execute(
        "INSERT INTO relay_draft_part (draft_id, chat_id, said, text) VALUES"
        f" ({row['id']}, {chat_id}, 5, '{words}')"
    )
    tx.connection.execute(
        "INSERT INTO approval (instruction_id, units, state, asked_at, until, decided_by,"
        f" decided_at, reason) VALUES ({instruction_id}, 9, 'refused', {at}, {at}, {member_id},"
        f" {at}, '{words}')"
    )


def _fills_in(tx: Tx, name: str, at: int, account: int) -> None:
    """A form that was handed in, and another version of it that was not."""
    member, run = _member(tx, name), tx.connection.execute
    question = run(
        "INSERT INTO form_question (instruction_id, ordinal, kind, words, folded, choices) VALUES"
        f" (1, {member}, 'text', '{name}家几户', 'k{member}', '[\"{name}\"]') RETURNING id"
    ).fetchone()["id"]
    first = run("SELECT id, unit_id FROM target WHERE instruction_id = 1 ORDER BY id").fetchone()
    target, unit = first["id"], first["unit_id"]
    by = f"{target}, {member}, 'button', {at}, {at}"
    filling = run(
        "INSERT INTO form_filling (target_id, member_id, path, said_at, begun_at, chat_id, state)"
        f" VALUES ({by}, {account}, 'open') RETURNING id"
    ).fetchone()["id"]
    run(
        "INSERT INTO form_answer"
        " (target_id, member_id, path, said_at, recorded_at, question_id, unit_id, value)"
        f" VALUES ({by}, {question}, {unit}, '{name}说{TOKENS[name]}三户')"
    )
    run(
        "INSERT INTO form_filling_value (filling_id, question_id, value)"
        f" VALUES ({filling}, {question}, '{TOKENS[name]}四户')"
    )
    asks = f"'{name}家几户', 'k{member}', 'text'"
    run(
        "INSERT INTO fact (member_id, path, said_at, recorded_at, unit_id, words, folded, kind,"
        f" choices, value, form_number, form_title) VALUES ({member}, 'button', {at}, {at}, {unit},"
        f" {asks}, '[\"{name}\"]', '{name}说{TOKENS[name]}三户', 1, '{name}的表')"
    )
    run(f"INSERT INTO fact_question (words, folded, kind) VALUES ({asks})")


def _update(number: int, chat: int, sender: dict[str, Any], text: str) -> dict[str, Any]:
    at = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())
    message = {
        "message_id": 900_000 + number,
        "date": at,
        "chat": {"id": chat, "type": "private"},
        "from": sender,
        "text": text,
    }
    return {"update_id": 900_000_000 + number, "message": message}


def _member(tx: Tx, name: str) -> int:
    rows = tx.all("people_with_names")
    return next(int(row["id"]) for row in rows if row["name"] == name)
