"""The web process: HTTP on threads, WebSockets on the event loop.

Synchronous views served through ASGI cost two thread starts per request; through WSGI threads they are
about 2.5 times as quick.
"""

import os
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.urls import path

from config.wsgi import application as http  # sets Django up: what follows needs the apps
from monitoring.live.consumer import LiveConsumer

application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(cast(WSGIApp, http), workers=settings.HTTP_THREADS),
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([path("live/", LiveConsumer.as_asgi())]))
        ),
    }
)
