"""Groups and supergroups: members, administrators, migration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.members import become, member
from bot.demo.botapi.messages import Message
from bot.demo.botapi.speaking import NotPossible, Speaker
from bot.demo.botapi.users import GROUP_ANONYMOUS, User

if TYPE_CHECKING:
    from bot.demo.botapi.world import World


NO_RIGHTS = "not enough rights to send text messages to the chat"


class DemoGroup(Chat):
    """A group or, after migration, a supergroup; the first member owns it."""

    def __init__(self, world: World, chat_id: int, title: str, *, kind: str = "group") -> None:
        super().__init__(world, chat_id, title, None)
        self.kind = kind
        self.members: dict[int, User] = {}
        # id → whether the administrator is anonymous.
        self.admins: dict[int, bool] = {}
        # The error where the bot may not write; "" where it may.
        self.refuses = ""
        self.takes_files = True
        # Of a forum: the topics besides the general one, and whether each is open.
        self.topics: dict[int, bool] = {}

    def has(self, user: User) -> bool:
        return user.id in self.members

    def status(self, user: User) -> str:
        """A ChatMember status."""
        if user is self.world.bot:
            return self.bot_status or "left"
        if user.id not in self.members:
            return "left"
        if user.id == next(iter(self.members)):
            return "creator"
        return "administrator" if user.id in self.admins else "member"

    def member(self, user: User) -> dict[str, Any]:
        """The ChatMember object."""
        return member(user, self.status(user), anonymous=self.admins.get(user.id, False))

    def add(self, *users: User, by: User | None = None) -> None:
        """People come in, with the service message everybody sees."""
        for user in users:
            self.members[user.id] = user
        told = {"new_chat_members": [u.to_json() for u in users]}
        self._service(by or users[0], told)

    def remove(self, user: User, by: User | None = None) -> None:
        """Somebody leaves or is removed."""
        self._service(by or user, {"left_chat_member": user.to_json()})
        del self.members[user.id]

    def add_bot(self, by: User) -> None:
        """The bot is added to the group."""
        self._need(by)
        become(self, by, "member")
        self._service(by, {"new_chat_members": [self.world.bot.to_json()]})

    def kick_bot(self, by: User) -> None:
        """The bot is removed from the group."""
        self._need(by)
        become(self, by, "kicked")
        self._service(by, {"left_chat_member": self.world.bot.to_json()})

    def promote_bot(self, by: User) -> None:
        """The bot becomes an administrator and receives all messages."""
        self._need(by)
        become(self, by, "administrator")

    def demote_bot(self, by: User) -> None:
        """The bot is an ordinary member again."""
        self._need(by)
        become(self, by, "member")

    def mute_bot(self, by: User) -> None:
        """The bot may read but not write."""
        self._need(by)
        become(self, by, "restricted")

    def unmute_bot(self, by: User) -> None:
        """The bot may write again."""
        self.demote_bot(by)

    def mute_everybody(self, said: str = NO_RIGHTS) -> None:
        """Only administrators may write; the bot learns it only when it tries.

        `said`: Telegram's error text, of which there are several.
        """
        self.refuses = said

    def let_write(self) -> None:
        """Everybody may write again; nobody tells the bot."""
        self.refuses = ""

    def open_topic(self, by: User, name: str) -> Message:
        """A new topic, which makes a forum of the group; its first message, whose id is the
        topic's."""
        self._need(by)
        created = {"name": name, "icon_color": 7322096}
        message = Message(self, by, self.world.now(), service={"forum_topic_created": created})
        self.world.publish(message)
        self.topics[message.id] = True
        return message

    def close_topic(self, topic: Message, by: User) -> None:
        """Nobody but administrators may write in a topic any more."""
        self._turn_topic(topic, by, is_open=False)

    def reopen_topic(self, topic: Message, by: User) -> None:
        """Everybody may write in it again."""
        self._turn_topic(topic, by, is_open=True)

    def _turn_topic(self, topic: Message, by: User, *, is_open: bool) -> None:
        self._need(by)
        self.topics[topic.id] = is_open
        told: dict[str, Any] = {"forum_topic_reopened" if is_open else "forum_topic_closed": {}}
        place = {"message_thread_id": topic.id, "is_topic_message": True}
        message = Message(self, by, self.world.now(), service=told, extra=place)
        self.world.publish(message)

    def make_admin(self, user: User, *, anonymous: bool = False) -> None:
        """A member becomes an administrator."""
        self._need(user)
        self.admins[user.id] = anonymous

    def anonymous_admin(self, user: User) -> AnonymousAdmin:
        """The same person, speaking in the group's name."""
        self.make_admin(user, anonymous=True)
        return AnonymousAdmin(self)

    def migrate(self) -> DemoGroup:
        """The group becomes a supergroup with another id."""
        if self.kind != "group" or self.migrated_to:
            raise NotPossible("only a basic group migrates, once")
        new = self.world.group(self.title, supergroup=True)
        new.members, new.admins = dict(self.members), dict(self.admins)
        new.bot_status = self.bot_status
        by = next(iter(self.members.values()))
        self._service(by, {"migrate_to_chat_id": new.id})
        self.migrated_to = new.id
        new._service(GROUP_ANONYMOUS, {"migrate_from_chat_id": self.id}, sender_chat=new)
        return new

    def _service(self, by: User, told: dict[str, Any], sender_chat: Chat | None = None) -> None:
        message = Message(self, by, self.world.now(), service=told, sender_chat=sender_chat)
        self.world.publish(message)

    def _need(self, by: User) -> None:
        if not self.has(by):
            raise NotPossible(f"{by} is not in {self}")


class AnonymousAdmin(Speaker):
    """An administrator whose messages come from the group itself."""

    def __init__(self, group: DemoGroup) -> None:
        self.world = group.world
        self.group = group

    def _author(self, chat: Chat) -> tuple[User | None, Chat | None]:
        if chat is not self.group:
            raise NotPossible("anonymous only in the own group")
        return GROUP_ANONYMOUS, chat
