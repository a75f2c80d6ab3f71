"""A change of the roster in chat: what is asked, what would change, what was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.looking.values import Pages
from bot.chat.outgoing import Button, Outgoing
from bot.chat.posts import SeatName, seat_name, seat_names
from bot.chat.roster.changes import change_line
from bot.chat.sentences import sentence
from bot.chat.text import Text, bold, lines, shorten, unit_name
from bot.chat.texts import N_, Translator
from bot.errors import Refused
from bot.roster.edits import EditVerb
from bot.roster.model import PostKind
from bot.roster.phone import mask
from bot.roster.posts import post_word
from bot.roster.telling import ChangeLine, ChangeSection

_LIMIT = 4096
_NAME = 24
_SEATS = 3


class EditAsk(Enum):
    """What a change's screen asks."""

    WORDS = auto()
    SAME_NUMBER = auto()
    SAME_NAME = auto()
    ANYBODY = auto()
    KIND = auto()
    HOME = auto()
    OTHER = auto()
    SURE = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of the roster: name, number, posts, and whether they are linked."""

    id: int
    name: str
    phone: str | None = None
    seats: tuple[SeatName, ...] = ()
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A unit or a kind of post that can be picked."""

    id: int
    name: str = ""
    kind: PostKind | None = None
    height: int = 0


@dataclass(frozen=True, slots=True)
class EntryChange:
    """A person's name and number, before and after."""

    old_name: str
    name: str
    old_phone: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView:
    """A change as its asker sees it.

    `place`: the units from the top but one down; `seat`: the post it is about; `person`: who holds
    it, or whose entry it is about; `typed`: the name typed or picked; `refused`: why it cannot be
    made as things stand now.
    """

    edit_id: int
    verb: EditVerb
    asks: EditAsk
    place: tuple[str, ...] = ()
    seat: SeatName | None = None
    person: KnownPerson | None = None
    typed: str = ""
    phone: str | None = None
    account: bool = False
    choices: Sequence[KnownPerson | Offered] = ()
    post: int | None = None
    both_linked: bool = False
    """Two entries to be merged both have an account."""
    pages: Pages | None = None
    told: Sequence[ChangeLine] = ()
    entries: Sequence[EntryChange] = ()
    refused: Refused | None = None


def render_edit(view: EditView, t: Translator) -> Outgoing:
    """The screen as of now."""
    text, rows = _ASKS[view.asks](view, t)
    short = text.shortened(_LIMIT)
    return Outgoing(text=short.plain, entities=short.entities, keyboard=buttons.keyboard(*rows))


Asked = tuple[Text, list[buttons.Row]]


_TYPED = {
    EditVerb.PHONE: N_("Please type the number."),
    EditVerb.RENAME: N_("Please type the new name."),
    EditVerb.ADD_UNIT: N_("Please type the names, for example: 6, 7"),
}
"""What is asked for where only words will do."""


def _words(view: EditView, t: Translator) -> Asked:
    if view.verb in _TYPED:
        return lines(bold(_about(view, t)), t(_TYPED[view.verb])), [_cancel(view, t)]
    said = t("Please write the name, best with the number, in one message: {example}",
             example=t("Wang Fang 13800138000"))  # fmt: skip
    if view.account:
        said = t("What is the name to be on the roster?")
    ways = [
        Button(t("From the roster"), pack(Action.ROSTER_BROWSE, view.edit_id)),
        Button(t("Pick a contact"), pack(Action.ROSTER_CONTACT, view.edit_id)),
    ]
    head = bold(t("Who is to be {seat}?", seat=_about(view, t)))
    return lines(head, _holder(view, t), said), [[] if view.account else ways, _cancel(view, t)]


def _holder(view: EditView, t: Translator) -> str:
    if view.person is None:
        return t("Vacant now.")
    return t("Now it is {person}.", person=_person(view.person))


def _person(person: KnownPerson) -> str:
    name = shorten(person.name, _NAME)
    return f"{name} {mask(person.phone)}" if person.phone else name


def _about(view: EditView, t: Translator) -> str:
    """幸福里 3 栋楼长; or whose entry it is."""
    units = [unit_name(each, _NAME) for each in view.place]
    if view.seat is None:
        return " ".join(units) if view.person is None else _person(view.person)
    above = " ".join(units[:-1])
    return f"{above} {seat_name(view.seat, t)}".strip()


def _same_number(view: EditView, t: Translator) -> Asked:
    rival = next(each for each in view.choices if isinstance(each, KnownPerson))
    said = t(
        "{phone} is the number of {name} ({seats}). Is {typed} the same person?",
        phone=mask(view.phone or ""), name=rival.name, seats=_seats(rival, t), typed=view.typed,
    )  # fmt: skip
    same = Button(t("The same person"), pack(Action.ROSTER_PICK, view.edit_id, rival.id))
    two = Button(t("Two people"), pack(Action.ROSTER_PICK, view.edit_id, 0))
    return lines(said), [[same, two], _cancel(view, t)]


def _same_name(view: EditView, t: Translator) -> Asked:
    said = t("The roster has the name {typed} already. Is it one of these?", typed=view.typed)
    new = Button(t("Somebody else"), pack(Action.ROSTER_PICK, view.edit_id, 0))
    return lines(bold(_about(view, t)), said), [*_offered(view, t), [new], _cancel(view, t)]


def _anybody(view: EditView, t: Translator) -> Asked:
    said = t("Who is to be {seat}?", seat=_about(view, t))
    turn = buttons.turning(view.pages, t) if view.pages else []
    return lines(bold(said)), [*_offered(view, t), turn, _cancel(view, t)]


def _kind(view: EditView, t: Translator) -> Asked:
    said = t("Which post? Press one, or write its word, for example: {word}", word=t("grid helper"))
    rows = buttons.in_rows((row[0] for row in _offered(view, t)), 2)
    return lines(bold(_about(view, t)), said), [*rows, _cancel(view, t)]


def _home(view: EditView, t: Translator) -> Asked:
    said = t("Where does it go?") if view.choices else t("There is nowhere else it could go.")
    turn = buttons.turning(view.pages, t) if view.pages else []
    rows = buttons.in_rows((row[0] for row in _offered(view, t)), 2)
    return lines(bold(_about(view, t)), said), [*rows, turn, _cancel(view, t)]


def _other(view: EditView, t: Translator) -> Asked:
    head = bold((view.person and _choice(view.person, t)) or "")
    said = t("Who is the same person? Both histories are kept.")
    turn = buttons.turning(view.pages, t) if view.pages else []
    return lines(head, said), [*_offered(view, t), turn, _cancel(view, t)]


def _offered(view: EditView, t: Translator) -> list[buttons.Row]:
    return [
        [Button(_choice(each, t), pack(Action.ROSTER_PICK, view.edit_id, each.id))]
        for each in view.choices
    ]


def _choice(person: KnownPerson | Offered, t: Translator) -> str:
    if isinstance(person, Offered):
        named = person.kind and post_word(person.kind, person.height, t.language)
        return named or unit_name(person.name, _NAME)
    parts = (_person(person), _seats(person, t))
    return " · ".join(part for part in parts if part)


def _seats(person: KnownPerson, t: Translator) -> str:
    return seat_names(person.seats[:_SEATS], t) or t("no post at present")


def _sure(view: EditView, t: Translator) -> Asked:
    if view.refused is not None:
        return lines(sentence(view.refused, t)), [_cancel(view, t)]
    yes = Button(t("Confirm"), pack(Action.ROSTER_SURE, view.edit_id))
    text = lines(*_changes(view, t), t("Shall I change it so?"))
    other = Button(t("Another name"), pack(Action.ROSTER_PICK, view.edit_id, -1))
    return text, [[yes, *_cancel(view, t)], [other] if view.account else []]


def _changes(view: EditView, t: Translator) -> list[Text | str]:
    plain = (each for each in view.told if each.section is not ChangeSection.PERSON)
    told: list[Text | str] = [change_line(each, t) for each in plain]
    told += [line for each in view.entries for line in _entry(each, t)]
    if view.typed and view.phone and not view.entries:
        told.append(f"{shorten(view.typed, _NAME)} {mask(view.phone)}")
    if view.both_linked:
        told.append(t("Both have an account; the second one will not be known any more."))
    if view.account:
        knows = N_("I will know {name} in the groups at once; in private once they press Start.")
        told.append(t(knows, name=view.typed))
    return told


def _entry(entry: EntryChange, t: Translator) -> Iterator[str]:
    if entry.name != entry.old_name:
        names = {"former": shorten(entry.old_name, _NAME), "name": shorten(entry.name, _NAME)}
        yield t("Renamed: {unit} → {name}", unit=names["former"], name=names["name"])
    if entry.phone and entry.phone != entry.old_phone:
        name, new = shorten(entry.name, _NAME), mask(entry.phone)
        if entry.old_phone is None:
            yield t("The number of {name}: {phone}", name=name, phone=new)
        else:
            old = mask(entry.old_phone)
            yield t("The number of {name}: {old} → {phone}", name=name, old=old, phone=new)


_DONE = {
    EditVerb.REPLACE: N_("Done: {seat} is {name} now."),
    EditVerb.VACATE: N_("Done: {seat} is vacant now."),
    EditVerb.PHONE: N_("Done: I have noted the number of {name}."),
    EditVerb.RENAME: N_("Done: the name is {name} now."),
    EditVerb.ADD_POST: N_("Done: {seat} is there, vacant for now."),
    EditVerb.ADD_UNIT: N_("Done: it is on the roster."),
    EditVerb.MOVE: N_("Done: it has been moved."),
    EditVerb.CLOSE: N_("Done: it is no longer on the roster."),
    EditVerb.SUSPEND: N_("Done: {name} is taken out everywhere for now."),
    EditVerb.RESTORE: N_("Done: {name} is back."),
    EditVerb.MERGE: N_("Done: it is one entry now."),
}


def _done(view: EditView, t: Translator) -> Asked:
    name = shorten(view.person.name, _NAME) if view.person else _about(view, t)
    said = t(_DONE[view.verb], seat=_about(view, t), name=name)
    hint = None
    if view.verb is EditVerb.REPLACE and view.person and not view.person.linked:
        hint = t("{name} is not linked yet: please ask them to open a private chat with me, press"
                 " Start and share their number.", name=name)  # fmt: skip
    again = []
    if view.verb in _LEAVE_VACANT and view.post is not None:
        data = pack(Action.ROSTER_REPLACE, EditVerb.REPLACE.value, "post", view.post)
        again = [Button(t("Replace"), data)]
    if view.verb is EditVerb.SUSPEND and view.person:
        data = pack(Action.ROSTER_CHANGE, EditVerb.RESTORE.value, "member", view.person.id)
        again = [Button(t("Restore"), data)]
    return lines(f"✓ {said}", hint), [again, buttons.back_button(t)]


_LEAVE_VACANT = frozenset({EditVerb.VACATE, EditVerb.ADD_POST})


def _cancel(view: EditView, t: Translator) -> buttons.Row:
    return [Button(t("Cancel"), pack(Action.ROSTER_DROP, view.edit_id))]


_ASKS: dict[EditAsk, Callable[[EditView, Translator], Asked]] = {
    EditAsk.WORDS: _words,
    EditAsk.SAME_NUMBER: _same_number,
    EditAsk.SAME_NAME: _same_name,
    EditAsk.ANYBODY: _anybody,
    EditAsk.KIND: _kind,
    EditAsk.HOME: _home,
    EditAsk.OTHER: _other,
    EditAsk.SURE: _sure,
    EditAsk.DONE: _done,
}
