"""People picked from one's own Telegram contacts: the button, the question, and the result."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.looking.buttons import Row, keyboard
from bot.chat.looking.values import Pages
from bot.chat.outgoing import AskUsers, Button, Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.posts import SeatName, seat_name
from bot.chat.text import lines, shorten
from bot.chat.texts import N_, Translator

_NAME = 24


@dataclass(frozen=True, slots=True)
class PickContactsView:
    """The unit whose people are picked; `request` comes back from Telegram with `most` of them."""

    spot: Spot
    request: int
    most: int


@dataclass(frozen=True, slots=True)
class Likely:
    """An unlinked member a contact may be."""

    member_id: int
    name: str
    seat: SeatName


@dataclass(frozen=True, slots=True)
class ContactAsked:
    """A contact, and a page of the unlinked members, likest first."""

    contact_id: int
    called: str
    choices: tuple[Likely, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class ContactDecided:
    """What became of a contact: known, linked or skipped; `name`: on the roster."""

    called: str
    state: str
    name: str | None
    reachable: bool


@dataclass(frozen=True, slots=True)
class PickedContactsView:
    """The contact that is asked about, if any; those decided; how many there are in all."""

    asked: ContactAsked | None
    decided: tuple[ContactDecided, ...]
    total: int


def render_pick_contacts(view: PickContactsView, t: Translator) -> Outgoing:
    """One big button below the line one types in."""
    label = t("Pick from my contacts")
    said = t(
        "Press “{button}” below and choose up to {n} people of {unit} from your contacts. Then I"
        " ask you of each who it is.",
        button=label, n=view.most, unit=spot_list([view.spot], 1, t),
    )  # fmt: skip
    return Outgoing(text=said, ask_users=AskUsers(label, view.request, view.most))


def render_picked_contacts(view: PickedContactsView, t: Translator) -> Outgoing:
    """One question at a time; in the end what became of each."""
    done = [_line(each, t) for each in view.decided]
    if view.asked is None:
        away = any(each.state == "linked" and not each.reachable for each in view.decided)
        text = lines(t("All set beside the roster:"), *done, t(_IN_GROUPS) if away else None)
        return Outgoing(text=text.plain)
    asked = view.asked
    head = t("{i}/{n} Who on the roster is “{called}” of your contacts?",
             i=len(view.decided) + 1, n=view.total, called=_called(asked.called, t))  # fmt: skip
    text = lines(head, t("The likest come first.") if asked.choices else t(_NOBODY))
    choices = [[_choice(asked, each, t)] for each in asked.choices]
    skip = Button(t("Skip"), pack(Action.CONTACT_SKIP, asked.contact_id))
    return Outgoing(text=text.plain, keyboard=keyboard(*choices, _turning(asked, t), [skip]))


_IN_GROUPS = N_("I know them in the groups at once; in private once they press Start.")
_NOBODY = N_("Nobody here is still to be linked.")


def _choice(asked: ContactAsked, found: Likely, t: Translator) -> Button:
    label = f"{shorten(found.name, _NAME)} · {seat_name(found.seat, t)}"
    return Button(label, pack(Action.CONTACT_IS, asked.contact_id, found.member_id))


def _turning(asked: ContactAsked, t: Translator) -> Row:
    row, at = [], asked.pages
    if at.page > 0:
        data = pack(Action.CONTACT_PAGE, asked.contact_id, at.page - 1)
        row.append(Button(t("‹ Previous"), data))
    if at.rest:
        row.append(Button(t("Next ›"), pack(Action.CONTACT_PAGE, asked.contact_id, at.page + 1)))
    return row


def _line(decided: ContactDecided, t: Translator) -> str:
    called = _called(decided.called, t)
    if decided.state == "linked":
        return t("{called} → {name}", called=called, name=shorten(decided.name or "", _NAME))
    if decided.state == "known":
        return t("{called}: linked already", called=called)
    return t("{called}: skipped", called=called)


def _called(name: str, t: Translator) -> str:
    return shorten(name, _NAME) or t("no name")
