"""The state document: what is alive, written, read back, and brought up to date."""

import json
from dataclasses import asdict

import pytest

from processes import services
from processes.engine import InstanceState
from processes.models import ProcessInstance
from processes.runtime import state_document
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

#: schema 1, as it was first written: never change it, only add the next
SCHEMA_1 = (
    '{"schema":1,"elements":['
    '[1,"p",null,{"join":{"a_to_join":1}},[]],'
    '[2,"approve",1,null,[[7,"user_task","ada"],'
    '[8,"timer","late","2026-01-02T03:04:05+00:00","R3/PT1H",3]]],'
    '[3,"sub",1,null,[]],'
    '[4,"charge",3,null,[[9,"job","charge-card",2],[10,"incident","job",9]]],'
    '[5,"paid",3,null,[[11,"message","paid","payment"]]]]}'
)

#: schema 2 knows calls, signals, conditions, loops, complex gateways and compensation
SCHEMA_2 = (
    '{"schema":2,"parent":[50,51],"changed":["seat"],"elements":['
    '[1,"p",null,{"join":{"a_to_join":1}},[[12,"signal","alarm","fire"],[13,"condition","low",true]],'
    '{"compensations":[[90,"book",{"seat":"12a"},[[91,"inner",{},[]]]]],"released":{"complex":["f1"]}}],'
    '[2,"each",1,null,[],{"loop":[3,["b","c"],1,0,0,"seen",["a",null,null]]}],'
    '[3,"each",2,null,[[14,"call","other"]],{"index":0}],'
    '[4,"undo",1,null,[],{"compensating":[1,[[92,"pay",{},[]]]]}],'
    '[5,"refund",1,null,[[15,"user_task",null]],{"compensates":4}]]}'
)

#: schema 3 knows suspension, and incidents that are shown at another element
SCHEMA_3 = (
    '{"schema":3,"parent":null,"changed":[],'
    '"suspension":[["caller","operator"],[["CompleteJob",{"job_key":9,"variables":{"a":1}}]],'
    '[["activation",3]]],"elements":['
    '[1,"p",null,{"join":{"f":1}},[[10,"incident","join",null,"join"]],null],'
    '[2,"charge",1,null,[[9,"job","charge-card",2]],null],[3,"next",1,null,[],null]]}'
)


def read(text: str) -> InstanceState:
    return state_document.read(text, key=1, process_definition_key=100, revision=5)


def plain(state: InstanceState) -> object:
    instances = {
        key: [each.element_id, each.scope_key, each.active_children, each.arrivals, each.waits or {}]
        for key, each in state.element_instances.items()
    }
    waits = {key: {k: asdict(w) for k, w in each[4].items()} for key, each in instances.items()}
    return (
        {key: [*each[:4], waits[key]] for key, each in instances.items()},
        state.owners,
        state.joining_scopes,
    )


def test_what_is_read_is_written_as_it_was():
    state = read(SCHEMA_3)
    assert json.loads(state_document.write(state)) == json.loads(SCHEMA_3)
    assert plain(read(state_document.write(state))) == plain(state)


def test_what_was_written_by_schema_2_means_the_same_today():
    state = read(SCHEMA_2)
    written = json.loads(state_document.write(state))
    assert (written["schema"], written["suspension"]) == (3, None)
    assert written["elements"] == json.loads(SCHEMA_2)["elements"]
    assert written["changed"] == ["seat"]
    assert not state.is_suspended


def test_what_was_written_by_schema_1_means_the_same_today():
    state = read(SCHEMA_1)
    written = json.loads(state_document.write(state))
    assert written["schema"] == 3
    assert [element[:5] for element in written["elements"]] == json.loads(SCHEMA_1)["elements"]
    assert plain(read(state_document.write(state))) == plain(state)


def test_what_follows_from_the_document_is_there_again():
    state = read(SCHEMA_1)
    assert {key: each.active_children for key, each in state.element_instances.items()} == {
        1: 2, 2: 0, 3: 2, 4: 0, 5: 0
    }  # fmt: skip
    assert state.owners == {7: 2, 8: 2, 9: 4, 10: 4, 11: 5}
    assert state.joining_scopes == {1}
    assert state.is_active


def test_conditions_and_gateways_that_wait_to_reset_are_found_again():
    state = read(SCHEMA_2)
    assert state.conditions == {13}
    assert state.joining_scopes == {1}
    assert state.parent == (50, 51)
    assert state.changed == {"seat"}


def test_an_instance_that_has_ended_has_no_document():
    assert state_document.write(InstanceState(key=1, process_definition_key=100)) == ""
    assert not read("").is_active
    assert state_document.scope_keys("") == {}


def test_a_document_of_an_earlier_schema_is_brought_up_to_date_step_by_step(monkeypatch):
    def elements_were_named_living(document):
        return {"schema": 1, "elements": document["living"]}

    def an_element_had_no_waits(document):
        return {"schema": 0, "living": [[*element, []] for element in document["living"]]}

    monkeypatch.setitem(state_document.UPGRADES, 0, elements_were_named_living)
    monkeypatch.setitem(state_document.UPGRADES, -1, an_element_had_no_waits)
    old = '{"schema": -1, "living": [[1, "p", null, null], [2, "t", 1, null]]}'
    assert read(old).element_instances[2].element_id == "t"
    assert state_document.scope_keys(old) == {1: None, 2: 1}


def test_every_schema_before_this_one_can_be_brought_up_to_date():
    assert set(state_document.UPGRADES) == set(range(1, state_document.SCHEMA))


def test_a_document_of_a_later_schema_is_refused_and_not_guessed_at():
    with pytest.raises(state_document.UnknownSchema, match="a newer version of Meanwhile has written it"):
        read('{"schema": 99, "elements": []}')


@pytest.mark.django_db
def test_an_instance_stored_long_ago_goes_on_with_the_next_command():
    deploy(process("p").start().user_task("approve").end())
    instance = start("p")
    document = json.loads(ProcessInstance.objects.get(key=instance.key).document)
    assert document["schema"] == state_document.SCHEMA
    root, task = document["elements"]
    old = {"schema": 1, "elements": [root[:5], task[:5]]}
    ProcessInstance.objects.filter(key=instance.key).update(document=json.dumps(old))
    services.complete_user_task(user_task_key=UserTask.objects.get().key, completed_by="ada")
    assert ProcessInstance.objects.get(key=instance.key).state == "COMPLETED"
