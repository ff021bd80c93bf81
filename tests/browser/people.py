"""Who uses the product in these tests, and what the admin asks of its API."""

import json
from typing import Any, NamedTuple, Self

import httpx

from tests.browser.drawing import drawn
from tests.support.diagrams import DiagramBuilder
from tests.support.live import LiveProduct, LiveServices, logged_in
from tests.support.waiting import wait_until

PASSWORD = "a word nobody guesses"

Cookies = dict[str, str]


class Person(NamedTuple):
    role: str
    full_name: str
    teams: tuple[str, ...] = ()


PEOPLE = {
    "ada": Person("admin", "Ada Admin"),
    "olga": Person("operator", "Olga Operator"),
    "ben": Person("business_user", "Ben Sample", ("approvers",)),
    "bea": Person("business_user", "Bea Example", ("approvers",)),
}


def create_people(product: LiveProduct | LiveServices) -> None:
    """With the command an admin would use, in one process for all of them."""
    script = "import os; from django.core.management import call_command as run"
    script += f"\nos.environ['MEANWHILE_PASSWORD'] = {PASSWORD!r}"
    for name, person in PEOPLE.items():
        words = ["create_user", name, "--role", person.role, "--full-name", person.full_name]
        words += [word for team in person.teams for word in ("--group", team)]
        script += f"\nrun(*{words!r})"
    product.manage("shell", "--no-imports", "--command", script)


def session_of(product: LiveProduct | LiveServices, name: str) -> Cookies:
    with logged_in(product.address, name, PASSWORD) as client:
        return dict(client.cookies)


class Api:
    """REST, in somebody's session."""

    def __init__(self, address: str, session: Cookies) -> None:
        headers = {"X-CSRFToken": session["csrftoken"], "Referer": address}
        self.http = httpx.Client(base_url=f"{address}/api", cookies=session, headers=headers, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def deploy(self, *diagrams: DiagramBuilder, forms: tuple[dict[str, Any], ...] = ()) -> None:
        files = [(f"{diagram.process.attrib['id']}.bpmn", drawn(diagram)) for diagram in diagrams]
        files += [(f"{form['id']}.form", json.dumps(form).encode()) for form in forms]
        answer = self.http.post("/deployments/", files=[("resources", file) for file in files])
        assert answer.status_code == 201, answer.text

    def start(self, process_id: str, *, business_key: str | None = None, **variables: Any) -> str:
        """The key of the new instance."""
        body = {"process_id": process_id, "variables": variables} | (
            {"business_key": business_key} if business_key else {}
        )
        answer = self.http.post("/process-instances/", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["key"])

    def get(self, path: str, **query: Any) -> Any:
        return self.http.get(path, params=query).raise_for_status().json()

    def instance(self, key: str) -> Any:
        return self.get(f"/process-instances/{key}/")

    def await_state(self, key: str, state: str) -> None:
        wait_until(lambda: self.instance(key)["state"] == state, message=f"{key} is {state}")

    def await_wait(self, key: str, element_id: str) -> None:
        """Until the instance rests at this element."""
        wait_until(
            lambda: element_id in [each["element_id"] for each in self.instance(key)["waiting_for"]],
            message=lambda: f"{key} waits at {element_id}: {self.instance(key)}",
        )

    def path(self, key: str) -> list[str]:
        """The elements that the instance visited, in order."""
        visits = self.get(f"/process-instances/{key}/element-instances/")["items"]
        return [visit["element_id"] for visit in visits]
