"""Linking a person: by their own phone number, or by a liaison's confirmation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.model import AnswerPath, Target
from bot.instructions.reading.reader import is_small_talk
from bot.messages.people import HomeArgs, LinkAskedArgs, WelcomeArgs
from bot.roster.likeness import likest
from bot.roster.model import Member, Unit
from bot.roster.one_time import LinkFault
from bot.roster.phone import NoNumberError, normalise
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.groups import groups
from bot.store.house import audit, languages, operators
from bot.store.people import links, people
from bot.store.people.links import LinkRequest
from bot.store.roster import leaves
from bot.store.tx import Tx
from bot.usecases import link_requests
from bot.usecases.answering import pressing
from bot.usecases.answering.pressing import PRESS_WAITS
from bot.usecases.answering.recording import Answered, Recorded, ToFillIn
from bot.usecases.cascade import calling
from bot.usecases.doors import one_time
from bot.usecases.doors.one_time import OpenedLink
from bot.usecases.doors.posters import unit_of_poster
from bot.usecases.forms import filling
from bot.usecases.groups import claims
from bot.usecases.notices import notify
from bot.usecases.people import leaving, unreachable
from bot.usecases.roster import succession

CLAIM_LIMIT = 100
POSTER_REQUESTS = 5
"""Open requests near a unit from which on its posters make no more."""
_GREETINGS = frozenset(
    ("你好", "您好", "早", "早上好", "下午好", "晚上好", "在", "在吗", "喂", "hi", "hello")
)
_FROM_GROUP = re.compile(r"claim_([0-9]{1,17})")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who writes in private: the account, its name, and its language at Telegram."""

    telegram_id: int
    nickname: str
    language: str | None
    operators: frozenset[int]


@dataclass(frozen=True, slots=True)
class Start:
    """/start with the payload of the link."""

    who: Newcomer
    payload: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact. `own`: Telegram confirms that it is the sender's."""

    who: Newcomer
    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class SaidWho:
    """Words in private from an unlinked person."""

    who: Newcomer
    text: str


def start(tx: Tx, command: Start, now: datetime) -> None:
    """Greet a linked person; link whoever opened a one-time link; ask everybody else for their
    number."""
    account = command.who.telegram_id
    languages.note_language(tx, account, command.who.language)
    back = links.reachable_again(tx, account)
    opened = OpenedLink(account, command.who.nickname, command.payload)
    found = one_time.opened_link(tx, opened, now)
    if isinstance(found, Member):
        link(tx, found, account, "link", audit.by(found.id), now)
        return
    if _known(tx, command.who):
        say_home(tx, account, now, fault=found)
        if back:
            on_reachable(tx, account, now)
        return
    scanned = unit_of_poster(tx, command.payload)
    if scanned is not None:
        _scanned(tx, command.who, scanned, now)
        return
    _welcome(tx, account, now, near=_group_named(tx, command.payload), fault=found)


def share_contact(tx: Tx, command: Contact, now: datetime) -> None:
    """Link at once by the person's own number where it belongs to one unlinked member;
    otherwise ask."""
    account = command.who.telegram_id
    languages.note_language(tx, account, command.who.language)
    if _on_roster(tx, account):
        say_home(tx, account, now)
    elif not command.own:
        _welcome(tx, account, now, not_own=True)
    else:
        _match(tx, command.who, _number(command.phone), now)


def say_who(tx: Tx, command: SaidWho, now: datetime) -> bool:
    """Store an unlinked person's words as who they say they are; False for a linked person."""
    account = command.who.telegram_id
    if _on_roster(tx, account):
        return False
    asked = links.link_request_of(tx, account)
    if asked is not None:
        claim = _claim(command.text) or asked.claim
        _ask(tx, command.who, asked, replace(asked, claim=claim), now)
    elif operators.is_one(tx, account):
        say_home(tx, account, now)
    else:
        _welcome(tx, account, now, claim=_claim(command.text))
    return True


def blocked(tx: Tx, telegram_id: int, now: datetime) -> None:
    """Somebody blocked the bot."""
    unreachable.member_unreachable(tx, telegram_id, now)


def unblocked(tx: Tx, telegram_id: int, now: datetime) -> None:
    """Somebody unblocked the bot."""
    if links.reachable_again(tx, telegram_id):
        on_reachable(tx, telegram_id, now)


def link(
    tx: Tx,
    member: Member,
    account: int,
    path: str,
    by: str,
    now: datetime,
    *,
    picked: bool = False,
) -> None:
    """Link an account to a member, greet them, and count their earlier presses. `picked`: somebody
    else named the account, which may never have written."""
    old = member.telegram_id if member.telegram_id != account else None
    _make_free(tx, account, member, now)
    linked = (links.link_picked if picked else links.link)(tx, member.id, account, now)
    if old is not None:
        leaving.account_left(tx, linked, old, now)
        notify(tx, old, "link_moved", now)
    asked = links.link_request_of(tx, account)
    if asked is not None:
        links.settle_link(tx, asked, "approved", None, now)
        link_requests.decided(tx, asked, now)
    audit.record(tx, now, by, "member.link", path=path, member_id=member.id)
    told = on_linked(tx, linked, now)
    counted = [unit for each in told if isinstance(each, Recorded) for unit in each.units]
    if linked.reachable:
        form = _form_asked(tx, linked, told)
        say_home(tx, account, now, linked=True, counted=counted, form=form is not None)
        if form is not None:
            filling.begin_form(tx, linked, form, AnswerPath.BUTTON, now)
    claims.refresh_claims(tx, [seat.unit.id for seat in people.posts_of(tx, member.id)], now)
    link_requests.linked(tx, linked, now)


def _form_asked(tx: Tx, member: Member, told: Sequence[Answered]) -> Target | None:
    """The target whose form opens: what was typed or pressed before did not answer it. Of several
    one opens, the others have their cards."""
    waiting = (each.instruction for each in told if isinstance(each, ToFillIn))
    found = (target for each in waiting for target in filling.to_fill_in(tx, each, member.id))
    return next(found, None)


def _make_free(tx: Tx, account: int, member: Member, now: datetime) -> None:
    """An operator's entry becomes the member's; one that holds no post gives its account up.
    Raises Refused("linked_elsewhere") for somebody else with a post."""
    known = people.member_by_telegram(tx, account)
    if known is None or known.id == member.id:
        return
    if not known.on_roster:
        operators.turns_out_to_be(tx, known.id, member.id)
    elif people.posts_of(tx, known.id):
        raise Refused("linked_elsewhere")
    else:
        links.unlink(tx, known.id, now)


def say_home(
    tx: Tx,
    account: int,
    now: datetime,
    *,
    linked: bool = False,
    counted: Sequence[str] = (),
    fault: LinkFault | None = None,
    form: bool = False,
) -> None:
    """Tell somebody as whom they are linked and what they can do here."""
    args = HomeArgs(linked=linked, counted=tuple(counted), fault=fault, form=form)
    outbox.say(tx, Saying(chat_id=account, args=args, lane=Lane.REPLY), now)


def _known(tx: Tx, who: Newcomer) -> bool:
    return _on_roster(tx, who.telegram_id) or operators.is_one(tx, who.telegram_id)


def _on_roster(tx: Tx, account: int) -> bool:
    member = people.member_by_telegram(tx, account)
    return member is not None and member.on_roster


def _scanned(tx: Tx, who: Newcomer, unit: Unit, now: datetime) -> None:
    """A poster was scanned: ask the liaison, unless too many wait there already."""
    account, asked = who.telegram_id, links.link_request_of(tx, who.telegram_id)
    full = asked is None and links.count_waiting_near(tx, unit.id) >= POSTER_REQUESTS
    if asked is None and not full:
        blank = replace(_blank(tx, who, now), unit_id=unit.id)
        asked = links.insert(tx, blank)
        link_requests.put_before(
            tx, links.update(tx, _proposed(tx, asked)), who.operators, None, now
        )
    near = None if full else unit.id
    _welcome(tx, account, now, near=near, scanned=unit.id, full=full)


def _group_named(tx: Tx, payload: str) -> int | None:
    """The topmost unit of the group whose button led somebody here."""
    found = _FROM_GROUP.fullmatch(payload)
    served = groups.units_of(tx, int(found[1])) if found else []
    return min(served, key=lambda unit: len(unit.path)).id if served else None


def _near(tx: Tx, account: int, now: datetime) -> int | None:
    """The unit somebody probably belongs near, by how they came here."""
    welcome = links.living_list(tx, "welcome", account)
    near = welcome.args_as(WelcomeArgs).near if welcome else None
    return near or links.pressed_near(tx, account, now - PRESS_WAITS)


def _said(tx: Tx, account: int) -> str | None:
    """Who somebody said they were before they shared a number."""
    welcome = links.living_list(tx, "welcome", account)
    return welcome.args_as(WelcomeArgs).claim if welcome else None


def _welcome(
    tx: Tx,
    account: int,
    now: datetime,
    *,
    near: int | None = None,
    not_own: bool = False,
    claim: str | None = None,
    scanned: int | None = None,
    full: bool = False,
    fault: LinkFault | None = None,
) -> None:
    """Ask for their number.

    The group they came from and who they say they are are kept in the message's args.
    """
    args = WelcomeArgs(
        pressed=links.pressed_near(tx, account, now - PRESS_WAITS) is not None,
        not_own=not_own,
        near=near or _near(tx, account, now),
        claim=claim or _said(tx, account),
        answers=claim is not None,
        scanned=scanned,
        full=full,
        fault=fault,
    )
    outbox.say(tx, Saying(chat_id=account, args=args, lane=Lane.REPLY), now)


def _number(phone: str) -> str | None:
    try:
        return normalise("+" + phone.strip().removeprefix("+"))
    except NoNumberError:
        return None


def _match(tx: Tx, who: Newcomer, phone: str | None, now: datetime) -> None:
    found = people.members_by_phone(tx, phone) if phone else []
    if len(found) == 1 and not found[0].linked:
        link(tx, found[0], who.telegram_id, "contact", audit.by(found[0].id), now)
        return
    before = links.link_request_of(tx, who.telegram_id)
    asked = before or links.insert(tx, _blank(tx, who, now))
    known = replace(asked, phone=phone, nickname=who.nickname)
    _ask(tx, who, asked, known, now, new=before is None)


def _blank(tx: Tx, who: Newcomer, now: datetime) -> LinkRequest:
    near = _near(tx, who.telegram_id, now)
    said = _said(tx, who.telegram_id)
    return LinkRequest(0, who.telegram_id, who.nickname, said, None, near, None, "open", now)


def _proposed(tx: Tx, asked: LinkRequest) -> LinkRequest:
    """The member they may be: the one with their number, else the best match of their words."""
    by_phone = people.members_by_phone(tx, asked.phone) if asked.phone else []
    if len(by_phone) == 1:
        return replace(asked, member_id=by_phone[0].id)
    words = asked.claim or ""
    candidates = by_phone or (links.named_in(tx, words) if words else [])
    best = likest(words, [(each, people.posts_of(tx, each.id)) for each in candidates])
    return replace(asked, member_id=best.id if best else None)


def _claim(text: str) -> str | None:
    """Who they say they are; None for "收到", 您好, a picture or a command."""
    words = " ".join(text.split())[:CLAIM_LIMIT]
    says_nothing = is_small_talk(words) or words.casefold() in _GREETINGS or words.startswith("/")
    return None if says_nothing else words


def _ask(
    tx: Tx,
    who: Newcomer,
    before: LinkRequest,
    known: LinkRequest,
    now: datetime,
    *,
    new: bool = False,
) -> None:
    """Show what is known to the deciders, and tell the asker."""
    told = None if new else link_requests.deciders(tx, before)
    asked = links.update(tx, _proposed(tx, known))
    link_requests.put_before(tx, asked, who.operators, told, now)
    current = links.living_list(tx, "link_asked", who.telegram_id)
    if current is not None:
        outbox.take_away(tx, current, now)
    saying = Saying(
        chat_id=who.telegram_id, args=LinkAskedArgs(), lane=Lane.REPLY, subject_id=asked.id
    )
    outbox.say(tx, saying, now)


def on_linked(tx: Tx, member: Member, now: datetime) -> list[Answered]:
    """Count the member's earlier presses and show what still waits for them; returns what
    became of each press."""
    counted = pressing.count_pending(tx, member, now)
    for target in leaves.open_targets_of(tx, member.id):
        calling.renew_lists(tx, target, now)
    succession.give_open_cards(tx, member, now)
    return counted


def on_reachable(tx: Tx, account: int, now: datetime) -> None:
    """Show a member who can be written to again what still waits for them."""
    member = people.member_by_telegram(tx, account)
    if member is not None:
        succession.give_open_cards(tx, member, now)
