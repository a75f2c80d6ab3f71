"""The registry of message kinds: for each, the view that loads it and the function that
renders it."""

from __future__ import annotations

from datetime import datetime

from bot.chat import refusal, saying
from bot.chat.answering import remarks, results, talk
from bot.chat.answering.asking_back import render_asked_back
from bot.chat.answering.unsent import render_unsent
from bot.chat.answering.well_done import render_well_done
from bot.chat.board.board import render_board
from bot.chat.board.data_files import render_data_file
from bot.chat.board.links import render_board_link, render_devices, render_hall_link
from bot.chat.cascade import card
from bot.chat.cascade.own_words import render_own_words
from bot.chat.digests.digest import render_digest
from bot.chat.digests.urgent import render_urgent
from bot.chat.digests.weekly import render_weekly
from bot.chat.escalation import chase
from bot.chat.forgotten import render_erased, with_placeholders
from bot.chat.forms.branch_sums import render_branch_sums
from bot.chat.forms.form import render_form
from bot.chat.forms.photo import render_photo
from bot.chat.groups import choosing, groups
from bot.chat.groups.muted import render_muted
from bot.chat.helping import help_requests
from bot.chat.helping.heard import render_help_heard, render_nobody_told
from bot.chat.house import alarm, language, notices
from bot.chat.house import help as how_to
from bot.chat.house import mydata as my_data
from bot.chat.looking.names_file import render_names_file
from bot.chat.looking.status import render_status
from bot.chat.looking.table_file import render_table_file
from bot.chat.outgoing import Outgoing
from bot.chat.people import greeting, link_requests, picking
from bot.chat.people.calls import render_call, render_call_list
from bot.chat.people.devices import render_device_request, render_page_link
from bot.chat.people.first_days import render_first_days
from bot.chat.people.one_time import render_link_used, render_one_time_link
from bot.chat.people.unlinking import render_unlink
from bot.chat.repeated import marked
from bot.chat.roster import export, screen, template
from bot.chat.roster.contact import render_pick_contact
from bot.chat.roster.leave import render_leave_news, render_own_leave
from bot.chat.roster.places import render_gaps_or_roster, render_roster_place
from bot.chat.roster.posters import render_posters
from bot.chat.signing import with_signature
from bot.chat.templates.screens import render_templates
from bot.chat.texts import translator
from bot.chat.writing import issuing
from bot.chat.writing.approving import render_approval, render_approval_news
from bot.chat.writing.complete import render_complete
from bot.chat.writing.correcting import render_correction_note
from bot.chat.writing.issuing import render_preview
from bot.delivery.composing import Compose, Kind
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.answering import remarks_view as remarked
from bot.usecases.answering import talk_view as talks
from bot.usecases.answering.own_words_view import own_words_view
from bot.usecases.board.board_view import board_view
from bot.usecases.board.data_files import data_file_view
from bot.usecases.calls.phoning import call_list_view, call_view
from bot.usecases.cascade import card_view as cards
from bot.usecases.cascade.correcting import correction_note_view
from bot.usecases.cascade.refreshing import complete_view
from bot.usecases.digests.digest_view import digest_view
from bot.usecases.digests.urgent_view import urgent_view
from bot.usecases.digests.weekly_view import weekly_view
from bot.usecases.doors.devices_view import device_request_view, page_link_with
from bot.usecases.doors.links_view import board_link_with, devices_view, hall_link_with
from bot.usecases.doors.one_time_view import link_used_view, link_view_with
from bot.usecases.doors.posters import posters_file_with
from bot.usecases.escalation import chase_view as chases
from bot.usecases.forms.branch_sums import branch_sums_view
from bot.usecases.forms.form_view import form_view
from bot.usecases.groups import choosing as chosen
from bot.usecases.groups import groups_view as grouped
from bot.usecases.groups.muted_view import muted_view
from bot.usecases.helping import help_view as helped
from bot.usecases.house import alarming as alarms
from bot.usecases.house.forgetting import erased_view
from bot.usecases.house.mydata import mydata_view
from bot.usecases.imports import import_view as imported
from bot.usecases.looking.names_export import status_file_view
from bot.usecases.looking.status_view import status_view
from bot.usecases.looking.table_file import table_file_view
from bot.usecases.people import greeting_view
from bot.usecases.people.photo_link import photo_view
from bot.usecases.people.picking_view import pick_contacts_view, picked_contacts_view
from bot.usecases.people.requests_view import requests_view
from bot.usecases.people.unlinking import unlink_view
from bot.usecases.roster import roster_view as rosters
from bot.usecases.roster.contacts import pick_contact_view
from bot.usecases.roster.first_days import first_days_view
from bot.usecases.roster.leaves_view import leave_news_view, own_leave_view
from bot.usecases.sent.thanking import well_done_view
from bot.usecases.templates.keeping import templates_view
from bot.usecases.typed.asking_back_view import asked_back_view
from bot.usecases.typed.unsent import unsent_view
from bot.usecases.writing import preview_view as written
from bot.usecases.writing.approving_view import approval_news_view, approval_view
from bot.usecases.writing.preview_view import preview_view

KINDS: dict[str, Kind] = {
    "card": Kind(cards.card_view, card.render_card),
    "form": Kind(form_view, render_form),
    "branch_sums": Kind(branch_sums_view, render_branch_sums),
    "photo": Kind(photo_view, render_photo),
    "table_file": Kind(table_file_view, render_table_file),
    "files": Kind(cards.files_view, card.render_files),
    "chase": Kind(chases.chase_view, chase.render_chase),
    "nudge": Kind(chases.nudge_view, chase.render_nudge),
    "all_clear": Kind(chases.all_clear_view, chase.render_all_clear),
    "again": Kind(chases.again_view, chase.render_again),
    "note": Kind(talks.note_view, talk.render_note),
    "reply": Kind(talks.reply_view, talk.render_reply),
    "reply_posted": Kind(talks.reply_view, talk.render_reply),
    "reply_sent": Kind(talks.sent_view, talk.render_sent),
    "reply_whom": Kind(talks.whom_view, talk.render_whom),
    "reply_words": Kind(talks.reply_words_view, talk.render_reply_words),
    "copy": Kind(remarked.copy_view, remarks.render_copy),
    "not_counted": Kind(remarked.not_counted_view, remarks.render_not_counted),
    "part_counted": Kind(remarked.part_counted_view, remarks.render_part_counted),
    "nobody_told": Kind(helped.nobody_told_view, render_nobody_told),
    "edit_unread": Kind(written.edit_unread_view, notices.render_edit_unread),
    "nothing_new": Kind(remarked.nothing_new_view, results.render_nothing_new),
    "thanks": Kind(remarked.thanks_view, remarks.render_thanks),
    "asked_back": Kind(asked_back_view, render_asked_back),
    "unsent": Kind(unsent_view, render_unsent),
    "relay_words": Kind(own_words_view, render_own_words),
    "help": Kind(helped.help_view, help_requests.render_help),
    "help_words": Kind(helped.help_words_view, help_requests.render_help_words),
    "help_heard": Kind(helped.help_heard_view, render_help_heard),
    "help_taken": Kind(helped.help_answer_view, help_requests.render_help_answer),
    "help_solved": Kind(helped.help_answer_view, help_requests.render_help_answer),
    "import": Kind(imported.import_view, screen.render_import),
    "roster_template": Kind(imported.template_view, template.render_template),
    "roster_file": Kind(imported.roster_file_view, export.render_roster_file),
    "posters": Kind(posters_file_with(b""), render_posters),
    "sentence": Kind(remarked.sentence_view, refusal.render_sentence),
    "status": Kind(status_view, render_status),
    "status_file": Kind(status_file_view, render_names_file),
    "board": Kind(board_view, render_board),
    "data_file": Kind(data_file_view, render_data_file),
    "board_link": Kind(board_link_with(b""), render_board_link),
    "hall_link": Kind(hall_link_with(b""), render_hall_link),
    "devices": Kind(devices_view, render_devices),
    "page_link": Kind(page_link_with(b""), render_page_link),
    "device_request": Kind(device_request_view, render_device_request),
    "gaps": Kind(rosters.gaps_or_roster_view, render_gaps_or_roster),
    "roster": Kind(rosters.roster_view, render_roster_place),
    "pick_contact": Kind(pick_contact_view, render_pick_contact),
    "leave_news": Kind(leave_news_view, render_leave_news),
    "leave": Kind(own_leave_view, render_own_leave),
    "calls": Kind(call_list_view, render_call_list),
    "call": Kind(call_view, render_call),
    "digest": Kind(digest_view, render_digest),
    "weekly": Kind(weekly_view, render_weekly),
    "urgent_notice": Kind(urgent_view, render_urgent),
    "templates": Kind(templates_view, render_templates),
    "approval": Kind(approval_view, render_approval),
    "approval_news": Kind(approval_news_view, render_approval_news),
    "preview": Kind(preview_view, render_preview),
    "complete": Kind(complete_view, render_complete),
    "well_done": Kind(well_done_view, render_well_done),
    "confirm": Kind(written.confirm_view, issuing.render_confirm),
    "too_late": Kind(written.too_late_view, issuing.render_too_late),
    "withdrawn_note": Kind(written.withdrawn_note_view, issuing.render_withdrawn_note),
    "correction_note": Kind(correction_note_view, render_correction_note),
    "how_to_write": Kind(written.how_to_write_view, issuing.render_how_to_write),
    "welcome": Kind(greeting_view.welcome_view, greeting.render_welcome),
    "link_asked": Kind(greeting_view.asked_view, greeting.render_asked),
    "home": Kind(greeting_view.home_view, greeting.render_home),
    "first_days": Kind(first_days_view, render_first_days),
    "how_to": Kind(greeting_view.help_text_view, how_to.render_help_text),
    "language": Kind(greeting_view.language_view, language.render_language),
    "told": Kind(greeting_view.told_in_words_view, saying.render_told),
    "notice": Kind(greeting_view.notice_view, notices.render_notice),
    "link_requests": Kind(requests_view, link_requests.render_requests),
    "one_time_link": Kind(link_view_with(b""), render_one_time_link),
    "link_used": Kind(link_used_view, render_link_used),
    "pick_contacts": Kind(pick_contacts_view, picking.render_pick_contacts),
    "picked_contacts": Kind(picked_contacts_view, picking.render_picked_contacts),
    "unlink": Kind(unlink_view, render_unlink),
    "claim": Kind(grouped.claim_view, groups.render_claim),
    "unknown_writer": Kind(grouped.unknown_writer_view, groups.render_unknown_writer),
    "bind_how": Kind(grouped.bind_how_view, groups.render_bind_how),
    "choose_group": Kind(chosen.choose_group_view, choosing.render_choose_group),
    "group_chosen": Kind(chosen.group_chosen_view, choosing.render_group_chosen),
    "who_binds": Kind(grouped.who_binds_view, groups.render_who_binds),
    "bind_question": Kind(grouped.question_view, groups.render_question),
    "muted": Kind(muted_view, render_muted),
    "administrator": Kind(grouped.administrator_view, groups.render_administrator),
    "my_data": Kind(mydata_view, my_data.render_my_data),
    "my_data_file": Kind(mydata_view, my_data.render_my_data_file),
    "erased": Kind(erased_view, render_erased),
    "behind": Kind(alarms.behind_view, alarm.render_behind),
    "caught_up": Kind(alarms.caught_up_view, alarm.render_caught_up),
    "unwritten": Kind(alarms.unwritten_view, alarm.render_unwritten),
}


def kinds_with_links(key: bytes) -> dict[str, Kind]:
    """All kinds. One-time links are told with the key they are made with; no view can load it."""
    return {
        **KINDS,
        "one_time_link": Kind(link_view_with(key), render_one_time_link),
        "board_link": Kind(board_link_with(key), render_board_link),
        "hall_link": Kind(hall_link_with(key), render_hall_link),
        "posters": Kind(posters_file_with(key), render_posters),
        "page_link": Kind(page_link_with(key), render_page_link),
    }


def composer(default_language: str, kinds: dict[str, Kind] = KINDS) -> Compose:
    """Return a function that renders messages, each in the language of its chat."""

    def compose(tx: Tx, message: BotMessage, now: datetime) -> Outgoing | None:
        kind = kinds[message.kind]
        view = kind.view(tx, message, now)
        if view is None:
            return None
        row = tx.one("language_spoken_in", chat_id=message.chat_id)
        language = default_language if row is None else str(row["language"])
        t = translator(language)
        outgoing = with_signature(with_placeholders(kind.render(view, t), t), message.id)
        return marked(outgoing, t) if message.again else outgoing

    return compose
