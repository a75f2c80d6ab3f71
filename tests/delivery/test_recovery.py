"""When the database fails us, the outbox is still the truth."""

from typing import Any

import pytest

from bot.delivery.sender_store import RoundInput
from bot.demo.botapi.people import DemoPerson
from bot.store.database import Database
from bot.store.delivery.outcomes import Sent
from tests.delivery.office import Office


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.sender._DATABASE_AWAY", 0.01)


@pytest.fixture
def wang(office: Office) -> DemoPerson:
    person = office.world.person("王芳")
    person.start()
    return person


class Flaky:
    """A database whose rounds fail now and then: before they are committed, or after."""

    def __init__(self, database: Database, *, after: bool) -> None:
        self._transact = database.transact
        self._after = after
        self._rounds = 0

    async def transact(self, work: Any, command: Any) -> Any:
        failing = isinstance(command, RoundInput) and self._fails()
        if failing and not self._after:
            raise OSError("the disk is full")
        outcome = await self._transact(work, command)
        if failing:
            raise OSError("the line broke")
        return outcome

    def _fails(self) -> bool:
        self._rounds += 1
        return self._rounds in {1, 3, 4}


@pytest.mark.parametrize("after", [False, True])
async def test_everything_is_sent_once(
    office: Office, wang: DemoPerson, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    li = office.world.person("李强")
    li.start()
    flaky = Flaky(office.database, after=after)
    for number in range(3):
        await office.say(wang.id, f"{number}")
    await office.say(li.id, "0")
    monkeypatch.setattr(office.database, "transact", flaky.transact)
    async with office.sending() as sender:
        await sender.idle()
        monkeypatch.undo()
    assert [each.text for each in wang.private.from_bot] == ["0", "1", "2"]
    assert [each.text for each in li.private.from_bot] == ["0"]
    assert [type(each.outcome) for each in office.deliveries] == [Sent] * 4
