"""Refusals of writing, sending and withdrawing."""

from __future__ import annotations

from bot.chat.texts import N_

WRITING: dict[str, str] = {
    "text_too_long": N_(
        "This is too long for one notice: {most} characters fit, {over} too many. "
        "Please shorten it, or send it as a file."
    ),
    "too_many_files": N_("A notice carries {most} files at most."),
    "not_for_notices": N_("I cannot pass this kind of message on. Text, photos and files I can."),
    "places_unclear": N_(
        "I could not make out which buildings you mean. Please write the branch and the numbers, "
        "such as “Branch 3-5” or “Branch 3, 4”, or press the buttons; to go on with the text, "
        "press “Done” first."
    ),
    "places_several": N_(
        "Several branches have {names}. Please write the branch as well, such as “Branch 3-5”."
    ),
    "places_missing": N_(
        "I did not find {names} in your care. Please check the number, or press the buttons."
    ),
    "deadline_unclear": N_(
        "I could not make out the time. Please write it like 17:40, 5:40 pm or tomorrow 9:00; "
        "to go on with the text, press “Back” first."
    ),
    "deadline_passed": N_("That time has passed. Please choose a later one."),
    "deadline_far": N_("That is more than half a year away. Please choose an earlier time."),
    "changed_meanwhile": N_("It has changed meanwhile. Please look at it again, then send."),
    "correction_empty": N_("There is no new text yet. Please write it here first."),
    "many_templates": N_("You keep {most} templates already; please drop one in /templates."),
    "no_day_chosen": N_("No day is chosen yet. Please press at least one."),
    "blanks_left": N_("Not filled in yet: {names}. Please press “Fill in the blanks”."),
    "nobody_to_approve": N_(
        "This takes the approval of another liaison or supervisor, and nobody can be asked now."
        " Please send it to fewer at a time, or make it routine."
    ),
    "own_approval": N_("You wrote this one yourself; it takes the approval of somebody else."),
    "approval_void": N_("Whoever wrote it may not send it any more, so it cannot go out."),
    "reason_long": N_("Please write the reason in at most {most} characters."),
    "nobody_asked": N_("Nobody is chosen yet. Please press “Change recipients”."),
}
