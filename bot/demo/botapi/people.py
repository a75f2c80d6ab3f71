"""A person with a Telegram account, and everything they can do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.members import become
from bot.demo.botapi.messages import Message
from bot.demo.botapi.presses import DemoPress, Toast
from bot.demo.botapi.speaking import NotPossible, Speaker, forwarded_from
from bot.demo.botapi.users import User

if TYPE_CHECKING:
    from bot.demo.botapi.groups import DemoGroup
    from bot.demo.botapi.world import World


class PrivateChat(Chat):
    """The chat of one person with the bot; it has the person's id."""

    kind = "private"

    def __init__(self, world: World, person: DemoPerson) -> None:
        super().__init__(world, person.id, person.first_name, person.username)
        self.person = person

    def has(self, user: User) -> bool:
        return user is self.person

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "type": self.kind}
        told["first_name"] = self.person.first_name
        if self.username:
            told["username"] = self.username
        return told


class DemoPerson(User, Speaker):
    """Somebody who may talk to the bot."""

    def __init__(
        self,
        world: World,
        user_id: int,
        name: str,
        language_code: str | None,
        username: str | None,
        phone: str | None,
    ) -> None:
        User.__init__(self, user_id, name, username=username, language_code=language_code)
        self.world = world
        self.phone = phone
        self.private = PrivateChat(world, self)
        self.presses: list[DemoPress] = []
        self.deactivated = False

    def __repr__(self) -> str:
        return f"<{self.first_name}>"

    @property
    def toasts(self) -> list[Toast]:
        """What the bot answered to this person's presses."""
        return [p.answer for p in self.presses if p.answer]

    @property
    def chats(self) -> list[Chat]:
        """The chats this person sees."""
        return [c for c in self.world.chats.values() if c.has(self) and not c.migrated_to]

    def start(self, payload: str = "") -> Message:
        """Presses Start, perhaps from a deep link."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise NotPossible(f"no link carries {payload!r}")
        if self.private.bot_status == "kicked":
            self.unblock()
        self.private.bot_status = "member"
        return self.send(self.private, f"/start {payload}".strip())

    def follow(self, url: str) -> Message:
        """Opens a `t.me/<bot>?start=…` link and presses Start."""
        found = re.fullmatch(r"(?:https?://)?t\.me/(\w+)\?start=(.+)", url)
        if not found or found[1] != self.world.bot.username:
            raise NotPossible(f"not a link to the bot: {url}")
        return self.start(found[2])

    def share_contact(
        self, contact_of: DemoPerson | None = None, *, forwarded: bool = False
    ) -> Message:
        """Shares a phone number, by default one's own, in the private chat."""
        owner = contact_of or self
        if not owner.phone:
            raise NotPossible(f"{owner} has no phone number")
        told = {"first_name": owner.first_name, "user_id": owner.id, "phone_number": owner.phone}
        if not forwarded:
            return self._post(self.private, self._asked_for_contact(), contact=told)
        origin = forwarded_from(owner, self.world.now())
        return self._post(self.private, contact=told, extra=origin)

    def share_users(self, *picked: DemoPerson) -> Message:
        """Picks people in the list that a button of the keyboard opens."""
        wanted = self.asked_for("request_users")
        if not wanted or not 1 <= len(picked) <= wanted.get("max_quantity", 1):
            raise NotPossible("nobody asks for so many people")
        named = wanted.get("request_name", False)
        told = [{"user_id": p.id} | ({"first_name": p.first_name} if named else {}) for p in picked]
        shared = {"request_id": wanted["request_id"], "users": told}
        return self._post(self.private, service={"users_shared": shared})

    def share_chat(self, group: DemoGroup) -> Message:
        """Picks a group in the list that a button of the keyboard opens; where the bot has to be in
        it, Telegram lets it in."""
        wanted = self.asked_for("request_chat")
        if not wanted or not group.has(self):
            raise NotPossible("nobody asks for this group")
        if wanted.get("bot_is_member") and group.bot_status not in ("member", "administrator"):
            group.add_bot(by=self)
        titled = {"title": group.title} if wanted.get("request_title") else {}
        shared = {"request_id": wanted["request_id"], "chat_id": group.id, **titled}
        return self._post(self.private, service={"chat_shared": shared})

    def asked_for(self, what: str) -> dict[str, Any] | None:
        """What a button of the keyboard asks for: request_users or request_chat."""
        rows = (self.private.keyboard or {}).get("keyboard", [])
        buttons = [button for row in rows for button in row if isinstance(button, dict)]
        return next((button[what] for button in buttons if what in button), None)

    def press(self, message: Message, wanted: str) -> DemoPress:
        """Presses the button of that text or data under a message of the bot."""
        target = message.button(wanted).target
        if target.startswith("http"):
            raise NotPossible("this button opens a link: follow() it")
        return self.forge(message, target)

    def forge(self, message: Message, data: str) -> DemoPress:
        """What a tampered client can do: send any data for any message of a visible chat."""
        if not message.chat.has(self):
            raise NotPossible(f"{self} is not in {message.chat}")
        return self.world.press(self, message, data)

    def block(self) -> None:
        """Stops the bot from writing."""
        become(self.private, self, "kicked")

    def unblock(self) -> None:
        """Lets it write again."""
        become(self.private, self, "member")

    def _author(self, chat: Chat) -> tuple[User | None, Chat | None]:
        if not chat.has(self) or chat.migrated_to:
            raise NotPossible(f"{self} is not in {chat}")
        if chat is self.private and chat.bot_status != "member":
            raise NotPossible(f"{self} has not pressed Start")
        return self, None

    def _asked_for_contact(self) -> Message | None:
        """A number shared by the button is a reply to the message with the button."""
        shown = self.private.keyboard
        return next((m for m in self.private.messages if shown and m.markup is shown), None)
