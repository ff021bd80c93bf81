"""The WebSocket at `/live/`: what browsers ask for, in JSON, handed to the hub.

`{"type": "subscribe" | "unsubscribe" | "resync", "subject": …}` and `{"type": "ping"}`. What they hear is in
`monitoring.live.messages`.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth.models import User
from django.db import DatabaseError

from monitoring.live import messages
from monitoring.live.hub import Hub
from monitoring.live.hubs import hub_of_this_process
from monitoring.live.login import logged_in_user
from monitoring.live.messages import Refusal
from monitoring.live.socket import Socket
from monitoring.live.subjects import Refused

log = logging.getLogger(__name__)

#: nobody is logged in, or not any more
CLOSED_UNAUTHORIZED = 4401
#: the browser is too slow; it comes back (RFC 6455: try again later)
CLOSED_TOO_SLOW = 1013
#: how often login and rights are looked at again
RENEWAL_SECONDS = 60.0
#: subjects that one browser may watch
MOST_SUBJECTS = 50
LONGEST_MESSAGE = 2_000


class LiveConsumer(AsyncWebsocketConsumer):
    # Browsers do not listen to the channel layer; the hub does, once for all of them.
    channel_layer_alias = "none: the hub listens"

    hub: Hub
    socket: Socket
    user: User

    async def connect(self) -> None:
        self.subjects: set[str] = set()
        self.tasks: list[asyncio.Task[None]] = []
        await self.accept()
        if not self.scope["user"].is_authenticated:
            await self.close(CLOSED_UNAUTHORIZED)
            return
        self.user = self.scope["user"]
        self.hub = await hub_of_this_process()
        self.socket = Socket(send=self._send_text, give_up=lambda: self.close(CLOSED_TOO_SLOW))
        self.hub.welcome(self.socket)
        self._begin(self.socket.run())
        self._begin(self._renew())

    async def disconnect(self, code: int) -> None:
        for task in self.tasks:
            task.cancel()
        if hasattr(self, "hub"):
            self.hub.dismiss(self.socket)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not hasattr(self, "hub"):
            return  # refused, and about to be closed
        match _parsed(text_data):
            case {"type": "ping"}:
                self.socket.tell(messages.pong())
            case {"type": "subscribe" | "resync", "subject": str(subject)}:
                await self._subscribe(subject)
            case {"type": "unsubscribe", "subject": str(subject)}:
                self.subjects.discard(subject)
                self.hub.unsubscribe(self.socket, subject, self.user)
            case _:
                self._refuse(
                    None,
                    Refusal.BAD_REQUEST,
                    'Expected {"type": "ping"}, or {"type": "subscribe", "subject": "…"} '
                    "(or unsubscribe, or resync).",
                )

    async def _subscribe(self, subject: str) -> None:
        if subject not in self.subjects and len(self.subjects) >= MOST_SUBJECTS:
            self._refuse(
                subject,
                Refusal.BAD_REQUEST,
                f"One connection watches at most {MOST_SUBJECTS} subjects: unsubscribe from one first.",
            )
            return
        try:
            await self.hub.subscribe(self.socket, subject, self.user)
        except Refused as refused:
            self._refuse(subject, refused.code, refused.message)
        else:
            self.subjects.add(subject)

    async def _renew(self) -> None:
        """Whoever logs out, or loses a right, stops seeing within a minute."""
        while True:
            await asyncio.sleep(RENEWAL_SECONDS)
            try:
                user = await logged_in_user(self.scope)
                if user is None:
                    await self.close(CLOSED_UNAUTHORIZED)
                    return
                self.user = user
                await self._drop_what_is_forbidden()
            except DatabaseError:
                log.exception("Rights could not be looked up; trying again in %g s", RENEWAL_SECONDS)

    async def _drop_what_is_forbidden(self) -> None:
        for subject in list(self.subjects):
            try:
                await self.hub.check(subject, self.user)
            except Refused as refused:
                self.subjects.discard(subject)
                self.hub.unsubscribe(self.socket, subject, self.user)
                self._refuse(subject, refused.code, refused.message)

    def _refuse(self, subject: str | None, code: Refusal, message: str) -> None:
        self.socket.tell(messages.error(subject, code, message))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.create_task(work))

    async def _send_text(self, text: str) -> None:
        await self.send(text_data=text)


def _parsed(text: str | None) -> Any:
    """What was said, or None if it is no JSON or too long."""
    if not text or len(text) > LONGEST_MESSAGE:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
