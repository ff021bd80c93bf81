"""Whether the one behind a connection is still logged in: a WebSocket may outlive the login by days."""

from importlib import import_module
from typing import Any

from channels.auth import get_user
from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth.models import User


async def logged_in_user(scope: dict[str, Any]) -> User | None:
    """The user with present rights, unless they logged out, were deactivated, or changed the password."""
    sessions = import_module(settings.SESSION_ENGINE).SessionStore()
    # The session in the scope was read when the connection began; only the store knows of a logout since.
    if not await database_sync_to_async(sessions.exists)(scope["session"].session_key):
        return None
    user = await get_user(scope)
    return user if user.is_authenticated else None
