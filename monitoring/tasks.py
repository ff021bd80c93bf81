"""Celery entry points of the monitor."""

from celery import shared_task

from monitoring import folding


@shared_task(name="monitoring.fold_counters")
def fold_counters() -> None:
    folding.fold()
