"""Messages sent again are marked."""

from bot.chat.outgoing import CopyOf, Entity, NewFile, Outgoing
from bot.chat.repeated import marked
from bot.chat.texts import translator
from bot.instructions.model import Attachment

zh = translator("zh-hans")


def test_the_mark_goes_in_front_and_what_was_bold_stays_bold() -> None:
    found = marked(Outgoing(text="今晚停水", entities=(Entity("bold", 0, 2),)), zh)
    assert found == Outgoing(text="（重发）今晚停水", entities=(Entity("bold", 4, 2),))


def test_what_is_marked_already_is_marked_once() -> None:
    already = Outgoing(text="（重发）今晚停水")
    assert marked(already, zh) is already


def test_files_without_words_get_the_mark_for_words() -> None:
    photo = Attachment("photo", "7")
    assert marked(Outgoing(attachments=(photo,)), zh) == Outgoing(
        text="（重发）", attachments=(photo,)
    )


def test_a_copied_picture_keeps_the_words_below_it_behind_the_mark() -> None:
    assert marked(Outgoing(copy_of=CopyOf(7, 8, "三楼漏水")), zh).text == "（重发）三楼漏水"
    assert marked(Outgoing(copy_of=CopyOf(7, 8)), zh).text == "（重发）"
    full = Outgoing(copy_of=CopyOf(7, 8, "水" * 1024))
    assert marked(full, zh) is full


def test_a_text_that_fills_its_message_is_sent_whole() -> None:
    full = Outgoing(text="水" * 4096)
    caption = Outgoing(text="水" * 1024, new_file=NewFile("名册.xlsx", b""))
    assert marked(full, zh) is full
    assert marked(caption, zh) is caption
