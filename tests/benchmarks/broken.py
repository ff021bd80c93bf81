"""Contestants that do not do their work."""

import os

from django.db.models import F

from benchmarks.floor import FloorInSQLite
from benchmarks.scale.filling import Filling
from benchmarks.stored import Stored, publish_messages
from monitoring.models import PROCESS, ElementCounter
from processes.models import Job, Message, ProcessInstance


class Careless(Stored):
    def lose_a_job(self) -> None:
        """Of two instances, the one whose job is lost never ends."""
        self.do_jobs = lambda definition_key: None  # type: ignore[method-assign]
        self.run("P2", [0, 2])
        del self.do_jobs
        lost = Job.objects.latest("key")
        lost.delete()
        ProcessInstance.objects.filter(key=lost.process_instance_key).update(state="LOST")
        self.do_jobs(self.definitions["P2"])

    def leave_a_message(self) -> None:
        self.run("P6", [0, 2])
        publish_messages(["order-of-nobody"])

    def forget(self) -> None:
        self.started.clear()
        Message.objects.all().delete()


class ForgetsSteps(FloorInSQLite):
    def check(self) -> None:
        self._connection.execute("DELETE FROM floor_journal WHERE key = (SELECT max(key) FROM floor_journal)")
        super().check()


class Dies:
    def prepare(self) -> None:
        os._exit(7)


class Miscounts(Filling):
    def miscount(self) -> None:
        self._add(1)

    def put_right(self) -> None:
        self._add(-1)

    def _add(self, number: int) -> None:
        ElementCounter.objects.filter(element_type=PROCESS, element_id="order").update(
            activated=F("activated") + number
        )
