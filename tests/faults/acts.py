"""Acts of people and of the clock, described so that another run can repeat them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from tests.faults.judging import extra_copies, unmarked
from tests.faults.town import Town

Pick = Callable[[Sequence[Message]], Message]
"""Which of several copies of a message somebody happens to touch."""


class Act(Protocol):
    """Something that happens."""

    def ready(self, town: Town, pick: Pick) -> Callable[[], object]:
        """Look whom and what it is about; what is returned lets it happen."""
        ...


@dataclass(frozen=True)
class Sight:
    """A message of the bot's as people see it: where it stands and how it reads."""

    chat: str
    text: str

    def copies(self, town: Town, button: str = "") -> list[Message]:
        """The message the bot knows of, first; and what else stands there of it."""
        chat, extra = chat_of(town, self.chat), extra_copies(town)
        wanted = [each for each in chat.from_bot if reads(each) == self.text and _has(each, button)]
        found = min(wanted, key=lambda each: each in extra)
        unknown = [each for each in extra if each.chat is chat and each is not found]
        alike = [each for each in unknown if _same(each, found, button)]
        return [found, *alike]


@dataclass(frozen=True)
class Presses:
    """A press of a button."""

    who: str
    seen: Sight
    button: str

    def ready(self, town: Town, pick: Pick) -> Callable[[], object]:
        message = pick(self.seen.copies(town, self.button))
        return lambda: town.person(self.who).press(message, self.button)


@dataclass(frozen=True)
class Says:
    """A text, perhaps as a reply."""

    who: str
    chat: str
    words: str
    to: Sight | None = None

    def ready(self, town: Town, pick: Pick) -> Callable[[], object]:
        person, chat = town.person(self.who), chat_of(town, self.chat)
        replied = pick(self.to.copies(town)) if self.to else None
        return lambda: person.send(chat, self.words, reply_to=replied)


@dataclass(frozen=True)
class Shows:
    """A picture or file, with these words in it."""

    who: str
    name: str
    content: str
    to: Sight | None = None

    def ready(self, town: Town, pick: Pick) -> Callable[[], object]:
        person, data = town.person(self.who), self.content.encode()
        send = person.send_photo if self.name.endswith(".jpg") else person.send_document
        replied = pick(self.to.copies(town)) if self.to else None
        return lambda: send(person.private, self.name, data, reply_to=replied)


@dataclass(frozen=True)
class Passes:
    """Time passes."""

    span: timedelta

    def ready(self, town: Town, pick: Pick) -> Callable[[], object]:
        return lambda: town.clock.move(self.span)


@dataclass(frozen=True)
class Blocks:
    """A person blocks the bot."""

    who: str

    def ready(self, town: Town, pick: Pick) -> Callable[[], object]:
        return town.person(self.who).block


@dataclass(frozen=True)
class Returns:
    """And thinks better of it."""

    who: str

    def ready(self, town: Town, pick: Pick) -> Callable[[], object]:
        return town.person(self.who).start


@dataclass(frozen=True)
class Together:
    """Several things at the same moment."""

    acts: tuple[Act, ...]

    def ready(self, town: Town, pick: Pick) -> Callable[[], object]:
        ready = [each.ready(town, pick) for each in self.acts]
        return lambda: [each() for each in ready]


def chat_of(town: Town, title: str) -> Chat:
    """The chat of that name; a private one is named after its person."""
    return next(each for each in town.chats if each.title == title)


def reads(message: Message) -> str:
    """A message's text without the mark of a repetition."""
    file = f"[{message.media.kind}]" if message.media else ""
    return file + unmarked(message.text)


def sight(message: Message) -> Sight:
    """The description by which a message is found again."""
    return Sight(message.chat.title, reads(message))


def buttons(message: Message, person: DemoPerson) -> list[tuple[str, str]]:
    """The buttons this person can press there: text and callback data."""
    shown = [each for row in message.buttons for each in row] if message.chat.has(person) else []
    return [(each.text, each.target) for each in shown if not each.target.startswith("http")]


def _has(message: Message, button: str) -> bool:
    return not button or any(each.text == button for row in message.buttons for each in row)


def _same(copy: Message, known: Message, button: str) -> bool:
    """Whether pressing there, or replying, is the same as doing so on what the bot knows."""
    if not button:
        return reads(copy) == reads(known)
    return _has(copy, button) and copy.button(button) == known.button(button)
