"""Addresses of the monitor, under `/api/`."""

from django.urls import path

from monitoring.api import views
from processes.api.fields import KeyConverter  # noqa: F401  registers `<key:key>`

urlpatterns = [
    path(
        "process-definitions/<key:key>/statistics/",
        views.DefinitionStatistics.as_view(),
        name="definition-statistics",
    ),
    path(
        "process-instances/<key:key>/statistics/",
        views.InstanceStatistics.as_view(),
        name="instance-statistics",
    ),
    path("summary/", views.Summary.as_view(), name="summary"),
    path("search/", views.Search.as_view(), name="search"),
]
