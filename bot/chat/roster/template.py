"""An empty spreadsheet for a roster: headings, examples, and known words for posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.chat.outgoing import NewFile, Outgoing
from bot.chat.texts import N_, Translator
from bot.roster.customs import OwnWord
from bot.roster.model import PostKind, Tier
from bot.roster.post_words import (
    ANYWHERE,
    BUILDING_HELPERS,
    BUILDING_LEADS,
    OWNERS_COMMITTEES,
    PROPERTY_COMPANIES,
    UPPER_HELPERS,
    UPPER_LEADS,
    WORDS,
)

_KINDS = {
    PostKind.LEAD: N_("Lead"),
    PostKind.DEPUTY: N_("Deputy"),
    PostKind.HELPER: N_("Helper"),
    PostKind.LIAISON: N_("Liaison"),
    PostKind.SUPERVISOR: N_("Supervisor"),
    PostKind.PROPERTY: N_("Property company"),
    PostKind.OWNERS: N_("Owners' committee"),
}
_HOW = (
    N_("One row for each post. Leave units blank where they repeat the row above."),
    N_("A name left blank is a vacant post. Phones may be left blank too."),
    N_("A table with a column for each post, its phone right of it, is read as well."),
    N_("The code may stay blank; it keeps a building the same when its name changes."),
)
_PEOPLE = {
    "zh-hans": ("王芳", "13800138000"),
    "zh-hant": ("王芳", "13800138000"),
    "en": ("Ann Lee", "13800138000"),
}


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """The empty table as a workbook."""

    content: bytes = field(repr=False)


def template_lines(tiers: Sequence[Tier], own: Sequence[OwnWord], t: Translator) -> list[str]:
    """How to fill it in, an example for each post, and the words for each kind of post."""
    examples = [_example(kind, height, tiers, t) for kind, height in _EXAMPLES]
    known = [f"{t(name)}: {t(', ').join(_words(kind, own, t))}" for kind, name in _KINDS.items()]
    how = [t(line) for line in _HOW]
    return [*how, "", t("For example:"), *examples, "", t("Words for posts I know:"), *known]


_EXAMPLES = (
    (PostKind.SUPERVISOR, 2),
    (PostKind.LIAISON, 1),
    (PostKind.LEAD, 1),
    (PostKind.PROPERTY, 1),
    (PostKind.LEAD, 0),
    (PostKind.DEPUTY, 0),
    (PostKind.HELPER, 0),
)


def _example(kind: PostKind, height: int, tiers: Sequence[Tier], t: Translator) -> str:
    words = WORDS[t.language][kind]
    depth = max(len(tiers) - height, 1)
    units = [tier.name for tier in tiers[:depth]]
    name, phone = _PEOPLE[t.language]
    return " | ".join((*units, words[min(height, len(words) - 1)], name, phone))


def _words(kind: PostKind, own: Sequence[OwnWord], t: Translator) -> list[str]:
    """The office's own words, then the known ones in the reader's script."""
    texts = [ANYWHERE.get(kind, ""), *_HERE.get(kind, ())]
    usual = list(WORDS[t.language][kind])
    known = [word for text in texts for word in text.split() if not word.isascii()]
    if t.language == "zh-hant":
        known = list(map(_traditional, known))
    theirs = [each.word for each in own if each.kind is kind]
    return list(dict.fromkeys([*theirs, *usual, *known]))


_HERE = {
    PostKind.LEAD: (BUILDING_LEADS, UPPER_LEADS),
    PostKind.HELPER: (BUILDING_HELPERS, UPPER_HELPERS),
    PostKind.PROPERTY: (PROPERTY_COMPANIES,),
    PostKind.OWNERS: (OWNERS_COMMITTEES,),
}


def _traditional(word: str) -> str:
    from opencc import OpenCC  # imported late: it loads its tables on import

    return str(OpenCC("s2t").convert(word))


def render_template(view: TemplateFile, t: Translator) -> Outgoing:
    """The workbook, with a line on what to do with it."""
    text = t("An empty table. Fill it in and send it back to me here; the second sheet says how.")
    return Outgoing(text=text, new_file=NewFile(t("roster-template.xlsx"), view.content))
