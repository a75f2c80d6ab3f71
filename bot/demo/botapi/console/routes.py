"""The console's endpoints, as a contents page."""

from __future__ import annotations

from starlette.routing import Route

from bot.demo.botapi.console.acting import Acting
from bot.demo.botapi.console.asked import safely
from bot.demo.botapi.console.reading import PersonalView
from bot.demo.botapi.world import World

API = "/demo/api"
ONE = f"{API}/people/{{person:int}}"
ROOM = f"{ONE}/chats/{{chat}}"


def console_routes(world: World) -> list[Route]:
    """Everything under `/demo/api/`, for this machine's own page only."""
    reading, acting = PersonalView(world), Acting(world)
    shown = {
        f"{API}/people": reading.people,
        f"{ONE}/chats": reading.chats,
        f"{ROOM}/messages": reading.messages,
        f"{ONE}/events": reading.events,
        f"{API}/files/{{file}}": reading.file,
    }
    done = {
        f"{ROOM}/send": acting.send,
        f"{ROOM}/upload": acting.upload,
        f"{ROOM}/sticker": acting.sticker,
        f"{ROOM}/voice": acting.voice,
        f"{ROOM}/edit": acting.edit,
        f"{ROOM}/press": acting.press,
        f"{ONE}/start": acting.start,
        f"{ONE}/follow": acting.follow,
        f"{ONE}/contact": acting.contact,
        f"{ONE}/users": acting.users,
        f"{ONE}/group": acting.group,
        f"{ONE}/block": acting.block,
        f"{ONE}/unblock": acting.unblock,
    }
    asked = [Route(path, safely(do), methods=["GET"]) for path, do in shown.items()]
    return asked + [Route(path, safely(do), methods=["POST"]) for path, do in done.items()]
