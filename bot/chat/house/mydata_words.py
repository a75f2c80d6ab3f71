"""The words of /mydata: sections, a line for each kind of thing, and who sees what."""

from __future__ import annotations

from bot.chat.texts import N_

SECTIONS = {
    "posts": N_("Posts"),
    "answers": N_("Answers"),
    "words": N_("What you wrote"),
    "helps": N_("Calls for help"),
    "notices": N_("Notices you wrote"),
    "open": N_("Requests and questions"),
    "files": N_("Tables you sent"),
    "groups": N_("Groups you added me to"),
    "messages": N_("Messages I sent you"),
    "log": N_("Lines of the log"),
}
"""In the order of the file."""

LINES = {
    "post": ("posts", N_("{unit} {post} {until}")),
    "answer": ("answers", N_("{notice} · {unit} · {path} {late}")),
    "form_answer": ("answers", N_("{notice} · {unit} · {question}")),
    "filling": ("open", N_("not handed in yet: {notice} · {unit} · {question}")),
    "remark": ("words", N_("{notice} {unit} {reader}")),
    "relay": ("words", N_("passed on: {notice} {unit}")),
    "relay_draft": ("words", N_("about to be passed on: {notice}")),
    "quote": ("words", N_("asked back about your words:")),
    "update": ("words", N_("not handled yet:")),
    "help": ("helps", N_("{unit} · {own} · {state} {reason}")),
    "notice": ("notices", N_("{notice} {state}: {text} {file}")),
    "template": ("notices", N_("kept to be sent again: {text}")),
    "approval": ("notices", N_("decided whether it goes out: {notice} {state}")),
    "version": ("notices", N_("#{number}, as it was or was corrected: {text}")),
    "request": ("open", N_("wish to be known as {nickname}, number {phone}: {state}")),
    "one_time_link": ("open", N_("one-time link for {unit}, {made}: {state}")),
    "picked": ("open", N_("picked from contacts: {nickname}: {state}")),
    "board": ("open", N_("the board: {what}, {device}")),
    "page_link": ("open", N_("web link for {unit}, {device}, {made}: {state}")),
    "press": ("open", N_("“Received” for {notice}, until you are known")),
    "question": ("open", N_("your next words answer a question")),
    "import": ("files", N_("{file}: {state}")),
    "group": ("groups", N_("{title}")),
    "message": ("messages", N_("{what}")),
    "log": ("log", N_("{action} {notice} {unit} {path}")),
}
"""For each kind the section and the line."""

WORDS = {
    "button": N_("by button"),
    "reply": N_("in words"),
    "proxy": N_("for somebody else"),
    "web": N_("on the page"),
    "terminal": N_("at the terminal"),
    "chat": N_("in the chat"),
    "link": N_("by link"),
    "contact": N_("by number"),
    "open": N_("open"),
    "taken": N_("taken"),
    "solved": N_("solved"),
    "approved": N_("approved"),
    "refused": N_("refused"),
    "used": N_("used"),
    "linked": N_("linked"),
    "known": N_("linked already"),
    "skipped": N_("skipped"),
    "asked": N_("waits to be decided"),
    "ended": N_("ended"),
    "revoked": N_("revoked"),
    "draft": N_("not sent"),
    "pending": N_("about to be sent"),
    "running": N_("running"),
    "withdrawn": N_("withdrawn"),
    "closed": N_("closed"),
    "applied": N_("applied"),
    "cancelled": N_("not applied"),
    "failed": N_("not readable"),
}
"""States and paths."""

KINDS = {
    "card": N_("notice"),
    "files": N_("files of a notice"),
    "form": N_("questions to fill in"),
    "chase": N_("reminder"),
    "again": N_("reminder"),
    "nudge": N_("reminder"),
    "all_clear": N_("all have answered"),
    "digest": N_("summary"),
    "preview": N_("preview or progress of your notice"),
    "note": N_("what others wrote"),
    "reply": N_("answer to you"),
    "help": N_("call for help"),
    "status": N_("screen"),
    "gaps": N_("screen"),
    "roster": N_("screen"),
}
OTHER_MESSAGE = N_("short message")

ACTIONS = {
    "acknowledgement.give": N_("answered"),
    "approval.ask": N_("asked for approval of a notice"),
    "approval.give": N_("approved a notice"),
    "approval.refuse": N_("did not approve a notice"),
    "approval.undo": N_("took a request for approval back"),
    "answer.unclear": N_("wrote something unclear"),
    "claim.ask": N_("asked groups who is who"),
    "draft.discard": N_("threw a draft away"),
    "escalation.step": N_("was told of a silence"),
    "fact.correct": N_("corrected what is known"),
    "fact.tie": N_("said that two questions are one"),
    "fact.untie": N_("said that two questions are not one"),
    "form.hand_in": N_("handed in a form"),
    "form.known": N_("had what is known filled in"),
    "group.bind": N_("bound a group"),
    "group.unbind": N_("unbound a group"),
    "calls.print": N_("printed a call sheet"),
    "device.approve": N_("let a device in on the page"),
    "device.ask": N_("asked to be let in on the page"),
    "device.end": N_("shut a device out of the page"),
    "device.refuse": N_("did not let a device in on the page"),
    "plan.set": N_("set the plan of a branch"),
    "plan.drop": N_("took the plan of a branch away"),
    "page_link.make": N_("made a web link"),
    "board.end": N_("ended a session on the board"),
    "board.hall": N_("opened a screen for a hall"),
    "board.sign_in": N_("signed in to the board"),
    "help.ask": N_("asked for help"),
    "help.call_in": N_("called a party of the branch in"),
    "help.reopen": N_("said it is not solved"),
    "help.solve": N_("solved a call for help"),
    "help.take": N_("took a call for help"),
    "help.take_back": N_("took a call for help back"),
    "instruction.close": N_("closed a notice"),
    "instruction.correct": N_("corrected a notice"),
    "instruction.send": N_("sent a notice"),
    "instruction.thank": N_("thanked those who answered"),
    "instruction.undo": N_("stopped a notice in time"),
    "instruction.withdraw": N_("withdrew a notice"),
    "language.choose": N_("chose a language"),
    "link_request.refuse": N_("refused a request"),
    "member.link": N_("account made known"),
    "link.make": N_("made a one-time link"),
    "link.revoke": N_("revoked a one-time link"),
    "member.unlink": N_("account taken away"),
    "mydata.ask": N_("asked what is kept"),
    "note.pass": N_("wrote besides an answer"),
    "operator.claim": N_("became administrator"),
    "photo.show": N_("looked at a photo"),
    "post.leave": N_("left a post"),
    "post.take": N_("took a post"),
    "relay.pass": N_("passed a notice on"),
    "remark.reply": N_("wrote back"),
    "reminder.send": N_("reminded others"),
    "roster.apply": N_("changed the roster"),
    "roster.export": N_("took the roster out"),
    "template.begin": N_("let a template recur"),
    "template.drop": N_("dropped a template"),
    "template.keep": N_("kept a template"),
    "template.stop": N_("stopped a template"),
    "status.export": N_("took names out"),
    "table.export": N_("took a table out"),
}
"""The log's actions that a person does or that concern one; a test compares them with the code."""

WHO_SEES = (
    N_("Who sees it"),
    N_(
        "- Your name, posts and answers: your own unit and everyone above it, and whoever sent you"
        " a notice. Groups see the name under a notice you answered."
    ),
    N_(
        "- Your number: masked in lists (138****5678). Whole only where somebody above you calls"
        " you, which is logged, and in the roster's file for liaisons and the administrator."
    ),
    N_("- What you wrote: whoever it was passed to, and those above you who look at that notice."),
    N_("- The log: the administrator only. It holds numbers instead of names."),
    N_(
        "- Telegram carries all messages. Nobody else gets anything, and nothing is decided about"
        " you by a machine."
    ),
    N_("Where it comes from, and what for"),
    N_(
        "- The office's roster, and what you wrote or pressed here. It is used to pass notices on"
        " and to know who has received them; for nothing else."
    ),
    N_("How long"),
    N_(
        "- Notices with their answers and words: a year after they end; the log: two years; unless"
        " the administrator has set another time. Short messages: 30 days."
    ),
    N_("Your rights"),
    N_(
        "- You may have mistakes put right, have everything deleted, and take this file wherever"
        " you like. Please tell the liaison or the administrator; the authority for data"
        " protection hears complaints too."
    ),
)
