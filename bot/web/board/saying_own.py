"""Puts the file of a unit and a lead's own page into words."""

from __future__ import annotations

from typing import Any

from bot.chat.answering.talk import REASONS
from bot.chat.board.legend import LOOKS
from bot.chat.forms.fact_words import fact_line
from bot.chat.helping.heard import HelpHeardView, render_help_heard
from bot.chat.looking.rows import due_words, title
from bot.chat.looking.values import Wall
from bot.chat.persons import address
from bot.chat.places import Spot, spot_list
from bot.chat.posts import SeatName, seat_name
from bot.chat.text import unit_name
from bot.chat.texts import Translator
from bot.chat.times import clock_time, days_ago
from bot.instructions.model import Instruction
from bot.roster.model import Member
from bot.roster.phone import mask
from bot.store.looking.gaps import SignOfLife
from bot.usecases.board.own_help import HelpOnPage
from bot.usecases.board.own_notices import OwnNotice
from bot.usecases.board.pages import MinePage, UnitPage
from bot.web.board.codes import unit_path
from bot.web.board.saying import Words, badge, crumb_links, drawn, file_links, trouble_said

_NAME = 40


def unit_words(page: UnitPage, t: Translator) -> Words:
    """The file of a unit."""
    here = unit_path(page.unit.code)
    return {
        "fragment": "unit.html",
        "title": unit_name(page.unit.name, len(page.unit.name) + 1),
        "action": here,
        "crumbs": crumb_links([("/", t("Now"))], "/u", page.crumbs),
        "here": unit_name(page.unit.name, _NAME),
        "seats": [_seat(name, seat, page, t) for name, seat in page.seats],
        "parties": [_seat(name, seat, page, t) for name, seat in page.parties],
        "group": _group(page, t),
        "drilled": _drilled(page, t),
        "facts": [fact_line(each, t) for each in page.facts],
        "downloads": file_links(here, t),
        "plan": f"{here}/map" if page.plan else "",
        "below": bool(page.ready.cells),
        "drawing": drawn(page.ready, t, lambda cell: unit_path(cell.unit.code)),
        "asked": [
            {
                **badge(asked.state, t),
                "href": f"/i/{instruction.number}",
                "title": title(instruction, t),
                "said": _asked(asked, page.wall, t),
            }
            for instruction, asked in page.asked
        ],
        "tenures": [_tenure(name, each, page.wall, t) for name, each in page.tenures],
        "words": {
            "posts": t("Posts"),
            "no_posts": t("No posts."),
            "dial": t("Call"),
            "mend": t("Change it in the chat"),
            "plan": t("Plan"),
            "parties": t("The three parties"),
            "facts": t("What is known"),
            "ready": t("Readiness"),
            "asked": t("Notices lately"),
            "history": t("Who held the posts"),
        },
    }


def _asked(asked: Any, wall: Wall, t: Translator) -> str:
    parts = [t(LOOKS[asked.state].word)]
    if asked.answered_at is not None:
        parts.append(clock_time(asked.answered_at, wall.now, wall.zone, t))
    return " · ".join([*parts, *trouble_said(asked.help, t)])


def _seat(name: SeatName, seat: Any, page: UnitPage, t: Translator) -> Words:
    member = seat.member
    said = []
    if member is not None:
        if not member.present:
            said.append(t("on leave"))
        if not member.linked:
            said.append(_unlinked(member, t))
        elif not member.reachable:
            said.append(t("cannot be reached"))
        if member.phone and member.id in page.dial:
            said.append(mask(member.phone))
        said += _sign(page.signs.get(seat.post.id), page.wall, t)
    return {
        "post": seat_name(name, t),
        "name": member.name if member else t("nobody in post"),
        "said": " · ".join(said),
        "dial": str(member.id) if member and member.id in page.dial else "",
    }


def _unlinked(member: Member, t: Translator) -> str:
    if member.on_page:
        return t("uses the page, which does not ring: please phone")
    return t("by telephone") if member.by_phone else t("not linked")


def _sign(sign: SignOfLife | None, wall: Wall, t: Translator) -> list[str]:
    """最近动静：12 天前; 从没有过动静 only of somebody who was asked."""
    if sign is None:
        return []
    if sign.alive_at is not None:
        return [t("last sign of life: {when}", when=days_ago(sign.alive_at, wall.now, t))]
    return [t("asked, and never answered")] if sign.silent_since else []


def _drilled(page: UnitPage, t: Translator) -> str:
    if page.drilled is None:
        return t("No drill has reached it yet.")
    at = page.drilled.astimezone(page.wall.zone)
    return t("The last drill reached it on {day}.", day=f"{at:%Y-%m-%d}")


def _group(page: UnitPage, t: Translator) -> str:
    if page.group is None:
        return t("No group of its own.")
    if page.muted:
        return t("Group: {title}. I may not write there.", title=page.group)
    return t("Group: {title}", title=page.group)


def _tenure(name: SeatName, tenure: Any, wall: Wall, t: Translator) -> tuple[str, str]:
    since = f"{tenure.since.astimezone(wall.zone):%Y-%m-%d}"
    until = f"{tenure.until.astimezone(wall.zone):%Y-%m-%d}" if tenure.until else ""
    return f"{tenure.name} · {seat_name(name, t)}", f"{since} – {until}".rstrip()


def mine_words(page: MinePage, csrf: str, t: Translator) -> Words:
    """A lead's own page."""
    return {
        "fragment": "mine.html",
        "title": t("For me to answer"),
        "action": "/mine",
        "who": t(", ").join(seat_name(each, t) for each in page.seats),
        "csrf_place": csrf,
        "notices": [_own(each, page.wall, t) for each in page.notices],
        "device": _device(page, t),
        "words": {
            "help": t("Need help"),
            "trouble": t("What is the trouble?"),
            "reasons": [(key, t(word)) for key, word in REASONS.items()],
            "own_words": t("Or in your own words"),
            "send_help": t("Tell those above"),
            "fill_in": t("Fill in"),
            "change": t("Look at what was handed in, or change it"),
            "still": t("Not solved yet"),
            "photo": t("Photo"),
            "fresh": t("There is a new notice"),
            "none": t("Nothing waits for you."),
            "held": t("What is kept about you"),
            "phone": t("This phone"),
            "leave": t("End access on this phone"),
        },
    }


def _device(page: MinePage, t: Translator) -> str:
    link = page.device
    if link is None:
        return ""
    since = clock_time(link.decided_at or link.created_at, page.wall.now, page.wall.zone, t)
    return t("{what}, since {moment}", what=link.device or t("a browser"), moment=since)


def _own(notice: OwnNotice, wall: Wall, t: Translator) -> Words:
    instruction = notice.instruction
    units = spot_list([Spot(each) for each in notice.units], len(notice.units), t)
    if notice.answered_at is not None and not notice.answer:
        time = clock_time(notice.answered_at, wall.now, wall.zone, t)
        said = t("{units}: received at {moment}", units=units, moment=time)
    else:
        at = instruction.deadline_at
        due = due_words(at, wall, t) if at else ""
        said = " · ".join(each for each in (units, due) if each)
    return {
        "title": title(instruction, t),
        "number": instruction.number,
        "urgent": instruction.urgent,
        "waits": notice.waits,
        "text": _rest(instruction, t),
        "changed": t("Corrected: {changed}", changed=notice.changed) if notice.changed else "",
        "passed": list(notice.passed),
        "files": _files(notice, t),
        "issuer": t("— {who}", who=address(notice.issuer, t)),
        "said": said,
        "do": "pass_on" if notice.pass_on else "answer",
        "button": t("Received, pass on") if notice.pass_on else t("Received"),
        "photos": [f"/mine/{instruction.number}/photo/{n}" for n in range(notice.photos)],
        "unseen": notice.unseen,
        "help": _help_state(notice, t),
        "still": notice.help is not None and notice.help.own and notice.help.state != "taken",
        "version": instruction.version_id or 0,
        "fill_in": notice.fill_in,
        "form": notice.form,
    }


def _help_state(notice: OwnNotice, t: Translator) -> str:
    """求助中, who sees to it, 已解决."""
    found = notice.help
    if found is None:
        return ""
    if found.state == "solved":
        return t("Your request for help is solved.")
    if found.taken_by is not None:
        return t("{who} is coming to see to it.", who=address(found.taken_by, t))
    return t("Help has been asked for; nobody has taken it yet.")


def help_said(told: HelpOnPage, t: Translator) -> str:
    """Who knows of the trouble; where life may be in danger the emergency numbers come first."""
    if told.words:
        heard = HelpHeardView(told.words, told.told, told.danger, told.region, alone=told.alone)
        return render_help_heard(heard, t).text
    if told.alone:
        return t("Nobody above you can be reached here, so nobody has been told. Please phone!")
    return t("Those above you have been told.")


def _rest(instruction: Instruction, t: Translator) -> str:
    """What the title does not show of the text: nobody answers what they were not shown whole."""
    first, _, rest = instruction.text.strip().partition("\n")
    return (rest if title(instruction, t).endswith(first.strip()) else instruction.text).strip()


def _files(notice: OwnNotice, t: Translator) -> str:
    if not notice.instruction.file_kind or notice.only_photos:
        return ""
    if notice.in_chat:
        return t("Its files are in the chat.")
    if notice.unseen:
        return t(
            "This notice is a picture or file, which this page does not show. Please phone whoever"
            " stands above you."
        )
    return t("It has files, which this page does not show: please ask whoever stands above you.")
