"""The single-page app answers every address that is not the API's, the admin's or a file's: it draws the
page itself.

Its files are served by WhiteNoise from `FRONTEND_DIR`; only its `index.html` comes through here, never
cached, so that a new version of the app is seen at once.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Meanwhile</title>
<h1>The pages are not built yet</h1>
<p><code>make build</code> builds them; <code>make run</code> does so by itself. The API answers all the same:
<a href="/api/docs/">/api/docs/</a>.</p>"""


@require_safe
@never_cache
@ensure_csrf_cookie
def single_page_app(request: HttpRequest, **_: str) -> HttpResponse:
    page = settings.FRONTEND_DIR / "index.html"
    if not page.is_file():
        return HttpResponse(NOT_BUILT, status=503)
    return HttpResponse(page.read_bytes())
