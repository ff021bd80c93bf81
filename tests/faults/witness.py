"""A witness: starts instances, and says afterwards whether each has run exactly as it should, and once.

What a handler does in the world may happen twice, under the same idempotency key; what it does to the
instance may not.
"""

import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from tests.support.waiting import wait_until

PATHS = {
    "letter": ["start", "note", "end"],
    "parcel": ["start", "cooling", "note", "end"],
    "order": ["start", "paid", "note", "check", "end"],
}
COMMANDS = {
    "letter": ["StartInstance", "CompleteJob"],
    "parcel": ["StartInstance", "TriggerTimer", "CompleteJob"],
    "order": ["StartInstance", "CorrelateMessage", "CompleteJob", "ClaimUserTask", "CompleteUserTask"],
}


class Witness:
    def __init__(self, client: httpx.Client, folder: Path) -> None:
        self.client = client
        #: where handlers leave their notes, and wait for `go` if the instance says that it is `held`
        self.folder = folder
        self.started: dict[str, str] = {}

    def start(self, process_id: str, **variables: Any) -> str:
        body = {"process_id": process_id, "variables": {"folder": str(self.folder), **variables}}
        answer = self.client.post("/process-instances/", json=body)
        assert answer.status_code == 201, answer.text
        key = str(answer.json()["key"])
        self.started[key] = process_id
        return key

    def state(self, key: str) -> str:
        return str(self.ask("GET", f"/process-instances/{key}/").raise_for_status().json()["state"])

    def keys(self, process_id: str) -> list[str]:
        return [key for key, started in self.started.items() if started == process_id]

    def notes(self) -> list[str]:
        """The idempotency key of each try of a job."""
        path = self.folder / "notes"
        return path.read_text().splitlines() if path.exists() else []

    def await_all(self, *, timeout: float = 60) -> None:
        """Until all instances have completed."""

        def left() -> list[str]:
            return [key for key in self.started if self.state(key) == "ACTIVE"]

        wait_until(lambda: not left(), timeout=timeout, every=0.2, message=lambda: f"completed: {left()}")

    def do_user_tasks(self, *, timeout: float = 60) -> None:
        """Until each order has had its user task."""
        waiting = set(self.keys("order"))
        until = time.monotonic() + timeout
        while waiting and time.monotonic() < until:
            for task in self.items("/user-tasks/?view=all"):
                if str(task["process_instance_key"]) in self.started:
                    for act in ("claim", "completion"):
                        self.ask("POST", f"/user-tasks/{task['key']}/{act}/", json={})
                    waiting.discard(str(task["process_instance_key"]))
            time.sleep(0.2)
        assert not waiting, f"no user task in {sorted(waiting)}"

    def assert_all_ran_as_they_should(self) -> None:
        for key, process_id in self.started.items():
            assert self.state(key) == "COMPLETED"
            visits = self.items(f"/process-instances/{key}/element-instances/")
            assert [visit["element_id"] for visit in visits] == PATHS[process_id]
            assert {visit["state"] for visit in visits} == {"COMPLETED"}
            journal = self.items(f"/process-instances/{key}/journal/")[::-1]
            assert [entry["command"] for entry in journal] == COMMANDS[process_id]
            for waits in ("jobs", "timers", "message-subscriptions"):
                assert self.items(f"/process-instances/{key}/{waits}/") == []
        assert len(set(self.notes())) == len(self.started), "each job has been done, each by its own name"

    def assert_each_job_was_tried_once(self) -> None:
        assert set(Counter(self.notes()).values()) == {1}

    def items(self, path: str, *, patience: float = 40) -> list[dict[str, Any]]:
        return list(self.ask("GET", path, patience=patience).raise_for_status().json()["items"])

    def ask(self, method: str, path: str, *, patience: float = 40, **options: Any) -> httpx.Response:
        """As a patient caller does: once more whenever nobody is there, or the answer is 503 or 507."""
        until = time.monotonic() + patience
        while True:
            try:
                answer = self.client.request(method, path, **options)
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
            else:
                if answer.status_code not in (503, 507) or time.monotonic() > until:
                    return answer
            time.sleep(0.2)
