"""Addresses. The API first; what nobody else answers is a page of the single-page app."""

from django.contrib import admin
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config.health import health
from config.single_page_app import single_page_app

handler404 = "processes.api.problems.not_found"
handler500 = "processes.api.problems.server_failed"

urlpatterns = [
    path("api/health/", health, name="health"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api-docs"),
    path("api/", include("processes.api.urls")),
    path("api/", include("tasklist.api.urls")),
    path("api/", include("monitoring.api.urls")),
    path("admin/", admin.site.urls),
    re_path(r"^(?!api/|admin/|static/|assets/|live/).*$", single_page_app, name="single-page-app"),
]
