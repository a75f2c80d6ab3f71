"""/mydata: what is held about its reader, in a few lines and as a text file.

A text file, because every telephone opens one: a byte order mark tells old programs that it is
UTF-8, and lines end as Windows ends them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.answering.talk import REASONS
from bot.chat.callback import Action, pack
from bot.chat.forgotten import somebody
from bot.chat.house.mydata_words import (
    ACTIONS,
    KINDS,
    LINES,
    OTHER_MESSAGE,
    SECTIONS,
    WHO_SEES,
    WORDS,
)
from bot.chat.outgoing import Button, Keyboard, NewFile, Outgoing
from bot.chat.persons import Named, address
from bot.chat.text import lines, topic
from bot.chat.texts import N_, Translator
from bot.roster.held import HeldFact
from bot.roster.model import FORGOTTEN, Member, PostKind
from bot.roster.phone import mask, written_phone
from bot.roster.posts import shown_word

_LANGUAGES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """All that is held of one account.

    `known`: anything was held when they asked; `asks`: the liaison who can put things right.
    """

    who: Named | None
    member: Member | None
    account: int
    language: str
    chosen: bool
    operator: bool
    known: bool
    held: Sequence[HeldFact]
    asks: str | None
    heights: Mapping[str, int]
    region: str
    zone: ZoneInfo
    now: datetime


def render_my_data(view: MyData, t: Translator) -> Outgoing:
    """The short answer."""
    if not view.known:
        return Outgoing(text=t(_NOTHING))
    name = address(view.who, t) if view.who else None
    text = lines(
        t("{name}, this is kept about you:", name=name) if name else t("This is kept about you:"),
        t(", ").join(_identity(view, t, mask)),
        t(", ").join(_counts(view, t)) or None,
        t(_SEEN),
        _ask(view, t),
        t("All of it stands in the file below."),
    )
    return Outgoing(text=text.plain, keyboard=_unlink(view, t))


def _unlink(view: MyData, t: Translator) -> Keyboard:
    member = view.member
    if member is None or not member.on_roster:
        return []
    return [[Button(t("Unlink"), pack(Action.UNLINK, member.id))]]


_NOTHING = N_(
    "Hello! Nothing is kept about you here. Because you wrote to me I keep your Telegram id, your"
    " language and which answers you got; after 30 days that is deleted too."
)
_SEEN = N_(
    "Your name, posts and answers are seen by those who work with you: your own unit and those"
    " above it. Your number is hidden in part; the liaison and those above you see it to"
    " call you."
)


def _ask(view: MyData, t: Translator) -> str:
    if view.asks:
        return t(
            "If something is wrong please tell {name}; to have everything deleted, ask for the"
            " administrator.",
            name=view.asks,
        )
    return t(
        "If something is wrong, or is to be deleted, please tell the liaison or the administrator."
    )


def _identity(view: MyData, t: Translator, written: Callable[[str], str]) -> Iterator[str]:
    """`written`: how the number is shown. A message masks it, as all messages do; the file is what
    the person is owed."""
    member = view.member
    if member and member.on_roster:
        yield t("name {name}", name=member.name)
    if member and member.phone:
        yield t("number {phone}", phone=written(member.phone))
    yield t("language {language}", language=_LANGUAGES.get(view.language, view.language))
    if view.account:
        yield t("Telegram id {account}", account=view.account)
    if view.operator:
        yield t("you are an administrator here")


def _counts(view: MyData, t: Translator) -> Iterator[str]:
    found = Counter(_section_of(each.kind) for each in view.held)
    for section in SECTIONS:
        if found[section]:
            yield t("{what} {n}", what=t(SECTIONS[section]), n=found[section])


def render_my_data_file(view: MyData, t: Translator) -> Outgoing:
    """The file with everything."""
    day = view.now.astimezone(view.zone).date()
    name = t("my-data-{day}.txt", day=day.isoformat())
    text = "\r\n".join(my_data_lines(view, t))
    caption = t("Everything that is kept about you. It is for you alone.")
    return Outgoing(text=caption, new_file=NewFile(name, text.encode("utf-8-sig")))


def my_data_lines(view: MyData, t: Translator) -> list[str]:
    """All of it, a line each; headings have an empty line above them."""
    return [each.replace(FORGOTTEN, somebody(t)) for each in _page(view, t)]


def _page(view: MyData, t: Translator) -> Iterator[str]:
    yield t("What is kept about you")
    at = f"{view.now.astimezone(view.zone):%Y-%m-%d %H:%M}"
    yield t("As of {time}. Only you receive this.", time=at)
    yield ""
    whole = partial(written_phone, region=view.region)
    yield from (f"- {each}" for each in _identity(view, t, whole))
    for section, heading in SECTIONS.items():
        found = [each for each in view.held if _section_of(each.kind) == section]
        if found:
            yield from ("", t("{what} ({n})", what=t(heading), n=len(found)))
            yield from (f"- {_line(each, view, t)}" for each in found)
    yield from ("", *(t(each) for each in WHO_SEES))


def _section_of(kind: str) -> str:
    return LINES[kind][0]


def _line(held: HeldFact, view: MyData, t: Translator) -> str:
    at = "" if held.at is None else f"{held.at.astimezone(view.zone):%Y-%m-%d %H:%M}"
    said = t(LINES[held.kind][1], **_facts(held, view, t))
    return "  ".join(part for part in (at, said.strip(), _words(held.facts, t)) if part)


def _words(facts: Mapping[str, Any], t: Translator) -> str:
    """What they wrote, whole and on one line."""
    if facts.get("copied") and not facts.get("words"):
        return t("(a picture or the like)")
    said = (facts.get(name) for name in ("words", "claim", "note"))
    return " ".join(t("“{words}”", words=" ".join(each.split())) for each in said if each)


def _facts(held: HeldFact, view: MyData, t: Translator) -> dict[str, object]:
    facts = dict(held.facts)
    number = facts.get("number")
    return {
        **{name: "" if value is None else value for name, value in facts.items()},
        "notice": _notice(facts) if held.kind != "notice" else f"#{number}" if number else "",
        "text": " ".join(str(facts.get("text") or "").split()),
        "post": _post(facts, view, t) if held.kind == "post" else "",
        "until": _day(facts.get("until"), view) if held.kind == "post" else "",
        "path": _word(facts.get("path"), t),
        "state": _word(facts.get("state"), t),
        "reason": t(REASONS[facts["reason"]]) if facts.get("reason") in REASONS else "",
        "action": t(ACTIONS[facts["action"]]) if facts.get("action") in ACTIONS else "",
        "what": t(KINDS.get(str(facts.get("kind")), OTHER_MESSAGE)),
        "late": t("late") if facts.get("late") else "",
        "own": t("your own") if facts.get("own") else t("taken by you"),
        "made": t("made by you") if facts.get("own") else t("made for you"),
        "reader": facts.get("reader") or "",
    }


def _notice(facts: Mapping[str, Any]) -> str:
    if not facts.get("number"):
        return ""
    first = str(facts.get("text") or "").strip().partition("\n")[0]
    return f"#{facts['number']} {topic(first)}".strip()


def _post(facts: Mapping[str, Any], view: MyData, t: Translator) -> str:
    height = view.heights.get(facts["tier"], 0)
    return shown_word(facts["title"], PostKind(facts["kind"]), height, t.language)


def _day(micros: int | None, view: MyData) -> str:
    if micros is None:
        return ""
    return f"{datetime.fromtimestamp(micros / 1_000_000, view.zone):%Y-%m-%d}"


def _word(value: object, t: Translator) -> str:
    return t(WORDS[str(value)]) if str(value) in WORDS else ""
