"""Groups: binding, leaving, their language; adding the bot to one and throwing it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.chat.callback import Action, pack
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.rules import LOOSE
from tests.permissions.scene import Scene
from tests.permissions.stage import FIRST_NUMBER
from tests.permissions.updates import bot_is, press, says

_FRESH = -901
_KEPT = frozenset({"binding", "unit", "instruction", "chat_language", "target", "assignment"})


def binding(scene: Scene) -> Iterator[Attempt]:
    """By code and by button, on one's own question and on another's."""
    for place, unit in scene.units.items():
        may = scene.may("bind", place)
        yield from _by_code(scene, place, may)
        yield from _by_button(scene, unit, may)
    for chat in (_FRESH, scene.me):
        yield Attempt("/bind", says(scene.me, chat, "/bind"), allowed=False, watched=_KEPT)
    for chat, number in scene.standing("bind_question"):
        yield from _answering(scene, chat, number)
    for group in scene.book.rows("SELECT id, chat_id FROM work_group ORDER BY id"):
        yield from _bound(scene, group["id"])
        yield from _language(scene, group["id"], group["chat_id"])
    yield from _chosen(scene)
    yield from _seen(scene)
    yield from _language_of_persons(scene)
    yield from _telegrams_word(scene)


def _by_code(scene: Scene, place: int, may: bool) -> Iterator[Attempt]:
    """Anonymous administrators are refused: Telegram hides who asks."""
    yield Attempt("/bind", says(scene.me, _FRESH, f"/bind U{place}"), may, "binding")
    hidden = {"id": _FRESH, "type": "supergroup"}
    anonymous = says(scene.me, _FRESH, f"/bind U{place}", sender_chat=hidden)
    yield Attempt("/bind", anonymous, allowed=False)


def _by_button(scene: Scene, unit: int, may: bool) -> Iterator[Attempt]:
    theirs = scene.newest(scene.other, "bind_question")
    for action, values, table in (
        (Action.BIND_PICK, (unit,), "binding"),
        (Action.BIND_BROWSE, (unit, 0), "outbox"),
    ):
        way, data = f"press {action.name}", pack(action, *values)
        own = press(scene.me, scene.me, _about(scene, scene.loose_group), data)
        yield Attempt(way, own, may, table)
        yield Attempt(way, press(scene.me, scene.other, theirs, data), allowed=False)
        yield Attempt(way, press(scene.me, scene.me, scene.note, data), allowed=False)


def _about(scene: Scene, group: int) -> int:
    """The number of the actor's own question about a group."""
    where = f"kind = 'bind_question' AND chat_id = {scene.me} AND subject_id = {group}"
    return scene.counter.messages(where)[-1].telegram_id or 0


def _answering(scene: Scene, chat: int, number: int) -> Iterator[Attempt]:
    for action, values in (
        (Action.BIND, ()),
        (Action.BIND_DONE, ()),
        (Action.BIND_BROWSE, (0, 0)),
    ):
        update = press(scene.me, chat, number, pack(action, *values))
        yield Attempt(f"press {action.name}", update, chat == scene.me)
    if chat != scene.me:
        leave = press(scene.me, chat, number, pack(Action.BIND_LEAVE))
        yield Attempt("press BIND_LEAVE", leave, allowed=False)


def _chosen(scene: Scene) -> Iterator[Attempt]:
    """选群: for one unit and for all that a muted group serves; what is chosen binds only what was
    asked for, in one's own chat."""
    me, fresh = scene.me, {"chat_id": _FRESH, "title": "某群"}
    for place, unit in scene.units.items():
        may = scene.may("bind", place)
        ask = press(me, me, scene.note, pack(Action.GROUP_CHOOSE, unit))
        yield Attempt("press GROUP_CHOOSE", ask, may)
        request = scene.put(me, "choose_group", units=[unit]) - FIRST_NUMBER
        shares = says(me, me, chat_shared={"request_id": request, **fresh})
        yield Attempt("chat shared", shares, may, "binding")
    wanted = [*scene.units.values()]
    theirs = scene.put(scene.other, "choose_group", units=wanted) - FIRST_NUMBER
    shares = says(me, me, chat_shared={"request_id": theirs, **fresh})
    yield Attempt("chat shared", shares, allowed=scene.me == scene.other, certain=False)
    aside = press(me, me, scene.note, pack(Action.GROUP_CHOOSE, 0))
    yield Attempt("press GROUP_CHOOSE", aside, allowed=False)


def _seen(scene: Scene) -> Iterator[Attempt]:
    """The button below what one was told oneself, not below what others were, nor another's."""
    data = pack(Action.GROUP_SEEN)
    for chat, number in scene.standing("muted"):
        yield Attempt("press GROUP_SEEN", press(scene.me, chat, number, data), chat == scene.me)
    aside = press(scene.me, scene.me, scene.note, data)
    yield Attempt("press GROUP_SEEN", aside, allowed=False)


def _bound(scene: Scene, group: int) -> Iterator[Attempt]:
    """Units are taken from it one by one; it is left by who may bind all it serves."""
    served, number = scene.places("binding", f"group_id = {group}"), _about(scene, group)
    whole = all(scene.may("bind", each) for each in served)
    leave = press(scene.me, scene.me, number, pack(Action.BIND_LEAVE))
    yield Attempt("press BIND_LEAVE", leave, whole and bool(scene.somewhere("bind")))
    for place in served:
        pick = press(scene.me, scene.me, number, pack(Action.BIND_PICK, scene.units[place]))
        yield Attempt("press BIND_PICK", pick, scene.may("bind", place), "binding")


def _language(scene: Scene, group: int, chat: int) -> Iterator[Attempt]:
    served = scene.places("binding", f"group_id = {group}")
    may = bool(served) and all(scene.may("bind", each) for each in served)
    may = may or scene.runs_the_bot
    yield Attempt("/language", says(scene.me, chat, "/language"), may)
    choose = press(scene.me, chat, scene.newest(chat, "language"), pack(Action.LANGUAGE, "en"))
    yield Attempt("press LANGUAGE", choose, may, "chat_language")


def _language_of_persons(scene: Scene) -> Iterator[Attempt]:
    """Everybody may set their own language."""
    me, other, data = scene.me, scene.other, pack(Action.LANGUAGE, "en")
    yield Attempt("/language", says(me, me, "/language"), allowed=True)
    own = press(me, me, scene.newest(me, "language"), data)
    yield Attempt("press LANGUAGE", own, True, "chat_language")
    anothers = press(me, other, scene.newest(other, "language"), data)
    yield Attempt("press LANGUAGE", anothers, allowed=False)


def _telegrams_word(scene: Scene) -> Iterator[Attempt]:
    """Telegram decides who may add or remove the bot; that binds nothing."""
    me = scene.me

    def only_me(done: Done) -> None:
        assert {row["telegram_id"] for row in done.rows("member")} <= {me}

    added, gone = bot_is(me, -902, "member"), bot_is(me, LOOSE, "kicked", "member")
    yield Attempt("membership", added, True, "work_group")
    yield Attempt("membership", added, allowed=False, watched=_KEPT)
    yield Attempt("membership", gone, True, "work_group")
    blocked = bot_is(me, me, "kicked", "member")
    yield Attempt("membership", blocked, True, "member", certain=False, expect=only_me)
    moved = says(me, LOOSE, migrate_to_chat_id=-903)
    yield Attempt("migrated", moved, True, "work_group")
    place: dict[str, Any] = {"message_thread_id": 5, "is_topic_message": True}
    elsewhere = says(me, LOOSE, forum_topic_closed={}, **place)
    yield Attempt("topic", elsewhere, allowed=False)
    closed = says(me, LOOSE, forum_topic_closed={})
    yield Attempt("topic", closed, True, "work_group", certain=False)
