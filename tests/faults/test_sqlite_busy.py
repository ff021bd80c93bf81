"""Another process holds the write lock of the SQLite file for a while."""

import threading
import time

from tests.faults.locks import locked


def test_who_writes_waits_for_the_lock_and_who_reads_does_not(embedded, embedded_witness):
    witness = embedded_witness
    for _ in range(3):
        witness.start("parcel")
    with locked(embedded.data):
        writers = [threading.Thread(target=witness.start, args=("letter",)) for _ in range(3)]
        for writer in writers:
            writer.start()
        began = time.monotonic()
        witness.items("/process-instances/")
        assert time.monotonic() - began < 2
        time.sleep(3)
        assert not witness.keys("letter"), "nobody has been told that it is done"
    for writer in writers:
        writer.join()
    assert len(witness.keys("letter")) == 3
    witness.await_all()
    witness.assert_all_ran_as_they_should()
    witness.assert_each_job_was_tried_once()
