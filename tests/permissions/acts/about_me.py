"""/mydata: everybody reads about themself, nobody about anybody else, and no group anything."""

from __future__ import annotations

from collections.abc import Iterator

from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.phones import read
from tests.permissions.rules import LOOSE, name
from tests.permissions.scene import Scene
from tests.permissions.updates import says

_KEPT = frozenset({"member", "assignment", "acknowledgement", "instruction", "target"})


def about_me(scene: Scene) -> Iterator[Attempt]:
    """In private and in a group."""
    me = scene.me

    def only_mine(done: Done) -> None:
        sent = [each for each in done.said if each.kind in ("my_data", "my_data_file")]
        assert sent
        assert {each.chat for each in sent} == {me}
        assert {row["chat_id"] for row in done.rows("bot_message")} == {me}
        others = {name(who) for who in range(len(scene.members))} - _named(scene)
        for each in sent:
            written = read(each).partition("看得到")[0]
            assert not [other for other in others if f"姓名 {other}" in written]

    asked = says(me, me, "/mydata")
    yield Attempt("/mydata", asked, allowed=True, expect=only_mine)
    yield Attempt("/mydata", asked, allowed=False, watched=_KEPT)
    yield Attempt("/mydata", says(me, LOOSE, "/mydata"), allowed=False)


def _named(scene: Scene) -> set[str]:
    found = scene.book.rows(f"SELECT name FROM member WHERE id = {scene.member}")
    return {row["name"] for row in found}
