"""The list of link requests."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.looking.buttons import Row, in_rows, keyboard
from bot.chat.outgoing import Button, Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.posts import SeatName, seat_names
from bot.chat.text import lines
from bot.chat.texts import Translator


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member the requester may be; `linked`: to another account at present; `phone`: masked;
    `dial`: the reader may call it."""

    member_id: int
    name: str
    seats: tuple[SeatName, ...]
    linked: bool = False
    phone: str | None = None
    dial: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A requester.

    `phone`: masked; `same_phone`: it is the candidate's; `other_name`: they give another name than
    the candidate's; `near`: the unit near which they asked.
    """

    id: int
    nickname: str
    claim: str | None
    phone: str | None
    candidate: Candidate | None
    same_phone: bool = False
    other_name: bool = False
    near: Spot | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A search of the roster for one requester: a page of it, or the `picked` member."""

    item: Item
    choices: tuple[Candidate, ...]
    page: int
    rest: int
    picked: Candidate | None


@dataclass(frozen=True, slots=True)
class RequestsView:
    """The first requesters, and the number of all."""

    items: tuple[Item, ...]
    total: int
    finding: Finding | None = None


def render_requests(view: RequestsView, t: Translator) -> Outgoing:
    """The list, or the search for one requester."""
    if view.finding is not None:
        return _finding(view.finding, t)
    if not view.items:
        return Outgoing(text=t("All have been looked after, thank you!"))
    title = t.n(
        "{n} person waits for you to check:", "{n} people wait for you to check:", view.total
    )
    many = len(view.items) > 1
    parts = [_item(item, f"{i}. " if many else "", t) for i, item in enumerate(view.items, 1)]
    numbered = ((item, f"{i} " if many else "") for i, item in enumerate(view.items, 1))
    rows = [row for item, number in numbered for row in _buttons(item, number, t)]
    return Outgoing(text="\n\n".join([title, *parts]), keyboard=keyboard(*rows))


def _item(item: Item, number: str, t: Translator) -> str:
    return number + _compared(item, item.candidate, t)


def _compared(item: Item, found: Candidate | None, t: Translator) -> str:
    """What they say and what the roster says, side by side, and what differs."""
    parts = (_says(item, t), _numbers(item, found, t), _names(item, found, t), _roster(found, t))
    return lines(*parts).plain


def _says(item: Item, t: Translator) -> str:
    facts = {"claim": item.claim, "nickname": item.nickname}
    if item.claim:
        return t("Says: “{claim}” (goes by: {nickname})", **facts)
    if item.near is not None and item.candidate is None:
        near = spot_list([item.near], 1, t)
        return t("Goes by: {nickname}, came by way of {unit}", unit=near, **facts)
    return t("Goes by: {nickname}", **facts)


def _numbers(item: Item, found: Candidate | None, t: Translator) -> str | None:
    """Both numbers, masked."""
    sent, known = item.phone, found.phone if found else None
    if sent is None:
        return t("No number was sent; on the roster {known}.", known=known) if known else None
    if found is None:
        return t("Number sent: {sent}.", sent=sent)
    if known is None:
        return t("Number sent: {sent}; there is none on the roster.", sent=sent)
    if item.same_phone:
        return t("Number sent: {sent}, the same as on the roster.", sent=sent)
    return t("Number sent: {sent}; on the roster {known}, another one.", sent=sent, known=known)


def _names(item: Item, found: Candidate | None, t: Translator) -> str | None:
    if found is None or not item.other_name:
        return None
    return t("The name they give is another one than on the roster.")


def _roster(found: Candidate | None, t: Translator) -> str:
    if found is None:
        return t("Nobody on the roster looks alike. Please look for them.")
    facts = {"who": _who(found, t)}
    if found.linked:
        return t(
            "On the roster: {who}, already linked to another account. Is it the same person?",
            **facts,
        )
    return t("On the roster: {who}, not linked yet. Is it them?", **facts)


def _who(found: Candidate, t: Translator) -> str:
    return t("{seats} {name}", seats=seat_names(found.seats[:3], t), name=found.name).strip()


def _buttons(item: Item, number: str, t: Translator) -> list[Row]:
    """是本人, 不是, 先打电话问问, 查名单."""
    found = item.candidate
    refuse = Button(number + t("Not them"), pack(Action.LINK_REFUSE, item.id))
    look_up = Button(number + t("Look up"), pack(Action.LINK_FIND, item.id, 0))
    if found is None:
        return [[refuse, look_up]]
    decide = [_approve(item, found, number, t), refuse]
    if not found.dial:
        return [[*decide, look_up]]
    return [decide, [_call(found, number, t), look_up]]


def _call(found: Candidate, number: str, t: Translator) -> Button:
    """The number of the roster answers whether the request is theirs."""
    return Button(number + t("Call them first"), pack(Action.DIAL, found.member_id))


def _approve(item: Item, found: Candidate, number: str, t: Translator) -> Button:
    data = pack(Action.LINK_APPROVE, item.id, found.member_id)
    return Button(number + t("It is them"), data)


def _finding(view: Finding, t: Translator) -> Outgoing:
    if view.picked is not None:
        return _confirming(view, view.picked, t)
    text = lines(_says(view.item, t), t("Who is it? Those nobody has linked yet:"))
    names = (Button(_label(each, t), _pick(view, each)) for each in view.choices)
    rows = [*in_rows(names, 1), _turning(view, t), _to_list(t)]
    return Outgoing(text=text.plain, keyboard=keyboard(*rows))


def _confirming(view: Finding, picked: Candidate, t: Translator) -> Outgoing:
    again = [Button(t("‹ Back"), pack(Action.LINK_FIND, view.item.id, view.page))]
    call = [_call(picked, "", t)] if picked.dial else []
    rows = keyboard([_approve(view.item, picked, "", t)], call, again)
    return Outgoing(text=_compared(view.item, picked, t), keyboard=rows)


def _pick(view: Finding, found: Candidate) -> str:
    return pack(Action.LINK_PICK, view.item.id, found.member_id)


def _label(found: Candidate, t: Translator) -> str:
    return f"{found.name} · {seat_names(found.seats[:1], t)}"


def _turning(view: Finding, t: Translator) -> Row:
    row = []
    if view.page > 0:
        row.append(Button(t("‹ Previous"), pack(Action.LINK_FIND, view.item.id, view.page - 1)))
    if view.rest > 0:
        row.append(Button(t("Next ›"), pack(Action.LINK_FIND, view.item.id, view.page + 1)))
    return row


def _to_list(t: Translator) -> Row:
    return [Button(t("‹ Back"), pack(Action.LINK_LIST))]
