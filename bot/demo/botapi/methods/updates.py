"""Fetching updates."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.errors import ApiError
from bot.demo.botapi.world import World

Params = dict[str, Any]
LONGEST_POLL = 50


async def get_updates(world: World, params: Params) -> Any:
    if world.bot.webhook:
        text = "can't use getUpdates method while webhook is active"
        raise ApiError(409, f"Conflict: {text}; use deleteWebhook to delete the webhook first")
    if "allowed_updates" in params:
        world.updates.allowed = params["allowed_updates"]
    offset, limit = params.get("offset", 0), params.get("limit", 100)
    timeout = min(params.get("timeout", 0), LONGEST_POLL)
    return await world.updates.poll(offset, limit, timeout)


def delete_webhook(world: World, params: Params) -> Any:
    world.bot.webhook = ""
    if params.get("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _: Params) -> Any:
    told: dict[str, Any] = {"url": world.bot.webhook, "has_custom_certificate": False}
    told["pending_update_count"] = world.pending_updates
    if world.updates.allowed:
        told["allowed_updates"] = world.updates.allowed
    return told
