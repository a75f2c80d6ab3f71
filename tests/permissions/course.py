"""What has happened before the actor acts: an instruction, answers, silences, requests, screens."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.callback import Action, pack
from bot.roster.model import PostKind
from bot.roster.posts import post_word
from bot.sheets.worker import ReadingJob, compared
from bot.sheets.write import write_sheet
from bot.store.cascade import relay_drafts
from bot.store.people import people
from bot.store.roster import imports, roster
from bot.usecases.imports import deciding
from bot.usecases.imports.deciding import Compared
from bot.usecases.rights import actor
from bot.usecases.roster import applying
from bot.usecases.roster.applying import Export
from tests.permissions.book import Book
from tests.permissions.plan import Plan
from tests.permissions.rules import CALLER, CLAIMANT, LOOSE, STRANGERS_PHONE, name, phone
from tests.permissions.scene import Scene
from tests.permissions.stage import FIRST_NUMBER
from tests.permissions.updates import bot_is, press, says, sends_file, shares_contact


def unfold(book: Book, plan: Plan) -> Scene:
    """The community of a plan, at the moment in which its actor begins to act."""
    scene = Scene(book, plan)
    _issue(scene)
    _answers(scene)
    for minutes in (11, 2, 8, 5, 5):
        scene.pass_time(minutes=minutes)
    scene.take(bot_is(scene.other, LOOSE, "member"))
    _strangers(scene)
    _more_drafts(scene)
    for account in dict.fromkeys((scene.author, scene.other, scene.me)):
        _opens_screens(scene, account)
    _lies_about(scene)
    _prepares(scene)
    _posts_are_lost(scene)
    return scene


def _issue(scene: Scene) -> None:
    """The author writes, narrows down, and sends; the undo time passes."""
    author, plan = scene.author, scene.plan
    scene.take(says(author, author, "今晚停水"))
    scene.instruction = _newest_draft(scene)
    preview = scene.newest(author, "preview")
    if plan.urgent:
        scene.press(author, preview, Action.URGENT, scene.instruction)
    if plan.narrow in scene.below(plan.author.place)[1:]:
        unit = scene.units[plan.narrow]
        scene.press(author, preview, Action.SCOPE, scene.instruction, "none")
        scene.press(author, preview, Action.SCOPE, scene.instruction, "tick", unit)
    _send(scene, preview)
    scene.pass_time(seconds=21)


def _send(scene: Scene, preview: int) -> None:
    """Press 发送 as it stands on the preview."""
    (data,) = scene.buttons(scene.author, preview, Action.SEND)
    assert scene.take(press(scene.author, scene.author, preview, data)).refused is None


def _newest_draft(scene: Scene) -> int:
    return scene.book.ids("SELECT MAX(id) AS id FROM instruction")[0]


def _answers(scene: Scene) -> None:
    """The actor does what the plan says; of the others one passes on, one asks for help."""
    rows = scene.book.rows(
        "SELECT m.telegram_id AS who, b.chat_id, b.telegram_id AS number FROM bot_message b"
        " JOIN message_target l ON l.message_id = b.id JOIN target t ON t.id = l.target_id"
        " JOIN post p ON p.unit_id = t.unit_id JOIN assignment a ON a.post_id = p.id"
        " JOIN member m ON m.id = a.member_id WHERE b.kind = 'card' AND m.telegram_id IS NOT NULL"
        " AND p.kind IN ('lead', 'deputy', 'helper') ORDER BY t.id DESC, p.id"
    )
    cards = {row["who"]: (row["chat_id"], row["number"]) for row in rows}
    others = [each for each in cards if each != scene.me]
    acts = {scene.me: scene.plan.began, **dict(zip(others, ("rel", "help"), strict=False))}
    for who, act in acts.items():
        if who in cards and act != "nothing":
            data = pack(Action(act), scene.instruction)
            scene.take(press(who, *cards[who], data))


def _strangers(scene: Scene) -> None:
    """One shares an unknown number and gives a name; the other's number is a member's."""
    near = scene.book.ids("SELECT MIN(id) AS id FROM work_group")[0]
    scene.take(says(CLAIMANT, CLAIMANT, f"/start claim_{near}"))
    scene.take(shares_contact(CLAIMANT, STRANGERS_PHONE, CLAIMANT))
    if scene.plan.unlinked:
        claim = f"我是{name(min(scene.plan.unlinked))}"
        scene.take(says(CLAIMANT, CLAIMANT, claim))
    scene.take(shares_contact(CALLER, phone(0), CALLER))


def _more_drafts(scene: Scene) -> None:
    """The author has one that waits to leave, and one that is not finished."""
    author = scene.author
    scene.take(says(author, author, "明天开会"))
    scene.pending = _newest_draft(scene)
    _send(scene, scene.newest(author, "preview"))
    scene.take(says(author, author, "后天体检"))
    scene.draft = _newest_draft(scene)


def _opens_screens(scene: Scene, account: int) -> None:
    """Open the screens the account may see; older questions remain in the chat."""
    for kind in ("status", "roster", "gaps"):
        scene.take(says(account, account, f"/{kind}"))
        if not scene.newest(account, kind):
            scene.put(account, kind)
    scene.press(account, scene.newest(account, "status"), Action.STATUS, scene.instruction)
    scene.take(says(account, account, "/status"))
    scene.press(account, scene.newest(account, "status"), Action.PROXY, scene.instruction)
    for word in ("/language", "/new"):
        scene.take(says(account, account, word))
    under = scene.newest(account, "how_to_write") - FIRST_NUMBER
    for act in ("withdraw", "close"):
        scene.put(account, "confirm", scene.instruction, act=act, under=under)
    scene.put(account, "link_requests")
    if account != scene.me:
        scene.put(account, "bind_question", scene.loose_group)


def unclear(scene: Scene, account: int, writer: int) -> dict[str, object]:
    """The args of a question about unclear words."""
    return {
        "by": writer, "text": "等会儿", "caption": None, "where": account, "number": 1,
        "at": 0, "about": [scene.instruction], "named": [], "settled": None,
    }  # fmt: skip


def unsent(writer: int) -> dict[str, object]:
    """The args of words that were not passed on."""
    return {"by": writer, "text": "我明天搬家", "caption": None, "number": 1, "told": None}


def _lies_about(scene: Scene) -> None:
    """Questions about groups that are bound, the languages in each; somebody else's file."""
    for group in scene.book.rows("SELECT id, chat_id FROM work_group ORDER BY id"):
        scene.put(scene.me, "bind_question", group["id"])
        scene.put(group["chat_id"], "language")
    for account in (scene.me, scene.other):
        scene.put(
            account, "asked_back", scene.instruction, **unclear(scene, account, scene.members[0])
        )
    for account in (scene.me, scene.other):
        scene.put(account, "unsent", None, **unsent(scene.members[0]))
    for group in scene.book.rows("SELECT id, chat_id FROM work_group ORDER BY id"):
        scene.put(group["chat_id"], "unknown_writer", group["id"])
    for account in (scene.me, scene.other):
        scene.put(account, "muted", scene.loose_group)
    told = [scene.members[0]]
    scene.put(scene.me, "help_heard", scene.instruction, said="着火了", told=told, danger=True)
    for account in dict.fromkeys((scene.me, scene.other)):
        _adds_words(scene, account)
    file = ("file", "名册.csv")
    scene.others_import = imports.begin_import(scene.tx, None, scene.other, file, scene.now)


SAID = 8_999_999
"""The number of the message with words to add."""


def _adds_words(scene: Scene, account: int) -> None:
    """Somebody's words to add are shown back to them, whether they may relay or not."""
    member = people.member_by_telegram(scene.tx, account)
    if member is None:
        return
    draft = relay_drafts.begin_relay_draft(
        scene.tx, scene.instruction, member.id, account, scene.now
    )
    relay_drafts.add_words(scene.tx, draft, SAID, "请上心")
    scene.put(account, "relay_words", draft.id)


def _prepares(scene: Scene) -> None:
    """The actor has begun what they might begin before posts were lost: a draft, an import."""
    me = scene.me
    if scene.known and scene.somewhere("issue", before=True):
        scene.take(says(me, me, "请看一看"))
        scene.own_draft = _newest_draft(scene)
    if scene.somewhere("import", before=True):
        scene.take(sends_file(me, "名册.csv"))
        _compared(scene)


def _compared(scene: Scene) -> None:
    """The file has come and been compared: every lead in their care is somebody new."""
    tx, tiers = scene.tx, scene.house.tiers
    scene.import_id = scene.book.ids("SELECT MAX(id) AS id FROM import_request")[0]
    care = applying.care_of(actor(tx, scene.me, scene.counter.operators))
    rows = applying.exported(tx, Export(tiers, "zh-hans", care), scene.now)
    leads = {post_word(PostKind.LEAD, height, "zh-hans") for height in range(len(tiers))}
    scene.imported = [int(row.code[1:]) for row in rows if row.post in leads]
    new = {row.code: f"新{place}某" for place, row in enumerate(rows)}
    changed = [replace(r, name=new[r.code], phone="") if r.post in leads else r for r in rows]
    work = ReadingJob(
        write_sheet(changed, "csv", tiers), "名册.csv", roster.load_roster(tx), tiers, care, {}
    )
    scene.press(scene.me, scene.newest(scene.me, "import"), Action.IMPORT, scene.import_id)
    deciding.import_ready(tx, Compared(scene.import_id, compared(work)), scene.now)
    scene.deliver()


def _posts_are_lost(scene: Scene) -> None:
    """From one moment to the next, and nothing that has been shown is any different."""
    for post in (scene.posts[index] for index in scene.plan.lost):
        scene.book.do(f"UPDATE assignment SET until = since + 1 WHERE post_id = {post}")
