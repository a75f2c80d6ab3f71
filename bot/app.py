"""The composition root: the only module that knows every part."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from telegram import BotCommandScope
from telegram.error import TelegramError

from bot.chat import texts
from bot.chat.commands import menus
from bot.clock import Clock, SystemClock
from bot.config import Config
from bot.config import Rung as ConfiguredRung
from bot.delivery.gateway import Gateway
from bot.delivery.inbox import Inbox
from bot.delivery.kinds import composer, kinds_with_links
from bot.delivery.pacer import TelegramLimits
from bot.delivery.patience import patiently
from bot.delivery.receiver import Receiver
from bot.delivery.sender import Sender
from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.handlers.context import Services, Settings
from bot.handlers.dispatch import Dispatcher
from bot.handlers.roster import fetcher
from bot.instructions.house import House
from bot.instructions.model import EscalationPolicy, Rung, Step, Urgency
from bot.instructions.quiet import QuietHours
from bot.instructions.reading.phrases import lexicon_of
from bot.roster.customs import office
from bot.roster.model import PostKind, Tier
from bot.schedule.duties import duties
from bot.schedule.pulse import Duty, Pulse
from bot.schedule.watching import BacklogWatch
from bot.store import meta
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.house import checking, operators
from bot.store.house import house as kept_house
from bot.store.house.checking import Setup
from bot.store.house.housekeeping import KeptFor
from bot.store.migrate import migrate
from bot.usecases.doors.signing_in import keep_address
from bot.usecases.escalation.absence import absent
from bot.usecases.house.operating import invitation_key
from bot.usecases.settling import settled
from bot.web.health import Health
from bot.web.server import Web

if TYPE_CHECKING:
    from bot.web.board.page import BoardPage
    from bot.web.board.sheet_timer import SheetTimer

log = structlog.get_logger()

URGENT_RELAY = timedelta(minutes=45)
"""Urgent goes to all tiers at once; this is used only where a tier was added later."""


def house_of(config: Config) -> House:
    """The installation's rules, from the settings."""
    return House(
        tiers=tuple(Tier(each.code, each.name, each.headings) for each in config.tiers),
        ladders={Urgency.ROUTINE: _routine(config), Urgency.URGENT: _urgent(config)},
        undo=config.cards.undo,
        yearly_drill=_yearly_drill(config),
        approval_above=config.approval.above,
        zone=config.timezone,
        operators=frozenset(config.telegram.operators),
        lexicon=lexicon_of(config.words.model_dump()),
        customs=office(config.roster, config.posts),
        called_in={PostKind.PROPERTY: config.help.property, PostKind.OWNERS: config.help.owners},
        unheard_after=config.gaps.unheard_after,
    )


def _yearly_drill(config: Config) -> str | None:
    if not config.drill.yearly:
        return None
    t = texts.translator(config.language)
    usual = t(
        "Yearly drill\nThis is only an exercise: it shows whether a notice reaches every building"
        " in time. Please press “Received”; there is nothing else to do."
    )
    return config.drill.text.strip() or usual


def _routine(config: Config) -> EscalationPolicy:
    mode = config.escalation.routine
    quiet = QuietHours(mode.quiet.start, mode.quiet.end, config.timezone) if mode.quiet else None
    steps = tuple(_step(each.after, each.to) for each in mode.steps)
    every, times = (mode.repeat.every, mode.repeat.times) if mode.repeat else (None, 0)
    return EscalationPolicy(steps, mode.relay_after, mode.bundle, quiet, every, times)


def _urgent(config: Config) -> EscalationPolicy:
    mode = config.escalation.urgent
    steps = tuple(_step(each.after, each.to) for each in mode.steps)
    every, times = (mode.repeat.every, mode.repeat.times) if mode.repeat else (None, 0)
    relay = mode.relay_after or URGENT_RELAY
    return EscalationPolicy(steps, relay, mode.bundle, None, every, times)


def _step(after: timedelta, to: ConfiguredRung) -> Step:
    return Step(after, Rung(to))


class App:
    """The assembled bot."""

    def __init__(
        self,
        database: Database,
        gateway: Gateway,
        receiver: Receiver,
        inbox: Inbox,
        sender: Sender,
        pulse: Pulse,
        web_port: int | None = None,
        board: BoardPage | None = None,
        sheets: SheetTimer | None = None,
    ) -> None:
        self.database = database
        self.gateway = gateway
        self.receiver = receiver
        self.inbox = inbox
        self.sender = sender
        self.pulse = pulse
        health = Health(receiver.polled, database.written, pulse.beaten)
        self.web = Web(web_port, database, sender, health) if web_port else None
        self.board = board
        self.sheets = sheets
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    async def build(
        cls,
        config: Config,
        folder: Path,
        clock: Clock | None = None,
        *,
        wall: Clock | None = None,
        chat_burst: int = 3,
        waits: Waits = DEFAULT_WAITS,
    ) -> App:
        """Open and migrate the database, connect to Telegram, and assemble the parts.

        `clock` is the rules' clock; `wall` measures absences; `chat_burst` is the number of
        messages that may go to one chat at once; `waits` are the timeouts, except that Telegram is
        waited for without limit. Raises GridcallError.
        """
        async with contextlib.AsyncExitStack() as opened:
            engine = await open_engine(config.database.url, folder)
            database = Database(engine, clock or SystemClock())
            opened.push_async_callback(database.close)
            await migrate(engine)
            telegram = config.telegram
            gateway = Gateway(
                telegram.secret(), telegram.base_url, waits, rich=telegram.rich_messages
            )
            await gateway.open()
            opened.push_async_callback(gateway.close)
            services = await _services(config, database, gateway, waits)
            dispatcher = Dispatcher(services, gateway.bot)
            await patiently(dispatcher.open, config.telegram.base_url, waits)
            watch = BacklogWatch(services.house.operators, database.written)
            inbox = Inbox(database, dispatcher.dispatch, waits=waits)
            opened.pop_all()
        return cls(
            database,
            gateway,
            Receiver(database, gateway, stored=inbox.wake, absent=absent, wall=wall, waits=waits),
            inbox,
            _sender(config, database, gateway, services, chat_burst, waits),
            Pulse(database, [*_duties(config, services, wall), watch]),
            config.web.port,
            board_page(config, database, services, gateway),
            _sheet_timer(config, database, folder),
        )

    async def start(self, *, beat: bool = True) -> None:
        """Start receiving, handling and sending; with `beat` also the pulse."""
        if self.web is not None:
            await self.web.start()
        if self.board is not None:
            await self.board.start()
        for part in (self.receiver, self.inbox, self.sender):
            self._tasks.append(asyncio.create_task(part.run(), name=type(part).__name__))
        if beat:
            self.pulse.start()
            if self.sheets is not None:
                self.sheets.start()

    async def stop(self) -> None:
        """Let what is in flight end within a few seconds, then close."""
        if self.web is not None:
            await self.web.stop()
        if self.board is not None:
            await self.board.stop()
        if self.sheets is not None:
            await self.sheets.stop()
        self.pulse.stop()
        for part in (self.receiver, self.inbox, self.sender):
            await part.stop()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.gateway.close()
        await self.database.close()

    async def run(self) -> None:
        """Run until stopped or until a part fails; that error is raised."""
        never_pause()
        try:
            await self.start()
            await self._until_told()
        finally:
            await self.stop()

    async def _until_told(self) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        stopping = asyncio.create_task(stop.wait())
        try:
            done, _ = await asyncio.wait(
                [*self._tasks, stopping], return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                task.result()
        finally:
            stopping.cancel()


def never_pause() -> None:
    """Avoid later pauses: load the catalogues now (0.1 s), and make garbage collections rare (0.5 s
    with a district's objects)."""
    texts.load_catalogues()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)


async def _services(config: Config, database: Database, gateway: Gateway, waits: Waits) -> Services:
    """Connect to Telegram and store the facts that views need."""
    me = await patiently(gateway.get_me, config.telegram.base_url, waits)
    house = house_of(config)
    await database.transact(kept_house.keep_house_rules, house)
    await database.transact(kept_house.keep_name, me.username)
    await _offer_menus(gateway, config.language)
    key = invitation_key(config.telegram.secret())
    settings = Settings(house.operators, me.id, me.username, config.language, key)
    services = Services(database, house, settings, gateway, gateway.download)
    await database.transact(operators.name, house.operators)
    await database.transact(keep_address, config.board.public_url)
    services.welcome(
        await database.read(lambda tx, _query, _now: operators.known_operators(tx), None)
    )
    return services


async def _offer_menus(gateway: Gateway, language: str) -> None:
    """Set the command menus; the bot works without them."""
    for menu in menus(language):
        scope = BotCommandScope(menu.scope)
        try:
            await gateway.set_commands(menu.commands, scope, menu.language_code or None)
        except TelegramError as error:
            log.warning("menus.not_set", error=type(error).__name__)
            return


def board_page(
    config: Config, database: Database, services: Services, gateway: Gateway
) -> BoardPage | None:
    """The board's page; None where the settings name no port."""
    board = config.board
    if board.port is None:
        return None
    # Imported late: a bot without a page loads no web server.
    from bot.web.board.page import BoardPage, SiteSettings

    settings = SiteSettings(
        public_url=board.public_url,
        language=config.language,
        operators=lambda: services.settings.operators,
        token=config.telegram.secret(),
        key=services.settings.invitation_key,
        proxies=tuple(map(str, board.proxies)),
        lexicon=services.house.lexicon,
        fetch=gateway.download,
    )
    return BoardPage(database, settings, board.address, board.port)


def _sheet_timer(config: Config, database: Database, folder: Path) -> SheetTimer | None:
    board = config.board
    if board.sheets is None:
        return None
    from bot.web.board.sheet_timer import SheetTimer, SheetTimes

    place = folder / board.sheets_folder
    times = SheetTimes(board.sheets, config.timezone, config.language, place)
    return SheetTimer(database, times)


def _duties(config: Config, services: Services, wall: Clock | None) -> list[Duty]:
    kept = KeptFor(config.retention.log, config.retention.instructions)
    return duties(services.house, config.digest.at, kept, wall)


def _sender(
    config: Config,
    database: Database,
    gateway: Gateway,
    services: Services,
    chat_burst: int,
    waits: Waits,
) -> Sender:
    kinds = kinds_with_links(services.settings.invitation_key)
    compose, limits = composer(config.language, kinds), _limits(config, chat_burst)
    return Sender(database, gateway, compose, settled, fetcher(services), limits, waits=waits)


def _limits(config: Config, chat_burst: int) -> TelegramLimits:
    return TelegramLimits(
        per_second=config.delivery.messages_per_second,
        group_per_minute=config.delivery.group_messages_per_minute,
        chat_burst=chat_burst,
        edit_interval=config.cards.edit_interval.total_seconds(),
    )


@dataclass(frozen=True, slots=True)
class Serving:
    """What a started bot serves: its account, and the state of its installation."""

    username: str
    setup: Setup
    operators: int
    web_port: int | None


async def run(config: Config, folder: Path, tell: Callable[[Serving], None]) -> None:
    """Run the bot for `gridcall run`; once it is up, `tell` is called with what it serves."""
    app = await App.build(config, folder)
    log.info("app.started")
    tell(await _serving(app.database, config))
    await app.run()


async def _serving(database: Database, config: Config) -> Serving:
    setup = await database.read(checking.setup, 0)
    username = await database.read(lambda tx, _query, _now: meta.get(tx, "bot_username"), None)
    operators = len(setup.operators | set(config.telegram.operators))
    return Serving(username or "", setup, operators, config.web.port)
