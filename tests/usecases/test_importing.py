"""A spreadsheet in the chat: asked, compared apart, shown, applied, and erased."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.chat.roster.export import render_roster_file
from bot.chat.texts import translator
from bot.clock import ManualClock
from bot.errors import Refused
from bot.sheets import read_sheet
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.tx import Tx
from bot.usecases.imports import importing
from bot.usecases.imports.deciding import Applied
from bot.usecases.imports.import_view import roster_file_view
from bot.usecases.imports.importing import Offer
from bot.usecases.roster import applying
from bot.usecases.roster.applying import AskExport
from tests.engines import on_sqlite
from tests.usecases.community import seeded
from tests.usecases.importdesk import OPERATOR, ImportDesk
from tests.writing.desk import HOUSE

LIAISON = 900
SUPERVISOR = 901
HEAD = "社区,小区,楼栋,职务,姓名,手机\n"
TOP = HEAD + "幸福社区,幸福里,,专员,李敏,\n,,,书记,陈刚,\n"
AS_IT_IS = TOP + ",,3栋,楼长,王芳,\n,,4栋,楼长,刘洋,\n,,,成员,王芳,\n,,5栋,楼长,,\n"
NEW_LEAD = AS_IT_IS.replace("3栋,楼长,王芳", "3栋,楼长,孙丽").replace(
    "5栋,楼长,,", "5栋,楼长,钱进,"
)


async def desk(database: Database, who: int = LIAISON, language: str = "zh-hans") -> ImportDesk:
    await seeded(database)
    return ImportDesk(database, who, language)


async def seats(made: ImportDesk) -> list[str]:
    def ask(tx: Tx) -> list[str]:
        rows = tx.connection.execute(
            "SELECT u.name AS unit, p.kind, m.name FROM assignment a"
            " JOIN post p ON p.id = a.post_id JOIN unit u ON u.id = p.unit_id"
            " JOIN member m ON m.id = a.member_id WHERE a.until IS NULL"
            " AND u.tier = 'building' ORDER BY u.name, p.kind DESC, m.name"
        ).fetchall()
        return [f"{row['unit']} {row['kind']} {row['name']}" for row in rows]

    return await made.look(ask)


async def test_asked_shown_applied(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    assert await made.says() == "收到文件 名单.csv\n请问是导入名单、收表，还是作为通知发送？"
    await made.press_only("导入")
    assert "请稍等" in await made.says()
    await made.arrive()
    assert (await made.says()).splitlines() == [
        "名单.csv · 共 6 行",
        "新人员 2 位：孙丽、钱进",
        "上任 2 人次",
        "",
        "换人：幸福里 3 栋 楼长 王芳 → 孙丽",
        "上任：幸福里 5 栋 楼长 钱进",
        "",
        "点“应用”之前什么都不会变。",
    ]
    assert await made.version() == 0
    assert await made.press("应用") is Applied.DONE
    assert await made.says() == "好了，名单已更新。\n上任 2 人次"
    assert "3栋 lead 孙丽" in await seats(made)


@on_sqlite
async def test_a_second_press_changes_nothing(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    await made.press("导入")
    apply = (await made.buttons())["应用"]
    assert [await made.use(apply), await made.use(apply)] == [Applied.DONE, Applied.ALREADY]
    assert await made.version() == 1


@on_sqlite
async def test_what_would_have_changed_is_erased(database: Database) -> None:
    made = await desk(database)
    for last in ("应用", "取消"):
        await made.send(NEW_LEAD)
        await made.press("导入")
        if last in await made.buttons():
            await made.press(last)

    def kept(tx: Tx) -> list[object]:
        rows = tx.connection.execute("SELECT difference FROM import_request").fetchall()
        return [row["difference"] for row in rows]

    assert (await made.look(kept))[0] is None


@on_sqlite
async def test_the_same_file_again_has_nothing_to_apply(database: Database) -> None:
    made = await desk(database)
    await made.send(AS_IT_IS)
    await made.press("导入")
    assert await made.says() == "名单.csv：名单已经是这样了，不用改。"
    assert await made.buttons() == {}


@on_sqlite
async def test_cancelled(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    await made.press("导入")
    apply = (await made.buttons())["应用"]
    await made.press("取消")
    assert await made.says() == "已取消，什么都没有改动。"
    assert await made.use(apply) is Applied.ALREADY
    assert await made.version() == 0


@on_sqlite
async def test_a_row_that_cannot_be_read_is_named_and_spares_its_branch(database: Database) -> None:
    made = await desk(database)
    await made.send(TOP + ",,3栋,保安,王芳,\n,,4栋,楼长,刘洋,\n")
    await made.press("导入")
    assert "第 4 行没法处理：不认识“保安”这个职务" in await made.says()
    assert "有没法处理的行的小区，不会减少任何人。" in await made.says()


@on_sqlite
async def test_emptying_is_asked_again(database: Database) -> None:
    made = await desk(database)
    await made.send(TOP + ",,4栋,楼长,刘洋,\n")
    await made.press("导入")
    assert await made.press("应用") is Applied.ASKED_AGAIN
    assert "4 个岗位里有 2 个会空出来" in await made.says()
    assert await made.version() == 0
    assert await made.press("确定应用") is Applied.DONE
    assert await seats(made) == ["4栋 lead 刘洋"]


@on_sqlite
async def test_one_phone_two_names_is_asked_once_each(database: Database) -> None:
    made = await desk(database)
    await made.send(AS_IT_IS.replace("5栋,楼长,,", "5栋,楼长,芳芳,13800000903"))
    await made.press("导入")
    assert "“王芳”和“芳芳”用同一个号码 138****0903" in await made.says()
    assert "应用" not in await made.buttons()
    two = (await made.buttons())["是两个人"]
    await made.press("是两个人")
    await made.use(two)
    assert "新人员 1 位：芳芳" in await made.says()
    assert await made.press("应用") is Applied.DONE


async def test_a_roster_that_changed_meanwhile_is_compared_anew(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    await made.press("导入")
    other = ImportDesk(database, OPERATOR)
    await other.send(AS_IT_IS.replace("4栋,楼长,刘洋", "4栋,楼长,周明"))
    await other.press("导入")
    assert await other.press("应用") is Applied.DONE
    assert await made.press("应用") is Applied.CHANGED
    assert "4 栋 楼长 周明 → 刘洋" in await made.says()
    assert await made.version() == 1


@on_sqlite
async def test_only_ones_own_care(database: Database) -> None:
    made = await desk(database)
    await made.send(HEAD + "幸福社区,和平苑,1栋,楼长,王五,\n")
    await made.press("导入")
    assert "1栋 不在您负责的范围里" in await made.says()
    assert "应用" not in await made.buttons()


@on_sqlite
async def test_who_lost_the_post_may_not_apply(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    await made.press("导入")

    def dismissed(tx: Tx) -> None:
        tx.connection.execute(
            "UPDATE assignment SET until = since WHERE member_id ="
            " (SELECT id FROM member WHERE telegram_id = 900)"
        )

    await made.look(dismissed)
    with pytest.raises(Refused, match="not_allowed"):
        await made.press_only("应用")


@on_sqlite
async def test_others_cannot_press(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    for label in ("导入", "作为通知发送"):
        with pytest.raises(Refused, match="stale_button"):
            await made.press_only(label, who=SUPERVISOR)


@on_sqlite
async def test_whoever_may_import_or_issue_is_asked(database: Database) -> None:
    await seeded(database)
    offers = [Offer(who, "f", "a.xlsx", None, frozenset({OPERATOR})) for who in (900, 901, 77, 5)]
    may = [await database.read(importing.may_offer, offer) for offer in offers]
    assert may == [True, True, True, False]


async def test_sent_as_a_notice_it_becomes_part_of_a_draft(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    await made.press("作为通知发送")

    def drafts(tx: Tx) -> list[str]:
        rows = tx.connection.execute(
            "SELECT i.text, a.file_id FROM instruction i"
            " JOIN attachment a ON a.instruction_id = i.id"
        ).fetchall()
        return [f"{row['text']} {row['file_id']}" for row in rows]

    assert await made.look(drafts) == ["附言 file-名单.csv"]


async def test_a_newer_file_puts_the_older_aside(database: Database, clock: ManualClock) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD, "一.csv")
    first = (await made.buttons())["导入"]
    await made.send(AS_IT_IS, "二.csv")
    await made.use(first)
    assert await made.look(lambda tx: len(outbox.messages_about(tx, "import", 1))) == 1
    await made.arrive()
    assert "二.csv" in await made.says()
    clock.move(timedelta(hours=25))
    assert await database.transact(importing.expire_imports, 10) == 1
    assert "放了一天" in await made.says()


_BUTTONS = {"zh-hans": "导入", "zh-hant": "匯入", "en": "Import"}
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99
_BROKEN = b"PK\x03\x04" + b"x" * 50


@pytest.mark.parametrize(
    ("language", "content", "said"),
    [
        ("zh-hans", _OLD, "这是旧的 .xls 格式，请另存为 .xlsx 再发给我。"),
        ("zh-hant", _OLD, "這是舊的 .xls 格式，請另存為 .xlsx 再傳給我。"),
        ("en", _OLD, "This is an old .xls file. Please save it as .xlsx and send that."),
        ("zh-hans", _BROKEN, "文件坏了，请重新保存后再发一次。"),
        ("zh-hant", _BROKEN, "檔案壞了，請重新儲存後再傳一次。"),
        ("en", _BROKEN, "This file is damaged. Please save it anew and send it again."),
    ],
)
@on_sqlite
async def test_a_file_nobody_can_read_is_refused_kindly(
    database: Database, language: str, content: bytes, said: str
) -> None:
    made = await desk(database, language=language)
    await made.send(content, "旧.xls")
    await made.press(_BUTTONS[language])
    assert await made.says() == said
    assert await made.buttons() == {}


@on_sqlite
async def test_a_file_telegram_lost_is_asked_for_again(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    await made.press_only("导入")
    await made.arrive("gone")
    assert await made.says() == "没能从 Telegram 取到这个文件，请再发一次。"


async def test_export_is_for_the_asker_and_logged(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    await database.transact(applying.send_export, AskExport(LIAISON, "zh-hans"))

    def written(tx: Tx) -> bytes:
        row = tx.connection.execute("SELECT id FROM bot_message WHERE kind = 'roster_file'")
        message = outbox.message(tx, row.fetchone()["id"])
        assert message.chat_id == LIAISON
        view = roster_file_view(tx, message, database.clock.now())
        assert view is not None
        file = render_roster_file(view, translator("zh-hans")).new_file
        assert file is not None
        assert file.name == "名单-2026-03-02.xlsx"
        return file.content

    sheet = read_sheet(await made.look(written), "a.xlsx", HOUSE.tiers)
    assert {row.units[:2] for row in sheet.rows} == {("幸福社区", "幸福里")}
    assert "13800000902" in {row.phone for row in sheet.rows}

    def logged(tx: Tx) -> list[tuple[str, str]]:
        rows = tx.connection.execute("SELECT actor, action FROM audit ORDER BY id").fetchall()
        return [(row["actor"], row["action"]) for row in rows]

    assert await made.look(logged) == [("member:1", "roster.export")]
    with pytest.raises(Refused, match="not_allowed"):
        await database.transact(applying.send_export, AskExport(SUPERVISOR, "zh-hans"))


@on_sqlite
async def test_the_log_holds_ids_and_no_names(database: Database) -> None:
    made = await desk(database)
    await made.send(NEW_LEAD)
    await made.press("导入")
    await made.press("应用")

    def log(tx: Tx) -> list[tuple[str, str | None, dict[str, int]]]:
        rows = tx.connection.execute("SELECT action, path, facts FROM audit ORDER BY id").fetchall()
        return [(row["action"], row["path"], json.loads(row["facts"])) for row in rows]

    found = await made.look(log)
    assert [action for action, *_ in found] == [
        "roster.apply",
        "post.leave",
        "post.take",
        "post.take",
    ]
    assert found[0] == ("roster.apply", "chat", {"new_members": 2, "assign": 2, "version": 1})
