"""Telegram's responses over the wire, and their outcomes."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TimedOut,
)

from bot.chat.outgoing import Outgoing
from bot.clock import ManualClock
from bot.delivery.gateway import Gateway
from bot.delivery.letter import Letter
from bot.delivery.outcome import outcome_of
from bot.delivery.safe_bot import TokenRefused
from bot.delivery.transport import NotSent, TooMany
from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.demo.botapi import BotApiServer, World
from bot.store.delivery.outcomes import Failed, Outcome, Reason, Retry, Sent, Uncertain

HELLO = Outgoing(text="今晚停水")


class Post:
    """The stand-in Telegram with a gateway in front."""

    def __init__(self, clock: ManualClock) -> None:
        self.world = World(clock.now)
        self.server = BotApiServer(self.world)
        self.wang = self.world.person("王芳")
        self.wang.start()
        self.gateway: Gateway

    async def send(self, chat_id: int | None = None, outgoing: Outgoing = HELLO) -> Outcome:
        return await self.do("send", chat_id, outgoing)

    async def do(
        self,
        op: str,
        chat_id: int | None = None,
        outgoing: Outgoing = HELLO,
        telegram_id: int | None = None,
    ) -> Outcome:
        where = self.wang.id if chat_id is None else chat_id
        letter = Letter(op=op, chat_id=where, outgoing=outgoing, telegram_id=telegram_id)
        return await self.gateway.perform(letter)


@pytest_asyncio.fixture
async def post(clock: ManualClock) -> AsyncIterator[Post]:
    found = Post(clock)
    await found.server.start()
    found.gateway = Gateway(found.server.token, found.server.base_url)
    await found.gateway.open()
    yield found
    found.server.faults.release()
    await found.gateway.close()
    await found.server.stop()
    assert found.server.violations == []


async def test_sent(post: Post) -> None:
    sent = await post.send()
    assert sent == Sent(post.wang.private.last.id)


async def test_too_many(post: Post) -> None:
    post.server.faults.next("sendMessage", 429, retry_after=7)
    found = await post.send()
    assert isinstance(found, Retry)
    assert found.after == 7
    assert post.wang.private.from_bot == []


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "truncate", 500, 502, 504])
async def test_nobody_knows(post: Post, fault: int | str) -> None:
    post.server.faults.next("sendMessage", fault)
    assert isinstance(await post.send(), Uncertain)


async def test_no_answer_in_time(post: Post) -> None:
    post.server.faults.next("sendMessage", "hang")
    async with _gateway(post, waits=Waits(answer=0.1)) as gateway:
        letter = Letter(op="send", chat_id=post.wang.id, outgoing=HELLO)
        assert await gateway.perform(letter) == Uncertain("AnswerLost: SocketTimeoutError")
    assert len(post.wang.private.from_bot) == 1


async def test_nobody_there(post: Post) -> None:
    await post.server.stop()
    found = await post.send()
    assert isinstance(found, Retry)
    assert found.after is None


async def test_a_full_pool_has_sent_nothing(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.transport._CONNECT", 0.05)
    monkeypatch.setattr("bot.delivery.gateway.CONNECTIONS", 1)
    async with _gateway(post) as gateway:
        gateway._letters._pool_wait = 0.05
        post.server.faults.next("sendMessage", "hang_before")
        letter = Letter(op="send", chat_id=post.wang.id, outgoing=HELLO)
        first = asyncio.create_task(gateway.perform(letter))
        await asyncio.sleep(0.05)
        assert isinstance(await gateway.perform(letter), Retry)
        post.server.faults.release()
        assert isinstance(await first, Uncertain)


async def test_a_token_nobody_knows(post: Post) -> None:
    async with _gateway(post, "99999:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr") as gateway:
        letter = Letter(op="send", chat_id=post.wang.id, outgoing=HELLO)
        assert isinstance(await gateway.perform(letter), Retry)
        for ask in (gateway.get_me, gateway.bot.initialize):
            with pytest.raises(TokenRefused) as refused:
                await ask()
            assert "AAbbCC" not in "".join(traceback.format_exception(refused.value))
    assert "AAbbCC" not in repr(gateway.bot)
    await gateway.bot.shutdown()


async def test_people_who_cannot_be_written_to(post: Post) -> None:
    post.wang.block()
    assert _reason(await post.send()) is Reason.BLOCKED
    post.wang.unblock()
    post.wang.deactivated = True
    assert _reason(await post.send()) is Reason.DEACTIVATED
    stranger = post.world.person("路人")
    assert _reason(await post.send(stranger.id)) in {Reason.BLOCKED, Reason.CHAT_GONE}
    assert _reason(await post.send(12345)) is Reason.CHAT_GONE


async def test_groups_that_are_closed_to_us(post: Post) -> None:
    group = post.world.group("幸福里", members=[post.wang])
    group.add_bot(by=post.wang)
    assert isinstance(await post.send(group.id), Sent)
    group.mute_bot(by=post.wang)
    assert _reason(await post.send(group.id)) is Reason.MUTED
    group.kick_bot(by=post.wang)
    assert _reason(await post.send(group.id)) is Reason.KICKED
    assert await post.do("leave", group.id) == Sent()


NOT_HERE = (
    "not enough rights to send text messages to the chat",
    "have no rights to send a message",
    "not enough rights",
    "TOPIC_CLOSED",
    "TOPIC_DELETED",
    "message thread not found",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_RESTRICTED",
    "CHAT_SEND_PLAIN_FORBIDDEN",
    "need administrator rights in the channel chat",
)
NO_FILES = (
    "not enough rights to send photos to the chat",
    "not enough rights to send documents to the chat",
    "not enough rights to send voice notes to the chat",
    "CHAT_SEND_PHOTOS_FORBIDDEN",
)
OF_THE_MESSAGE = ("message text is empty", "can't parse entities", "BUTTON_DATA_INVALID")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        *((said, Reason.MUTED) for said in NOT_HERE),
        *((said, Reason.NO_FILES) for said in NO_FILES),
        *((said, Reason.BAD_REQUEST) for said in OF_THE_MESSAGE),
    ],
)
async def test_a_refusal_of_the_chat_is_told_apart_from_one_of_the_message(
    post: Post, said: str, reason: Reason
) -> None:
    group = post.world.group("幸福里", members=[post.wang])
    group.add_bot(by=post.wang)
    group.mute_everybody(said)
    assert _reason(await post.send(group.id)) is reason


def test_a_refusal_to_delete_says_nothing_of_writing() -> None:
    error = BadRequest("not enough rights to delete a message")
    assert _reason(outcome_of(error, "delete")) is Reason.BAD_REQUEST
    assert _reason(outcome_of(error, "send")) is Reason.MUTED


BLOCKED = Forbidden("Forbidden: bot was blocked by the user")
GONE = Forbidden("Forbidden: user is deactivated")
KICKED = Forbidden("Forbidden: bot was kicked from the group chat")
NO_CHAT = BadRequest("Bad Request: chat not found")
NO_MESSAGE = BadRequest("Bad Request: message to delete not found")


@pytest.mark.parametrize(
    ("op", "error", "reason"),
    [
        *(("delete", each, None) for each in (BLOCKED, GONE, KICKED, NO_CHAT, NO_MESSAGE)),
        *(("leave", each, None) for each in (KICKED, NO_CHAT)),
        ("leave", BLOCKED, Reason.BLOCKED),
        ("leave", NO_MESSAGE, Reason.MESSAGE_GONE),
        ("send", BLOCKED, Reason.BLOCKED),
        ("edit", GONE, Reason.DEACTIVATED),
        ("send", KICKED, Reason.KICKED),
        ("edit", NO_CHAT, Reason.CHAT_GONE),
        ("edit", BadRequest("Message can't be edited"), Reason.MESSAGE_GONE),
        ("edit", BadRequest("MESSAGE_ID_INVALID"), Reason.MESSAGE_GONE),
        ("send", BadRequest("PEER_ID_INVALID"), Reason.CHAT_GONE),
        ("send", BadRequest("group chat was deactivated"), Reason.CHAT_GONE),
        ("send", Forbidden("the group chat was deleted"), Reason.KICKED),
        ("send", Forbidden("bot is not a member of the channel chat"), Reason.KICKED),
        ("edit", BadRequest("Message is not modified: same content"), None),
    ],
)
def test_what_is_as_good_as_done_and_what_has_failed(
    op: str, error: Exception, reason: Reason | None
) -> None:
    found = outcome_of(error, op)
    assert _reason(found) is reason
    assert isinstance(found, Failed) or found == Sent()


@pytest.mark.parametrize("said", ["CHAT_WRITE_FORBIDDEN", "not enough rights to send"])
def test_the_same_under_another_status(said: str) -> None:
    assert _reason(outcome_of(Forbidden(said), "send")) is Reason.MUTED


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TooMany(7), "wait 7 s"),
        (NotSent("no route to host"), "no route to host"),
        (Conflict("terminated by other getUpdates"), "terminated by other getUpdates"),
        (InvalidToken("Unauthorized"), "Telegram does not know our token"),
        (ChatMigrated(-1005), "migrated"),
        (Forbidden("bot was blocked by the user"), "blocked by the user"),
        (BadRequest("message text is empty"), "message text is empty"),
        (TimedOut("read timeout"), "TimedOut: read timeout"),
        (ValueError("123:TOKEN is no number"), "ValueError"),
    ],
)
def test_what_telegram_said_is_kept_for_the_operator(error: Exception, said: str) -> None:
    found = outcome_of(error, "send")
    assert not isinstance(found, Sent)
    assert said in found.detail
    assert "TOKEN" not in found.detail


async def test_a_group_that_has_moved(post: Post) -> None:
    group = post.world.group("幸福里", members=[post.wang])
    group.add_bot(by=post.wang)
    new = group.migrate()
    found = await post.send(group.id)
    assert isinstance(found, Failed)
    assert (found.reason, found.new_chat_id) == (Reason.MIGRATED, new.id)


async def test_changes(post: Post) -> None:
    sent = await post.send()
    assert isinstance(sent, Sent)
    number = sent.telegram_id
    assert await post.do("edit", None, Outgoing(text="已恢复"), number) == Sent()
    assert await post.do("edit", None, Outgoing(text="已恢复"), number) == Sent()  # not modified
    assert post.wang.private.last.text == "已恢复"
    assert await post.do("delete", telegram_id=number) == Sent()
    assert await post.do("delete", telegram_id=number) == Sent()
    assert _reason(await post.do("edit", None, HELLO, number)) is Reason.MESSAGE_GONE


async def test_what_is_ours_to_mend(post: Post) -> None:
    assert _reason(await post.send(outgoing=Outgoing(text="長" * 4097))) is Reason.BAD_REQUEST


def _reason(outcome: Outcome) -> Reason | None:
    return outcome.reason if isinstance(outcome, Failed) else None


@asynccontextmanager
async def _gateway(
    post: Post, token: str | None = None, waits: Waits = DEFAULT_WAITS
) -> AsyncIterator[Gateway]:
    gateway = Gateway(token or post.server.token, post.server.base_url, waits)
    await gateway.open()
    yield gateway
    await gateway.close()
