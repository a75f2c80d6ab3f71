"""The roster as a file: sending one, the buttons under it, and having one sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.chat.callback import Action, pack
from bot.sheets import read_sheet
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press, sends_file

_ROSTER = frozenset({"unit", "post", "assignment", "member"})
_BUTTONS = (
    Action.IMPORT,
    Action.IMPORT_ANSWER,
    Action.IMPORT_PAGE,
    Action.APPLY,
    Action.APPLY_SURE,
    Action.IMPORT_DROP,
    Action.AS_INSTRUCTION,
    Action.TABLE,
)


def files(scene: Scene) -> Iterator[Attempt]:
    """One's own file, and somebody else's by its number."""
    may = bool(scene.somewhere("import"))
    sent, kept = sends_file(scene.me, "名册.xlsx"), "import_request"
    offered = may or scene.issues
    yield Attempt("file", sent, offered, kept, watched=frozenset({kept}))
    export = press(scene.me, scene.me, scene.note, pack(Action.EXPORT))
    exports = bool(scene.somewhere("export"))
    yield Attempt("press EXPORT", export, exports, expect=lambda done: _their_part(scene, done))
    empty = press(scene.me, scene.me, scene.note, pack(Action.TEMPLATE))
    yield Attempt("press TEMPLATE", empty, may)
    if scene.import_id:
        yield from _decided(scene, may)
        yield from _asked(scene, may)
    for action in _BUTTONS:
        yield from _anothers(scene, action)


def _their_part(scene: Scene, done: Done) -> None:
    """The file goes to the asker and holds the units they may export, all of them."""
    (file,) = [each for each in done.said if each.kind == "roster_file"]
    assert file.chat == scene.me
    assert file.outgoing.new_file is not None
    assert isinstance(file.outgoing.new_file.content, bytes)
    content, tiers = file.outgoing.new_file.content, scene.house.tiers
    found = {row.code for row in read_sheet(content, "名册.xlsx", tiers).rows}
    assert found == {f"U{place}" for place in scene.somewhere("export")}


def _pressed(scene: Scene, action: Action, *values: int) -> dict[str, Any]:
    return press(scene.me, scene.me, scene.note, pack(action, scene.import_id, *values))


def _decided(scene: Scene, may: bool) -> Iterator[Attempt]:
    """A comparison made when more was allowed is not applied beyond what is allowed now."""
    whole = may and all(scene.may("import", place) for place in scene.imported)
    for action, certain in ((Action.APPLY, False), (Action.APPLY_SURE, bool(scene.imported))):
        update = _pressed(scene, action)
        way = f"press {action.name}"
        yield Attempt(way, update, whole, "assignment", certain, watched=_ROSTER)
    yield Attempt("press IMPORT_PAGE", _pressed(scene, Action.IMPORT_PAGE, 1), may)
    answer = _pressed(scene, Action.IMPORT_ANSWER, 1)
    yield Attempt("press IMPORT_ANSWER", answer, may, certain=False)
    yield Attempt("press IMPORT_DROP", _pressed(scene, Action.IMPORT_DROP), allowed=True)


def _asked(scene: Scene, may: bool) -> Iterator[Attempt]:
    """While it is still asked what the file is for."""

    def asked() -> None:
        anew = "state = 'asked', difference = NULL"
        scene.book.do(f"UPDATE import_request SET {anew} WHERE id = {scene.import_id}")

    import_, notice = (_pressed(scene, each) for each in (Action.IMPORT, Action.AS_INSTRUCTION))
    yield Attempt("press IMPORT", import_, may, "import_request", prelude=asked)
    yield Attempt("press AS_INSTRUCTION", notice, scene.issues, "attachment", prelude=asked)
    table = _pressed(scene, Action.TABLE)
    yield Attempt("press TABLE", table, scene.issues, "import_request", prelude=asked)


def _anothers(scene: Scene, action: Action) -> Iterator[Attempt]:
    """Not with the right number, nor in their own chat."""
    data = pack(action, scene.others_import, 1)
    for chat in (scene.me, scene.other):
        update = press(scene.me, chat, scene.newest(chat, "how_to_write"), data)
        yield Attempt(f"press {action.name}", update, allowed=False)
