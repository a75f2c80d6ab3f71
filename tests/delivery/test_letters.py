"""Every kind of Outgoing as Telegram receives it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.chat.outgoing import Button, CopyOf, Entity, NewFile, Outgoing
from bot.delivery.letter import Letter
from bot.delivery.pacer import TelegramLimits
from bot.demo.botapi.people import DemoPerson
from bot.instructions.model import Attachment
from bot.messages.cascade import FilesArgs
from bot.store.delivery.outcomes import Sent
from tests.delivery.office import FAST, Office


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture
def wang(office: Office) -> DemoPerson:
    person = office.world.person("王芳")
    person.start()
    return person


async def _send(office: Office, chat_id: int, outgoing: Outgoing, **more: Any) -> None:
    letter = Letter(op="send", chat_id=chat_id, outgoing=outgoing, **more)
    for part in letter.parts():
        assert isinstance(await office.gateway.perform(part), Sent)


async def test_words_with_entities_and_buttons(office: Office, wang: DemoPerson) -> None:
    text = "👷 王芳 请看"
    entities = (Entity("bold", 0, 2), Entity("text_mention", 3, 2, wang.id))
    rows = [[Button("收到", "1:ack:7"), Button("说明", url="https://example.org/")]]
    await _send(office, wang.id, Outgoing(text=text, entities=entities, keyboard=rows))
    shown = wang.private.last
    assert shown.covered("bold") == ["👷"]
    assert shown.mentioned == [wang.id]
    assert [[(each.text, each.target) for each in row] for row in shown.buttons] == [
        [("收到", "1:ack:7"), ("说明", "https://example.org/")]
    ]


async def test_an_answer_to_what_is_gone_is_sent_all_the_same(
    office: Office, wang: DemoPerson
) -> None:
    asked = wang.send(wang.private, "今晚停水？")
    await _send(office, wang.id, Outgoing(text="是"), reply_to=asked.id, silent=True)
    assert wang.private.last.reply_to == asked
    assert wang.private.last.silent
    await _send(office, wang.id, Outgoing(text="是"), reply_to=987654)
    assert wang.private.last.reply_to is None


async def test_keyboards_below_the_words(office: Office, wang: DemoPerson) -> None:
    await _send(office, wang.id, Outgoing(text="请点下面", ask_contact="发送我的手机号"))
    assert wang.private.keyboard is not None
    await _send(office, wang.id, Outgoing(text="谢谢", remove_keyboard=True))
    assert wang.private.keyboard is None
    await _send(office, wang.id, Outgoing(text="请写", ask_reply=True))
    assert (wang.private.last.markup or {}).get("force_reply") is True


async def test_a_file_made_here(office: Office, wang: DemoPerson) -> None:
    file = NewFile("名单.xlsx", b"PK...")
    await _send(office, wang.id, Outgoing(text="请看", new_file=file))
    shown = wang.private.last
    assert shown.text == "请看"
    assert shown.media is not None
    assert shown.media.file.name == "名单.xlsx"


async def test_a_message_passed_on(office: Office, wang: DemoPerson) -> None:
    said = wang.send(wang.private, "今晚停水")
    await _send(office, wang.id, Outgoing(copy_of=CopyOf(wang.id, said.id)))
    assert wang.private.from_bot[-1].text == "今晚停水"


async def test_files_travel_as_albums(office: Office, wang: DemoPerson) -> None:
    photos = [_photo(wang, number) for number in range(12)]
    papers = [_paper(wang, number) for number in range(2)]
    voice = Attachment("voice", _file_id(wang.send_voice(wang.private)))
    await _send(office, wang.id, Outgoing(attachments=(*photos, *papers, voice)))
    assert [call.method for call in office.world.log if call.method.startswith("send")] == [
        "sendMediaGroup",
        "sendMediaGroup",
        "sendMediaGroup",
        "sendVoice",
    ]
    assert len(wang.private.from_bot) == 15


async def test_an_album_goes_on_where_it_was_interrupted(office: Office, wang: DemoPerson) -> None:
    files = (_photo(wang, 1), _photo(wang, 2), _paper(wang, 1))
    office = replace(office, compose=lambda *_: Outgoing(attachments=files))
    office.server.faults.next("sendDocument", 429, retry_after=1)
    async with office.sending() as sender:
        await office.say(wang.id, "", args=FilesArgs())
        await sender.idle()
    assert len(wang.private.from_bot) == 3
    assert len(office.world.calls("sendMediaGroup")) == 1


async def test_an_album_waits_until_all_of_it_fits(office: Office, wang: DemoPerson) -> None:
    group = office.world.group("幸福里", members=[wang])
    group.add_bot(by=wang)
    files = tuple(_photo(wang, number) for number in range(3))
    office = replace(office, compose=lambda *_: Outgoing(attachments=files))
    limits: TelegramLimits = replace(FAST, group_per_minute=5)
    async with office.sending(limits=limits):
        await office.say(group.id, "", args=FilesArgs())
        await office.say(group.id, "", args=FilesArgs())
        await office.world.until(lambda: len(group.from_bot) >= 3, 5)
        with pytest.raises(TimeoutError):
            await office.world.until(lambda: len(group.from_bot) > 3, 0.3)


def _photo(wang: DemoPerson, number: int) -> Attachment:
    sent = wang.send_photo(wang.private, f"{number}.jpg", b"jpg")
    return Attachment("photo", _file_id(sent))


def _paper(wang: DemoPerson, number: int) -> Attachment:
    return Attachment("document", _file_id(wang.send_document(wang.private, f"{number}.txt", b"a")))


def _file_id(message: Any) -> str:
    return str(message.media.file.file_id)
