"""HTTP as WSGI: what `config.asgi` serves on threads, and what a WSGI server would be given."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
