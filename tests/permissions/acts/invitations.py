"""Inviting people: posters of every unit, one-time links for every post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from bot.chat.callback import Action, pack
from bot.paper.sheet import PosterSheet
from bot.roster.one_time import token_hash
from bot.store import meta
from bot.store.people import one_time_links, page_links, picked_contacts
from bot.store.people.one_time_links import OneTimeLink
from bot.store.people.page_links import AskingDevice
from bot.store.people.picked_contacts import PickedContact
from bot.usecases.roster.contacts import REQUESTS
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.plan import OPERATOR
from tests.permissions.rules import CALLER
from tests.permissions.scene import Scene
from tests.permissions.stage import FIRST_NUMBER
from tests.permissions.updates import press, says
from tests.permissions.who_may import CARE, PARTIES, up

_CODE = "l_sesame"
_DEVICES = 5
"""For how many posts devices ask to be let in."""
_UNITS = 4
"""For how many units contacts are picked; the next community has others."""
_PICKED = 777_778
"""The account of somebody in the actor's contacts."""
_TABLES = frozenset({"member", "picked_contact"})


def invitations(scene: Scene) -> Iterator[Attempt]:
    """Posters of every place, by the two steps."""
    me = scene.me
    for place, unit in scene.units.items():
        may = scene.may("invite", place)
        opened = press(me, me, scene.note, pack(Action.POSTERS, unit))
        yield Attempt("press POSTERS", opened, may)
        printed = press(me, me, scene.note, pack(Action.POSTERS_PRINT, unit, 4))
        yield Attempt("press POSTERS_PRINT", printed, may, expect=lambda done: _to_me(me, done))
    yield from _plans(scene)
    yield from _links(scene)
    yield from _devices(scene)
    yield from _opening(scene)
    yield from _unlinking(scene)
    for place in list(scene.units)[:_UNITS]:
        yield from _contacts(scene, place)


def _plans(scene: Scene) -> Iterator[Attempt]:
    """The plan of every place that has others below it, where a page is served."""
    me = scene.me
    with scene.book.undone("plans"):
        meta.put(scene.tx, meta.PAGE, "https://example.org")
        for place, unit in scene.units.items():
            below = any(each.above == place for each in scene.tree)
            may = scene.may("bind", place) and below
            asked = press(me, me, scene.note, pack(Action.PLAN_ASK, unit))
            yield Attempt("press PLAN_ASK", asked, may, "expectation")

            def expected(unit: int = unit) -> None:
                scene.expect(me, "plan_picture", unit)

            kept = frozenset({"expectation", "unit_plan"})
            given_up = says(me, me, "不换了")
            yield Attempt("expected plan_picture", given_up, may, "expectation",
                          watched=kept, prelude=expected)  # fmt: skip


def vouches_for(scene: Scene, who: int) -> bool:
    """Whether all posts of somebody are the actor's to invite for: leads of a branch, liaisons;
    liaisons and supervisors are vouched for by a liaison above their unit."""
    theirs = scene.plan.held_by(who)
    rows = [("approve links", 1) if each.kind in CARE else ("invite", 0) for each in theirs]
    return bool(theirs) and all(
        scene.runs_the_bot or any(scene.may(row, at) for at in up(scene.tree, each.place)[own:])
        for each, (row, own) in zip(theirs, rows, strict=True)
    )


def _links(scene: Scene) -> Iterator[Attempt]:
    """A link is made for whoever holds a post and is not linked, and revoked by its maker."""
    me = scene.me
    meta.put(scene.tx, meta.PAGE, "https://board.example.org")
    for index, each in enumerate(scene.plan.sittings):
        held = each.who is not None and index not in scene.plan.lost
        may = held and each.who in scene.plan.unlinked and vouches_for(scene, each.who or 0)
        asked = press(me, me, scene.note, pack(Action.INVITE_LINK, scene.posts[index]))
        yield Attempt("press INVITE_LINK", asked, may, "one_time_link")
        page = press(me, me, scene.note, pack(Action.PAGE_LINK, scene.posts[index]))
        yield Attempt("press PAGE_LINK", page, may, "page_link")
    for maker in (me, scene.other):
        link = _kept(scene, maker, scene.posts[0], scene.members[0])
        revoke = press(me, me, scene.note, pack(Action.INVITE_REVOKE, link))
        yield Attempt("press INVITE_REVOKE", revoke, maker == me, "one_time_link")
        scene.book.do(f"DELETE FROM one_time_link WHERE id = {link}")


def _devices(scene: Scene) -> Iterator[Attempt]:
    """A device is let in and shut out by whoever may invite for its member, never by themself; a
    device that came by a building's QR code, for those of its holders."""
    me = scene.me
    for index, each in list(enumerate(scene.plan.sittings))[:_DEVICES]:
        if each.who is None or index in scene.plan.lost or each.kind in PARTIES:
            continue
        member, own = scene.members[each.who], scene.member == scene.members[each.who]
        may = vouches_for(scene, each.who) and not (own and scene.known)
        link = _asking(scene, scene.units[each.place], member)
        for action, more in ((Action.DEVICE_YES, (member,)), (Action.DEVICE_NO, ()),
                             (Action.DEVICE_END, ())):  # fmt: skip
            update = press(me, me, scene.note, pack(action, link, *more))
            yield Attempt(f"press {action.name}", update, may, "page_link")
        scene.book.do(f"DELETE FROM page_link WHERE id = {link}")
        scanned = _asking(scene, scene.units[each.place], None)
        update = press(me, me, scene.note, pack(Action.DEVICE_YES, scanned, member))
        able = may and each.who in scene.plan.unlinked and scene.may("invite", each.place)
        yield Attempt("press DEVICE_YES", update, able, "page_link")
        scene.book.do(f"DELETE FROM page_link WHERE id = {scanned}")


def _asking(scene: Scene, unit: int, member: int | None) -> int:
    """A device that waits to be let in, by a personal link or by a QR code."""
    device, now = AskingDevice("Chrome", "hash", "0427"), scene.now
    later = now + timedelta(days=1)
    if member is None:
        return page_links.add_asking_device(scene.tx, unit, device, "某", later, now).id
    facts = (unit, member, CALLER, "", "token", later, now)
    link = page_links.add_page_link(scene.tx, *facts)
    assert page_links.ask_with_link(scene.tx, link, device, later, now)
    return link.id


def _opening(scene: Scene) -> Iterator[Attempt]:
    """Whoever holds no post becomes known by a link of somebody who may make it, by no other."""
    me, held = scene.me, enumerate(scene.plan.sittings)
    kept = (i for i, e in held if e.who in scene.plan.unlinked and i not in scene.plan.lost)
    post = next(kept, None)
    if post is None:
        return
    member = scene.members[scene.plan.sittings[post].who or 0]
    operator = scene.account(OPERATOR)
    holds = scene.known and bool(scene.plan.held_by(scene.plan.actor))
    for maker, fits in ((operator, True), (CALLER, False)):
        may = fits and not holds and me != operator
        start = says(me, me, f"/start {_CODE}")
        watched = frozenset({"member", "one_time_link", "assignment"})
        made = partial(_kept, scene, maker, scene.posts[post], member)
        yield Attempt("/start", start, may, "member", watched=watched, prelude=made)


def _contacts(scene: Scene, place: int) -> Iterator[Attempt]:
    """Contacts are picked for a unit, and set beside names of people below it."""
    me, unit, may = scene.me, scene.units[place], scene.may("invite", place)
    asked = press(me, me, scene.note, pack(Action.CONTACTS_ASK, unit))
    yield Attempt("press CONTACTS_ASK", asked, may)
    picked = {"user_id": _PICKED, "first_name": "某"}
    shared = {"request_id": unit * REQUESTS + 1, "users": [picked]}
    yield Attempt("users shared", says(me, me, users_shared=shared), may, "picked_contact")
    for chat in (me, scene.other):
        contact, number = _contact(scene, chat, unit)
        for action, value in ((Action.CONTACT_SKIP, None), (Action.CONTACT_PAGE, 1)):
            data = pack(action, contact) if value is None else pack(action, contact, value)
            touches = "picked_contact" if value is None else "outbox"
            update = press(me, me, number, data)
            yield Attempt(f"press {action.name}", update, may and chat == me, touches)
        for who, member in scene.members.items():
            below = any(place in up(scene.tree, e.place) for e in scene.plan.held_by(who))
            fits = may and chat == me and below and who in scene.plan.unlinked
            sets = press(me, me, number, pack(Action.CONTACT_IS, contact, member))
            able = fits and vouches_for(scene, who)
            yield Attempt("press CONTACT_IS", sets, able, "member", watched=_TABLES)
        scene.book.do(f"DELETE FROM picked_contact WHERE id = {contact}")


def _contact(scene: Scene, chat: int, unit: int) -> tuple[int, int]:
    """A contact somebody has picked, and the number of the message that asks who it is."""
    number = scene.put(chat, "picked_contacts", unit)
    facts = (number - FIRST_NUMBER, chat, unit, _PICKED, "某", None, "open")
    picked_contacts.keep_contact(scene.tx, PickedContact(0, *facts), scene.now)
    (contact,) = scene.book.ids("SELECT MAX(id) AS id FROM picked_contact")
    return contact, number


def _unlinking(scene: Scene) -> Iterator[Attempt]:
    """Everybody unlinks themself, and whom they may link."""
    me, acts = scene.me, frozenset({"member", "assignment", "target"})
    for who, member in scene.members.items():
        own = member == scene.member and scene.known
        may = who not in scene.plan.unlinked and (own or vouches_for(scene, who))
        ask = press(me, me, scene.note, pack(Action.UNLINK, member))
        yield Attempt("press UNLINK", ask, may, certain=may)
        number = scene.put(me, "unlink", member, own=own)
        sure = press(me, me, number, pack(Action.UNLINK_SURE))
        yield Attempt("press UNLINK_SURE", sure, may, "member", watched=acts)
    for chat in (me, scene.other):
        number = scene.put(chat, "unlink", scene.members[0])
        keep = press(me, chat, number, pack(Action.UNLINK_KEEP))
        yield Attempt("press UNLINK_KEEP", keep, chat == me)
        sure = press(me, chat, number, pack(Action.UNLINK_SURE))
        if chat != me:
            yield Attempt("press UNLINK_SURE", sure, allowed=False, watched=acts)
    yield Attempt("解绑 in words", says(me, me, "解绑"), scene.known, certain=scene.known)


def _kept(scene: Scene, maker: int, post: int, member: int) -> int:
    link = OneTimeLink(
        id=0,
        post_id=post,
        member_id=member,
        chat_id=maker,
        seed="",
        token_hash=token_hash(_CODE),
        state="open",
        until=scene.now + timedelta(days=7),
    )
    return one_time_links.keep_link(scene.tx, link, scene.now).id


def _to_me(account: int, done: Done) -> None:
    """The file goes to whoever asked."""
    (file,) = [each for each in done.said if each.kind == "posters"]
    assert file.chat == account
    assert file.outgoing.new_file is not None
    assert isinstance(file.outgoing.new_file.posters, PosterSheet)
