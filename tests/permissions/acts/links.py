"""Linking accounts: deciding for others, and claiming for oneself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.chat.callback import Action, pack, unpack
from tests.permissions.attempt import Attempt, Expect
from tests.permissions.counter import Done
from tests.permissions.rules import phone
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says, shares_contact
from tests.permissions.who_may import CARE, up

_KEPT = frozenset({"member", "assignment", "acknowledgement", "target"})


def links(scene: Scene) -> Iterator[Attempt]:
    """Every request with every member, on the actor's own list and on another's."""
    for request in scene.book.rows("SELECT * FROM link_request ORDER BY id"):
        decides = _decides(scene, request)
        yield from _deciding(scene, request["id"], decides)
        yield from _naming(scene, request, decides)
    for chat, number in scene.standing("link_requests"):
        update = press(scene.me, chat, number, pack(Action.LINK_LIST))
        yield Attempt("press LINK_LIST", update, chat == scene.me)
    yield from _oneself(scene)


def _deciding(scene: Scene, call: int, decides: bool) -> Iterator[Attempt]:
    for action, table in ((Action.LINK_REFUSE, "link_request"), (Action.LINK_FIND, "outbox")):
        way, data = f"press {action.name}", pack(action, call, 0)
        own, anothers = (scene.newest(chat, "link_requests") for chat in (scene.me, scene.other))
        yield Attempt(way, press(scene.me, scene.me, own, data), decides, table)
        yield Attempt(way, press(scene.me, scene.other, anothers, data), allowed=False)
        yield Attempt(way, press(scene.me, scene.me, scene.note, data), allowed=False)


def _naming(scene: Scene, request: dict[str, Any], decides: bool) -> Iterator[Attempt]:
    number, call = scene.newest(scene.me, "link_requests"), request["id"]
    for who, member in scene.members.items():
        may = decides and _vouches(scene, who)
        pick, yes = (
            press(scene.me, scene.me, number, pack(action, call, member))
            for action in (Action.LINK_PICK, Action.LINK_APPROVE)
        )
        yield Attempt("press LINK_PICK", pick, may)
        yield Attempt(
            "press LINK_APPROVE", yes, may, "member", expect=_linked(member, request),
            prelude=partial(_picked, scene, number, call, member),
        )  # fmt: skip
        unseen = may and member == request["member_id"]
        yield Attempt("press LINK_APPROVE", yes, unseen, "member")


def _picked(scene: Scene, number: int, call: int, member: int) -> None:
    """The list shows this member picked for this request, as it did when more was allowed."""
    args = {"finding": call, "picked": member, "operator": scene.runs_the_bot}
    scene.book.do(
        f"UPDATE bot_message SET args = '{json.dumps(args)}'"
        f" WHERE chat_id = {scene.me} AND telegram_id = {number}"
    )


def _linked(member: int, request: dict[str, Any]) -> Expect:
    """This member, and nobody else, has got the account."""

    def expect(done: Done) -> None:
        account = request["telegram_id"]
        assert [r["id"] for r in done.rows("member") if r["telegram_id"] == account] == [member]

    return expect


def _decides(scene: Scene, request: dict[str, Any]) -> bool:
    """Who may confirm the likely member decides, else the liaison in whose list the request is."""
    if scene.runs_the_bot:
        return True
    if request["member_id"] is not None:
        (who,) = [who for who, each in scene.members.items() if each == request["member_id"]]
        return _vouches(scene, who)
    near = scene.place_of(request["unit_id"]) if request["unit_id"] else 0
    shown = _stands_in_list(scene, request["id"])
    assert not shown or scene.may("approve links", near)
    return shown


def _stands_in_list(scene: Scene, call: int) -> bool:
    with scene.book.undone("list"):
        number = scene.put(scene.me, "link_requests")
        found = map(unpack, scene.buttons(scene.me, number, Action.LINK_REFUSE))
        return any(each.number(0) == call for each in found if each)


def _vouches(scene: Scene, who: int) -> bool:
    """A liaison above every post of theirs; above the unit itself where they look after it."""
    theirs = scene.plan.held_by(who)
    above = [up(scene.tree, each.place)[1 if each.kind in CARE else 0 :] for each in theirs]
    may = all(any(scene.may("approve links", each) for each in line) for line in above)
    return scene.runs_the_bot or (bool(theirs) and may)


def _oneself(scene: Scene) -> Iterator[Attempt]:
    """A number of one's own that is one unlinked member's links; nothing else does."""
    me, known = scene.me, scene.known
    for free in scene.plan.unlinked:
        own = shares_contact(me, phone(free), me)
        yield Attempt("contact", own, not known, "member", watched=_KEPT)
        anothers = shares_contact(me, phone(free), 4711)
        yield Attempt("contact", anothers, allowed=False, watched=_KEPT)
    taken = shares_contact(me, phone(0), me)
    yield Attempt("contact", taken, allowed=False, watched=_KEPT)
    words = says(me, me, "我是新来的")
    yield Attempt("private STRANGER", words, not known, watched=frozenset({"link_request"}))
