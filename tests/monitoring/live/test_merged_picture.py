"""Whatever happens, in whatever order and however quickly: who applies all deltas sees what is counted."""

import random
from typing import Any

import pytest

from monitoring import folding
from processes.roles import Role
from tests.monitoring.live.browsers import Browser, Message, Room, in_room, in_thread
from tests.monitoring.records import DEFINITION, activated, completed, started, taken, terminated
from tests.monitoring.stage import deployed, happen, person

ELEMENTS = [f"task_{number}" for number in range(6)]
SUBJECT = f"definition:{DEFINITION}"


def merged(data: dict[str, Any], delta: dict[str, Any]) -> dict[str, Any]:
    """As the browser does it (frontend/src/live/mergeDelta.ts)."""
    result = {**data, **{name: value for name, value in delta.items() if name != "touched"}}
    for part in ("elements", "flows"):
        entries = {**data[part], **delta.get(part, {})}
        result[part] = {key: value for key, value in entries.items() if value is not None}
    return result


def random_command(chance: random.Random, key: int) -> None:
    element = chance.choice(ELEMENTS)
    ends = chance.choice([(), (completed(element, key),), (terminated(element, key),)])
    happen(started(key), activated(element, key), taken(f"to_{element}"), *ends, instance=key)
    if chance.random() < 0.2:
        folding.fold()


async def everything_heard(browser: Browser, snapshot: Message, *, touched: set[str]) -> dict[str, Any]:
    data, seq, missing = snapshot["data"], snapshot["seq"], set(touched)
    while missing:
        delta = await browser.hear("delta")
        assert delta["seq"] == seq + 1
        seq, data = delta["seq"], merged(data, delta["data"])
        missing -= set(delta["data"]["touched"])
    return data


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_all_deltas_together_make_the_picture_of_a_new_snapshot(seed):
    olga = person("olga", Role.OPERATOR)
    deployed()
    chance = random.Random(seed)

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        snapshot = await browser.watch(SUBJECT)
        keys = range(1, 81)
        for key in keys:
            await in_thread(random_command, chance, key)
        data = await everything_heard(browser, snapshot, touched={str(key) for key in keys})
        await browser.say(type="resync", subject=SUBJECT)
        fresh = (await browser.hear("snapshot"))["data"]
        for name in ("elements", "flows", "instances", "user_tasks"):
            assert data[name] == fresh[name]
        assert fresh["instances"]["active"] == len(keys)
        assert sum(fresh["flows"].values()) == len(keys)

    in_room(story)
