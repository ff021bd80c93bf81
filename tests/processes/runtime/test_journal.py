"""The journal: what was written is read back as the same events, and they tell the whole story."""

from datetime import UTC, datetime, timedelta
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from django.utils import timezone

from processes import services
from processes.engine import events as engine_events
from processes.engine.events import Event
from processes.models import ElementInstance, Job, ProcessInstance, Variable
from processes.runtime import due_timers, instances, journal, state_document
from processes.runtime.history import History
from processes.workers import ActivatedJob, job_handler, work
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

EVENTS = [
    kind
    for kind in vars(engine_events).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
]

SAMPLES: dict[Any, Any] = {
    int: 2**62,
    str: 'a "text"',
    bool: True,
    NoneType: None,
    datetime: datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    Any: {"list": [1, 2.5, None, "x"]},
    dict: {"key": "value"},
    list: ["ada", "bob"],
    tuple: ("flow_1", "flow_2"),
}


def sample(hint: Any, *, empty: bool) -> Any:
    if get_origin(hint) in (UnionType,) or NoneType in get_args(hint):
        wanted = [kind for kind in get_args(hint) if (kind is NoneType) == empty]
        return sample(wanted[0], empty=empty)
    return SAMPLES[get_origin(hint) or hint]


@pytest.mark.parametrize("empty", [False, True], ids=["full", "empty"])
@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_every_event_is_read_back_as_it_was(kind, empty):
    hints = get_type_hints(kind)
    event = kind(**{field: sample(hints[field], empty=empty) for field in kind.FIELDS})
    (found,) = journal.read(journal.written([event]))
    assert found == event
    assert list(map(type, found.name_and_values(found))) == list(map(type, event.name_and_values(event)))


def test_an_event_that_nobody_knows_is_an_error_that_names_it():
    with pytest.raises(ValueError, match="'ElementVanished'"):
        journal.read('[["ElementVanished", 1]]')


@job_handler("journal.work")
def do_work(job: ActivatedJob) -> dict[str, Any]:
    if job.tries == 1:
        raise RuntimeError("not at once")
    return {"worked": [job.tries, {"deep": True}]}


def assert_the_journal_tells_what_is(instance_key: int) -> None:
    stored = ProcessInstance.objects.get(key=instance_key)
    history = History(stored)
    told = history.state
    assert told.revision == len(history.records), "revisions have no gaps"
    assert state_document.write(told) == stored.document
    assert told.revision == stored.revision
    if stored.document:
        found, unreadable = instances.load({instance_key: None})
        assert not unreadable
        living = {scope: values for scope, values in told.variables.items() if values}
        assert found[instance_key].state.variables == living


@pytest.mark.django_db
def test_replayed_from_the_beginning_it_makes_the_state_that_is_stored():
    deploy(
        process("story")
        .start()
        .parallel("split")
        .subprocess("sub")
        .service_task("work", "journal.work")
        .input("=amount + 1", "more")
        .end("worked")
        .done()
        .input('="x"', "local")
        .parallel("join")
        .user_task("approve", assignee="=who", candidate_groups="a, b", due_date='=now() + duration("P1D")')
        .end()
        .boundary_timer("nag", "R3/PT1H", interrupting=False, on="approve")
        .end("nagged")
        .at("split")
        .catch_message("paid", "paid", key="order")
        .to("join")
    )
    instance = start("story", amount=41, order="A1", who="ada")
    key = instance.key
    assert_the_journal_tells_what_is(key)
    for act in (
        lambda: work.until_nothing_is_free(),
        lambda: services.set_variables(process_instance_key=key, variables={"amount": None}),
        lambda: services.publish_message(name="paid", correlation_key="A1", variables={"paid": 1.5}),
        lambda: (let_pauses_pass(), work.until_nothing_is_free()),
        lambda: due_timers.trigger_due(timezone.now() + timedelta(hours=1, minutes=1)),
        lambda: services.claim_user_task(user_task_key=UserTask.objects.get().key, user="ada"),
        lambda: services.complete_user_task(user_task_key=UserTask.objects.get().key, completed_by="ada"),
    ):
        act()
        assert_the_journal_tells_what_is(key)
    assert ProcessInstance.objects.get(key=key).state == "COMPLETED"
    visits = ElementInstance.objects.filter(process_instance_key=key)
    assert {visit.state for visit in visits} <= {"COMPLETED", "TERMINATED"}
    assert Variable.objects.get(scope_key=key, name="worked").value == '[2,{"deep":true}]'


def let_pauses_pass() -> None:
    Job.objects.update(available_at=timezone.now())


@pytest.mark.django_db
def test_replayed_it_tells_of_loops_calls_signals_conditions_and_compensation_as_well():
    deploy(
        process("story")
        .parallel("split")
        .user_task("book")
        .multi_instance("places", item="place", output="booked", output_element="place")
        .transaction("trip")
        .service_task("pay", "journal.pay")
        .user_task("pack")
        .end_cancel("stay")
        .at("pay")
        .boundary_compensation("pay_undone")
        .user_task("refund")
        .done()
        .end()
        .at("trip")
        .boundary_cancel("canceled")
        .call("tell", "telling")
        .complex("enough", "activationCount >= 1")
        .end("told")
        .at("split")
        .catch_conditional("rich", "money > 10")
        .catch_signal("rung", "bell")
        .to("enough"),
        process("telling").user_task("write").end(),
    )
    key = start("story", places=["here", "there"]).key

    def complete(element_id: str) -> None:
        task = UserTask.objects.filter(element_id=element_id, state="CREATED").order_by("key").first()
        services.complete_user_task(user_task_key=task.key, completed_by="ada")

    for act in (
        lambda: complete("book"),
        lambda: complete("book"),
        lambda: services.set_variables(process_instance_key=key, variables={"money": 20}),
        lambda: services.complete_job(job_key=Job.objects.get().key),
        lambda: complete("pack"),
        lambda: complete("refund"),
        lambda: complete("write"),
        lambda: services.broadcast_signal(name="bell"),
    ):
        assert_the_journal_tells_what_is(key)
        act()
    assert_the_journal_tells_what_is(key)
    assert ProcessInstance.objects.get(key=key).state == "COMPLETED"


def test_an_event_written_before_it_had_its_last_field_is_read():
    (event,) = journal.read('[["MessageThrown",1,2,"paid","",{}]]')
    assert event == engine_events.MessageThrown(
        key=1, element_instance_key=2, name="paid", correlation_key="", variables={}, in_conversation=False
    )
