"""Those who answer by themselves: always the same, in rule time, never for the one played."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.callback import Action, pack
from bot.clock import ManualClock
from bot.demo.actors import Actors
from bot.demo.botapi import World
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from bot.demo.community import Community

NINE = datetime(2031, 3, 4, 1, tzinfo=UTC)
WORDS = {Action.ACK: "收到", Action.RELAY: "收到并转达", Action.HELP: "有困难"}


class Demo:
    """The sample, its people, and a bot that only puts up cards."""

    def __init__(self) -> None:
        self.clock = ManualClock(NINE)
        self.world = World(self.clock.now)
        self.community = Community(self.world)
        self.actors = Actors(self.community)
        self.group = self.community.groups["幸福里楼长群"]
        for person in self.community.people.values():
            person.private.bot_status = "member"

    def card(self, chat: Chat, *actions: Action, number: int = 1) -> Message:
        """The bot says something with these buttons."""
        row = [{"text": WORDS[a], "callback_data": pack(a, number)} for a in actions]
        said = Message(chat, self.world.bot, self.clock.now(), text="【通知】")
        said.markup = {"inline_keyboard": [row]}
        return self.world.publish(said)

    def minutes(self, count: int) -> None:
        """Time passes, a minute at a time."""
        for _ in range(count):
            self.actors.tick()
            self.clock.move(timedelta(minutes=1))
        self.actors.tick()

    def pressed(self) -> dict[str, datetime]:
        """Who pressed, and when."""
        return {p.person.first_name: p.at for p in self.world.presses.values()}

    def typed(self) -> dict[str, str]:
        """Who wrote what in the group."""
        mine = [m for m in self.group.messages if m.sender is not self.world.bot]
        return {m.sender.first_name: m.text for m in mine if m.sender}


@pytest.fixture
def demo() -> Demo:
    return Demo()


def test_off_they_do_nothing(demo: Demo) -> None:
    demo.card(demo.group, Action.ACK)
    demo.minutes(90)
    assert not demo.pressed()


def test_some_soon_some_late_some_never(demo: Demo) -> None:
    demo.actors.switch(on=True)
    demo.card(demo.group, Action.ACK, Action.HELP)
    demo.minutes(25)
    soon = demo.pressed()
    demo.minutes(60)
    assert {"张建华", "王芳"} <= set(soon)
    assert set(demo.pressed()) - set(soon) == {"李强"}
    assert "朱国平" not in demo.pressed()


def test_some_type_and_one_says_more(demo: Demo) -> None:
    demo.actors.switch(on=True)
    card = demo.card(demo.group, Action.ACK)
    demo.minutes(25)
    assert demo.typed() == {
        "马玉珍": "收到",
        "胡桂英": "好的",
        "林淑芬": "几点能恢复？",
        "罗永福": "收到，今晚我逐户通知",
    }
    assert demo.group.last.reply_to is card


def test_who_asked_presses_once_reminded(demo: Demo) -> None:
    demo.actors.switch(on=True)
    lin = demo.community.people["林淑芬"]
    demo.card(demo.group, Action.ACK)
    demo.minutes(30)
    demo.card(lin.private, Action.ACK)
    demo.minutes(10)
    assert [press.message.chat for press in lin.presses] == [lin.private]


def test_one_is_in_trouble(demo: Demo) -> None:
    demo.actors.switch(on=True)
    demo.card(demo.group, Action.ACK, Action.HELP)
    demo.minutes(25)
    asked = [p for p in demo.world.presses.values() if p.data == pack(Action.HELP, 1)]
    assert [p.person.first_name for p in asked] == ["高建军"]


def test_a_branch_lead_passes_on_after_a_while(demo: Demo) -> None:
    demo.actors.switch(on=True)
    chen = demo.community.people["陈刚"]
    demo.card(chen.private, Action.RELAY, Action.ACK)
    demo.minutes(5)
    assert not demo.pressed()
    demo.minutes(8)
    assert [p.data for p in chen.presses] == [pack(Action.RELAY, 1)]


def test_leads_of_buildings_leave_passing_on_alone(demo: Demo) -> None:
    demo.actors.switch(on=True)
    demo.card(demo.group, Action.RELAY, Action.ACK)
    demo.minutes(60)
    assert set(demo.pressed()) == {"陈刚"}


def test_nobody_answers_twice(demo: Demo) -> None:
    demo.actors.switch(on=True)
    wang = demo.community.people["王芳"]
    demo.card(demo.group, Action.ACK)
    demo.card(wang.private, Action.ACK)
    demo.minutes(90)
    assert len(wang.presses) == 1


def test_the_one_played_does_nothing_alone(demo: Demo) -> None:
    wang = demo.community.people["王芳"]
    demo.actors.switch(on=True)
    demo.actors.play([wang.id])
    demo.card(demo.group, Action.ACK)
    demo.minutes(40)
    assert "王芳" not in demo.pressed()
    demo.actors.play([])
    demo.minutes(1)
    assert "王芳" not in demo.pressed()
    demo.minutes(20)
    assert "王芳" in demo.pressed()


def test_what_stood_there_before_is_answered_from_now(demo: Demo) -> None:
    demo.card(demo.group, Action.ACK)
    demo.clock.move(timedelta(hours=5))
    demo.actors.switch(on=True)
    demo.minutes(1)
    assert not demo.pressed()
    demo.minutes(20)
    assert demo.pressed()


def test_what_is_gone_is_not_answered(demo: Demo) -> None:
    demo.actors.switch(on=True)
    card = demo.card(demo.group, Action.ACK)
    demo.minutes(1)
    card.markup = None
    demo.minutes(90)
    assert not demo.pressed()
    assert not demo.typed()


def test_the_same_people_answer_at_the_same_minute() -> None:
    runs = []
    for _ in range(2):
        demo = Demo()
        demo.actors.switch(on=True)
        demo.card(demo.group, Action.ACK, Action.HELP)
        demo.minutes(90)
        runs.append(demo.pressed())
    assert runs[0] == runs[1]
    assert len(set(runs[0].values())) > 5
