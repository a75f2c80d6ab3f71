"""Remarks and replies, alone and as threads (answering)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.text import Text, lines, shorten, topic
from bot.chat.texts import N_, Translator
from bot.chat.titles import headline
from bot.instructions.model import Instruction
from bot.messages.answering import ReplyWay

REASONS = {
    "nobody_home": N_("Nobody opens the door"),
    "refused": N_("Somebody does not agree"),
    "need_hands": N_("We need more hands"),
    "broken": N_("Something is broken"),
}
"""The reasons of a help request; own words can be added."""
_BRIEF = 60
"""Characters of a remark in a list of several."""
_LIMIT = 4096
_BUTTONS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply; without words where it was a picture or a voice message."""

    by: Named
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A remark with its replies: who wrote what about which instruction.

    `copied`: a picture or the like follows, with its caption below; `quoted`: what a reply answers;
    `reason`: the one chosen for a help request.
    """

    id: int
    kind: Literal["note", "doubt", "help", "reply"]
    by: Named
    unit: Spot
    instruction: Instruction | None
    words: str | None
    copied: bool = False
    reason: str | None = None
    quoted: str | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteView:
    """The remarks shown to one person in one message."""

    talks: Sequence[Talk]


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reply to somebody; `aloud`: in a group, for everybody."""

    by: Named
    words: str | None
    copied: bool
    to: Talk
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class SentView:
    """Whom a reply reached, and how.

    `group`: a group where it can also be shown; `posted`: it was; `refused`: the group did not
    take it.
    """

    reply_id: int
    told: Sequence[Named]
    way: ReplyWay
    group: bool
    posted: bool
    refused: bool = False


@dataclass(frozen=True, slots=True)
class WhomView:
    """The question whom words are for; `chosen`: the answer."""

    talks: Sequence[Talk]
    chosen: bool


def notice_name(instruction: Instruction, t: Translator) -> str:
    """#127 今晚停水; the number alone where there is no title."""
    return f"#{instruction.number} {topic(headline(instruction, t))}".rstrip()


def render_note(view: NoteView, t: Translator) -> Outgoing:
    """Remarks for the next one up, with a reply button for each writer."""
    one = len(view.talks) == 1
    told = _alone(view.talks[0], t) if one else _together(view.talks, t)
    buttons = _reply_buttons(view.talks, Action.REMARK_REPLY, t)
    hint = t("Press “Reply”, or reply to this message, and I pass it on.") if buttons else None
    text = lines(told, hint).shortened(_LIMIT)
    return Outgoing(text=text.plain, keyboard=buttons)


def _alone(talk: Talk, t: Translator) -> Text:
    facts = {
        "unit": spot_list([talk.unit], 1, t),
        "who": address(talk.by, t),
        "notice": _head(talk, t),
        "text": talk.words,
    }
    return lines(*_worded(talk, facts, t), *answer_lines(talk.answers, t))


def _worded(talk: Talk, facts: dict[str, str | None], t: Translator) -> list[str | None]:
    if talk.kind == "reply":
        return [_written_back(talk, facts, t), _quoted(talk.quoted, t)]
    if talk.kind == "doubt":
        asks = t("Not counted as received; may we ask you to check?")
        return [_doubt(talk, facts, t), None if talk.answers else asks]
    if talk.instruction is None:
        return [_of_nothing(talk, facts, t)]
    if talk.copied:
        return [t("{unit} {who} answered {notice} with this:", **facts)]
    return [t("{unit} {who} received {notice} and says: “{text}”", **facts)]


def _of_nothing(talk: Talk, facts: dict[str, str | None], t: Translator) -> str:
    """A remark about no instruction."""
    if talk.copied:
        return t("{unit} {who} sends what stands below.", **facts)
    return t("{unit} {who}: “{text}”", **facts)


def _doubt(talk: Talk, facts: dict[str, str | None], t: Translator) -> str:
    if talk.copied:
        return t("{unit} {who} on {notice} sent what stands below.", **facts)
    return t("{unit} {who} on {notice}: “{text}”", **facts)


def _written_back(talk: Talk, facts: dict[str, str | None], t: Translator) -> str:
    if talk.copied:
        return t("{unit} {who} writes back with what stands below.", **facts)
    return t("{unit} {who} writes back: “{text}”", **facts)


def _quoted(words: str | None, t: Translator) -> str | None:
    return t("You wrote: {words}", words=shorten(words, _BRIEF)) if words else None


def answer_lines(answers: Sequence[Answer], t: Translator) -> list[str]:
    """The replies, a line each."""
    return [_answer(each, t) for each in answers]


def _answer(answer: Answer, t: Translator) -> str:
    return t("↳ {who}: {text}", who=address(answer.by, t), text=_brief(answer.words, t))


def _brief(words: str | None, t: Translator) -> str:
    return shorten(" ".join(words.split()), _BRIEF) if words else t("(a picture or the like)")


def _head(talk: Talk, t: Translator) -> str:
    return notice_name(talk.instruction, t) if talk.instruction else ""


def _together(talks: Sequence[Talk], t: Translator) -> Text:
    """Remarks grouped by what they are about, a line each."""
    parts: dict[str, list[str]] = {}
    for each in talks:
        told = parts.setdefault(_head(each, t), [])
        told += [_one_of_many(each, t), *answer_lines(each.answers, t)]
    return Text("\n\n").join(
        lines(t("{notice}:", notice=head) if head else None, *told) for head, told in parts.items()
    )


def _one_of_many(talk: Talk, t: Translator) -> str:
    facts = {
        "unit": spot_list([talk.unit], 1, t),
        "who": address(talk.by, t),
        "text": talk.words or t("(a picture or the like)"),
    }
    if talk.kind == "doubt":
        return t("{unit} {who}: “{text}” (not counted as received)", **facts)
    return t("{unit} {who}: “{text}”", **facts)


def _reply_buttons(talks: Sequence[Talk], action: Action, t: Translator) -> list[list[Button]]:
    """回复 buttons, with names where several people wrote."""
    last = {(each.by.name, each.unit): each for each in talks}
    if len(last) == 1:
        one = talks[-1].id
        return [[Button(t("Reply"), pack(action, one))]] if one else []
    shown = [each for each in last.values() if each.id][-_BUTTONS:]
    named = [Button(_reply_to(each, t), pack(action, each.id)) for each in shown]
    return [named[at : at + 2] for at in range(0, len(named), 2)]


def _reply_to(talk: Talk, t: Translator) -> str:
    return t("Reply to {name}", name=shorten(talk.by.name, 12))


def talk_lines(talks: Sequence[Talk], more: int, t: Translator) -> Text | None:
    """Questions with their replies, on screens about an instruction."""
    if not talks:
        return None
    told = [line for each in talks for line in (_asked(each, t), *_outcome(each, t))]
    left = t("and {n} more of them", n=more) if more > 0 else None
    return lines(t("Questions and answers:"), *told, left)


def _asked(talk: Talk, t: Translator) -> str:
    facts = {"unit": spot_list([talk.unit], 1, t), "who": address(talk.by, t)}
    words = said(talk, t)
    if talk.kind == "help" and words is None:
        return t("{unit} {who} asks for help", **facts)
    return t("{unit} {who}: {text}", text=_brief(words, t), **facts)


def _outcome(talk: Talk, t: Translator) -> list[str]:
    return answer_lines(talk.answers, t) or [t("↳ not answered yet")]


def said(talk: Talk, t: Translator) -> str | None:
    """The words of a remark; for a help request without words, its reason."""
    reason = t(REASONS[talk.reason]) if talk.reason in REASONS else None
    return talk.words or reason


def render_reply(view: ReplyView, t: Translator) -> Outgoing:
    """陈刚书记回复您："晚上十点恢复。" with what it answers."""
    text = _aloud(view, t) if view.aloud else _to_them(view, t)
    return Outgoing(text=text.shortened(_LIMIT).plain)


def _to_them(view: ReplyView, t: Translator) -> Text:
    who = address(view.by, t)
    if view.copied:
        head = t("{who} answers you with what stands below.", who=who)
    else:
        head = t("{who} answers you: “{text}”", who=who, text=view.words)
    return lines(head, _reminder(view.to, t))


def _reminder(talk: Talk, t: Translator) -> str | None:
    """The remark that is answered, as a reminder."""
    words = said(talk, t)
    if words is None:
        name = notice_name(talk.instruction, t) if talk.instruction else None
        return t("It is about {notice}.", notice=name) if name else None
    brief = shorten(words, 200)
    match talk.kind:
        case "doubt":
            return t("You asked: {text}", text=brief)
        case "help":
            return t("You asked for help: {text}", text=brief)
        case _:
            return t("You wrote: {words}", words=brief)


def _aloud(view: ReplyView, t: Translator) -> Text:
    asked = t("{who}: {text}", who=address(view.to.by, t), text=_brief(said(view.to, t), t))
    who = address(view.by, t)
    answered = t("{who} answers: “{text}”", who=who, text=view.words or _brief(None, t))
    return lines(asked, answered)


def render_sent(view: SentView, t: Translator) -> Outgoing:
    """Whom a reply reached, with the button that also shows it in the group."""
    text = _reached(view, t)
    if view.posted:
        return Outgoing(text=text + t(" It stands in the group as well."))
    if view.refused:
        text += t(" The group did not take it; perhaps everybody is muted there.")
    if not view.group or view.way is not ReplyWay.PRIVATE:
        return Outgoing(text=text)
    post = Button(t("Post it in the group too"), pack(Action.REMARK_POST, view.reply_id))
    return Outgoing(text=text, keyboard=[[post]])


def _reached(view: SentView, t: Translator) -> str:
    names = t(", ").join(address(each, t) for each in view.told)
    if not names:
        return t("Nobody above can be reached here; please phone.")
    match view.way:
        case ReplyWay.PRIVATE:
            return t("Passed on to {names}.", names=names)
        case ReplyWay.GROUP:
            return t("Passed on to {names} in the group.", names=names)
        case ReplyWay.NOBODY:
            return t("{names} cannot be reached here; please phone.", names=names)


def render_whom(view: WhomView, t: Translator) -> Outgoing:
    """Asks whom the words are for, where several people wrote."""
    names = t(", ").join(address(each.by, t) for each in view.talks)
    if view.chosen:
        return Outgoing(text=t("All right, to {names}.", names=names))
    rows = _reply_buttons(view.talks, Action.REMARK_WHOM, t)
    rows.append([Button(t("Reply to all of them"), pack(Action.REMARK_WHOM, 0))])
    return Outgoing(text=t("Whom is this for?"), keyboard=rows)


def render_reply_words(talk: Talk, t: Translator) -> Outgoing:
    """Asks for the words of a reply."""
    text = t("Please write what I shall tell {who}.", who=address(talk.by, t))
    return Outgoing(text=text, ask_reply=True)
