"""Every screen, message and file that speaks of an instruction, held against the naive count."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.looking.gaps import KINDS, GapKindView, GapsView
from bot.chat.looking.values import NamesView, UnitView
from bot.chat.progress import percent, progress_bar
from bot.chat.texts import translator
from bot.instructions.board import Cell
from bot.instructions.gaps import GapKind
from bot.instructions.looks import Branch
from bot.messages.args import Args, encode
from bot.messages.board import BoardArgs
from bot.messages.looking import DigestArgs, StatusFileArgs
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import instant
from bot.usecases.board.board_view import board_view
from bot.usecases.escalation.chase_view import chase_view
from bot.usecases.looking.gaps_view import gaps_view
from bot.usecases.looking.status_view import status_view
from bot.usecases.screens import Screen, ScreenPlace
from tests.counts.naive import Naive, Row
from tests.permissions.scene import Scene

_T = translator("zh-hans")


class Reader:
    """Somebody linked, what they have in their care, and how they see an instruction."""

    def __init__(self, scene: Scene, account: int, member: int, naive: Naive) -> None:
        self.scene, self.account, self.member, self.naive = scene, account, member, naive
        self.seats = scene.book.rows(
            "SELECT u.id, u.path, u.removed_at, p.kind FROM post p"
            " JOIN unit u ON u.id = p.unit_id AND u.removed_at IS NULL"
            " JOIN assignment a ON a.post_id = p.id AND a.until IS NULL"
            f" WHERE a.member_id = {member} AND p.dropped_at IS NULL"
            " AND p.kind NOT IN ('property', 'owners')"
        )

    @property
    def targets(self) -> list[Row]:
        """What they may see of the instruction."""
        wrote = self.naive.row["issuer_id"] == self.member
        return self.naive.targets if wrote else self.cared_for(self.naive)

    def cared_for(self, naive: Naive) -> list[Row]:
        """The targets in their care: those of helpers in their own unit alone."""
        if self.account in self.scene.counter.operators:
            return naive.targets
        deep = [each["path"] for each in self.seats if each["kind"] != "helper"]
        return naive.inside(deep, alone=[each["path"] for each in self.seats])

    def message(self, args: Args, subject: int | None = None) -> BotMessage:
        """A message to them before it is rendered."""
        to = (1, self.account, 1, args.kind, subject, self.member)
        return BotMessage(*to, encode(args), None, False, None, None)

    def status(self, *place: Any) -> tuple[Any, str]:
        """A status screen: its content, and how it reads."""
        return self.screen("status", ScreenPlace(*place))

    def screen(self, kind: str, place: ScreenPlace) -> tuple[Any, str]:
        message = self.message(Screen(place).to_args(kind))
        view = {"status": status_view, "gaps": gaps_view}[kind]
        found = view(self.scene.tx, message, self.scene.now)
        shown = self.scene.counter.rendered(message)
        return found, shown.text or "" if shown else ""


def readers(scene: Scene, naive: Naive) -> list[Reader]:
    """The author, and one reader for each kind of post and height, linked.

    The parties of a branch have no screens.
    """
    rows = scene.book.rows(
        "SELECT DISTINCT m.id, m.telegram_id, p.kind, u.tier FROM member m"
        " JOIN assignment a ON a.member_id = m.id AND a.until IS NULL"
        " JOIN post p ON p.id = a.post_id AND p.dropped_at IS NULL"
        " JOIN unit u ON u.id = p.unit_id AND u.removed_at IS NULL"
        " WHERE m.telegram_id IS NOT NULL AND p.kind NOT IN ('property', 'owners')"
        " ORDER BY m.id"
    )
    first = {(each["kind"], each["tier"]): each for each in reversed(rows)}
    people = {each["id"]: each["telegram_id"] for each in first.values()}
    people[scene.members[0]] = scene.author
    return [Reader(scene, who, member, naive) for member, who in people.items()]


def agree(scene: Scene) -> None:
    """All screens say what there is."""
    begun = scene.book.ids("SELECT id FROM instruction WHERE started_at IS NOT NULL ORDER BY id")
    found = [Naive(scene.book, each) for each in begun]
    for naive in found:
        _of_one(scene, naive)
    _chases(scene)
    for reader in readers(scene, found[-1]) if found else ():
        _gaps(reader)


def _of_one(scene: Scene, naive: Naive) -> None:
    _summary(scene, naive)
    _cards(scene, naive)
    _results(scene, naive)
    for reader in readers(scene, naive):
        if reader.targets:
            _list(reader)
            _unit_screens(reader)
            board_agrees(reader, 0, reader.targets)
            _names(reader)
            _file(reader)
            _digest(reader)


# How numbers are written


def bar(naive: Naive, targets: list[Row]) -> str:
    """▓▓░░░░░░ 1/7 (14 %) · 1/5 楼 + 0/2 苑."""
    whole, done = naive.count(targets), naive.count(targets, naive.done)
    share = f"{done.total}/{whole.total} ({percent(done.total, whole.total)} %)"
    found = f"{progress_bar(done.total, whole.total)} {share}"
    return " · ".join(part for part in (found, done.of(whole)) if part)


def told(naive: Naive, targets: list[Row]) -> str:
    """仅告知，已发 5/7 · 4/5 楼 + 1/2 苑."""
    whole, sent = naive.count(targets), naive.count(targets, naive.delivered)
    found = f"仅告知，已发 {sent.total}/{whole.total}"
    return " · ".join(part for part in (found, sent.of(whole)) if part)


def heading(naive: Naive, targets: list[Row]) -> str:
    return bar(naive, targets) if naive.row["needs_answer"] else told(naive, targets)


def lines(text: str) -> list[str]:
    """The lines of a message; those who need help stand apart."""
    return [re.sub(r" · 有困难 \d+ 处$", "", line) for line in text.splitlines()]


def line(text: str, pattern: str) -> list[str]:
    """What a pattern finds in the lines of a message."""
    return [found[1] for each in text.splitlines() if (found := re.search(pattern, each))]


# The issuer's messages


def _summary(scene: Scene, naive: Naive) -> None:
    for message in scene.counter.messages(
        f"kind = 'preview' AND subject_id = {naive.row['id']} AND gone_at IS NULL"
    ):
        shown = scene.counter.rendered(message)
        if naive.row["state"] in ("running", "closed") and shown:
            _summary_says(scene, naive, shown.text or "")


def _summary_says(scene: Scene, naive: Naive, text: str) -> None:
    targets, said = naive.targets, lines(text)
    running, asks = naive.row["state"] == "running", bool(naive.row["needs_answer"])
    if not targets:
        return
    assert heading(naive, targets) in said, text
    if not running:
        return
    whole, sent = naive.count(targets), naive.count(targets, naive.delivered)
    share = " · ".join(p for p in (f"{sent.total}/{whole.total}", sent.of(whole)) if p)
    if asks:
        assert line(text, "^已送到 (.+)") == [share] * (sent.total < whole.total), text
    for word, which in (("空缺 ", naive.vacant), ("联系不上 ", naive.lost)):
        found = naive.count(targets, which)
        assert line(text, f"(?:^|｜){word}([^｜]+)") == [found.words()] * bool(found.total), text
    if asks:
        _awaited(naive, text)
        _behind(scene, naive, text)


def _awaited(naive: Naive, text: str) -> None:
    found = naive.count(naive.targets, naive.awaited).total
    assert [listed(each) for each in line(text, "^还等：(.+)")] == [found] * bool(found), text


def listed(names: str) -> int:
    """How many units a list names: 甲苑、乙楼；丙苑 丁楼和另外 3 处."""
    more = re.search(r"和另外 (\d+) 处$", names)
    names = names[: more.start()] if more else names
    return len(re.split("[、；]", names)) + (int(more[1]) if more else 0)


def _behind(scene: Scene, naive: Naive, text: str) -> None:
    found = naive.count(naive.targets, naive.behind)
    who = "书记" if set(+found.tiers) <= {"building"} else "上级"
    said = f"{found.words()}等{who}转达"
    if naive.passes_at is not None:
        at = instant(naive.passes_at).astimezone(scene.house.zone)
        day = "" if at.date() == scene.now.astimezone(scene.house.zone).date() else r".*"
        assert not found.total or re.search(f"^{re.escape(said)}，最迟 {day}{at:%H:%M} 自动转达$",
                                            text, re.M), text  # fmt: skip
    elif found.total:
        assert said in text.splitlines(), text
    if not found.total:
        assert "转达" not in text, text


def _results(scene: Scene, naive: Naive) -> None:
    """The final message, the question before an end, and what supervisors were told."""
    number = naive.row["id"]
    whole, done = naive.count(naive.targets), naive.count(naive.targets, naive.done)
    for message in _standing(scene, number, "complete", "confirm", "urgent_notice"):
        shown = scene.counter.rendered(message)
        text = (shown.text if shown else "") or ""
        if message.kind == "complete" and whole.total:
            apart = f"（{done.of(whole)}）" if done.of(whole) else ""
            assert f"{done.total}/{whole.total}" in text, text
            assert apart in text, text
        if message.kind == "confirm":
            sent, silent = (naive.count(naive.targets, each).total
                            for each in (naive.delivered, naive.silent))  # fmt: skip
            assert line(text, r"^已经送到 (\d+) 处") in ([], [str(sent)]), text
            assert line(text, r"^还有 (\d+) 处没回复") in ([], [str(silent)]), text
        if message.kind == "urgent_notice" and naive.row["state"] == "running":
            reader = Reader(scene, message.chat_id, message.member_id or 0, naive)
            if reader.targets:
                assert line(text, "发给 (.+)。$") == [naive.count(reader.targets).words()], text


def _standing(scene: Scene, subject: int, *kinds: str) -> list[BotMessage]:
    named = ", ".join(f"'{kind}'" for kind in kinds)
    return scene.counter.messages(
        f"kind IN ({named}) AND subject_id = {subject} AND gone_at IS NULL"
        " AND telegram_id IS NOT NULL"
    )


# What stands in the chats of those asked


def _cards(scene: Scene, naive: Naive) -> None:
    by_id = {each["id"]: each for each in naive.targets}
    for card in _standing(scene, naive.row["id"], "card"):
        rows = scene.book.rows(
            f"SELECT * FROM message_target WHERE message_id = {card.id} AND role = 'line'"
        )
        shown = scene.counter.rendered(card)
        text = (shown.text if shown else "") or ""
        if "已收到 " not in text:
            continue
        mine = [by_id[each["target_id"]] for each in rows if each["target_id"] in by_id]
        whole, done = naive.count(mine), naive.count(mine, naive.done)
        apart = f"（{done.of(whole)}）" if done.of(whole) else ""
        (said,) = line(text, r"^已收到 (\d+/\d+(?:（[^）]*）)?)")
        assert said == f"{done.total}/{whole.total}{apart}", text
        waiting = naive.count(mine, naive.silent).total
        if naive.row["state"] == "running":
            assert [listed(each) for each in line(text, "^还等：(.+)")] == [waiting] * bool(waiting)


def _chases(scene: Scene) -> None:
    """A reminder counts the silent it tells of, and so does the list it leads to."""
    for message in scene.counter.messages(
        "kind = 'chase' AND gone_at IS NULL AND closed_at IS NULL AND telegram_id IS NOT NULL"
    ):
        rows = scene.book.rows(
            "SELECT t.instruction_id, t.id FROM message_target x"
            " JOIN target t ON t.id = x.target_id"
            f" WHERE x.message_id = {message.id} AND x.role = 'above'"
        )
        silent = [each["id"] for each in rows if _pending(scene, each)]
        shown = scene.counter.rendered(message)
        text = (shown.text if shown else "") or ""
        said = line(text, r"还有 (\d+) 项没回复")
        assert said == [str(len(silent))] * bool(silent), text
        view = chase_view(scene.tx, message, scene.now)
        if view is not None and not view.replaced:
            assert sum(len(each.spots) for each in view.above) == len(silent)
        if silent:
            _told(scene, message, silent)


def _told(scene: Scene, message: BotMessage, silent: list[int]) -> None:
    reader = Reader(scene, message.chat_id, message.member_id or 0, _EMPTY)
    view, text = reader.status("told", (message.id,))
    if isinstance(view, NamesView) and reader.seats:
        assert view.pages.total == len(view.rows) + view.pages.skip + view.pages.rest
        assert view.pages.total <= len(silent)
        assert line(text, r"^还有 (\d+) 项没回复") == [str(view.pages.total)] * bool(view.rows)


_EMPTY: Any = None


def _pending(scene: Scene, row: Row) -> bool:
    naive = Naive(scene.book, row["instruction_id"])
    return any(each["id"] == row["id"] and naive.pending(each) for each in naive.targets)


# The screens of those who look


def _list(reader: Reader) -> None:
    naive, text = reader.naive, ""
    for page in range(3):
        view, text = reader.status("list", (), page)
        if any(each.instruction.id == naive.row["id"] for each in view.headings):
            assert naive.row["state"] == "running"
            assert heading(naive, reader.targets) in lines(text), text
            return
        if not view.pages.rest:
            break
    assert naive.row["state"] != "running", text


def _unit_screens(reader: Reader) -> None:
    """The instruction at its top, and each branch from there: the rows add up."""
    view = _unit(reader, 0, reader.targets)
    for row in view.rows if view else ():
        if isinstance(row, Branch):
            path = row.unit.path
            below = [each for each in reader.targets if _path(reader, each).startswith(path)]
            _unit(reader, row.unit.id, below)


def _path(reader: Reader, target: Row) -> str:
    return str(reader.naive.units[target["unit_id"]]["path"])


def _unit(reader: Reader, unit: int, targets: list[Row]) -> UnitView | None:
    naive, place = reader.naive, (reader.naive.row["id"], unit)
    view, text = reader.status("unit", place)
    if not isinstance(view, UnitView) or naive.row["state"] == "withdrawn":
        return None
    assert heading(naive, targets) in lines(text), text
    rows = list(view.rows)
    for page in range(1, view.pages.count):
        rows += reader.status("unit", place, page)[0].rows
    assert len(rows) == view.pages.total
    assert sum(each.total if isinstance(each, Branch) else 1 for each in rows) == len(targets)
    for row in rows:
        if isinstance(row, Branch):
            _branch(naive, row, text, [t for t in targets
                                       if _path(reader, t).startswith(row.unit.path)])  # fmt: skip
    return view


def _branch(naive: Naive, row: Branch, text: str, below: list[Row]) -> None:
    which = naive.done if naive.row["needs_answer"] else naive.delivered
    done, total = naive.count(below, which).total, len(below)
    assert (row.done, row.total) == (done, total)
    said = line(text, rf"^{row.unit.name} [▓░]+ (\d+/\d+)")
    assert said in ([], [f"{done}/{total}"]), text


def board_agrees(reader: Reader, unit: int, targets: list[Row]) -> None:
    """The board at a unit, and at each unit that it draws: every cell says how many stand how."""
    args = BoardArgs(
        instruction=reader.naive.row["id"],
        unit=unit,
        operator=reader.account in reader.scene.counter.operators,
    )
    view = board_view(reader.scene.tx, reader.message(args), reader.scene.now)
    if view is None:
        return
    drawn = [*view.cells, *view.undrawn]
    assert sum(map(_said_by_cells, [*drawn, view.own]), Counter()) == _standing_of(reader, targets)
    for cell in drawn:
        below = [each for each in targets if _path(reader, each).startswith(cell.unit.path)]
        assert _said_by_cells(cell) == _standing_of(reader, below), cell
        assert cell.done >= reader.naive.count(below, reader.naive.done).total
        if len(targets) > len(below):
            board_agrees(reader, cell.unit.id, below)


def _said_by_cells(cell: Cell | None) -> Counter[str]:
    return Counter() if cell is None else Counter({k.value: n for k, n in cell.counts.items()})


def _standing_of(reader: Reader, targets: list[Row]) -> Counter[str]:
    return Counter(map(reader.naive.standing, targets))


def _names(reader: Reader) -> None:
    """Who is silent: as many on all pages as the first one says."""
    naive, place = reader.naive, (reader.naive.row["id"], 0)
    view, _ = reader.status("silent", place)
    if not isinstance(view, NamesView):
        return
    silent = [each["id"] for each in reader.targets if naive.silent(each)]
    names = [row.name.target.id for row in view.rows]
    for page in range(1, view.pages.count):
        names += [row.name.target.id for row in reader.status("silent", place, page)[0].rows]
    assert view.pages.total == len(silent)
    assert sorted(names) == sorted(silent)


def _file(reader: Reader) -> None:
    naive = reader.naive
    shown = reader.scene.counter.rendered(reader.message(StatusFileArgs(), naive.row["id"]))
    if shown is None or shown.new_file is None or shown.new_file.data is None:
        return
    rows = shown.new_file.data.rows
    assert len(rows) == len(reader.targets)
    states = [row[3] for row in rows]
    assert states.count("已收到") == naive.count(reader.targets, naive.done).total
    assert states.count("暂无人") == naive.count(reader.targets, naive.vacant).total, states


def _digest(reader: Reader) -> None:
    """进行中：#1 4/7（3/5 楼 + 1/2 苑）."""
    naive = reader.naive
    if not any(each["kind"] in ("liaison", "supervisor") for each in reader.seats):
        return
    args = DigestArgs(due=0, new={}, old=0, week_begins=True)
    shown = reader.scene.counter.rendered(reader.message(args))
    deep = [s["path"] for s in reader.seats if s["kind"] in ("liaison", "supervisor")]
    targets = naive.inside(deep)
    open_ = naive.row["state"] == "running" and naive.row["needs_answer"]
    if not open_ or naive.row["completed_at"] or not naive.count(targets, naive.silent).total:
        return
    whole, done = naive.count(targets), naive.count(targets, naive.done)
    apart = f"（{done.of(whole)}）" if done.of(whole) else ""
    said = f"#{naive.row['number']} {done.total}/{whole.total}{apart}"
    text = (shown.text if shown else "") or ""
    assert said in re.split(" · |：", line(text, "^(进行中：.+)")[0]), text


def _gaps(reader: Reader) -> None:
    """The overview, and behind each of its buttons as many as it says."""
    view, text = reader.screen("gaps", ScreenPlace("kinds"))
    if not isinstance(view, GapsView) or not view.counts:
        return
    for kind, count in view.counts.items():
        assert f"{_T(KINDS[kind])} {count}" in text.splitlines(), text
        page, shown = reader.screen("gaps", ScreenPlace(kind.value))
        assert isinstance(page, GapKindView)
        assert shown.splitlines()[0] == f"{_T(KINDS[kind])} {count}", (text, shown)
        assert page.count == count
        assert _gap_rows(reader, kind, page) == count
    assert view.counts.get(GapKind.SILENT, 0) == _overdue(reader)


def _gap_rows(reader: Reader, kind: GapKind, first: GapKindView) -> int:
    """How many gaps stand on all pages."""
    found = 0
    for page in range(first.pages.count):
        view, text = reader.screen("gaps", ScreenPlace(kind.value, (), page))
        found += len(view.rows) + sum(map(int, line(text, r"：(\d+) 处未回复$")))
    return found


def _overdue(reader: Reader) -> int:
    """How many units have let a deadline pass, of all instructions in the reader's care."""
    micros = (reader.scene.now - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    late = reader.scene.book.ids(
        "SELECT id FROM instruction WHERE state = 'running' AND needs_answer = 1"
        f" AND completed_at IS NULL AND deadline_at < {micros}"
    )
    found = (Naive(reader.scene.book, each) for each in late)
    return sum(each.count(reader.cared_for(each), each.silent).total for each in found)
