"""Load: instances of every kind are started until told to stop, in a thread of its own."""

from __future__ import annotations

import threading
import time

import httpx

from tests.faults.witness import Witness

#: instances that are started in a second
LOAD = 8.0
#: answers after which a patient caller asks again
COME_AGAIN = {503, 507}


class Load:
    def __init__(self, witness: Witness, *, each_message_twice: bool = False) -> None:
        self._witness = witness
        self._twice = each_message_twice
        #: of these instances alone
        self._name = witness.folder.name
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._failure: BaseException | None = None

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        number = 0
        try:
            while not self._stopping.wait(1 / LOAD):
                number += 1
                match number % 4:
                    case 0:
                        self.start("order", order=f"{self._name}-{number}")
                        self._publish(f"{self._name}-{number}")
                    case 1:
                        self.start("parcel")
                    case _:
                        self.start("letter")
        except BaseException as failure:
            self._failure = failure

    def _publish(self, order: str) -> None:
        """With an id, so that one whose answer got lost is not taken for another one."""
        message = {"name": "paid", "correlation_key": order, "message_id": order, "time_to_live": "P3D"}
        for _ in range(2 if self._twice else 1):
            answer = self._witness.ask("POST", "/messages/publication/", json=message, patience=120)
            if answer.status_code != 409:
                answer.raise_for_status()

    def start(self, process_id: str, **variables: object) -> str:
        """An answer may get lost with the process that gives it; whether it was started, the key tells."""
        variables |= {"folder": str(self._witness.folder)}
        key = f"load-{self._name}-{len(self._witness.started)}-{process_id}"
        body = {"process_id": process_id, "business_key": key, "variables": variables}
        while True:
            try:
                answer = self._witness.client.post("/process-instances/", json=body)
            except httpx.TransportError:
                time.sleep(0.2)
                found = self._witness.items(f"/process-instances/?search={key}", patience=120)
                if found:
                    return self._note(str(found[0]["key"]), process_id)
                continue
            if answer.status_code == 201:
                return self._note(str(answer.json()["key"]), process_id)
            if answer.status_code not in COME_AGAIN:
                answer.raise_for_status()
            time.sleep(0.2)

    def _note(self, key: str, process_id: str) -> str:
        self._witness.started[key] = process_id
        return key
