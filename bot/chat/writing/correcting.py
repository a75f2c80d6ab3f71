"""更正: the draft of a correction, and the short message that says what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.cascade.card import CORRECTED
from bot.chat.looking.rows import title
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.text import Text, bold, lines, plain, shorten, styled, topic
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.chat.titles import FILES, drill_mark, headline
from bot.instructions.model import Instruction

LIMIT = 4096
_COPIED = 3300
"""UTF-16 code units of the present text that stand there to be copied."""
_BELOW = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction as its writer sees it.

    `of`: the instruction as it stands; `everybody`, `others`: how many units 需重新确认 and 只告知
    ask; `answer_by`: the deadline after it; `asks_changed`: what changed is asked for.
    """

    draft: Instruction
    of: Instruction
    version: int
    text: str
    changed: str
    files: Sequence[tuple[str, int]]
    everybody: int
    others: int
    answer_by: datetime | None
    over: int
    several: bool
    asks_changed: bool
    now: datetime
    zone: ZoneInfo


def render_correction(view: CorrectionView, t: Translator) -> Outgoing:
    """Asks for the new text; once there is one, shows what will happen."""
    text, keyboard = _asked(view, t)
    text = text.shortened(LIMIT)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _asked(view: CorrectionView, t: Translator) -> tuple[Text, Keyboard]:
    if view.asks_changed:
        back = Button(t("‹ Back"), pack(Action.PREVIEW, view.draft.id))
        asks = t("Please write in a sentence what has changed; it goes out with the bell.")
        return lines(bold(title(view.of, t)), asks), ((back,),)
    if not view.draft.text and not view.files:
        return _begun(view, t), ((_cancel(view, t),),)
    return _shown(view, t), _buttons(view, t)


def _begun(view: CorrectionView, t: Translator) -> Text:
    how = t(
        "Correcting this one: please send me the whole new text. Tap the present one to copy it, "
        "change it, and send it here; I show it to you before anything goes out."
    )
    kept = shorten(view.of.text.strip(), _COPIED)
    return lines(bold(title(view.of, t)), how, styled("code", kept))


def _shown(view: CorrectionView, t: Translator) -> Text:
    said = t("Rings once, saying: {changed}", changed=view.changed)
    below = lines(said, *_who_answers(view, t))
    return lines(
        _too_long(view, t),
        t("Please have a look; this is how it will look once corrected:"),
        styled("blockquote", _card(view, t)),
        below.shortened(_BELOW),
    )


def _too_long(view: CorrectionView, t: Translator) -> Text | None:
    if not view.over:
        return None
    over = t("Too long to send: {over} characters over. Please shorten what you wrote, "
             "or take out a line.", over=view.over)  # fmt: skip
    return bold(over)


def _card(view: CorrectionView, t: Translator) -> Text:
    first, _, rest = view.text.strip().partition("\n")
    mark = t(CORRECTED[view.of.urgent], number=view.of.number)
    marked = f"{drill_mark(view.of, t)}{first or headline(view.draft, t)}"
    return lines(bold(f"{mark}{marked}"), rest.strip(), _files(view, t))


def _files(view: CorrectionView, t: Translator) -> str | None:
    words = [f"{n} × {t(FILES[kind])}" if n > 1 else t(FILES[kind]) for kind, n in view.files]
    return "📎 " + t(", ").join(words) if words else None


def _who_answers(view: CorrectionView, t: Translator) -> list[str]:
    if not view.of.needs_answer:
        return [t("For information only: nobody needs to answer.")]
    found = []
    if view.answer_by is not None:
        time = clock_time(view.answer_by, view.now, view.zone, t)
        found.append(t("Answers are asked for by {time}.", time=time))
    if view.of.urgent:
        return [t.n("{n} unit is asked again.", "All {n} units are asked again.",
                    view.everybody), *found]  # fmt: skip
    asks = t.n("“Ask again”: {n} unit answers the new text.",
               "“Ask again”: {n} units answer the new text.", view.everybody)  # fmt: skip
    tells = t.n(
        "“Only tell them”: only {n} unit that has not answered yet, or could not.",
        "“Only tell them”: only the {n} units that have not answered yet, or could not.",
        view.others,
    )
    return [asks, tells, *found]


def _buttons(view: CorrectionView, t: Translator) -> Keyboard:
    number = view.draft.id
    words = Button(t("Say what changed"), pack(Action.CORRECT_WORDS, number))
    line = [Button(t("Take out a line"), pack(Action.TAKE_OUT, number))] if view.several else []
    return [row for row in (_send(view, t), [words], [*line, _cancel(view, t)]) if row]


def _send(view: CorrectionView, t: Translator) -> list[Button]:
    facts = (view.draft.id, view.version)
    if view.over:
        return []
    if not view.of.needs_answer:
        return [Button(t("Send"), pack(Action.CORRECT_TELL, *facts))]
    if view.of.urgent:
        return [Button(t("Send"), pack(Action.CORRECT_ASK, *facts))]
    return [
        Button(t("Ask again"), pack(Action.CORRECT_ASK, *facts)),
        Button(t("Only tell them"), pack(Action.CORRECT_TELL, *facts)),
    ]


def _cancel(view: CorrectionView, t: Translator) -> Button:
    return Button(t("Cancel"), pack(Action.DISCARD, view.draft.id))


@dataclass(frozen=True, slots=True)
class CorrectionNoteView:
    """What changed. `asks`: the card in this chat asks about it anew, `form`: for its form,
    `again`: somebody there had answered the old text; `told`: there is none, the reader only hears
    of it; `everybody`: all were asked again."""

    instruction: Instruction
    changed: str
    asks: bool
    form: bool
    again: bool
    told: bool
    everybody: bool


def render_correction_note(view: CorrectionNoteView, t: Translator) -> Outgoing:
    """【更正 #131】集合点改为 3 号门（原 1 号门）。麻烦按新内容再点一次“收到”。"""
    mark = t(CORRECTED[view.instruction.urgent], number=view.instruction.number)
    changed = f"{drill_mark(view.instruction, t)}{view.changed.strip()}"
    if not view.changed.strip():
        changed = topic(headline(view.instruction, t))
    text = lines(plain(mark + changed), _request(view, t)).shortened(LIMIT)
    return Outgoing(text=text.plain, entities=text.entities)


def _request(view: CorrectionNoteView, t: Translator) -> str | None:
    if view.told:
        return t("Everybody is asked to answer again.") if view.everybody else None
    if view.asks:
        return t(_REQUESTS[view.form, view.again])
    return t("Please look at the new text above; no need to answer again.")


_REQUESTS = {
    (True, True): N_("Please look at the new text and fill it in once more, thank you!"),
    (True, False): N_("The text has changed. Please fill it in by the new one, thank you!"),
    (False, True): N_("Please look at the new text and press “Received” once more, thank you!"),
    (False, False): N_("The text has changed. Please press “Received” for the new one, thank you!"),
}
"""Whether a form is asked for, and whether somebody had answered the old text."""
