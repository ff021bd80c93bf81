"""The counters against a recount from what the engine keeps, after histories made by chance."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from monitoring import folding
from monitoring.recounting import counted, recount
from processes import services
from processes.engine.commands import MoveInstruction
from processes.engine.errors import CommandRejected
from processes.models import (
    Incident,
    IncidentState,
    Job,
    JournalEntry,
    ProcessDefinition,
    ProcessInstance,
)
from processes.runtime.verification import verify
from tasklist.models import UserTask, UserTaskState
from tests.support.diagrams import process


def claim_process() -> bytes:
    """A decision, a job that may fail, people in parallel, and a loop back."""
    return (
        process("claim", name="Claim")
        .service_task("score", retries="1")
        .exclusive("enough")
        .when("score > 50")
        .parallel("both")
        .user_task("check_facts")
        .parallel("joined")
        .user_task("approve")
        .end("paid")
        .at("both")
        .user_task("ask_expert")
        .to("joined")
        .at("enough")
        .when("score > 20")
        .to("score")
        .at("enough")
        .when("score < 10")
        .end("refused")
        .xml()
    )


class Chance:
    """Does something that may be done now, chosen by chance."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._acts: list[Callable[[], None]] = [
            self.start,
            self.start,
            self.work_on_job,
            self.work_on_job,
            self.fail_job,
            self.complete_user_task,
            self.complete_user_task,
            self.cancel,
            self.resolve,
            self.fold,
        ]

    def act(self) -> None:
        self._random.choice(self._acts)()

    def start(self) -> None:
        services.start_instance(process_id="claim", variables={"score": 0})

    def work_on_job(self) -> None:
        # 10 to 20 fits no way out: an incident.
        for job in self._activated_jobs():
            score = self._random.choice([5, 15, 30, 80])
            services.complete_job(job_key=job.key, variables={"score": score})

    def fail_job(self) -> None:
        for job in self._activated_jobs():
            services.fail_job(job_key=job.key, error_message="no answer", retries=0)

    def complete_user_task(self) -> None:
        if task := self._any(UserTask.objects.filter(state=UserTaskState.CREATED)):
            services.complete_user_task(user_task_key=task.key, variables={}, completed_by="ben")

    def cancel(self) -> None:
        if self._random.random() < 0.3 and (
            instance := self._any(ProcessInstance.objects.filter(state="ACTIVE"))
        ):
            services.cancel_instance(process_instance_key=instance.key, canceled_by="olga")

    def resolve(self) -> None:
        if incident := self._any(Incident.objects.filter(state=IncidentState.OPEN)):
            if incident.job_key is None:
                services.set_variables(
                    process_instance_key=incident.process_instance_key, variables={"score": 90}, set_by="olga"
                )
            try:
                services.resolve_incident(incident_key=incident.key, resolved_by="olga")
            except CommandRejected:
                assert Incident.objects.get(key=incident.key).state == IncidentState.OPEN

    def fold(self) -> None:
        folding.fold()

    def _activated_jobs(self):
        return services.activate_jobs(type="score", worker="test", max_jobs=1, timeout=timedelta(minutes=1))

    def _any(self, rows):
        return self._random.choice(found) if (found := list(rows[:20])) else None


class OperatorsChance(Chance):
    """Operators have their hands in it, too."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._acts += [self.migrate, self.migrate, self.suspend, self.resume, self.resume, self.modify]

    def act(self) -> None:
        with suppress(CommandRejected):  # suspended, or a plan that does not fit
            super().act()

    def migrate(self) -> None:
        if instance := self._any(ProcessInstance.objects.filter(state="ACTIVE")):
            target = self._random.choice(ProcessDefinition.objects.filter(process_id="claim"))
            services.migrate_instance(process_instance_key=instance.key, process_definition_key=target.key)

    def suspend(self) -> None:
        if instance := self._any(ProcessInstance.objects.filter(state="ACTIVE")):
            services.suspend_instance(process_instance_key=instance.key)

    def resume(self) -> None:
        if instance := self._any(ProcessInstance.objects.filter(is_suspended=True)):
            services.resume_instance(process_instance_key=instance.key)

    def modify(self) -> None:
        if instance := self._any(ProcessInstance.objects.filter(state="ACTIVE")):
            source, target = self._random.sample(["score", "check_facts", "ask_expert", "approve"], 2)
            move = MoveInstruction(source_element_id=source, target_element_id=target)
            services.modify_instance(process_instance_key=instance.key, move=[move])


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.django_db
def test_counters_are_right_when_operators_move_tokens_and_instances(seed):
    services.deploy(resources={"claim.bpmn": claim_process()})
    services.deploy(resources={"claim.bpmn": claim_process().replace(b'name="Claim"', b'name="Claim 2"')})
    definitions = list(ProcessDefinition.objects.filter(process_id="claim").values_list("key", flat=True))
    assert len(definitions) == 2
    chance = OperatorsChance(seed)
    for _ in range(200):
        chance.act()
    commands = set(JournalEntry.objects.values_list("command", flat=True))
    assert {"MigrateInstance", "ModifyInstance", "SuspendInstance", "ResumeInstance"} <= commands
    found = recount(definitions)
    assert {key for key, _, _ in found} == set(definitions)
    assert counted(definitions) == found
    folding.fold()
    assert counted(definitions) == found
    assert all(number > 0 for numbers in found.values() for number in numbers.values())
    assert list(verify()) == []


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.django_db
def test_counters_are_what_a_recount_finds(seed):
    services.deploy(resources={"claim.bpmn": claim_process()})
    definition = ProcessDefinition.objects.get(process_id="claim")
    chance = Chance(seed)
    for _ in range(120):
        chance.act()
    assert Incident.objects.exists()
    assert Job.objects.exists() or UserTask.objects.exists()
    found = recount([definition.key])
    assert counted([definition.key]) == found
    folding.fold()
    assert counted([definition.key]) == found
