"""What happens in a community: everything goes through the real handlers and use cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.chat.callback import Action, pack
from bot.roster.care import EVERYTHING
from bot.roster.proposal import compare
from bot.roster.sheet import SheetRow
from bot.sheets.read import read_sheet
from bot.sheets.write import write_sheet
from bot.store.roster import roster
from bot.usecases.groups import muting
from bot.usecases.looking.navigating import Asking
from bot.usecases.roster import applying, leaves
from bot.usecases.roster.applying import Apply, Export
from bot.usecases.roster.leaves import AskLeave, TakeLeave
from tests.permissions.scene import Scene
from tests.permissions.updates import bot_is, press, says

Act = Callable[[Scene, int], None]


def issue(scene: Scene, *, urgent: bool, informing: bool = False) -> int:
    """The author writes an instruction and sends it; the undo time passes."""
    draft = written(scene, urgent=urgent, informing=informing)
    send(scene, draft)
    return draft


def written(scene: Scene, *, urgent: bool, informing: bool) -> int:
    """A draft of the author's."""
    author = scene.author
    scene.take(says(author, author, "今晚停水"))
    draft = scene.book.ids("SELECT MAX(id) AS id FROM instruction")[0]
    for action in [Action.URGENT] * urgent + [Action.NEEDS_ANSWER] * informing:
        scene.press(author, scene.newest(author, "preview"), action, draft)
    return draft


def send(scene: Scene, draft: int) -> None:
    author = scene.author
    preview = scene.newest(author, "preview")
    (data,) = scene.buttons(author, preview, Action.SEND) or (None,)
    if data is not None:
        scene.take(press(author, author, preview, data))
        for sure in scene.buttons(author, preview, Action.SEND_SURE):
            scene.take(press(author, author, preview, sure))
        scene.pass_time(seconds=21)
    scene.instruction = draft


def _cards(scene: Scene, where: str = "") -> list[dict[str, Any]]:
    """Who could press on which card."""
    return scene.book.rows(
        "SELECT DISTINCT m.telegram_id AS who, b.chat_id, b.telegram_id AS number, t.id AS target"
        " FROM bot_message b"
        " JOIN message_target l ON l.message_id = b.id JOIN target t ON t.id = l.target_id"
        " JOIN post p ON p.unit_id = t.unit_id AND p.dropped_at IS NULL"
        " JOIN assignment a ON a.post_id = p.id AND a.until IS NULL"
        " JOIN member m ON m.id = a.member_id WHERE b.kind = 'card' AND b.gone_at IS NULL"
        f" AND b.subject_id = {scene.instruction} AND m.telegram_id IS NOT NULL"
        f" AND p.kind IN ('lead', 'deputy', 'helper'){where} ORDER BY t.id, m.telegram_id,"
        " b.chat_id"
    )


def _pressed(scene: Scene, lot: int, action: Action, where: str = "") -> None:
    if found := _cards(scene, where):
        each = found[lot % len(found)]
        data = pack(action, scene.instruction)
        scene.take(press(each["who"], each["chat_id"], each["number"], data))


def answers(scene: Scene, lot: int) -> None:
    _pressed(scene, lot, Action.ACK, " AND t.state <> 'acknowledged'")


def needs_help(scene: Scene, lot: int) -> None:
    _pressed(scene, lot, Action.HELP)


def passes_on(scene: Scene, lot: int) -> None:
    _pressed(scene, lot, Action.RELAY, " AND t.gates = 1 AND t.relayed_at IS NULL")


def is_answered_for(scene: Scene, lot: int) -> None:
    """The author phones one of the silent."""
    author = scene.author
    where = f"instruction_id = {scene.instruction} AND answered_at IS NULL"
    targets = scene.book.ids(f"SELECT id FROM target WHERE {where} ORDER BY id")
    scene.take(says(author, author, "/status"))
    screen = scene.newest(author, "status")
    if not targets or not screen:
        return
    scene.press(author, screen, Action.PROXY, scene.instruction)
    scene.press(author, screen, Action.PROXY_PICK, targets[lot % len(targets)])
    scene.press(author, screen, Action.PROXY_DONE)


def over_their_head(scene: Scene, lot: int) -> None:
    where = f"instruction_id = {scene.instruction} AND gates = 1 AND relayed_at IS NULL"
    gates = scene.book.ids(f"SELECT id FROM target WHERE {where} ORDER BY id")
    scene.take(says(scene.author, scene.author, "/status"))
    if gates:
        screen = scene.newest(scene.author, "status")
        scene.press(scene.author, screen, Action.RELAY_OVER, gates[lot % len(gates)])


def from_the_screen(scene: Scene, lot: int) -> None:
    """Somebody opens /status and answers there."""
    if found := _cards(scene):
        who = found[lot % len(found)]["who"]
        scene.take(says(who, who, "/status"))
        if screen := scene.newest(who, "status"):
            scene.press(who, screen, Action.STATUS, scene.instruction)
            scene.press(who, screen, Action.ACK, scene.instruction)


def is_reminded(scene: Scene, lot: int) -> None:
    screen = scene.newest(scene.author, "status")
    if screen:
        scene.press(scene.author, screen, Action.REMIND, scene.instruction, 0)


def blocks_the_bot(scene: Scene, lot: int) -> None:
    linked = scene.book.ids(
        "SELECT telegram_id AS id FROM member WHERE telegram_id IS NOT NULL ORDER BY id"
    )
    who = linked[lot % len(linked)]
    if who != scene.author:
        scene.take(bot_is(who, who, "kicked", "member"))


def group_is_muted(scene: Scene, lot: int) -> None:
    groups = scene.book.ids("SELECT chat_id AS id FROM work_group WHERE left_at IS NULL")
    if groups:
        muting.writing_refused(scene.tx, groups[lot % len(groups)], scene.now)
        scene.deliver()


def group_is_lost(scene: Scene, lot: int) -> None:
    groups = scene.book.ids("SELECT chat_id AS id FROM work_group WHERE left_at IS NULL")
    if groups:
        scene.take(bot_is(1, groups[lot % len(groups)], "kicked", "member"))


def _roster(scene: Scene, edit: Callable[[list[SheetRow]], Sequence[SheetRow]]) -> None:
    """The roster as a file, changed, and applied."""
    tiers = scene.house.tiers
    rows = applying.exported(scene.tx, Export(tiers, "zh-hans", EVERYTHING), scene.now)
    sheet = read_sheet(write_sheet(edit(rows), "csv", tiers), "名册.csv", tiers)
    known = roster.load_roster(scene.tx)
    asked = compare(sheet, known, tiers, EVERYTHING, answers={}).questions
    answered = {each.id: True for each in asked}
    difference = compare(sheet, known, tiers, EVERYTHING, answers=answered)
    if not difference.faults:
        applying.apply_difference(scene.tx, Apply(difference), scene.now)
        scene.deliver()


def _of_a_building(scene: Scene, rows: list[SheetRow], lot: int) -> str:
    high = len(scene.house.tiers)
    codes = sorted({each.code for each in rows if len([u for u in each.units if u]) == high})
    return codes[lot % len(codes)] if codes else ""


def goes_on_leave(scene: Scene, lot: int) -> None:
    """Somebody linked is away for some days, or comes back early."""
    linked = scene.book.rows(
        "SELECT m.telegram_id, m.away_until FROM member m WHERE m.telegram_id IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM current_holder h WHERE h.member_id = m.id) ORDER BY m.id"
    )
    each = linked[lot % len(linked)]
    asking = Asking(each["telegram_id"])
    if each["away_until"] is not None:
        leaves.come_back(scene.tx, AskLeave(asking), scene.now)
    else:
        last = (scene.now + timedelta(days=1 + lot % 3)).date()
        leaves.take_leave(scene.tx, TakeLeave(asking, None, last), scene.now)
    scene.deliver()


def is_phoned(scene: Scene, lot: int) -> None:
    """Somebody without Telegram is reached by telephone, and perhaps answers on the page."""
    unlinked = scene.book.ids("SELECT id FROM member WHERE telegram_id IS NULL ORDER BY id")
    if unlinked:
        each = unlinked[lot % len(unlinked)]
        scene.book.do(f"UPDATE member SET by_phone = 1, on_page = {lot % 2} WHERE id = {each}")


def is_vacated(scene: Scene, lot: int) -> None:
    """All who answered for a building leave."""

    def edit(rows: list[SheetRow]) -> list[SheetRow]:
        code = _of_a_building(scene, rows, lot)
        return [replace(r, name="", phone="") if r.code == code else r for r in rows]

    _roster(scene, edit)


def is_replaced(scene: Scene, lot: int) -> None:
    """A building gets somebody new, who is not linked."""

    def edit(rows: list[SheetRow]) -> list[SheetRow]:
        code = _of_a_building(scene, rows, lot)
        return [replace(r, name=f"新{lot}某", phone="") if r.code == code else r for r in rows]

    _roster(scene, edit)


def is_removed(scene: Scene, lot: int) -> None:
    """A building is no longer listed."""

    def edit(rows: list[SheetRow]) -> list[SheetRow]:
        code = _of_a_building(scene, rows, lot)
        return [each for each in rows if each.code != code]

    _roster(scene, edit)


def time_passes(scene: Scene, lot: int) -> None:
    scene.pass_time(minutes=(1, 11, 16, 46, 90, 26 * 60)[lot % 6])


def _ends(scene: Scene, action: Action, sure: Action | None) -> None:
    author = scene.author
    scene.press(author, scene.newest(author, "preview"), action, scene.instruction)
    question = scene.newest(author, "confirm")
    if question and sure is not None:
        scene.press(author, question, sure, scene.instruction)


def is_closed(scene: Scene, lot: int) -> None:
    _ends(scene, Action.CLOSE, Action.CLOSE_SURE if lot % 2 else None)


def is_withdrawn(scene: Scene, lot: int) -> None:
    _ends(scene, Action.WITHDRAW, Action.WITHDRAW_SURE if lot % 2 else None)


def is_corrected(scene: Scene, lot: int) -> None:
    """The author writes a new text, and asks everybody again or only tells them."""
    author = scene.author
    scene.press(author, scene.newest(author, "preview"), Action.CORRECT, scene.instruction)
    scene.take(says(author, author, f"今晚停水，改到 {lot % 3 + 1} 号井"))
    preview = scene.newest(author, "preview")
    ways = [Action.CORRECT_ASK, Action.CORRECT_TELL][:: 1 if lot % 2 else -1]
    found = [data for each in ways for data in scene.buttons(author, preview, each)]
    if found:
        scene.take(press(author, author, preview, found[0]))


def another_one(scene: Scene, lot: int) -> None:
    issue(scene, urgent=bool(lot % 2), informing=lot % 5 == 0)


ACTS: Sequence[Act] = (
    *[answers] * 3, *[passes_on] * 2, *[time_passes] * 5, needs_help, is_answered_for,
    over_their_head, from_the_screen, is_reminded, blocks_the_bot, group_is_muted, group_is_lost,
    *[goes_on_leave] * 2, is_phoned,
    *[is_corrected] * 2, is_vacated, is_replaced, is_removed, is_closed, is_withdrawn, another_one,
)  # fmt: skip
