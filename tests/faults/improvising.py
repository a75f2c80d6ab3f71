"""Generates the next act in a town from a seed: anything people can do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from tests.faults.acts import (
    Act,
    Blocks,
    Passes,
    Presses,
    Returns,
    Says,
    Shows,
    Together,
    buttons,
    sight,
)
from tests.faults.settlers import GROUP, ROSTER
from tests.faults.town import Town

ISSUERS = ("李敏", "周明")
WORDS = ("今晚停水\n请提醒本楼住户储水。", "台风将至\n请收好阳台物品。", "登记\n请报空置房。")
ANSWERS = ("收到", "好的", "1", "👍", "没收到水", "我马上去办", "几点开始？", "求助 电梯坏了")
NEWCOMERS = ("幸福社区,幸福里,3栋,成员,郭洋", "幸福社区,和平苑,2栋,副楼长,何伟")
COMMANDS = ("/status", "/gaps", "/new", "/roster", "/help")
_LATEST = 6
_SPANS = {
    timedelta(seconds=21): 8,
    timedelta(minutes=3): 6,
    timedelta(minutes=11): 6,
    timedelta(minutes=16): 6,
    timedelta(minutes=31): 6,
    timedelta(hours=2): 2,
    timedelta(hours=9): 1,
    timedelta(hours=25): 1,
}
_LIKED: dict[str, float] = {"发送": 9, "收到并转达": 9, "收到": 6, "有困难": 4, "紧急": 4}
_LIKED |= {
    "我来处理": 6,
    "已解决": 6,
    "代答": 3,
    "提醒未回复": 2,
    "加一句再转达": 2,
    "转达": 8,
    "取消": 0.3,
}
_LIKED |= dict.fromkeys(("导入", "应用", "确定应用", "确定发送", "确定撤回", "确定"), 8)
_LEFT_OUT = ("1:lang:", "1:bindl")
"""Another language would have other words for what is liked; a group once left stays so."""


class Improviser:
    """Draws one thing after the other. What is drawn depends on the town as it is."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._last: Act | None = None
        self._away: list[str] = []

    def next(self, town: Town, step: int) -> Act:
        """Something that can happen now; at first somebody writes and has it sent."""
        opening: tuple[Callable[[Town], Act | None], ...] = (self._writes, self._sends, self._time)
        draws = opening[step : step + 1] or self._draws()
        found = next((act for draw in draws if (act := draw(town))), None)
        self._last = found or Passes(timedelta(minutes=3))
        return self._last

    def _draws(self) -> list[Callable[[Town], Act | None]]:
        chances = {
            self._presses: 30,
            self._together: 12,
            self._time: 18,
            self._answers: 14,
            self._writes: 7,
            self._sends: 7,
            self._commands: 4,
            self._again: 6,
            self._shows: 3,
            self._files: 3,
            self._blocks: 2,
            self._returns: 3,
        }
        return self._random.choices(list(chances), list(chances.values()), k=5)

    def _writes(self, town: Town) -> Act:
        who = self._random.choice(ISSUERS)
        return Says(who, who, self._random.choice(WORDS))

    def _sends(self, town: Town) -> Act | None:
        found = [each for each in self._ways(town) if each.button == "发送"]
        return self._random.choice(found) if found else None

    def _time(self, town: Town) -> Act:
        return Passes(self._random.choices(list(_SPANS), list(_SPANS.values()))[0])

    def _presses(self, town: Town) -> Presses | None:
        ways = self._ways(town)
        words = list(dict.fromkeys(each.button for each in ways))
        if not words:
            return None
        [button] = self._random.choices(words, [_LIKED.get(each, 1) for each in words])
        return self._random.choice([each for each in ways if each.button == button])

    def _together(self, town: Town) -> Act | None:
        """Leads of several units answer at once: in whatever order, it comes to the same."""
        ways = [each for each in self._ways(town) if each.button == "收到"]
        people = {each.who: each for each in self._random.sample(ways, len(ways))}
        chosen = list(people.values())[: self._random.randint(2, 5)]
        return Together(tuple(chosen)) if len(chosen) > 1 else None

    def _answers(self, town: Town) -> Act | None:
        """A reply to a card or a reminder, or words that reply to nothing."""
        person = self._person(town)
        cards = [each for each in self._seen(town, person) if "收到" in str(each.buttons)]
        words = self._random.choice(ANSWERS)
        if not cards or self._random.random() < 0.2:
            return Says(person.first_name, person.first_name, words)
        card = self._random.choice(cards)
        return Says(person.first_name, card.chat.title, words, sight(card))

    def _commands(self, town: Town) -> Act | None:
        who = self._random.choice((*ISSUERS, "陈刚", "郑洁"))
        return Says(who, who, self._random.choice(COMMANDS)) if who not in self._away else None

    def _again(self, town: Town) -> Act | None:
        """The same once more, where it is still possible."""
        last = self._last
        if not isinstance(last, Presses):
            return None
        return last if last in self._ways(town) else None

    def _shows(self, town: Town) -> Act | None:
        person = self._person(town)
        return Shows(person.first_name, "图.jpg", "x")

    def _files(self, town: Town) -> Act:
        """A roster with somebody new, or as it was."""
        rows = (*ROSTER, *self._random.choice(((), NEWCOMERS[:1], NEWCOMERS[1:], NEWCOMERS)))
        return Shows("李敏", "名册.csv", "\n".join(("社区,小区,楼栋,职务,姓名", *rows)))

    def _blocks(self, town: Town) -> Act | None:
        who = self._random.choice(["王芳", "周杰", "孙丽"])
        if who in self._away:
            return None
        self._away.append(who)
        return Blocks(who)

    def _returns(self, town: Town) -> Act | None:
        return Returns(self._away.pop()) if self._away else None

    def _person(self, town: Town) -> DemoPerson:
        present = [each for name, each in town.people.items() if name not in self._away]
        return self._random.choice(present)

    def _ways(self, town: Town) -> list[Presses]:
        """Every button that somebody could press now."""
        return [
            Presses(person.first_name, sight(message), label)
            for person in town.people.values()
            if person.first_name not in self._away
            for message in self._seen(town, person)
            for label, data in buttons(message, person)
            if not data.startswith(_LEFT_OUT)
        ]

    def _seen(self, town: Town, person: DemoPerson) -> list[Message]:
        chats = [chat for chat in (person.private, *_groups(town)) if chat.has(person)]
        return [each for chat in chats for each in chat.from_bot[-_LATEST:]]


def _groups(town: Town) -> list[Chat]:
    return [each for each in town.chats if each.title == GROUP]
