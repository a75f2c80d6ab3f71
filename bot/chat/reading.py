"""The reason for the reading of a typed answer, in words. Subject: answering."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.texts import N_, Translator
from bot.instructions.reading.meanings import Reading, Why

_WHY: Mapping[Why, str] = {
    Why.ASSENT: N_("“{words}” says that it is received"),
    Why.THANKS: N_("“{words}” is thanks and nothing else"),
    Why.MORE: N_("received, and more is said: “{words}”"),
    Why.OVER: N_("the trouble is denied or over: “{words}”"),
    Why.DENIAL: N_("“{words}” denies it"),
    Why.REFUSAL: N_("“{words}” denies it"),
    Why.QUESTION: N_("“{words}” is a question"),
    Why.DANGER: N_("“{words}” is trouble, and life may be at stake"),
    Why.TROUBLE: N_("“{words}” is trouble"),
    Why.OTHER: N_("“{words}” speaks of another building or person"),
    Why.LATER: N_("“{words}” puts it off"),
    Why.UNSURE: N_("“{words}” does not say it for sure"),
    Why.REMARK: N_("nothing in “{words}” says whether it is received"),
    Why.BLANK: N_("it says nothing"),
}


def why(reading: Reading, t: Translator) -> str:
    """One line with the deciding reason."""
    return t(_WHY[reading.why], words=reading.words)
