"""The disk of the data folder is full, and then has space again."""

import httpx

from tests.support.small_disks import filled

#: so large that what SQLite has already on the disk for its next writes is used up soon
LARGE = "x" * 400_000


def start_until_refused(client: httpx.Client) -> tuple[list[str], httpx.Response]:
    """The keys of those that were started, and the first answer that is no such thing."""
    started = []
    for _ in range(200):
        body = {"process_id": "order", "variables": {"order": "none", "large": LARGE}}
        answer = client.post("/process-instances/", json=body)
        if not answer.is_success:
            return started, answer
        started.append(str(answer.json()["key"]))
    raise AssertionError("the disk was never full")


def test_what_a_full_disk_cannot_take_is_refused_with_words_and_all_goes_on_when_there_is_space(
    embedded_on_small_disk, embedded_witness
):
    witness = embedded_witness
    for number in range(3):
        witness.start("order", order=f"D{number}")
        witness.start("parcel")
    with filled(embedded_on_small_disk.data):
        started, refused = start_until_refused(witness.client)
        assert refused.status_code == 507
        assert refused.json()["title"] == "There is no space left"
        assert "nothing of this request was stored" in refused.json()["detail"]
        assert int(refused.headers["Retry-After"]) > 0
        message = {"name": "paid", "correlation_key": "D0", "variables": {"large": LARGE}}
        assert witness.client.post("/messages/publication/", json=message).status_code == 507
        found = witness.items("/process-instances/?state=ACTIVE&process_id=order&limit=200")
        expected = {*started, *witness.keys("order")}
        assert {str(each["key"]) for each in found} == expected, "it can be read, and nothing is half there"
    for key in started:
        witness.ask("POST", f"/process-instances/{key}/cancellation/", json={}).raise_for_status()
    for number in range(3):
        message = {"name": "paid", "correlation_key": f"D{number}"}
        witness.ask("POST", "/messages/publication/", json=message).raise_for_status()
    witness.do_user_tasks()
    witness.await_all()
    witness.assert_all_ran_as_they_should()
