"""Changing the roster by hand: every post, by every step, on one's own screen and on another's."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from bot.roster.edit_units import homes
from bot.roster.edits import Edit, EditSaid, EditVerb
from bot.store.roster import edits as kept
from bot.store.roster import roster
from bot.store.roster.edits import EditStage, RosterEdit
from bot.usecases.roster.contacts import REQUESTS
from bot.usecases.roster.edit_steps import made, mark_step
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says
from tests.permissions.who_may import CARE, WHO_MAY, Sitting, up

_POSTS, _UNITS = 6, 4
"""How many of a community are tried; the next one has others."""
_PICKED = 777_777
"""The account of somebody in the actor's contacts."""


class Post:
    """A living post of the scene, and whether the actor may change it."""

    def __init__(self, scene: Scene, index: int) -> None:
        self.scene, self.id = scene, scene.posts[index]
        self.sitting = scene.plan.sittings[index]
        lost = index in scene.plan.lost
        self.holder = None if lost or self.sitting.who is None else self.sitting.who

    def may(self, row: str) -> bool:
        """Whether the table lets the actor change this post: leads of a branch, of buildings only;
        nobody, those who look after the actor's own unit."""
        return may_change(self.scene, row, self.sitting)


def may_change(scene: Scene, row: str, sitting: Sitting) -> bool:
    """As `Post.may`, for any seat."""
    place = scene.tree[sitting.place]
    stands = scene.stands(place.number) - ({"branch lead"} if place.height else set())
    if sitting.kind in CARE and not scene.runs_the_bot:
        held = scene.plan.held_by(scene.plan.actor) if scene.known else []
        above = {each.place for each in held if each.kind == "liaison"}
        return not above.isdisjoint(up(scene.tree, sitting.place)[1:])
    return not WHO_MAY[row].isdisjoint(stands)


def edits(scene: Scene) -> Iterator[Attempt]:
    """Whatever can be changed of every post and of its holder."""
    for index in _different(scene):
        post = Post(scene, index)
        yield from _begun(post)
        yield from _went_on(post)
    for place in list(scene.units)[:_UNITS]:
        yield from _of_a_unit(scene, place)
    yield from _screens(scene)


def _different(scene: Scene) -> list[int]:
    """Of each kind, in buildings and above, a post the actor may see and one they may not."""
    found: dict[object, int] = {}
    for index, each in enumerate(scene.plan.sittings):
        near = scene.may("see", each.place)
        found.setdefault((each.kind, scene.tree[each.place].height > 0, near), index)
    return sorted(found.values())[:_POSTS]


def _begun(post: Post) -> Iterator[Attempt]:
    scene, me = post.scene, post.scene.me
    seat = press(me, me, scene.note, pack(Action.ROSTER_SEAT, post.id))
    yield Attempt("press ROSTER_SEAT", seat, scene.may("see", post.sitting.place))
    for verb in (EditVerb.REPLACE, EditVerb.VACATE):
        data = pack(Action.ROSTER_REPLACE, verb.value, "post", post.id)
        may = post.may("replace")
        sure = verb is EditVerb.REPLACE or post.holder is not None
        yield Attempt(
            "press ROSTER_REPLACE", press(me, me, scene.note, data), may, "roster_edit", sure
        )
    yield from _of_the_holder(post)
    close = pack(Action.ROSTER_CHANGE, "close", "post", post.id)
    may = post.may("change the roster")
    yield Attempt("press ROSTER_CHANGE", press(me, me, scene.note, close), may, "roster_edit")


def _of_a_unit(scene: Scene, place: int) -> Iterator[Attempt]:
    """What can be begun about a unit, and one more helper's post made for sure."""
    me, unit = scene.me, scene.units[place]
    may = scene.may("change the roster", place)
    for verb in (EditVerb.RENAME, EditVerb.ADD_POST, EditVerb.ADD_UNIT, EditVerb.MOVE):
        data = pack(Action.ROSTER_CHANGE, verb.value, "unit", unit)
        yield Attempt("press ROSTER_CHANGE", press(me, me, scene.note, data), may, "roster_edit")
    more = Edit(EditVerb.ADD_POST, unit=unit, said=EditSaid(kind="helper"))
    shown = mark_step(made(scene.tx, more, roster.load_roster(scene.tx)))
    asked, where = _begin(scene, me, more, EditStage.SURE, shown)
    sure = press(me, me, where, pack(Action.ROSTER_SURE, asked))
    yield Attempt("press ROSTER_SURE", sure, may, "post")
    for home in list(scene.units.values())[:2]:
        yield from _moved(scene, place, home)


def _moved(scene: Scene, place: int, home: int) -> Iterator[Attempt]:
    """Both where it is and where it goes have to be in the actor's care."""
    me, there = scene.me, scene.place_of(home)
    edit = Edit(EditVerb.MOVE, unit=scene.units[place])
    known = roster.load_roster(scene.tx)
    if home not in {each.id for each in homes(known.units[scene.units[place]], known)}:
        return
    may = scene.may("change the roster", place) and scene.may("change the roster", there)
    asked, where = _begin(scene, me, edit, EditStage.PICK)
    pick = press(me, me, where, pack(Action.ROSTER_PICK, asked, home))
    yield Attempt("press ROSTER_PICK", pick, may, "roster_edit", certain=False)


def _of_the_holder(post: Post) -> Iterator[Attempt]:
    """Their number: only where every post they hold is the actor's to change."""
    scene, me, who = post.scene, post.scene.me, post.holder
    if who is None:
        return
    data = pack(Action.ROSTER_REPLACE, "phone", "member", scene.members[who])
    theirs = scene.plan.held_by(who)
    may = all(may_change(scene, "replace", each) for each in theirs)
    yield Attempt("press ROSTER_REPLACE", press(me, me, scene.note, data), may, "roster_edit")
    may = all(may_change(scene, "change the roster", each) for each in theirs)
    for verb in ("suspend", "merge", "rename"):
        data = pack(Action.ROSTER_CHANGE, verb, "member", scene.members[who])
        yield Attempt("press ROSTER_CHANGE", press(me, me, scene.note, data), may, "roster_edit")
    if who != scene.plan.actor:
        data = pack(Action.ROSTER_CHANGE, "restore", "member", scene.members[who])
        yield Attempt(
            "press ROSTER_CHANGE", press(me, me, scene.note, data), may, "roster_edit",
            prelude=lambda: _suspend(scene, scene.members[who]),
        )  # fmt: skip
        yield from _merged(scene, who, may)


def _suspend(scene: Scene, member: int) -> None:
    edit = Edit(EditVerb.SUSPEND, member=member)
    known = roster.load_roster(scene.tx)
    roster.apply(scene.tx, made(scene.tx, edit, known), scene.now)


def _merged(scene: Scene, who: int, may: bool) -> Iterator[Attempt]:
    """With somebody else: every post of both has to be the actor's to change."""
    me = scene.me
    for other in [each for each in scene.members if each not in (who, scene.plan.actor)][:1]:
        theirs = scene.plan.held_by(other)
        if not theirs:
            continue
        both = may and all(may_change(scene, "change the roster", each) for each in theirs)
        edit = Edit(EditVerb.MERGE, member=scene.members[who])
        asked, where = _begin(scene, me, edit, EditStage.PICK)
        pick = press(me, me, where, pack(Action.ROSTER_PICK, asked, scene.members[other]))
        yield Attempt("press ROSTER_PICK", pick, both, "roster_edit", certain=False)


def _went_on(post: Post) -> Iterator[Attempt]:
    """The steps of a change that was begun when more was allowed."""
    scene, me, may = post.scene, post.scene.me, post.may("replace")
    begun, number = _begin(scene, me, Edit(EditVerb.REPLACE, post=post.id), EditStage.WORDS)
    for action in (Action.ROSTER_BROWSE, Action.ROSTER_CONTACT):
        update = press(me, me, number, pack(action, begun))
        yield Attempt(f"press {action.name}", update, may)
    yield Attempt(
        "expected roster_words", says(me, me, "新来的某 13800009999"), may, "roster_edit",
        prelude=lambda: scene.expect(me, "roster_words", begun),
    )  # fmt: skip
    picked = {"request_id": begun * REQUESTS, "users": [{"user_id": _PICKED, "first_name": "某"}]}
    shares = says(me, me, users_shared=picked)
    yield Attempt("users shared", shares, may, "roster_edit")
    named = EditSaid(name="新来的某", phone="+8613800009999")
    typed = Edit(EditVerb.REPLACE, post=post.id, said=named)
    asked, where = _begin(scene, me, typed, EditStage.PICK)
    pick = press(me, me, where, pack(Action.ROSTER_PICK, asked, 0))
    yield Attempt("press ROSTER_PICK", pick, may, "roster_edit")
    yield from _confirmed(post, typed, may)


def _confirmed(post: Post, typed: Edit, may: bool) -> Iterator[Attempt]:
    scene, me = post.scene, post.scene.me
    shown = mark_step(made(scene.tx, typed, roster.load_roster(scene.tx)))
    asked, where = _begin(scene, me, typed, EditStage.SURE, shown)
    data = pack(Action.ROSTER_SURE, asked)

    def expect(done: Done) -> None:
        assert {row["post_id"] for row in done.rows("assignment")} == {post.id}

    yield Attempt("press ROSTER_SURE", press(me, me, where, data), may, "assignment", expect=expect)
    if post.id != scene.posts[_different(scene)[0]]:
        return
    theirs, number = _begin(scene, scene.other, typed, EditStage.SURE, shown)
    other = press(me, me, where, pack(Action.ROSTER_SURE, theirs))
    yield Attempt("press ROSTER_SURE", other, allowed=False)
    across = press(me, scene.other, number, pack(Action.ROSTER_SURE, theirs))
    yield Attempt("press ROSTER_SURE", across, allowed=False)


def _screens(scene: Scene) -> Iterator[Attempt]:
    """What somebody began themselves they may throw away, while they may look at anything."""
    me, edit = scene.me, Edit(EditVerb.REPLACE, post=scene.posts[0])
    mine, where = _begin(scene, me, edit, EditStage.WORDS)
    dropped = press(me, me, where, pack(Action.ROSTER_DROP, mine))
    yield Attempt("press ROSTER_DROP", dropped, bool(scene.somewhere("see")), "roster_edit")
    theirs, _ = _begin(scene, scene.other, edit, EditStage.WORDS)
    other = press(me, me, where, pack(Action.ROSTER_DROP, theirs))
    yield Attempt("press ROSTER_DROP", other, allowed=False)


def _begin(
    scene: Scene, account: int, edit: Edit, stage: EditStage, shown: str = ""
) -> tuple[int, int]:
    """A change and the number of its screen."""
    edit_id = kept.begin_edit(scene.tx, account, edit, stage, scene.now)
    kept.store_edit(scene.tx, RosterEdit(edit_id, account, stage, edit, shown))
    places = (("top", (), 0), ("edit", (edit_id,), 0))
    operator = scene.runs_the_bot if account == scene.me else False
    return edit_id, scene.put(account, "roster", places=places, operator=operator)
