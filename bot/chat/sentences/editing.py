"""Refusals of changes of the roster in chat."""

from __future__ import annotations

from bot.chat.texts import N_

EDITING: dict[str, str] = {
    "edit_decided": N_("This is decided already."),
    "post_gone": N_("This post is no longer there; the roster has changed meanwhile."),
    "unit_gone": N_("This unit is no longer there; the roster has changed meanwhile."),
    "person_gone": N_("This person is no longer on the roster; it has changed meanwhile."),
    "vacant_already": N_("Nobody holds this post any more."),
    "already_here": N_("{name} holds this post already."),
    "same_name_here": N_(
        "There is a {name} here already. To tell them apart both need a number of their own."
    ),
    "number_taken": N_("This number belongs to {name}."),
    "number_of_namesake": N_(
        "{name} stands on the roster with this number already. If that is the same person, please"
        " merge the two entries."
    ),
    "nothing_to_change": N_("The roster says so already."),
    "from_above_only": N_("Posts of liaisons and supervisors are changed from above only."),
    "phone_elsewhere": N_(
        "This number is that of somebody outside your care; please ask there, or leave it out."
    ),
    "not_a_name": N_(
        "“{said}” does not look like one person's name. Please write it like this: Wang Fang"
        " 13800138000"
    ),
    "not_a_unit": N_("“{said}” does not look like the name of a unit. Please write it once more."),
    "range_or_one": N_(
        "Is “{said}” several buildings or one? Several, please, like this: 1, 2, 3. One: please add"
        " it under a plain name and rename it."
    ),
    "unit_holds_others": N_("There are units below {unit} still; please see to them first."),
    "not_suspended": N_("{name} was not taken out, or is back already."),
    "unit_name_taken": N_("There is a {name} beside it already."),
    "no_number_in": N_("“{said}” is no phone number I can use. Please write it once more."),
    "leave_day_unread": N_(
        "I did not understand the day. Please write it like this: 12/5, three days, Sunday."
    ),
    "on_telegram_already": N_("They are on Telegram already."),
    "not_away": N_("There is no leave to end."),
}
