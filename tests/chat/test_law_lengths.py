"""A card fits into one message, whatever has to stand on it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.chat.cascade.card import TEXT_LIMIT, Added, CardView, render_card
from bot.chat.escalation.chase import AskAgainView, render_again
from bot.chat.forms.form import FormStage, FormView, render_form
from bot.chat.outgoing import utf16
from bot.chat.persons import Named
from bot.chat.places import Spot
from bot.chat.texts import translator
from bot.instructions.counts import Progress, TierProgress
from bot.instructions.draft import LONGEST
from bot.instructions.forms.question import read_question
from bot.instructions.model import Instruction, InstructionState, Urgency
from bot.roster.model import PostKind, TierWord

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LONG = "东南角沿街商住两用综合楼（含地下车库）" * 4


def instruction(text: str) -> Instruction:
    return Instruction(
        id=1, number=127, issuer_id=1, unit_id=1, urgency=Urgency.URGENT, needs_answer=True,
        state=InstructionState.RUNNING, text=text, tiers=("branch", "building"),
        deadline_at=NOW, deadline_given=False, quiet_first=False, ladder=None, created_at=NOW,
        touched_at=NOW, sends_at=None, started_at=NOW, completed_at=None, ended_at=None,
    )  # fmt: skip


def progress(done: int, total: int) -> Progress:
    """So many of the buildings on the card answered, and as many branches."""
    tiers = (TierWord("building"), TierWord("branch", height=1))
    return Progress(tuple(TierProgress(tier, total // 2, done // 2) for tier in tiers))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("text", ["停" * LONGEST, "停水\n" + "请" * (LONGEST - 3), "停水"])
def test_a_card_with_everything_on_it(language: str, text: str) -> None:
    names = tuple(f"甲{number}号院{LONG}" for number in range(200))
    view = CardView(
        instruction=instruction(text),
        issuer=Named(LONG, PostKind.LIAISON, 2),
        zone=ZoneInfo("Asia/Shanghai"),
        now=NOW,
        private=True,
        progress=progress(200, 400),
        answered=tuple(f"{LONG}{number}" for number in range(200)),
        waiting=names,
        tasks=names,
        added=(Added(Named(LONG, PostKind.LEAD, 1), "加" * 300),),
        relay=False,
        again=True,
        before=True,
    )
    card = render_card(view, translator(language))
    assert utf16(card.text or "") <= TEXT_LIMIT
    assert all(each.offset + each.length <= utf16(card.text or "") for each in card.entities)
    assert "200/400" in (card.text or "")
    assert "甲0号院" in (card.text or "")
    assert len(card.keyboard) == 3


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_names_give_way_to_the_text(language: str) -> None:
    names = tuple(f"甲{number}号院{LONG}" for number in range(200))
    view = CardView(
        instruction=instruction("停水\n" + "请" * (LONGEST - 3)),
        issuer=Named("李敏", PostKind.LIAISON, 2),
        zone=ZoneInfo("Asia/Shanghai"),
        now=NOW,
        private=False,
        progress=progress(0, 200),
        answered=(),
        waiting=names,
        tasks=(),
        added=(),
        relay=None,
    )
    card = render_card(view, translator(language))
    assert utf16(card.text or "") <= TEXT_LIMIT
    assert "请" * (LONGEST - 3) in (card.text or "")
    assert (card.text or "").count("甲") >= 8


def test_asking_again_in_a_chat_of_long_names() -> None:
    names = [f"甲{number}号院{LONG}" for number in range(200)]
    said = render_again(AskAgainView((), names), translator("zh-hans"))
    assert utf16(said.text or "") <= TEXT_LIMIT


@pytest.mark.parametrize("stage", ["look", "sent"])
def test_the_last_look_at_a_long_form_of_long_words_names_every_answer(stage: FormStage) -> None:
    asked = [read_question(f"第{at}项说明") for at in range(1, 41)]
    view = FormView(
        filling_id=1, instruction=instruction("停水"), spot=Spot("3栋"), stage=stage,
        questions=asked, ordinal=0, values=dict.fromkeys(range(1, 41), "水" * 200), before={},
        reported=dict.fromkeys(range(1, 41), "火" * 200), older=True, for_others=False,
        zone=ZoneInfo("Asia/Shanghai"),
    )  # fmt: skip
    said = render_form(view, translator("zh-hans"))
    assert utf16(said.text) <= TEXT_LIMIT
    assert all(f"{each.label} 水" in said.text for each in asked)
