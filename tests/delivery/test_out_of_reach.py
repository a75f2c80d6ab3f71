"""The database is out of reach at a moment of the way out: nothing is given up for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from psycopg import OperationalError

from bot.demo.botapi.people import DemoPerson
from tests.delivery.office import Office, compose


@pytest.fixture
def wang(office: Office) -> DemoPerson:
    person = office.world.person("王芳")
    person.start()
    return person


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.sender._DATABASE_AWAY", 0.01)


def _unlucky(work: Callable[..., Any]) -> Callable[..., Any]:
    """The first time the connection is lost."""
    left = [OperationalError("the connection is lost")]

    def first_fails(*facts: Any) -> Any:
        if left:
            raise left.pop()
        return work(*facts)

    return first_fails


async def test_a_message_is_put_into_words_once_it_can_be(office: Office, wang: DemoPerson) -> None:
    office.compose = _unlucky(compose)
    message_id = await office.say(wang.id, "停水")
    async with office.sending() as sender:
        await sender.idle()
    assert [each.text for each in wang.private.from_bot] == ["停水"]
    assert (await office.state(f"send:{message_id}"))[0] == "sent"


async def test_what_follows_from_a_message_follows_once_it_can(
    office: Office, wang: DemoPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_settled", _unlucky(office._settled))
    await office.say(wang.id, "停水")
    async with office.sending() as sender:
        await sender.idle()
    assert len(office.deliveries) == 1
    assert [each.text for each in wang.private.from_bot] == ["停水"]


async def test_stopped_meanwhile_what_came_of_the_last_letters_is_left_to_the_next_process(
    office: Office, wang: DemoPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = await office.say(wang.id, "停水")
    office.server.faults.next("sendMessage", "hang")
    async with office.sending() as sender:
        await office.world.until(lambda: wang.private.from_bot)
        monkeypatch.setattr(office.database, "transact", _lost)
        await sender.stop()
        office.server.faults.release()
    monkeypatch.undo()
    assert (await office.state(f"send:{message_id}"))[0] == "sending"


async def _lost(*_: object) -> None:
    raise OperationalError("the connection is lost")
