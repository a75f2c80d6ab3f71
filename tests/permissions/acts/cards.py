"""Answering, passing on and asking for help, on every card and reminder there is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bot.chat.callback import Action, pack
from bot.usecases.helping.handling import REASONS
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.course import SAID, unclear, unsent
from tests.permissions.scene import Scene
from tests.permissions.updates import edits, press, says
from tests.permissions.who_may import PARTIES

_UNANSWERED = ("waiting", "sent", "unreachable")
_TALK = frozenset({"how_to", "welcome", "home", "nothing_new", "nobody_told", "unsent"})
_KEPT = frozenset({"target", "acknowledgement", "help_request", "member", "audit"})
"""The press of somebody unknown is remembered, and changes none of these."""


class Cards:
    """What the actor may answer and relay, by the table."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.me = scene, scene.me
        asked = f"SELECT * FROM target WHERE instruction_id = {scene.instruction}"
        self.targets = {scene.place_of(row["unit_id"]): row for row in scene.book.rows(asked)}
        self.mine = {place for place in self.targets if scene.may("answer", place)}
        self.waiting = {each for each in self.mine if self.unanswered(each)}
        self.to_relay = {each for each in self.targets if self.gated(each, "relay")}

    def unanswered(self, place: int) -> bool:
        """Whether a place is waited for."""
        return self.targets[place]["state"] in _UNANSWERED

    def gated(self, place: int, row: str, *, issuer: bool = False) -> bool:
        """Whether the actor may pass on for a place, and it waits for that."""
        target = self.targets[place]
        waits = target["gates"] == 1 and target["relayed_at"] is None
        return waits and self.scene.may(row, place, issuer=issuer)

    def place(self, target: int) -> int:
        """Which place a target is of."""
        return next(place for place, row in self.targets.items() if row["id"] == target)

    def turned(self, done: Done, sign: Callable[[dict[str, Any]], bool]) -> set[int]:
        """The places whose targets have changed so that `sign` holds now and did not before."""
        now = {row["id"] for row in done.rows("target") if sign(row)}
        before = {row["id"] for row in done.rows("target", gone=True) if sign(row)}
        return {self.place(target) for target in now - before}

    def answered(self, done: Done) -> None:
        """Exactly what waits for the actor is answered, and in nobody else's name."""
        assert self.turned(done, lambda row: row["state"] == "acknowledged") == self.waiting
        assert {row["member_id"] for row in done.rows("acknowledgement")} <= {self.scene.member}

    def relayed(self, done: Done) -> None:
        """That, and exactly what the actor may pass on has been."""
        self.answered(done)
        assert self.turned(done, lambda row: row["relay_path"] == "holder") == self.to_relay


def cards(scene: Scene) -> Iterator[Attempt]:
    """On one's own and on another's card, in groups, by button and in words."""
    found = Cards(scene)
    for chat, number in scene.standing("card"):
        yield from _buttons(found, chat, number, scene.instruction)
        yield from _typed(found, chat, number)
    for chat, number in scene.standing("chase"):
        yield from _buttons(found, chat, number)
    opened = any(found.targets[each]["opened_at"] is not None for each in found.waiting)
    words = says(found.me, found.me, "收到")
    yield Attempt("private ANSWER", words, opened, "target", expect=found.answered, harmless=_TALK)
    cry = says(found.me, found.me, "救命")
    posted = scene.known and bool(scene.plan.held_by(scene.plan.actor))
    yield Attempt("private TROUBLE", cry, posted, harmless=_TALK | {"notice"})
    yield from _words_of_ones_own(found)
    yield from _asked_back(found)
    yield from _passed_up(found)
    yield from _written_up(found)
    yield from _over_a_head(found)
    for call in scene.book.rows("SELECT * FROM help_request ORDER BY id"):
        yield from _help(found, call["id"], found.place(call["target_id"]), call["member_id"])


def _buttons(found: Cards, chat: int, number: int, *named: int) -> Iterator[Attempt]:
    watched = None if found.scene.known else _KEPT

    def tried(action: Action, allowed: object, certain: object = True) -> Attempt:
        expect = found.relayed if action is Action.RELAY else found.answered
        update = press(found.me, chat, number, pack(action, *named))
        way = f"press {action.name}"
        return Attempt(way, update, bool(allowed), "target", bool(certain), expect, watched=watched)

    yield tried(Action.ACK, found.waiting)
    yield tried(Action.RELAY, found.waiting or found.to_relay)
    yield tried(Action.HELP, found.mine, certain=found.waiting)
    words = press(found.me, chat, number, pack(Action.RELAY_WORDS, *named))
    yield Attempt("press RELAY_WORDS", words, bool(found.to_relay), "expectation")


def _typed(found: Cards, chat: int, number: int) -> Iterator[Attempt]:
    me, waiting = found.me, bool(found.waiting)
    reply = says(me, chat, "收到", to=number)
    if chat < 0:
        watched = None if found.scene.known else _KEPT
        yield Attempt(
            "group reply", reply, waiting, "target", expect=found.answered, watched=watched
        )
        named = says(me, chat, "@gridcall_bot 收到")
        yield Attempt(
            "group mention", named, waiting, "target", expect=found.answered, watched=watched
        )
        channel = says(me, chat, "收到", to=number, sender_chat={"id": -5, "type": "channel"})
        yield Attempt("group reply", channel, allowed=False)
    elif chat == me:
        yield Attempt(
            "private REPLY", reply, waiting, "target", expect=found.answered, harmless=_TALK
        )


def _words_of_ones_own(found: Cards) -> Iterator[Attempt]:
    """Words to add: typed, edited, and what is done with them."""
    scene, me = found.scene, found.me
    passes, watched = bool(found.to_relay), frozenset({"relay_draft", *_KEPT})
    asked = partial(scene.expect, me, "relay_words", scene.instruction)
    yield Attempt(
        "expected relay_words", says(me, me, "请上心"), passes, "relay_draft_part",
        watched=_KEPT, prelude=asked,
    )  # fmt: skip
    changed = {"edited_message": {**edits(me, "改过")["edited_message"], "message_id": SAID}}
    yield Attempt("edited", changed, scene.known, "relay_draft_part", watched=watched)
    for account in dict.fromkeys((me, scene.other)):
        yield from _shown_back(found, account, own=account == me and scene.known)


def _shown_back(found: Cards, account: int, *, own: bool) -> Iterator[Attempt]:
    """The buttons below somebody's words."""
    scene, number = found.scene, found.scene.newest(account, "relay_words")
    draft = scene.book.ids(f"SELECT id FROM relay_draft WHERE chat_id = {account}")
    version = scene.book.rows(f"SELECT touched_at FROM relay_draft WHERE chat_id = {account}")
    values = (*draft, *(row["touched_at"] for row in version)) or (1, 1)
    expects: dict[Action, Callable[[Done], None] | None] = {
        Action.RELAY_GO: found.answered,
        Action.RELAY_PLAIN: found.relayed,
        Action.RELAY_DROP: None,
        Action.RELAY_UNDO: None,
    }
    yield _again(found, account, number, values[0], own=own and bool(found.to_relay))
    for action, expect in expects.items():
        update = press(found.me, account, number, pack(action, *values))
        may = own and (bool(found.to_relay) or expect is None)
        yield Attempt(f"press {action.name}", update, may, "relay_draft", expect=expect)


def _again(found: Cards, account: int, number: int, draft: int, *, own: bool) -> Attempt:
    """What the actor added before, as a button."""
    scene = found.scene
    (target,) = scene.book.ids("SELECT MAX(id) AS id FROM target")

    def added() -> None:
        scene.book.do(
            f"UPDATE target SET relay_words = '请上心', relay_path = 'holder', relayed_by ="
            f" {scene.member or scene.members[0]} WHERE id = {target}"
        )

    update = press(found.me, account, number, pack(Action.RELAY_AGAIN, draft, target))
    return Attempt("press RELAY_AGAIN", update, own, "relay_draft_part", prelude=added)


def _asked_back(found: Cards) -> Iterator[Attempt]:
    """Whether words count: one's own, somebody's below, and where somebody else was asked."""
    scene, me, mine = found.scene, found.me, found.scene.newest(found.me, "asked_back")
    theirs = scene.newest(scene.other, "asked_back")
    asked_me = partial(_ask_back, scene, me, scene.member)
    for action in (Action.COUNT, Action.COUNT_NOT):
        way = f"press {action.name}"
        update, expect = press(me, me, mine, pack(action)), found.answered
        if action is Action.COUNT:
            yield Attempt(
                way, update, scene.known, "bot_message", expect=expect, prelude=asked_me,
            )  # fmt: skip
        else:
            yield Attempt(way, update, scene.known, "bot_message", prelude=asked_me)
        yield Attempt(way, press(me, scene.other, theirs, pack(action)), allowed=False)
    for writer in [each for each in scene.members.values() if each != scene.member]:
        yield _about_another(found, mine, writer)


def _passed_up(found: Cards) -> Iterator[Attempt]:
    """Words of one's own go up from the lowest post one holds, and nobody else's do."""
    scene, me = found.scene, found.me
    mine, theirs = (scene.newest(each, "unsent") for each in (me, scene.other))
    update = press(me, me, mine, pack(Action.TELL_ABOVE))

    def written(member: int | None) -> None:
        args = json.dumps(unsent(member or 0))
        scene.book.do(
            f"UPDATE bot_message SET args = '{args}' WHERE chat_id = {me} AND kind = 'unsent'"
        )

    own, another = partial(written, scene.member), partial(written, _another(scene))
    posted = scene.known and bool(scene.plan.held_by(scene.plan.actor))
    yield Attempt("press TELL_ABOVE", update, posted, "remark", certain=False, prelude=own)
    yield Attempt("press TELL_ABOVE", update, allowed=False, prelude=another)
    yield Attempt(
        "press TELL_ABOVE", press(me, scene.other, theirs, pack(Action.TELL_ABOVE)), allowed=False
    )


def _written_up(found: Cards) -> Iterator[Attempt]:
    """Words of one's own become a draft where one may issue, and nobody else's do."""
    scene, me = found.scene, found.me
    mine, theirs = (scene.newest(each, "unsent") for each in (me, scene.other))

    def written(member: int | None) -> None:
        args = json.dumps(unsent(member or 0))
        scene.book.do(
            f"UPDATE bot_message SET args = '{args}', member_id = {member or 'NULL'}"
            f" WHERE chat_id = {me} AND kind = 'unsent'"
        )

    update = press(me, me, mine, pack(Action.AS_NOTICE))
    own, another = partial(written, scene.member), partial(written, _another(scene))
    may = scene.known and scene.issues
    yield Attempt("press AS_NOTICE", update, may, "instruction", prelude=own)
    yield Attempt("press AS_NOTICE", update, allowed=False, prelude=another)
    elsewhere = press(me, scene.other, theirs, pack(Action.AS_NOTICE))
    yield Attempt("press AS_NOTICE", elsewhere, allowed=False)


def _another(scene: Scene) -> int | None:
    return next((each for each in scene.members.values() if each != scene.member), None)


def _about_another(found: Cards, mine: int, writer: int) -> Attempt:
    """算收到 for words of somebody else is 代答, and needs its right."""
    scene, me = found.scene, found.me
    held = {
        scene.place_of(row["unit_id"])
        for row in scene.book.rows(
            "SELECT p.unit_id FROM assignment a JOIN post p ON p.id = a.post_id"
            f" WHERE a.until IS NULL AND a.member_id = {writer}"
            " AND p.kind IN ('lead', 'deputy', 'helper')"
        )
    } & found.targets.keys()
    may = scene.known and all(scene.may("answer for", place) for place in held)
    waits = {place for place in held if found.unanswered(place)}

    def expect(done: Done) -> None:
        assert found.turned(done, lambda row: row["state"] == "acknowledged") == waits
        assert {row["path"] for row in done.rows("acknowledgement")} <= {"proxy"}

    return Attempt(
        "press COUNT", press(me, me, mine, pack(Action.COUNT)), may, "bot_message",
        expect=expect, prelude=partial(_ask_back, scene, me, writer),
    )  # fmt: skip


def _ask_back(scene: Scene, account: int, writer: int) -> None:
    args = unclear(scene, account, writer)
    scene.book.do(
        f"UPDATE bot_message SET member_id = {scene.member or 'NULL'}, args = '{json.dumps(args)}'"
        f" WHERE chat_id = {account} AND kind = 'asked_back'"
    )


def _over_a_head(found: Cards) -> Iterator[Attempt]:
    scene, screen = found.scene, found.scene.newest(found.me, "status")
    for place, target in found.targets.items():
        over = pack(Action.RELAY_OVER, target["id"])
        may = found.gated(place, "relay over", issuer=scene.wrote_it)
        yield Attempt("press RELAY_OVER", press(found.me, found.me, screen, over), may, "target")


def _help(found: Cards, call: int, place: int, asker: int) -> Iterator[Attempt]:
    """Taking it up is for those above; saying what it is, for whoever asked and still is there."""
    scene, me = found.scene, found.me
    may = scene.known and scene.may("take up help", place)
    for action in (Action.HELP_TAKE, Action.HELP_SOLVED):
        update = press(me, me, scene.note, pack(action, call))
        yield Attempt(f"press {action.name}", update, may, "help_request")
    for kind in PARTIES:
        update = press(me, me, scene.note, pack(Action.HELP_PARTY, call, kind))
        yield Attempt("press HELP_PARTY", update, may, "bot_message", certain=False)
    still = scene.may("ask for help", place) or scene.may("answer for", place)
    own = scene.member == asker and still
    reason = press(me, me, scene.note, pack(Action.HELP_REASON, call, REASONS[0]))
    yield Attempt("press HELP_REASON", reason, own, "help_request")
    mistake = press(me, me, scene.note, pack(Action.HELP_MISTAKE, call))
    yield Attempt("press HELP_MISTAKE", mistake, own, "help_request")
    yield Attempt(
        "expected help_words", says(me, me, "电梯停了"), own, "help_request", watched=_KEPT,
        prelude=partial(scene.expect, me, "help_words", call),
    )  # fmt: skip
