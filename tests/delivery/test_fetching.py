"""Spreadsheets that people sent are downloaded in their turn."""

from datetime import datetime

import pytest
from psycopg import OperationalError

from bot.demo.botapi.people import DemoPerson
from bot.store.delivery import outbox
from bot.store.tx import Tx
from tests.delivery.office import Office


@pytest.fixture
def wang(office: Office) -> DemoPerson:
    person = office.world.person("王芳")
    person.start()
    return person


async def _ask(office: Office, wang: DemoPerson, content: bytes = b"PK...") -> int:
    sent = wang.send_document(wang.private, "名单.xlsx", content)
    assert sent.media is not None
    return await office.database.transact(_fetch, (wang.id, sent.media.file.file_id))


def _fetch(tx: Tx, command: tuple[int, str], now: datetime) -> int:
    chat_id, file_id = command
    tx.connection.execute("INSERT INTO member (id, name) VALUES (1, '王芳')")
    tx.connection.execute(
        "INSERT INTO import_request (id, member_id, chat_id, file_id, file_name, state, created_at)"
        f" VALUES (3, 1, {chat_id}, '{file_id}', '名单.xlsx', 'fetching', 0)"
    )
    outbox.fetch(tx, 3, chat_id, now)
    return 3


async def test_a_file_is_handed_over(office: Office, wang: DemoPerson) -> None:
    import_id = await _ask(office, wang)
    async with office.sending() as sender:
        await sender.idle()
    assert office.files == [(import_id, b"PK...", None)]
    assert await office.state(f"fetch:{import_id}") == ("sent", 1)
    assert office.deliveries == []


async def test_trouble_passes(office: Office, wang: DemoPerson) -> None:
    office.server.faults.next("getFile", 502)
    import_id = await _ask(office, wang)
    async with office.sending() as sender:
        await sender.idle()
    assert office.files == [(import_id, b"PK...", None)]


async def test_what_cannot_be_had_is_said(
    office: Office, wang: DemoPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.carrier.MOST_BYTES", 3)
    import_id = await _ask(office, wang)
    async with office.sending() as sender:
        await sender.idle()
    assert office.files == [(import_id, None, "too_large")]


async def test_what_was_being_fetched_when_we_died_is_fetched_again(
    office: Office, wang: DemoPerson
) -> None:
    office.server.faults.next("getFile", "hang")
    import_id = await _ask(office, wang)
    await office.crash_while(office.world.until(lambda: office.world.calls("getFile"), 5))
    async with office.sending() as sender:
        await sender.idle()
    assert office.files == [(import_id, b"PK...", None)]


async def test_a_mistake_with_a_file_is_not_repeated(
    office: Office, wang: DemoPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(office, "_fetched", broken)
    import_id = await _ask(office, wang)
    async with office.sending() as sender:
        await sender.idle()
    assert await office.state(f"fetch:{import_id}") == ("failed", 1)


async def test_a_file_is_handed_over_once_the_database_is_in_reach(
    office: Office, wang: DemoPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over, left = office._fetched, [OperationalError("the connection is lost")]

    async def first_fails(import_id: int, content: bytes | None, failure: str | None) -> None:
        if left:
            raise left.pop()
        await hand_over(import_id, content, failure)

    monkeypatch.setattr(office, "_fetched", first_fails)
    import_id = await _ask(office, wang)
    async with office.sending() as sender:
        await sender.idle()
    assert office.files == [(import_id, b"PK...", None)]
