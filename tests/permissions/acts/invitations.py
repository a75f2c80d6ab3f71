"""Inviting people: posters of every unit."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from bot.paper.sheet import PosterSheet
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press


def invitations(scene: Scene) -> Iterator[Attempt]:
    """Posters of every place, by the two steps."""
    me = scene.me
    for place, unit in scene.units.items():
        may = scene.may("invite", place)
        opened = press(me, me, scene.note, pack(Action.POSTERS, unit))
        yield Attempt("press POSTERS", opened, may)
        printed = press(me, me, scene.note, pack(Action.POSTERS_PRINT, unit, 4))
        yield Attempt("press POSTERS_PRINT", printed, may, expect=lambda done: _to_me(me, done))


def _to_me(account: int, done: Done) -> None:
    """The file goes to whoever asked."""
    (file,) = [each for each in done.said if each.kind == "posters"]
    assert file.chat == account
    assert file.outgoing.new_file is not None
    assert isinstance(file.outgoing.new_file.posters, PosterSheet)
