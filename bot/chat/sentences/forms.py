"""Refusals of forms: questions that are never asked, and answers that are not taken."""

from __future__ import annotations

from bot.chat.texts import N_

FORMS: dict[str, str] = {
    "asks_identity": N_(
        "“{words}” asks for residents' identity papers or account numbers; that is never collected"
        " here. You may ask for a number of households instead."
    ),
    "asks_household": N_(
        "“{words}” asks where residents are registered; that is never collected here. You may ask"
        " for a number of households instead."
    ),
    "asks_health": N_(
        "“{words}” asks about residents' health; that is never collected here. You may ask for a"
        " number of households that need a visit."
    ),
    "asks_belief": N_("“{words}” asks about residents' beliefs; that is never collected here."),
    "asks_politics": N_("“{words}” asks about residents' politics; that is never collected here."),
    "asks_origin": N_("“{words}” asks about residents' origin; that is never collected here."),
    "asks_person": N_(
        "“{words}” asks about persons, which is personal data of residents; that is never collected"
        " here. You may ask for a number of households instead."
    ),
    "asks_contact": N_(
        "“{words}” asks how to reach residents or where they live; that is never collected here."
    ),
    "question_long": N_("A question has {most} characters at most. Please shorten it."),
    "question_unclear": N_(
        "I found no question there. Please write one a line, such as “Barriers in place: yes/no”;"
        " to go on with the text, press “Done” first."
    ),
    "question_twice": N_("The same question stands there twice. Please write each once."),
    "tie_above": N_(
        "Whether two questions ask the same holds for everybody, so whoever has all units in their"
        " care says it: {who}."
    ),
    "tie_nobody": N_(
        "Whether two questions ask the same holds for everybody, so only somebody who has all units"
        " in their care can say it; nobody has at present."
    ),
    "many_questions": N_("A notice asks {most} questions at most."),
    "many_choices": N_("A question has {most} choices at most."),
    "choice_long": N_("A choice has {most} characters at most. Please shorten it."),
    "choice_twice": N_("The same choice stands there twice. Please write each once."),
    "form_number": N_("I did not find a number there. Please write it in figures, such as 3."),
    "form_yes_no": N_("I am not sure: yes or no? Please press one."),
    "form_choice": N_("That is not one of the choices. Please press one."),
    "form_date": N_("I did not find a day there. Please write it like 12/5."),
    "form_text": N_("Please write the answer in a few words, 200 characters at most."),
    "form_look": N_("Please press “Hand it in”, or “Change it”."),
    "form_words_only": N_("Here I need words or figures. Please type the answer."),
    "form_personal": N_(
        "Your answer holds an identity or phone number, so nothing of it was kept. Please answer"
        " without it; figures and words about the building are enough."
    ),
    "table_no_unit": N_(
        "I found no line of headings with a column for the unit, such as “Building”. Please add one"
        " and send the table again."
    ),
    "sheet_macros": N_(
        "This file carries macros, which I do not pass on. Please save it as .xlsx and send it"
        " again."
    ),
    "table_asks_nothing": N_("This table has no empty column, so there is nothing to ask."),
    "many_columns": N_(
        "This table asks for {columns} things; {most} at most go at once. Please send it in two."
    ),
    "table_other_tier": N_(
        "This table has a row for units you do not write to. Please check its column of units."
    ),
    "form_unfinished": N_("An answer is still missing. Please answer the question above."),
    "form_photo": N_("Please send a photo here; words do not answer this one."),
    "form_photo_which": N_("Every photo is there. To change one, please press “Change it”."),
    "form_photo_chat": N_("Please send the photo in Telegram: press “Fill in” below the notice."),
    "form_photo_form": N_("A photo can be changed by filling in the notice that asked for it."),
    "photo_gone": N_("This photo is not there any more."),
}
