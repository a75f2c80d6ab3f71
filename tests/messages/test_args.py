"""What each kind of message carries is checked where it is written and where it is read."""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields, replace
from datetime import datetime
from typing import Any

import pytest

from bot.delivery.kinds import KINDS
from bot.instructions.alarm import Trouble
from bot.instructions.calls import CallOutcome
from bot.instructions.data_table import DataFormat, DataSubject
from bot.instructions.gaps import GapKind
from bot.messages.answering import (
    AskedBackArgs,
    CopyArgs,
    NotCountedArgs,
    NoteArgs,
    NothingNew,
    NothingNewArgs,
    PartCountedArgs,
    RelayWordsArgs,
    ReplySentArgs,
    ReplyWay,
    ReplyWhomArgs,
    ReplyWordsArgs,
    ThanksArgs,
    UnsentArgs,
)
from bot.messages.args import Args, ArgsError, args_types, decode, encode
from bot.messages.board import BoardArgs, DataFileArgs, DeviceRequestArgs
from bot.messages.cascade import (
    AgainArgs,
    AllClearArgs,
    CardArgs,
    ChaseArgs,
    ExtraCopyArgs,
    FilesArgs,
)
from bot.messages.forms import PhotoArgs, TableFileArgs
from bot.messages.groups import BindQuestionArgs, ChooseGroupArgs, MutedArgs, WhoBindsArgs
from bot.messages.helping import (
    HelpHeardArgs,
    HelpSolvedArgs,
    HelpTakenArgs,
    HelpWordsArgs,
    NobodyToldArgs,
)
from bot.messages.house import (
    BehindArgs,
    CaughtUpArgs,
    HowToArgs,
    LanguageArgs,
    MyDataArgs,
    MyDataFileArgs,
    NoticeArgs,
    SentenceArgs,
    ToldArgs,
    UnwrittenArgs,
)
from bot.messages.looking import (
    DigestArgs,
    GapsArgs,
    RosterArgs,
    StatusArgs,
    StatusFileArgs,
    WeeklyArgs,
)
from bot.messages.people import (
    CallArgs,
    CallListArgs,
    FirstDaysArgs,
    HomeArgs,
    LinkRequestsArgs,
    LinkUsedArgs,
    PickedContactsArgs,
    UnlinkArgs,
    WelcomeArgs,
)
from bot.messages.roster import (
    ImportArgs,
    LeaveArgs,
    LeaveNewsArgs,
    PostersArgs,
    RosterFileArgs,
    RosterTemplateArgs,
)
from bot.messages.sentences import NamedUnits, to_say, to_say_n
from bot.messages.templates import TemplatesArgs
from bot.messages.writing import (
    ApprovalArgs,
    ConfirmArgs,
    CorrectionNoteArgs,
    HowToWriteArgs,
    PreviewArgs,
    TooLateArgs,
)
from bot.roster.model import PostKind
from bot.roster.one_time import LinkFault
from bot.roster.permissions import Right
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import Tx

PLACES = (("list", (), 0), ("unit", (3, 0), 2))
EXAMPLES = [
    MyDataArgs(operator=True, language="zh-hant", known=True),
    MyDataFileArgs(operator=True, language="zh-hant", known=True),
    NoteArgs(by=4, post="lead", unit_id=3, text="几点能恢复？", doubt=True),
    CopyArgs(chat_id=-100, number=7, caption="门口", remark=3),
    ReplySentArgs(way=ReplyWay.GROUP, told=(4, 5), refused=True),
    ReplyWhomArgs(remarks=(1, 2), text="明早来", caption="门口", number=9),
    ReplyWordsArgs(remark=3),
    NothingNewArgs(why=NothingNew.ALREADY, target=3),
    NotCountedArgs(said="没收到", told=(4,)),
    ThanksArgs(
        units=("3栋",), name="王芳", post=PostKind.LEAD, height=0, title="楼长", passed=3
    ),
    AskedBackArgs(
        by=4, text="等会儿", caption=None, where=-100, number=7, at=1_700_000_000_000_000,
        about=(1, 2), named=("5",), settled="proxy", which=True, part=("3",),
    ),
    UnsentArgs(
        by=4, text=None, caption="搬家", number=7, told=(5,), drafted=True, unclear="form_number"
    ),
    PartCountedArgs(units=("3栋",)),
    RelayWordsArgs(passed=3),
    CardArgs(before=True, former=("3栋",), informs=True),
    FilesArgs(refused=True, apart=True),
    ChaseArgs(replaced=True),
    AllClearArgs(total=3, ended=True),
    AgainArgs(cards=(1, 2), lost=True, minutes=90),
    WhoBindsArgs(above=3),
    BindQuestionArgs(operator=True, at=0, page=1, done=True, leaving=True, added_by=5),
    ChooseGroupArgs(units=(3, 4)),
    MutedArgs(seen=True),
    HelpWordsArgs(danger=True),
    HelpHeardArgs(said="救命", told=(4,), danger=True, alone=True, drafted=True),
    NobodyToldArgs(known=True),
    HelpTakenArgs(helper=4, instead=(5,)),
    HelpSolvedArgs(helper=4),
    NoticeArgs(key="bound_moved", unit="3栋", group="楼长群", button="发送", upper="幸福里"),
    ToldArgs(
        text="收到了",
        said=replace(
            to_say_n("{n} {x}", "{n} {xs}", 2, names=("王芳",), of=to_say("a {b}", b="c")),
            then=to_say("{u}", u=NamedUnits(total=3, named=(("3栋", "幸福里"), ("4栋", None)))),
        ),
    ),
    SentenceArgs(reason="too_many_rows", facts={"limit": 5, "column": "电话", "rate": 0.5}),
    HowToArgs(operator=True),
    LanguageArgs(chosen=True),
    BehindArgs(lags={Trouble.URGENT: (3, 1_700_000_000_000_000)}, still=True),
    CaughtUpArgs(spans={Trouble.INBOX: 301.5}),
    UnwrittenArgs(span=301.5),
    StatusArgs(places=PLACES, ticked=(3,), operator=True),
    GapsArgs(places=PLACES, ticked=(3,), operator=True),
    RosterArgs(places=PLACES, ticked=(3,), operator=True),
    StatusFileArgs(unit=3, operator=True, form=DataFormat.EXCEL),
    DataFileArgs(subject=DataSubject.FACTS, form=DataFormat.CSV, about=3, operator=True),
    BoardArgs(instruction=3, unit=4, operator=True),
    DeviceRequestArgs(operator=True),
    TableFileArgs(unit=3, operator=True),
    WeeklyArgs(due=1),
    PhotoArgs(target=3, question=4),
    DigestArgs(due=1, new={GapKind.VACANCY: (2, 7, 8)}, old=4, week_begins=True),
    WelcomeArgs(
        pressed=True, not_own=True, near=3, claim="3栋王芳", answers=True, scanned=3, full=True,
        fault=LinkFault.USED,
    ),
    HomeArgs(linked=True, counted=("3栋",), fault=LinkFault.OTHERS, form=True),
    LinkUsedArgs(nickname="芳芳"),
    FirstDaysArgs(taken=(3, 4), left=(5,)),
    UnlinkArgs(own=True, done=True, kept=True),
    PickedContactsArgs(page=2),
    LinkRequestsArgs(operator=True, finding=3, page=1, picked=4),
    ImportArgs(
        caption="名单", page=1, sure=True, counts={"units": 3}, reason="no_headings",
        facts={"expected": "姓名"}, superseded=True, expired=True, imports=False, issues=False,
    ),
    RosterTemplateArgs(language="zh-hans", words=((PostKind.LEAD, "楼长"),)),
    CallListArgs(page=2),
    CallArgs(
        about=3, outcome=CallOutcome.NO_ANSWER, until=1_772_413_200_000_000, by=4, to=5,
    ),
    LeaveArgs(by=4, until=1_772_413_200_000_000, waiting=2),
    LeaveNewsArgs(unit=3, until=1_772_413_200_000_000, alone=True),
    PostersArgs(unit=3, per_page=4, operator=True),
    RosterFileArgs(operator=False, language="en"),
    ConfirmArgs(act=Right.CLOSE, under=3),
    ApprovalArgs(asks=True, night=True),
    TooLateArgs(what="piece"),
    CorrectionNoteArgs(version=3),
    TemplatesArgs(place="recur", template=3, page=1),
    HowToWriteArgs(operator=True),
    PreviewArgs(
        screen="scope", unit=3, page=1, missing=("和平苑5",), gone="expired", handed_over=True,
    ),
]  # fmt: skip
"""One of each kind that carries something, each field with another value than its default."""


def _types() -> dict[str, type[Args]]:
    """Those of the bot; tests register kinds of their own."""
    return {kind: each for kind, each in args_types().items() if each.__module__[:4] == "bot."}


ALL = [*EXAMPLES, *(t() for t in _types().values() if not fields(t))]  # type: ignore[arg-type]
FIELDS = [
    pytest.param(each, field, id=f"{each.kind}.{field.name}")
    for each in EXAMPLES
    for field in fields(each)  # type: ignore[arg-type]
]


def test_every_kind_of_message_has_a_type_and_every_type_a_renderer() -> None:
    assert set(_types()) == set(KINDS) | {ExtraCopyArgs.kind}


def test_every_kind_has_an_example() -> None:
    assert sorted(each.kind for each in ALL) == sorted(_types())


@pytest.mark.parametrize("args", ALL, ids=lambda args: args.kind)
def test_each_comes_back_from_a_row_as_it_was(args: Args) -> None:
    assert decode(args.kind, encode(args)) == args


@pytest.mark.parametrize(("args", "field"), FIELDS)
def test_each_field_comes_back(args: Args, field: Field[Any]) -> None:
    if field.default is not MISSING:
        assert getattr(args, field.name) != field.default
        assert field.name in encode(args)


@pytest.mark.parametrize(("args", "field"), FIELDS)
def test_a_wrong_value_is_not_written(args: Args, field: Field[Any]) -> None:
    wrong = replace(args, **{field.name: object()})  # type: ignore[type-var]
    with pytest.raises(ArgsError, match=rf"^{args.kind}: .*\b{field.name}\b"):
        encode(wrong)


@pytest.mark.parametrize(("args", "field"), FIELDS)
def test_a_wrong_value_is_not_read(args: Args, field: Field[Any]) -> None:
    wrong = {**json.loads(encode(args)), field.name: [{}]}
    with pytest.raises(ArgsError, match=rf"^{args.kind}: .*\b{field.name}\b"):
        decode(args.kind, json.dumps(wrong))


@pytest.mark.parametrize("args", ALL, ids=lambda args: args.kind)
def test_an_unknown_field_is_not_read(args: Args) -> None:
    more = {**json.loads(encode(args)), "surplus": 1}
    with pytest.raises(ArgsError, match=rf"^{args.kind}: surplus: "):
        decode(args.kind, json.dumps(more))


@pytest.mark.parametrize("args", EXAMPLES, ids=lambda args: args.kind)
def test_a_missing_field_is_not_read(args: Args) -> None:
    stored = json.loads(encode(args))
    for field in fields(args):  # type: ignore[arg-type]
        if field.default is MISSING and field.default_factory is MISSING:
            less = {name: value for name, value in stored.items() if name != field.name}
            with pytest.raises(ArgsError, match=rf"^{args.kind}: {field.name}: Field required"):
                decode(args.kind, json.dumps(less))


def test_an_unknown_kind_is_neither_read_nor_carried() -> None:
    with pytest.raises(ArgsError, match=r"^nonsense: no such kind"):
        decode("nonsense", "{}")
    with pytest.raises(TypeError, match="two types for messages of kind card"):
        type("OtherArgs", (Args,), {}, kind="card")


def test_what_people_wrote_is_not_in_the_error() -> None:
    with pytest.raises(ArgsError) as told:
        decode("help_heard", '{"said": ["我家着火了"], "told": "我家着火了", "danger": 1}')
    assert "着火" not in str(told.value)


async def test_a_message_carries_only_what_belongs_to_its_kind(database: Database) -> None:
    def work(tx: Tx, _command: None, now: datetime) -> None:
        saying = Saying(chat_id=7, args=CardArgs(before=True), lane=Lane.REPLY)
        message = outbox.message(tx, outbox.say(tx, saying, now))
        assert message.kind == "card"
        assert message.args_as(CardArgs) == saying.args
        with pytest.raises(ArgsError, match="card: carries CardArgs, not ChaseArgs"):
            message.args_as(ChaseArgs)
        with pytest.raises(ArgsError, match="card: cannot carry ChaseArgs"):
            outbox.refresh(tx, message, now, args=ChaseArgs())
        outbox.refresh(tx, message, now, args=CardArgs())
        assert outbox.message(tx, message.id).args_as(CardArgs) == CardArgs()

    await database.transact(work, None)
