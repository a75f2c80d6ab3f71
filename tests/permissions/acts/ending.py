"""Withdrawing and closing what runs or is about to, on one's own message and on another's."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from bot.messages.writing import ConfirmArgs
from tests.permissions.attempt import Attempt
from tests.permissions.scene import Scene
from tests.permissions.updates import press


def ending(scene: Scene) -> Iterator[Attempt]:
    """Asked first, then for sure; and taken back within the undo time."""
    for first, sure in (
        (Action.WITHDRAW, Action.WITHDRAW_SURE),
        (Action.CLOSE, Action.CLOSE_SURE),
    ):
        yield from _asking(scene, first)
        yield from _for_sure(scene, sure, first.name.lower())
    undo = press(scene.me, scene.me, scene.note, pack(Action.WITHDRAW, scene.pending))
    yield Attempt("press WITHDRAW", undo, _may(scene, "withdraw", scene.pending), "instruction")
    yield from _thanking(scene)
    for chat, number in scene.standing("confirm"):
        keep = press(scene.me, chat, number, pack(Action.KEEP))
        yield Attempt("press KEEP", keep, chat == scene.me)


def _thanking(scene: Scene) -> Iterator[Attempt]:
    """道声辛苦 of its issuer, on one's own message and on another's."""
    for chat in dict.fromkeys((scene.me, scene.other)):
        number = scene.put(chat, "complete", scene.instruction)
        update = press(scene.me, chat, number, pack(Action.THANK, scene.instruction))
        may = scene.wrote_it and chat == scene.me
        yield Attempt("press THANK", update, may, "instruction")


def _may(scene: Scene, row: str, instruction: int) -> bool:
    return scene.may(row, scene.home(instruction), issuer=scene.wrote_it)


def _asking(scene: Scene, action: Action) -> Iterator[Attempt]:
    way, data = f"press {action.name}", pack(action, scene.instruction)
    may = _may(scene, action.name.lower(), scene.instruction)
    yield Attempt(way, press(scene.me, scene.me, scene.note, data), may)
    theirs = scene.newest(scene.other, "how_to_write")
    yield Attempt(way, press(scene.me, scene.other, theirs, data), allowed=False)


def _for_sure(scene: Scene, action: Action, row: str) -> Iterator[Attempt]:
    """Only where it was asked, and only that which was asked."""
    way, data = f"press {action.name}", pack(action, scene.instruction)
    may = _may(scene, row, scene.instruction)
    for message in scene.counter.messages("kind = 'confirm'"):
        asked = message.chat_id == scene.me and message.args_as(ConfirmArgs).act == row
        update = press(scene.me, message.chat_id, message.telegram_id or 0, data)
        yield Attempt(way, update, may and asked, "instruction")
    yield Attempt(way, press(scene.me, scene.me, scene.note, data), allowed=False)
