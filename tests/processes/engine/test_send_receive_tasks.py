"""Send and receive tasks, message throw and message end events (BPMN 10.3.3, 10.5)."""

from processes.engine import events as e
from tests.support.diagrams import process


def thrown(engine):
    return [event for event in engine.events if isinstance(event, e.MessageThrown)]


def test_a_send_task_with_a_job_type_is_done_by_a_worker(engine):
    engine.deploy(process("p").send_task("tell", "send-mail").end())
    engine.start()
    assert engine.jobs == ["tell"]
    engine.complete_job("tell")
    assert engine.state == "COMPLETED"
    assert thrown(engine) == []


def test_a_send_task_with_a_message_sends_it_and_goes_on(engine):
    engine.deploy(process("p").send_task("tell", message="shipped", key="id").input("=total", "amount").end())
    engine.start(variables={"id": 5, "total": 12, "secret": 1})
    (message,) = thrown(engine)
    assert (message.name, message.correlation_key) == ("shipped", "5")
    assert message.variables == {"amount": 12}
    assert engine.state == "COMPLETED"


def test_throw_and_end_events_send_messages(engine):
    engine.deploy(process("p").throw_message("half", "halfway").end_message("done", "finished"))
    engine.start()
    assert [message.name for message in thrown(engine)] == ["halfway", "finished"]
    assert engine.path == ["start", "half", "done"]


def test_a_message_end_event_with_a_job_type_waits_for_its_worker(engine):
    engine.deploy(process("p").end_message("done", "finished").extension("taskDefinition", type="send-mail"))
    engine.start()
    assert engine.jobs == ["done"]
    engine.complete_job("done")
    assert engine.state == "COMPLETED"


def test_a_none_throw_event_passes_the_token_on(engine):
    engine.deploy(process("p").throw("milestone").end())
    engine.start()
    assert engine.path == ["start", "milestone", "end"]


def test_a_receive_task_waits_for_its_message(engine):
    engine.deploy(process("p").receive_task("hear", "answer", key="id").end())
    engine.start(variables={"id": "a"})
    assert engine.messages == ["hear"]
    engine.publish_message("answer", "a", {"text": "yes"})
    assert engine.variables["text"] == "yes"
    assert engine.state == "COMPLETED"


def test_a_receive_task_can_take_too_long(engine):
    engine.deploy(process("p").receive_task("hear", "answer").boundary_timer("silence", "P1D").end("unheard"))
    engine.start()
    engine.advance_clock(days=1)
    assert engine.terminated == ["hear"]
    assert engine.path[-1] == "unheard"


def test_a_message_that_cannot_be_addressed_is_an_incident_and_nothing_is_sent(engine):
    engine.deploy(process("p").send_task("tell", message="shipped", key="id").end())
    engine.start()
    assert engine.incidents == {"tell": "MESSAGE_ERROR"}
    assert thrown(engine) == []
    engine.set_variables({"id": "a"})
    engine.resolve_incident()
    assert len(thrown(engine)) == 1
    assert engine.state == "COMPLETED"
