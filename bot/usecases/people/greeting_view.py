"""Views of greetings, help and notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.chat.house.help import HelpTextView
from bot.chat.house.language import LanguageView
from bot.chat.people.greeting import AskedView, Decides, HomeView, Role, WelcomeView
from bot.chat.places import Spot
from bot.messages.house import HowToArgs, LanguageArgs, NoticeArgs, ToldArgs
from bot.messages.people import HomeArgs, WelcomeArgs
from bot.roster.model import ISSUING_POSTS, PARTY_POSTS, Member
from bot.roster.seats import Seat
from bot.store.delivery.outbox import BotMessage
from bot.store.house.operators import known_operators
from bot.store.people import links, people
from bot.store.people.links import LinkRequest
from bot.store.tx import Tx
from bot.usecases import link_requests, named
from bot.usecases.doors.posters import community
from bot.usecases.roster.first_days import open_for, seats_in_full


def welcome_view(tx: Tx, message: BotMessage, _now: datetime) -> WelcomeView | None:
    """Somebody unknown; None once they are known."""
    if _known(people.member_by_telegram(tx, message.chat_id)):
        return None
    args = message.args_as(WelcomeArgs)
    return WelcomeView(
        pressed=args.pressed,
        not_own=args.not_own,
        claim=args.claim if args.answers else None,
        community=_community(tx, args.near or args.scanned),
        scanned=_living(tx, args.scanned),
        full=args.full,
        fault=args.fault,
    )


def _living(tx: Tx, unit_id: int | None) -> Spot | None:
    try:
        return named.whole_spot(tx, people.living_unit(tx, unit_id)) if unit_id else None
    except LookupError:
        return None


def _community(tx: Tx, near: int | None) -> str | None:
    """The community that asks: that of the unit they came from, else the only one there is."""
    try:
        units = [people.living_unit(tx, near)] if near else people.roots(tx)
    except LookupError:
        units = []
    return community(tx, units[0]).name if len(units) == 1 else None


def asked_view(tx: Tx, message: BotMessage, _now: datetime) -> AskedView | None:
    """A person whose link request is open; None once it is decided."""
    asked = links.link_request(tx, message.subject_id or 0)
    return AskedView(asked.claim, _decides(tx, asked)) if asked.open else None


def _decides(tx: Tx, asked: LinkRequest) -> Decides:
    if link_requests.deciders(tx, asked):
        return Decides.LIAISON
    return Decides.OPERATOR if known_operators(tx) else Decides.NOBODY


def home_view(tx: Tx, message: BotMessage, _now: datetime) -> HomeView:
    """A linked person."""
    member = people.member_by_telegram(tx, message.chat_id)
    seats = people.posts_of(tx, member.id) if member else []
    args = message.args_as(HomeArgs)
    return HomeView(
        who=named.of(tx, member) if member and member.on_roster else None,
        seats=seats_in_full(tx, seats),
        role=role(_known(member), seats, operator=True),
        linked=args.linked,
        counted=args.counted,
        fault=args.fault,
        form=args.form,
        open=tuple(open_for(tx, member, seats)) if member else (),
    )


def help_text_view(tx: Tx, message: BotMessage, _now: datetime) -> HelpTextView:
    """The person who asked for help."""
    member = people.member_by_telegram(tx, message.chat_id)
    seats = people.posts_of(tx, member.id) if member else []
    operator = message.args_as(HowToArgs).operator
    return HelpTextView(role(_known(member), seats, operator=operator), message.chat_id < 0)


def language_view(_tx: Tx, message: BotMessage, _now: datetime) -> LanguageView:
    """The choice of languages."""
    return LanguageView(message.args_as(LanguageArgs).chosen)


def told_in_words_view(_tx: Tx, message: BotMessage, _now: datetime) -> ToldArgs:
    """The answer to a button that was typed."""
    return message.args_as(ToldArgs)


def notice_view(_tx: Tx, message: BotMessage, _now: datetime) -> NoticeArgs:
    """A notice is its own view."""
    return message.args_as(NoticeArgs)


def _known(member: Member | None) -> bool:
    return member is not None and member.on_roster


def role(known: bool, seats: Iterable[Seat], *, operator: bool) -> Role:
    """A person's main role here."""
    kinds = {seat.kind for seat in seats}
    if not known:
        return Role.OPERATOR if operator else Role.STRANGER
    if not kinds:
        return Role.FORMER
    if kinds <= set(PARTY_POSTS):
        return Role.PARTY
    return Role.ISSUER if kinds & set(ISSUING_POSTS) else Role.HOLDER
