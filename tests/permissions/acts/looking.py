"""Looking: the screens, one's own and somebody else's, their pages, and what they show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.chat.callback import Action, pack
from tests.permissions.acts.cards import Cards
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.phones import read
from tests.permissions.rules import name
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says
from tests.permissions.who_may import up

_GAPS = ("kinds", "vacancy", "unlinked", "unreachable", "unbound", "unheard", "phone", "silent")
_FILES = frozenset({"status_file", "data_file", "table_file"})
_SCREENS = frozenset({"status", "roster", "gaps", "board"}) | _FILES
_OF_AN_INSTRUCTION = (Action.STATUS, Action.SILENT, Action.PROXY, Action.STATUS_FILE)
_ALL_THESE = (*_OF_AN_INSTRUCTION, Action.BOARD)


class View:
    """The units and instruction the actor may see, by the table."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.me, self.cards = scene, scene.me, Cards(scene)
        chosen = scene.places("instruction_scope", f"instruction_id = {scene.instruction}")
        self.reached = {*chosen, *self.cards.targets}
        self.anything = bool(scene.somewhere("see"))

    def sees(self, place: int) -> bool:
        """Whether they may see the part of the instruction that begins at a place."""
        inside = not self.reached.isdisjoint(up(self.scene.tree, place))
        return inside and self.scene.may("see", place, issuer=self.scene.wrote_it)

    def pressed(self, action: Action, *values: int | str) -> dict[str, Any]:
        """A button pressed on a message of the actor's own that is no screen."""
        return press(self.me, self.me, self.scene.note, pack(action, *values))

    def reminded(self, done: Done) -> None:
        """Only people of units the actor may remind are told."""
        told = {self.cards.place(row["target_id"]) for row in done.rows("message_target")}
        issuer = self.scene.wrote_it
        assert all(self.scene.may("remind", each, issuer=issuer) for each in told)

    def only_theirs(self, done: Done) -> None:
        """Only people with a post in what the actor sees, or above it, are named."""
        text = "\n".join(read(each) for each in done.said if each.kind in _SCREENS)
        near = self._near()
        for who in set(self.scene.members) - near:
            assert name(who) not in text, (name(who), text)

    def _near(self) -> set[int | str | None]:
        places = set(self.scene.somewhere("see")) | {p for p in self.reached if self.sees(p)}
        places |= {above for each in places for above in up(self.scene.tree, each)}
        held = [each for each in self.scene.plan.sittings if each.place in places]
        return {0, self.scene.plan.actor, *(each.who for each in held)}


def looking(scene: Scene) -> Iterator[Attempt]:
    """Open every screen."""
    view = View(scene)
    yield from _commands(view)
    yield from _instruction(view)
    yield from _tables(view)
    yield from _data_files(view)
    yield from _not_started(view)
    yield from _told(view)
    yield from _roster_and_gaps(view)
    yield from _turning(view)
    yield from _sessions(view)


def _commands(view: View) -> Iterator[Attempt]:
    for word in ("/status", "/gaps", "/roster", "/board"):
        own = says(view.me, view.me, word)
        yield Attempt(word, own, view.anything, expect=view.only_theirs)
        yield Attempt(word, says(view.me, -100, word), allowed=False)


def _instruction(view: View) -> Iterator[Attempt]:
    scene = view.scene
    whole = any(view.sees(place.number) for place in scene.tree)
    parts = [(unit, view.sees(place)) for place, unit in scene.units.items()]
    for unit, sees in [(0, whole), *parts]:
        for action in _ALL_THESE:
            update = view.pressed(action, scene.instruction, unit)
            yield Attempt(f"press {action.name}", update, sees, expect=view.only_theirs)
        remind = view.pressed(Action.REMIND, scene.instruction, unit)
        yield Attempt("press REMIND", remind, sees, certain=False, expect=view.reminded)


def _tables(view: View) -> Iterator[Attempt]:
    """The office's own table of the instruction, in whole and of every part."""
    scene = view.scene
    with scene.book.undone("office_table"):
        scene.book.do(
            "INSERT INTO office_table (instruction_id, file_name, content, layout)"
            f" VALUES ({scene.instruction}, '表.csv', '', '')"
        )
        whole = any(view.sees(place.number) for place in scene.tree)
        parts = [(unit, view.sees(place)) for place, unit in scene.units.items()]
        for unit, sees in [(0, whole), *parts]:
            update = view.pressed(Action.TABLE_FILE, scene.instruction, unit)
            yield Attempt("press TABLE_FILE", update, sees, expect=view.only_theirs)


def _data_files(view: View) -> Iterator[Attempt]:
    """Gaps, calls, facts and the log as files."""
    scene, press_it = view.scene, partial(view.pressed, Action.DATA_FILE)
    seen = [place.number for place in scene.tree if view.sees(place.number)]
    dials = any(scene.may("dial", each) for each in seen)
    for form in ("xlsx", "csv"):
        gaps = press_it("gaps", form, 0)
        yield Attempt("press DATA_FILE", gaps, view.anything, expect=view.only_theirs)
        log = press_it("log", form, 0)
        yield Attempt("press DATA_FILE", log, scene.runs_the_bot)
        calls = press_it("calls", form, scene.instruction)
        yield Attempt("press DATA_FILE", calls, dials, expect=view.only_theirs)
    for place, unit in scene.units.items():
        facts = press_it("facts", "csv", unit)
        yield Attempt("press DATA_FILE", facts, scene.may("see", place), expect=view.only_theirs)


def _not_started(view: View) -> Iterator[Attempt]:
    """Unsent and unknown instructions are refused to everybody."""
    for number in (view.scene.pending, view.scene.draft, 999_999):
        for action in _ALL_THESE:
            yield Attempt(f"press {action.name}", view.pressed(action, number, 0), allowed=False)


def _told(view: View) -> Iterator[Attempt]:
    """The buttons of a reminder stand for all it told of."""
    for chat, number in view.scene.standing("chase"):
        own = chat == view.me and view.anything
        for action in (Action.STATUS, Action.PROXY):
            update = press(view.me, chat, number, pack(action))
            yield Attempt(f"press {action.name}", update, own, expect=view.only_theirs)
        remind = press(view.me, chat, number, pack(Action.REMIND))
        yield Attempt("press REMIND", remind, own, certain=False, expect=view.reminded)


def _roster_and_gaps(view: View) -> Iterator[Attempt]:
    top = view.pressed(Action.ROSTER)
    yield Attempt("press ROSTER", top, view.anything, expect=view.only_theirs)
    for place, unit in view.scene.units.items():
        update, sees = view.pressed(Action.ROSTER, unit), view.scene.may("see", place)
        yield Attempt("press ROSTER", update, sees, expect=view.only_theirs)
    for kind in _GAPS:
        update = view.pressed(Action.GAPS, kind)
        yield Attempt("press GAPS", update, view.anything, expect=view.only_theirs)


def _turning(view: View) -> Iterator[Attempt]:
    """Pages and the way back, on one's own screens and on another's."""
    for kind in ("status", "roster", "gaps"):
        for chat, number in view.scene.standing(kind):
            own = chat == view.me and view.anything
            back = press(view.me, chat, number, pack(Action.BACK))
            page = press(view.me, chat, number, pack(Action.PAGE, 1))
            yield Attempt("press BACK", back, own, expect=view.only_theirs)
            yield Attempt("press PAGE", page, own, certain=False, expect=view.only_theirs)


def _sessions(view: View) -> Iterator[Attempt]:
    """Where somebody is signed in; a session of one's own, and of another's."""
    scene, me = view.scene, view.me
    known = scene.known or scene.runs_the_bot
    yield Attempt("/devices", says(me, me, "/devices"), known)
    hall = view.pressed(Action.BOARD_HALL)
    yield Attempt("press BOARD_HALL", hall, view.anything, "board_session")
    for account in (me, scene.other):
        begun = "kind, account, token_hash, created_at, until"
        values = f"'session', {account}, '{account}', 0, {4 * 10**15}"
        scene.book.do(f"INSERT INTO board_session ({begun}) VALUES ({values})")
        where = f"account = {account}"
        (number,) = scene.book.ids(f"SELECT id FROM board_session WHERE {where}")
        own = known and account == me
        press_end = view.pressed(Action.BOARD_END, number)
        yield Attempt("press BOARD_END", press_end, own, "board_session")
        scene.book.do(f"DELETE FROM board_session WHERE {where}")
