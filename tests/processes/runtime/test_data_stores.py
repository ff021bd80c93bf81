"""Data stores in a batch."""

import json

import pytest

from processes import services
from processes.engine.commands import CompleteJob
from processes.models import DataStore, Job
from processes.runtime.dispatch import Request, dispatch
from tests.processes.engine.data_diagrams import assigned, in_order, out, service, specified, store

pytestmark = pytest.mark.django_db


def test_an_instance_builds_on_what_another_one_has_written_in_the_same_batch():
    writes = out("out_x", to="stock_ref", inside=assigned("append(stock.seen, x)", "stock.seen"))
    content = in_order(service("write", specified(outputs=("x",)) + writes), beside=store("stock"))
    services.deploy(resources={"p.bpmn": content})
    services.set_data_store(name="stock", value={"seen": [0]})
    services.start_instances(process_id="p", batch=[{}, {}])
    jobs = Job.objects.order_by("key").values_list("key", "process_instance_key")
    asked = [
        Request(process_instance_key=instance, command=CompleteJob(job_key=key, variables={"x": number}))
        for number, (key, instance) in enumerate(jobs, 1)
    ]
    dispatch(asked)
    assert json.loads(DataStore.objects.get().value) == {"seen": [0, 1, 2]}
