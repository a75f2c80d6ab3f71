"""Short messages without a question."""

from __future__ import annotations

from bot.chat.outgoing import Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.texts import N_, Translator
from bot.messages.house import NoticeArgs

NOTICES = {
    "link_refused": N_(
        "Sorry, you could not be found on the roster."
        " Please ask your liaison, or write /start to try again."
    ),
    "link_moved": N_(
        "Your post is now linked to another Telegram account."
        " If that was not you, please tell your liaison at once."
    ),
    "unlinked_self": N_(
        "Unlinked: no notices come here any more. To be linked again, please write /start."
    ),
    "unlinked_above": N_(
        "This Telegram account was unlinked from its post, so no notices come here any more."
        " If that is a mistake, please write /start."
    ),
    "bound": N_("All right, notices for {unit} come here from now on."),
    "bound_moved": N_(
        "All right, notices for {unit} come here from now on, and no more to “{group}”."
    ),
    "operator_known": N_(
        "Welcome! You run this bot from now on."
        " Send me the roster (.xlsx or .csv) here, or import it at the terminal."
    ),
    "form_corrected": N_(
        "This notice has just been corrected. Please look at the new text, then fill it in. Thank"
        " you!"
    ),
    "form_above": N_("Thank you! For this one please press “Fill in” above."),
    "form_other": N_(
        "You wrote of another building, so nothing was kept. Here {unit} is asked: please press"
        " “Fill in”."
    ),
    "form_personal": N_(
        "Your answer holds an identity or phone number, so nothing of it was kept. Please answer"
        " without it; figures and words about the building are enough."
    ),
    "help_joined": N_("Added to your request for help, and shown to whoever was told of it."),
    "lost": N_(
        "I was offline for more than a day, and Telegram keeps what is sent to me for one day"
        " only. Whatever I have not answered please send again."
    ),
    "heard_out": N_("You are welcome!"),
    "nothing_sent": N_("All right, nothing was sent."),
    "not_sent_yet": N_("This one has not been sent yet. To drop it, please press “Cancel”."),
    "taken_back": N_("Taken back; nobody has got it."),
    "nothing_to_withdraw": N_(
        "There is no notice of yours to withdraw. If you want to take back something you wrote,"
        " just write it here."
    ),
    "nothing_to_cancel": N_("There is nothing to cancel at the moment."),
    "drop_draft": N_("To drop this draft, please press “Cancel” below it."),
    "help_stands": N_(
        "Your request for help has been passed on. If you do not need it any more, please write so,"
        " or press “Pressed by mistake” where it stands."
    ),
    "press_it": N_("To be sure, I do that only at a press: please press “{button}”."),
    "press_one": N_(
        "Several messages have the button “{button}”. Please press the one you mean, or reply to"
        " that message with the same words."
    ),
    "no_button_any_more": N_("That button is gone by now; please look at the newest message."),
    "done_above": N_("Done, please see there."),
    "recurring_due": N_(
        "It is time for one of your recurring notices; please have a look, then send."
    ),
    "recurring_unsure": N_(
        "One of your recurring notices leaves holidays out, and I do not know this year yet."
        " Please see whether it should go today."
    ),
    "unit_moved": N_(
        "From now on notices for {unit} go to “{group}”, and no more to this group. Thank you all!"
    ),
    "bind_private": N_(
        "Add me to the group, and I will ask you here whose it is; or send “/bind” with the name of"
        " the unit in the group."
    ),
}


def render_edit_unread(_view: bool, t: Translator) -> Outgoing:
    """Says that changed words are not read again."""
    return Outgoing(
        text=t("I do not read words again once they are changed. Please write it anew.")
    )


def render_notice(args: NoticeArgs, t: Translator) -> Outgoing:
    """The notice of that name."""
    unit = None if args.unit is None else spot_list([Spot(args.unit, args.upper)], 1, t)
    facts = {"unit": unit, "group": args.group, "button": args.button}
    return Outgoing(text=t(NOTICES[args.key], **facts))
