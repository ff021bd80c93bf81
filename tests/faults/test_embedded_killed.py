"""Kill -9 of the whole product in one process, as a power cut would: what waits goes on at the next start."""

from tests.faults.conftest import PASSWORD, deploy
from tests.faults.witness import Witness
from tests.support.live import LiveProduct, logged_in
from tests.support.waiting import wait_until


def test_what_waits_and_what_was_in_mid_step_goes_on_after_a_kill(data_folder):
    given = {"MEANWHILE_JOB_HANDLERS": "tests.support.live_handlers", "MEANWHILE_PASSWORD": PASSWORD}
    with LiveProduct(data_folder, environment=given) as product:
        product.manage("create_user", "olga", "--role", "admin")
        with logged_in(product.address, "olga", PASSWORD) as client:
            witness = Witness(client, data_folder)
            deploy(client)
            witness.start("letter", held=True)
            witness.start("order", order="A1")
            wait_until(lambda: witness.notes())
            witness.start("parcel")
            product.kill()
            (data_folder / "go").touch()
            product.start()
            message = {"name": "paid", "correlation_key": "A1"}
            witness.ask("POST", "/messages/publication/", json=message).raise_for_status()
            (order,) = witness.keys("order")
            [task] = wait_until(lambda: witness.items(f"/user-tasks/?view=all&process_instance_key={order}"))
            for act in ("claim", "completion"):
                witness.ask("POST", f"/user-tasks/{task['key']}/{act}/", json={}).raise_for_status()
            witness.await_all()
            witness.assert_all_ran_as_they_should()
            product.manage("verify")
            assert witness.notes().count(witness.notes()[0]) == 2, "the step that was cut off is done again"
