"""A worker's name tells whether it is still alive, and what the dead have held is free again."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from processes.models import Job
from processes.runtime import job_queue
from processes.workers import identity, work
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

PROJECT = Path(__file__).resolve().parents[3]


def name_of_a_dead_worker() -> str:
    script = "import django; django.setup(); from processes.workers import identity; print(identity.name())"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True)
    return said.stdout.strip()


def test_a_process_that_has_ended_has_died_and_this_one_has_not():
    assert identity.has_died(name_of_a_dead_worker())
    assert not identity.has_died(identity.name())


def test_another_process_with_the_same_id_is_another_worker():
    began = identity.name().rpartition(".")[0]
    assert identity.has_died(f"{began}.1")


@pytest.mark.parametrize("name", ["courier-7", "elsewhere/6f1c2a9b/1.1", "", "/", f"{identity.PLACE}x.y"])
def test_nobody_is_told_dead_of_whom_nothing_can_be_known(name):
    assert not identity.has_died(name)


@pytest.mark.django_db
def test_jobs_of_dead_workers_are_free_at_once_and_those_of_others_stay_theirs():
    deploy(process("p").start().service_task("step", "identity.step").end())
    holders = [name_of_a_dead_worker(), identity.name(), "courier-7"]
    for holder in holders:
        start("p")
        job_queue.activate({"identity.step": job_queue.Lease(timedelta(minutes=5))}, worker=holder, limit=1)
    assert work.reclaim() == 1
    assert set(Job.objects.values_list("locked_by", flat=True)) == {None, identity.name(), "courier-7"}
    assert work.reclaim() == 0
