"""Refusals of linking people and binding groups."""

from __future__ import annotations

from bot.chat.texts import N_

LINKING: dict[str, str] = {
    "link_decided": N_("This has already been decided."),
    "link_changed": N_("Meanwhile they said something else; please look again."),
    "linked_already": N_("{name} is linked already."),
    "operators_account": N_(
        "This is the account of somebody who runs this bot; they share their number themselves."
    ),
    "linked_elsewhere": N_("This account is linked to somebody else by now."),
    "not_linked": N_("There is no linked account to take away."),
    "linked_anew": N_("Another account has been linked meanwhile; please look once more."),
    "page_absent": N_("No page is served here; the administrator can set it up."),
    "link_over": N_("This link is used, revoked or expired already."),
    "group_left": N_("I am no longer in that group."),
    "other_branch": N_(
        "This group is for {served}, which is in another branch than {unit}."
        " Please bind {unit} to a group of its own."
    ),
    "unknown_code": N_(
        "I know no “{code}” among the units in your care. Please write the name as it stands in the"
        " roster, or the code beside it."
    ),
    "several_units": N_(
        "There is more than one “{code}” in your care. Please write the branch too, like “/bind"
        " Happy Lane 3”."
    ),
    "anonymous": N_(
        "Telegram hides who you are here. Please turn off “remain anonymous” and send it again,"
        " or write to me in private."
    ),
}
