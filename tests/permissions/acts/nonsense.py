"""Buttons that name what is not there, and buttons on messages they never stood on."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from tests.permissions.attempt import Attempt
from tests.permissions.scene import Scene
from tests.permissions.updates import press

_NOWHERE = 999_999
_KEPT = frozenset(
    {
        "acknowledgement",
        "assignment",
        "attachment",
        "binding",
        "help_request",
        "import_request",
        "instruction",
        "instruction_scope",
        "link_request",
        "member",
        "meta",
        "post",
        "target",
        "unit",
        "work_group",
    }
)


def nonsense(scene: Scene) -> Iterator[Attempt]:
    """Malformed presses break nothing and change nothing."""
    for action in Action:
        for values in ((_NOWHERE,), (_NOWHERE, _NOWHERE), ("x",), (_NOWHERE, "x")):
            data = pack(action, *values)
            for chat, number in ((scene.me, scene.note), (scene.me, 0), (-100, 1)):
                update = press(scene.me, chat, number, data)
                yield Attempt(f"press {action.name}", update, allowed=False, watched=_KEPT)
