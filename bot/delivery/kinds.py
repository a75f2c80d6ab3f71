"""Everything the bot says: for each kind, what it looks at and how that is put into words."""

from __future__ import annotations

from datetime import datetime

from bot.chat import (
    alarm,
    card,
    chase,
    groups,
    helping,
    language,
    linking,
    notices,
    refusal,
    remarks,
    requests,
    writing,
)
from bot.chat import help as how_to
from bot.chat.issuing import render_preview
from bot.chat.looking.digest import render_digest
from bot.chat.looking.gaps import render_gaps
from bot.chat.looking.names_file import render_names_file
from bot.chat.looking.roster import render_roster
from bot.chat.looking.status import render_status
from bot.chat.looking.urgent import render_urgent
from bot.chat.outgoing import Outgoing
from bot.chat.repeated import marked
from bot.chat.roster import export, screen
from bot.chat.signing import with_signature
from bot.chat.summary import render_complete
from bot.chat.texts import translator
from bot.delivery.composing import Compose, Kind
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.views import alarm as alarms
from bot.usecases.views import card as cards
from bot.usecases.views import chase as chases
from bot.usecases.views import greeting
from bot.usecases.views import groups as grouped
from bot.usecases.views import importing as imported
from bot.usecases.views import remarks as remarked
from bot.usecases.views import writing as written
from bot.usecases.views.complete import complete_view
from bot.usecases.views.digest import digest_view
from bot.usecases.views.gaps import gaps_view
from bot.usecases.views.preview import preview_view
from bot.usecases.views.requests import requests_view
from bot.usecases.views.roster import roster_view
from bot.usecases.views.status import status_view
from bot.usecases.views.status_file import status_file_view
from bot.usecases.views.urgent import urgent_view

KINDS: dict[str, Kind] = {
    "card": Kind(cards.card_view, card.render_card),
    "files": Kind(cards.files_view, card.render_files),
    "chase": Kind(chases.chase_view, chase.render_chase),
    "nudge": Kind(chases.nudge_view, chase.render_nudge),
    "all_clear": Kind(chases.all_clear_view, chase.render_all_clear),
    "again": Kind(chases.again_view, chase.render_again),
    "note": Kind(remarked.note_view, remarks.render_note),
    "copy": Kind(remarked.copy_view, remarks.render_copy),
    "not_counted": Kind(remarked.not_counted_view, remarks.render_not_counted),
    "thanks": Kind(remarked.thanks_view, remarks.render_thanks),
    "relay_words": Kind(remarked.relay_words_view, remarks.render_relay_words),
    "help": Kind(remarked.help_view, helping.render_help),
    "help_words": Kind(remarked.help_words_view, helping.render_help_words),
    "help_taken": Kind(remarked.help_answer_view, helping.render_help_answer),
    "help_solved": Kind(remarked.help_answer_view, helping.render_help_answer),
    "import": Kind(imported.import_view, screen.render_import),
    "roster_file": Kind(imported.roster_file_view, export.render_roster_file),
    "sentence": Kind(remarked.sentence_view, refusal.render_sentence),
    "status": Kind(status_view, render_status),
    "status_file": Kind(status_file_view, render_names_file),
    "gaps": Kind(gaps_view, render_gaps),
    "roster": Kind(roster_view, render_roster),
    "digest": Kind(digest_view, render_digest),
    "urgent_notice": Kind(urgent_view, render_urgent),
    "preview": Kind(preview_view, render_preview),
    "complete": Kind(complete_view, render_complete),
    "confirm": Kind(written.confirm_view, writing.render_confirm),
    "withdrawn_note": Kind(written.withdrawn_note_view, writing.render_withdrawn_note),
    "how_to_write": Kind(written.how_to_write_view, writing.render_how_to_write),
    "welcome": Kind(greeting.welcome_view, linking.render_welcome),
    "link_asked": Kind(greeting.asked_view, linking.render_asked),
    "home": Kind(greeting.home_view, linking.render_home),
    "how_to": Kind(greeting.help_view, how_to.render_help),
    "language": Kind(greeting.language_view, language.render_language),
    "notice": Kind(greeting.notice_view, notices.render_notice),
    "link_requests": Kind(requests_view, requests.render_requests),
    "claim": Kind(grouped.claim_view, groups.render_claim),
    "bind_how": Kind(grouped.bind_how_view, groups.render_bind_how),
    "bind_question": Kind(grouped.question_view, groups.render_question),
    "administrator": Kind(grouped.administrator_view, groups.render_administrator),
    "behind": Kind(alarms.behind_view, alarm.render_behind),
    "caught_up": Kind(alarms.caught_up_view, alarm.render_caught_up),
    "unwritten": Kind(alarms.unwritten_view, alarm.render_unwritten),
}


def composer(default_language: str, kinds: dict[str, Kind] = KINDS) -> Compose:
    """Puts messages into words, each in the language of its chat."""

    def compose(tx: Tx, message: BotMessage, now: datetime) -> Outgoing | None:
        kind = kinds[message.kind]
        view = kind.view(tx, message, now)
        if view is None:
            return None
        row = tx.one("language_spoken_in", chat_id=message.chat_id)
        language = default_language if row is None else str(row["language"])
        t = translator(language)
        outgoing = with_signature(kind.render(view, t), message.id)
        return marked(outgoing, t) if message.args.get("again") else outgoing

    return compose
