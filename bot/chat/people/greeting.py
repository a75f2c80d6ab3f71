"""Greetings: for unlinked people, for those with an open request, and for linked people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.people.duties import ANSWERS, HELPS_OUT, ISSUES, open_line, post_duties
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.posts import SeatName, posts_in_full
from bot.chat.text import lines, name_list
from bot.chat.texts import N_, Translator
from bot.instructions.model import Instruction
from bot.roster.one_time import LinkFault


class Role(StrEnum):
    """A person's main role here."""

    ISSUER = "issuer"
    HOLDER = "holder"
    PARTY = "party"
    FORMER = "former"
    OPERATOR = "operator"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """An unlinked person.

    `pressed`: they tried to answer; `not_own`: the number shared was somebody else's; `claim`: who
    they just said they are; `community`: who asks; `scanned`: the unit whose poster led here, and
    `full` where too many wait there to be checked; `fault`: why the link they opened did not make
    them known.
    """

    pressed: bool
    not_own: bool
    claim: str | None = None
    community: str | None = None
    scanned: Spot | None = None
    full: bool = False
    fault: LinkFault | None = None


class Decides(Enum):
    """Who was asked to decide a link request."""

    LIAISON = auto()
    OPERATOR = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class AskedView:
    """A person with an open request; `claim`: who they say they are."""

    claim: str | None
    by: Decides = Decides.LIAISON


@dataclass(frozen=True, slots=True)
class HomeView:
    """A linked person; `linked`: since just now; `counted`: units whose earlier presses
    were counted; `fault`: why the link they opened changed nothing; `open`: the notices they have
    to do with; `form`: a form opens below, for which what they said before was not enough."""

    who: Named | None
    seats: tuple[SeatName, ...]
    role: Role
    linked: bool
    counted: tuple[str, ...]
    fault: LinkFault | None = None
    open: tuple[Instruction, ...] = ()
    form: bool = False


def render_welcome(view: WelcomeView, t: Translator) -> Outgoing:
    """Asks for the phone number, with one button."""
    if view.not_own:
        text = t("That is somebody else's number. Please press the button to share your own.")
    elif view.fault is not None:
        text = lines(t(FAULTS[view.fault]), t(_AFTER_FAULT)).plain
    elif view.claim:
        text = t(
            "“{claim}”: I have noted that. To be sure it is you, please press the big button"
            " “Share my phone number” below the line you type in. If the roster has another"
            " number, the liaison will be asked.",
            claim=view.claim,
        )
    elif view.pressed:
        text = t(
            "Hello! I don't know you yet. Please press “Share my phone number”,"
            " and your “Received” will count."
        )
    else:
        text = lines(_scanned(view, t), _first_contact(view, t)).plain
    return Outgoing(text=text, ask_contact=t("Share my phone number"))


FAULTS = {
    LinkFault.UNKNOWN: N_("I do not know this link."),
    LinkFault.USED: N_("This link has been used already; it is for one person and once."),
    LinkFault.EXPIRED: N_("This link has expired; it is good for a week."),
    LinkFault.REVOKED: N_("This link has been revoked."),
    LinkFault.CHANGED: N_("This link is of no use any more: the roster has changed meanwhile."),
    LinkFault.LINKED: N_("Whoever this link is for is linked already."),
    LinkFault.OWN: N_("You made this link yourself; please send it to the person it is for."),
    LinkFault.OTHERS: N_("This link is for somebody else, so I have left it as it is."),
}
"""What is told to whoever opened a link in vain; it names nobody."""
_AFTER_FAULT = N_(
    "Please ask whoever sent it for a new one, or press “Share my phone number”: then I look for"
    " you on the roster; only the liaison and those above you see the number, to call you."
)


def _scanned(view: WelcomeView, t: Translator) -> str | None:
    """What became of the poster that was scanned."""
    if view.scanned is None:
        return None
    unit = spot_list([view.scanned], 1, t)
    if view.full:
        return t(
            "Thank you for scanning! Several people of {unit} are just being checked; please scan"
            " again tomorrow, or share your phone number now.",
            unit=unit,
        )
    return t("Thank you for scanning! I have asked the liaison of {unit} to check.", unit=unit)


def _first_contact(view: WelcomeView, t: Translator) -> str:
    """Who asks, what for, who sees it, and how to say no."""
    if view.community is None:
        return t(
            "Hello! I pass on notices here and note “Received”, and look at nothing else. Please"
            " press “Share my phone number”, so that I know which building is yours; only the"
            " liaison and those above you see the number, to call you. If you would rather not,"
            " just write: building 3, lead, Wang Fang."
        )
    return t(
        "Hello! I pass on notices for {community} and note “Received”, and look at nothing else."
        " Please press “Share my phone number”, so that I know which building is yours; only the"
        " liaison and those above you see the number, to call you. If you would rather not, just"
        " write: building 3, lead, Wang Fang.",
        community=view.community,
    )


_PASSED_ON = {
    Decides.LIAISON: N_("“{claim}”: I have passed it on, and will tell you at once."),
    Decides.OPERATOR: N_(
        "“{claim}”: I have passed it on to whoever runs me, and will tell you at once."
    ),
    Decides.NOBODY: N_(
        "“{claim}”: I have noted it. I know nobody yet who can check it; as soon as somebody can,"
        " I will tell you."
    ),
}
_ASKED = {
    Decides.LIAISON: N_("I have asked the liaison to check, and will tell you at once."),
    Decides.OPERATOR: N_("I have asked whoever runs me to check, and will tell you at once."),
    Decides.NOBODY: N_(
        "I have noted it. I know nobody yet who can check it; as soon as somebody can, I will tell"
        " you."
    ),
}


def render_asked(view: AskedView, t: Translator) -> Outgoing:
    """Says who is asked to check, not whom the reader may be."""
    if view.claim:
        text = t(_PASSED_ON[view.by], claim=view.claim)
    else:
        text = lines(
            t(_ASKED[view.by]),
            t("Please tell me too who you are, for example: building 3, lead, Wang Fang."),
        ).plain
    return Outgoing(text=text, remove_keyboard=True)


_AT = N_("{unit} {post}")


def render_home(view: HomeView, t: Translator) -> Outgoing:
    """As whom they are linked, and what they can do."""
    counted = name_list(view.counted, 10, t)
    text = lines(
        t(FAULTS[view.fault]) if view.fault else None,
        _greeting(view, t),
        t("Your “Received” is noted: {units}.", units=counted) if counted else None,
        *(post_duties(view.seats, t) or [t(WHAT_TO_DO[view.role])]),
        open_line(view.open, t),
        t("Your answer to the questions is not noted yet. Please give it below.")
        if view.form
        else None,
    )
    if view.role is Role.OPERATOR:
        return Outgoing(text=text.plain, ask_contact=t("Share my phone number"))
    if view.linked:
        return Outgoing(text=text.plain, remove_keyboard=True)
    buttons = [Button(t("Language"), pack(Action.LANGUAGE))]
    if view.seats:
        buttons.append(Button(t("Leave of absence"), pack(Action.LEAVE)))
    return Outgoing(text=text.plain, keyboard=[buttons])


def _greeting(view: HomeView, t: Translator) -> str:
    if view.who is None:
        return t("Hello!")
    who, seats = address(view.who, t), posts_in_full(view.seats, t, _AT)
    if not view.seats:
        return t("Hello, {who}!", who=who)
    if view.linked:
        return t("Hello, {who}! I know you now: {seats}.", who=who, seats=seats)
    return t("Hello, {who}! You are: {seats}.", who=who, seats=seats)


WHAT_TO_DO = {
    Role.ISSUER: ISSUES,
    Role.HOLDER: ANSWERS,
    Role.PARTY: HELPS_OUT,
    Role.FORMER: N_("You hold no post at present. Thank you for all you have done!"),
    Role.OPERATOR: N_(
        "You run this bot. Add me to a group, and I will ask you whose it is."
        " If you are on the roster too, share your phone number."
    ),
    Role.STRANGER: N_("Please write me /start in private, so that I learn who you are."),
}
