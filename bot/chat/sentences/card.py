"""Refusals of answering, relaying and requesting help."""

from __future__ import annotations

from bot.chat.texts import N_

CARD: dict[str, str] = {
    "help_taken": N_("Somebody is already seeing to this. Thank you!"),
    "help_solved": N_("This has been solved already. Thank you!"),
    "help_open_already": N_("Help has been asked for already. Please write here what is missing."),
    "help_on_its_way": N_("They were told just now. Please write here if there is more to say."),
    "no_group_to_post": N_("This unit has no group at the moment."),
    "already_posted": N_("It stands in the group already."),
    "already_relayed": N_("This has been passed on already."),
    "instruction_ended": N_("This notice has ended; nothing more to do."),
    "file_unseen": N_(
        "This notice is a picture or file, which this page does not show, so it cannot be received"
        " here. Please phone whoever stands above you."
    ),
    "words_gone": N_(
        "What you added has gone out already, so changing it here changes nothing there. To correct"
        " it, please send me the right words: they become a notice to your buildings."
    ),
    "words_too_long": N_("Please keep it under {most} characters and write it once more."),
}
