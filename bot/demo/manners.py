"""How the sample's people answer: who soon, late or never, and in which way.

Pure: the same person, message and seed always give the same deed after the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from bot.chat.callback import Action, unpack
from bot.demo.botapi.messages import Message
from bot.demo.sample import SampleRow

NEVER = frozenset(["朱国平", "曹文斌", "雷晓东", "董秀云"])
LATE = frozenset(["李强", "谢玉兰", "曾庆华", "韩雪梅"])
IN_TROUBLE = frozenset({"高建军"})
TYPED = {
    "马玉珍": "收到",
    "胡桂英": "好的",
    "宋国庆": "👍",
    "郑小红": "收到！",
    "彭桂香": "明白",
    "罗永福": "收到，今晚我逐户通知",
}
# People who ask a question have not answered; they press once they are reminded.
ASKED = {"林淑芬": "几点能恢复？"}

SOON, LATER, CHASED = (2, 18), (40, 75), (2, 9)
PASSES_ON = {"陈刚": (6, 12), "刘志强": (14, 22), "孙丽君": (50, 60)}
HELPS, SOLVES, REMINDS = (3, 6), (20, 35), (5, 10)


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody will do with a message, and how long after it came.

    `settles`: what need not be done again, such as the answered instruction.
    """

    after: timedelta
    settles: str
    button: str = ""
    words: str = ""


def buttons(message: Message) -> dict[Action, str]:
    """The data of the first button of each kind under a message."""
    found: dict[Action, str] = {}
    for row in message.buttons:
        for button in row:
            if callback := unpack(button.target):
                found.setdefault(callback.action, button.target)
    return found


def deed(name: str, posts: Sequence[SampleRow], message: Message, seed: str) -> Deed | None:
    """A person's deed for this message; None where it does not concern them."""
    offered = buttons(message)
    if any(row.tier == "branch" for row in posts):
        return _head_of_branch(name, offered, seed)
    if Action.RELAY in offered or any(row.tier == "community" for row in posts):
        return None
    if Action.HELP_REASON in offered:
        return _pressing(Action.HELP_REASON, offered, (1, 2), name, seed)
    if Action.ACK not in offered or name in NEVER:
        return None
    private = message.chat.kind == "private"
    leads = any(row.post in ("楼长", "楼栋长") for row in posts)
    return _of_building(name, offered, seed, private=private) if leads or private else None


def _head_of_branch(name: str, offered: dict[Action, str], seed: str) -> Deed | None:
    """Relays, answers, takes help requests and reminds, whichever is offered first."""
    if name not in PASSES_ON:
        return None
    times = (
        (Action.RELAY, PASSES_ON[name]),
        (Action.HELP_TAKE, HELPS),
        (Action.HELP_SOLVED, SOLVES),
        (Action.REMIND, REMINDS),
        (Action.ACK, PASSES_ON[name]),
    )
    for action, minutes in times:
        if action in offered:
            return _pressing(action, offered, minutes, name, seed)
    return None


def _of_building(name: str, offered: dict[Action, str], seed: str, *, private: bool) -> Deed:
    """A private reminder is answered soon, even by those who are late in the group."""
    minutes = LATER if name in LATE and not private else CHASED if private else SOON
    if name in IN_TROUBLE and Action.HELP in offered:
        return _pressing(Action.HELP, offered, minutes, name, seed, settles=Action.ACK)
    pressing = _pressing(Action.ACK, offered, minutes, name, seed)
    if private:
        return pressing
    if name in ASKED:
        return Deed(pressing.after, f"asks {pressing.settles}", words=ASKED[name])
    return replace(pressing, button="", words=TYPED[name]) if name in TYPED else pressing


def _pressing(
    action: Action,
    offered: dict[Action, str],
    minutes: tuple[int, int],
    name: str,
    seed: str,
    settles: Action | None = None,
) -> Deed:
    data = offered[action]
    matter = data.replace(action, settles or action, 1)
    return Deed(_between(minutes, f"{seed}/{name}/{matter}"), matter, button=data)


def _between(minutes: tuple[int, int], chance: str) -> timedelta:
    first, last = minutes
    return timedelta(seconds=Random(chance).randint(first * 60, last * 60))  # noqa: S311
