"""The chat page in a real browser, with a bot on strings."""

import re
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.puppet import Puppet, key

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(loop_scope="module")
async def chats(page: Page, demo: Puppet) -> Page:
    """The page as 李敏 first sees it, the tour put away."""
    demo.stage.open()
    await page.goto(demo.server.base_url)
    await page.click("#tour [aria-label=关闭]")
    return page


async def become(page: Page, name: str) -> None:
    await page.click("#bar .me")
    await page.fill("[type=search]", name)
    await page.click(f".person:has-text('{name}')")
    await expect(page.locator("#bar .me")).to_contain_text(name)


async def open_chat(page: Page, title: str) -> None:
    await page.click(f".chat:has-text('{title}')")
    await expect(page.locator(".head h1")).to_have_text(title)


async def test_from_the_list_to_a_chat_and_back(chats: Page) -> None:
    await open_chat(chats, "幸福里楼长群")
    await expect(chats.locator("#list")).to_be_hidden()
    await chats.click("[aria-label=返回]")
    await expect(chats.locator("#list")).to_be_visible()
    await open_chat(chats, "社区通知")
    await chats.go_back()
    await expect(chats.locator("#room")).to_be_hidden()


async def test_what_is_written_arrives_and_what_is_said_appears(chats: Page, demo: Puppet) -> None:
    li = demo.person("李敏")
    await open_chat(chats, "社区通知")
    await chats.fill("textarea", "今晚停水")
    await chats.keyboard.press("Enter")
    await expect(chats.locator(".mine .text").last).to_have_text("今晚停水")
    assert li.private.last.text == "今晚停水"
    demo.say(li.private, "请您过目")
    await expect(chats.locator(".theirs .text")).to_have_text("请您过目")


async def test_a_press_is_not_lost_when_news_come_meanwhile(chats: Page, demo: Puppet) -> None:
    await chats.hover(".chat:has-text('社区通知')")
    async with chats.expect_response(re.compile("/chats$")) as heard:
        await chats.mouse.down()
        demo.say(demo.group("幸福里楼长群"), "一")
    await (await heard.value).finished()
    await chats.wait_for_timeout(300)  # the page has read the answer and would draw it
    await chats.mouse.up()
    await expect(chats.locator(".head h1")).to_have_text("社区通知")
    await chats.go_back()
    await expect(chats.locator(".chat:has-text('幸福里') .badge")).to_have_text("1")


async def test_unread_messages_are_counted(chats: Page, demo: Puppet) -> None:
    for text in ("一", "二"):
        demo.say(demo.group("幸福里楼长群"), text)
    await expect(chats.locator(".chat:has-text('幸福里') .badge")).to_have_text("2")
    await open_chat(chats, "幸福里楼长群")
    await expect(chats.locator(".theirs .text").last).to_have_text("二")
    await chats.go_back()
    await expect(chats.locator(".chat .badge")).to_have_count(0)


async def test_text_is_never_markup(chats: Page, demo: Puppet) -> None:
    evil = "<img src=x onerror=alert(1)><b>粗</b>"
    bold = [{"type": "bold", "offset": 0, "length": 4}]
    demo.say(demo.person("李敏").private, evil, entities=bold)
    await open_chat(chats, "社区通知")
    await expect(chats.locator(".theirs .text")).to_have_text(evil)
    await expect(chats.locator(".text strong")).to_have_text("<img")
    assert await chats.locator("#room img").count() == 0


async def test_a_press_and_its_toast(chats: Page, demo: Puppet) -> None:
    demo.answer_presses("记上了：3栋、4栋收到。")
    demo.say(demo.group("幸福里楼长群"), "今晚停水", [key("收到", "1:ack:1")])
    await become(chats, "王芳")
    await open_chat(chats, "幸福里楼长群")
    await chats.click(".key:has-text('收到')")
    await expect(chats.locator(".toast")).to_have_text("记上了：3栋、4栋收到。")
    assert [press.data for press in demo.person("王芳").presses] == ["1:ack:1"]


async def test_an_alert_waits_to_be_read(chats: Page, demo: Puppet) -> None:
    demo.answer_presses("会立刻叫醒 33 位楼长。", show_alert=True)
    demo.say(demo.person("李敏").private, "紧急", [key("发送", "1:send:1")])
    await open_chat(chats, "社区通知")
    await chats.click(".key")
    await expect(chats.locator("dialog")).to_contain_text("叫醒 33 位")
    await chats.click("dialog button")
    await expect(chats.locator("dialog")).to_have_count(0)


async def test_a_reply_shows_what_it_answers(chats: Page, demo: Puppet) -> None:
    card = demo.say(demo.group("幸福里楼长群"), "【通知】今晚停水")
    await open_chat(chats, "幸福里楼长群")
    await chats.click("[aria-label=回复]")
    await expect(chats.locator(".answered")).to_contain_text("今晚停水")
    await chats.fill("textarea", "收到")
    await chats.click("[aria-label=发送]")
    await expect(chats.locator(".mine .quote")).to_contain_text("今晚停水")
    assert demo.group("幸福里楼长群").last.reply_to is card
    await expect(chats.locator(".answered")).to_be_hidden()


async def test_a_link_leads_into_the_private_chat(chats: Page, demo: Puppet) -> None:
    link = f"https://t.me/{demo.world.bot.username}?start=claim_1"
    demo.answer_presses("", url=link)
    demo.say(demo.group("幸福里楼长群"), "今晚停水", [key("收到", "1:ack:1")])
    await become(chats, "郭伟民")
    await open_chat(chats, "幸福里楼长群")
    await chats.click(".key")
    await expect(chats.locator(".head h1")).to_have_text("社区通知")
    assert demo.person("郭伟民").private.last.text == "/start claim_1"


async def test_start_and_sharing_the_number(chats: Page, demo: Puppet) -> None:
    guo = demo.person("郭伟民")
    await become(chats, "郭伟民")
    await open_chat(chats, "社区通知")
    await chats.click(".gate button")
    await expect(chats.locator(".mine")).to_have_text(re.compile("/start"))
    ask = {"keyboard": [[{"text": "分享手机号", "request_contact": True}]]}
    demo.say(guo.private, "您好！", markup=ask)
    await chats.click(".keyboard button")
    await chats.click("dialog .strong")
    await expect(chats.locator(".mine").last).to_contain_text("+8613800130024")
    assert guo.private.last.contact


async def test_a_file_is_sent(chats: Page, demo: Puppet, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("社区,小区", "utf-8")
    await open_chat(chats, "社区通知")
    await expect(chats.locator(".message:has-text('/start')")).to_be_visible()
    await chats.set_input_files("input[type=file]:not([accept])", file)
    await expect(chats.locator(".mine .file")).to_contain_text("名单.csv")
    media = demo.person("李敏").private.last.media
    assert media is not None
    assert media.file.data.decode() == "社区,小区"


async def test_an_edit_says_so_and_keeps_the_focus(chats: Page, demo: Puppet) -> None:
    group = demo.group("幸福里楼长群")
    card = demo.say(group, "已收到 0/12", [key("收到", "1:ack:1")])
    await open_chat(chats, "幸福里楼长群")
    await chats.focus(".key")
    card.text, card.edited_at = "已收到 1/12", demo.clock.now()
    demo.world.changes.notify(group)
    await expect(chats.locator(".theirs .stamp")).to_contain_text("已编辑")
    await expect(chats.locator(".key")).to_be_focused()


async def test_the_others_and_the_time(chats: Page, demo: Puppet) -> None:
    await chats.click("#bar .now")
    await chats.click("[role=switch]")
    await expect(chats.locator("[role=switch]")).to_have_attribute("aria-checked", "true")
    await expect(chats.locator("#bar .now")).to_contain_text("60×")
    assert demo.actors.on
    await chats.click("[role=switch]")
    before = demo.clock.now()
    await chats.click("text=30 分钟")
    await expect(chats.locator(".clock.big")).to_contain_text(re.compile(r"09:3\d"))
    assert (demo.clock.now() - before).total_seconds() >= 30 * 60


async def test_the_page_speaks_three_languages(chats: Page) -> None:
    for language, words in {"繁體中文": "演示裡的時間", "English": "Demo time"}.items():
        await chats.select_option("#bar select", label=language)
        await expect(chats.locator("#bar .now")).to_have_attribute("aria-label", re.compile(words))
    await chats.reload()
    await expect(chats.locator("#bar .language")).to_contain_text("English")


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["zh-CN"], "zh-Hans"),
        (["zh-TW", "en"], "zh-Hant"),
        (["zh-Hant-HK"], "zh-Hant"),
        (["en-GB"], "en"),
        (["de-DE", "zh-HK"], "zh-Hant"),
        (["de-DE"], "en"),
    ],
)
async def test_the_page_begins_in_the_browsers_language(
    browser: Browser, demo: Puppet, names: list[str], language: str
) -> None:
    demo.stage.open()
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    told = ", ".join(f"'{name}'" for name in names)
    script = f"Object.defineProperty(navigator, 'languages', {{get: () => [{told}]}})"
    await context.add_init_script(script)
    page = await context.new_page()
    await page.goto(demo.server.base_url)
    await expect(page.locator("#bar .me")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == language
    box = await page.locator("#bar .language").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 60  # above the fold, on every screen
    await context.close()


async def test_the_tour_comes_back(chats: Page) -> None:
    await expect(chats.locator("#tour")).to_be_hidden()
    await chats.click("[aria-label=导览]")
    await chats.click("text=替我写好")
    await expect(chats.locator("textarea")).to_have_value(re.compile("今晚停水"))
    for _ in range(9):
        await chats.click("text=下一步")
    await chats.click("text=打开自动回复")
    await chats.click("text=完成")
    await expect(chats.locator("#tour")).to_be_hidden()


async def test_the_tour_moves_on_as_one_acts(chats: Page, demo: Puppet) -> None:
    demo.answer_presses("")
    await chats.click("[aria-label=导览]")
    card = chats.locator("#tour b")
    await expect(card).to_have_text("导览 1/10")
    await chats.click("text=替我写好")
    await chats.click("[aria-label=发送]")
    await expect(card).to_have_text("导览 2/10")
    demo.say(demo.person("李敏").private, "请您过目", [key("发送", "1:send:1")])
    await chats.click(".key:has-text('发送')")
    await expect(card).to_have_text("导览 3/10")
    await chats.click("text=我来当陈刚")
    demo.say(demo.person("陈刚").private, "今晚停水", [key("收到并转达", "1:rel:1")])
    await chats.click(".key:has-text('收到并转达')")
    await expect(card).to_have_text("导览 4/10")
    await chats.click("#tour [aria-label=关闭]")  # put away, it goes on all the same
    demo.say(demo.group("幸福里楼长群"), "今晚停水", [key("收到", "1:ack:1")])
    await become(chats, "王芳")
    await open_chat(chats, "幸福里楼长群")
    await chats.click(".key:text-is('收到')")
    await chats.click("[aria-label=导览]")
    await expect(card).to_have_text("导览 5/10")


async def test_stickers_and_voice_reach_the_bot(chats: Page, demo: Puppet) -> None:
    group = demo.group("幸福里楼长群")
    wang = demo.person("王芳")
    group.add_bot(by=demo.person("陈刚"))
    said = demo.say(group, "【通知】今晚停水")
    await become(chats, "王芳")
    await open_chat(chats, "幸福里楼长群")
    await chats.click(f"#m{said.id} ~ * [aria-label=回复], #m{said.id} [aria-label=回复]")
    await chats.click("[aria-label=添加附件]")
    await chats.click(".stickers .item:has-text('👌')")
    await expect(chats.locator(".mine .sticker")).to_have_text("👌")
    await chats.click("[aria-label=添加附件]")
    await chats.click(".popup .item:has-text('语音')")
    await expect(chats.locator(".mine .file")).to_contain_text("语音 0:03")
    assert (group.last.media or said).kind == "voice"  # type: ignore[union-attr]
    told = [update.body for update in demo.world.updates.pending if update.kind == "message"]
    sticker = next(body for body in told if "sticker" in body)
    assert sticker["sticker"]["emoji"] == "👌"
    assert sticker["reply_to_message"]["message_id"] == said.id
    assert sticker["from"]["id"] == wang.id


async def test_ones_own_words_can_be_changed(chats: Page, demo: Puppet) -> None:
    li = demo.person("李敏")
    await open_chat(chats, "社区通知")
    await chats.fill("textarea", "今晚停电")
    await chats.keyboard.press("Enter")
    await expect(chats.locator(".mine .text").last).to_have_text("今晚停电")
    await chats.fill("textarea", "还没写完")
    await chats.click(".mine [aria-label=修改]")
    await expect(chats.locator("textarea")).to_have_value("今晚停电")
    await chats.fill("textarea", "今晚停水")
    await chats.keyboard.press("Enter")
    await expect(chats.locator(".mine .text").last).to_have_text("今晚停水")
    await expect(chats.locator(".mine .stamp").last).to_contain_text("已编辑")
    await expect(chats.locator("textarea")).to_have_value("还没写完")
    assert li.private.last.text == "今晚停水"
    edits = [each.body for each in demo.world.updates.pending if each.kind == "edited_message"]
    assert [edit["text"] for edit in edits] == ["今晚停水"]
    assert edits[0]["message_id"] == li.private.last.id


SMALL = """() => [...document.querySelectorAll('button, a, input:not([hidden]), textarea')]
  .filter((one) => one.checkVisibility() && !one.matches('.inline'))
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 90))"""
NAMELESS = """() => [...document.querySelectorAll('button')]
  .filter((one) => one.checkVisibility())
  .filter((one) => !one.getAttribute('aria-label') && !one.textContent.trim())
  .map((one) => one.outerHTML.slice(0, 90))"""
TINY = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 16)
  .map((one) => one.outerHTML.slice(0, 90))"""
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


async def test_big_enough_for_everybody(chats: Page, demo: Puppet) -> None:
    demo.say(demo.group("幸福里楼长群"), "今晚停水", [key("收到", "a"), key("有困难", "b")])
    demo.person("陈刚").send(demo.group("幸福里楼长群"), "好", demo.group("幸福里楼长群").last)
    for look in ("#bar .me", "[aria-label=关闭] >> visible=true", ".chat:has-text('幸福里')"):
        await chats.click(look)
        await chats.wait_for_timeout(200)
        for complaint in (SMALL, NAMELESS, TINY):
            assert await chats.evaluate(complaint) == []
        assert not await chats.evaluate(WIDE)
