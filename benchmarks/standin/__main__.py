"""`python -m benchmarks.standin`: serves on a free port of this machine, which it prints."""

from __future__ import annotations

import asyncio

from benchmarks.standin.control import Control
from benchmarks.standin.wire import Wire
from benchmarks.standin.world import World


async def main() -> None:
    """Serve until killed."""
    world = World()
    control = Control(world)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(world, control), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
