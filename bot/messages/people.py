"""What messages of the subject people carry: greetings and link requests."""

from __future__ import annotations

from dataclasses import dataclass

from bot.instructions.calls import CallOutcome
from bot.messages.args import Args
from bot.roster.one_time import LinkFault


@dataclass(frozen=True, kw_only=True)
class WelcomeArgs(Args, kind="welcome"):
    """The question who somebody is.

    `pressed`: they pressed a button before; `not_own`: the contact was not their own; `near`: the
    unit they probably belong near; `claim`: who they say they are; `answers`: this message answers
    that; `scanned`: the unit whose poster was scanned; `full`: too many wait there to be checked;
    `fault`: why the link they opened did not make them known.
    """

    pressed: bool = False
    not_own: bool = False
    near: int | None = None
    claim: str | None = None
    answers: bool = False
    scanned: int | None = None
    full: bool = False
    fault: LinkFault | None = None


@dataclass(frozen=True, kw_only=True)
class LinkAskedArgs(Args, kind="link_asked"):
    """Somebody's link request is open."""


@dataclass(frozen=True, kw_only=True)
class HomeArgs(Args, kind="home"):
    """As whom somebody is linked.

    `linked`: just now; `counted`: the units for which earlier presses were counted; `fault`: why
    the link they opened changed nothing; `form`: what they said before answered no form, which
    opens below.
    """

    linked: bool = False
    counted: tuple[str, ...] = ()
    fault: LinkFault | None = None
    form: bool = False


@dataclass(frozen=True, kw_only=True)
class FirstDaysArgs(Args, kind="first_days"):
    """The posts somebody took and left, by id."""

    taken: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LinkRequestsArgs(Args, kind="link_requests"):
    """The list of link requests.

    `finding`: the request for which members are searched, at this `page`; `picked`: the member
    chosen there; `operator`: the reader runs the bot.
    """

    operator: bool = False
    finding: int | None = None
    page: int = 0
    picked: int | None = None


@dataclass(frozen=True, kw_only=True)
class OneTimeLinkArgs(Args, kind="one_time_link"):
    """A one-time link; its subject. The link itself stands nowhere."""


@dataclass(frozen=True, kw_only=True)
class LinkUsedArgs(Args, kind="link_used"):
    """Somebody came by a one-time link, its subject; `nickname`: what they are called at
    Telegram."""

    nickname: str


@dataclass(frozen=True, kw_only=True)
class UnlinkArgs(Args, kind="unlink"):
    """The question whether a member, its subject, is to be unlinked.

    `own`: the reader themself; `done`, `kept`: what was decided.
    """

    own: bool = False
    done: bool = False
    kept: bool = False


@dataclass(frozen=True, kw_only=True)
class PickContactsArgs(Args, kind="pick_contacts"):
    """The button that opens Telegram's list of contacts; its subject is a unit."""


@dataclass(frozen=True, kw_only=True)
class PickedContactsArgs(Args, kind="picked_contacts"):
    """The question who picked contacts are, for a unit, its subject; `page`: of the names."""

    page: int = 0


@dataclass(frozen=True, kw_only=True)
class CallListArgs(Args, kind="calls"):
    """Whom the reader is to call about an instruction, for the units of the message."""

    page: int = 0


@dataclass(frozen=True, kw_only=True)
class CallArgs(Args, kind="call"):
    """One telephone call; its subject is the member who is called.

    `about`: the instruction it is about; `outcome`: what came of it; `until`: when the number is
    hidden, in microseconds; `by`: the member who called, where the reader is to act on it; `to`:
    the member who is to act on it instead of the reader.
    """

    about: int | None = None
    outcome: CallOutcome | None = None
    until: int | None = None
    by: int | None = None
    to: int | None = None
