"""Keys: never the same twice, not by threads, not by forks, and not after a roll-back."""

import os
from itertools import islice

import pytest
from django.db import connection, transaction

from processes.models import KeyBlock
from processes.runtime.keys import BLOCK_SIZE, Keys, KeysExhausted, keys
from tests.support.at_once import at_once


def blocks_taken() -> int:
    return KeyBlock.objects.values_list("blocks_taken", flat=True).first() or 0


@pytest.mark.django_db
def test_processes_count_through_blocks_of_their_own():
    first, second = Keys(), Keys()
    first.reserve()
    second.reserve()
    assert not set(islice(first, 1000)) & set(islice(second, 1000))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_threads_never_get_the_same_key():
    shared = Keys()
    shared.reserve()
    found = at_once(*[lambda: list(islice(shared, 5000))] * 4)
    assert len({key for each in found for key in each}) == 20_000


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_processes_that_begin_at_once_get_different_blocks():
    def first_key() -> int:
        own = Keys()
        own.reserve()
        return next(own)

    found = at_once(*[first_key] * 4)
    assert len({key // BLOCK_SIZE for key in found}) == 4


@pytest.mark.django_db
def test_a_forked_process_leaves_the_block_to_its_parent():
    keys.reserve()
    next(keys)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # nothing here may touch the database: its connection is the parent's
        try:
            os.write(write, b"%d" % next(keys))
        except KeysExhausted:
            os.write(write, b"none left")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 100) == b"none left"
    os.close(read)
    os.close(write)
    next(keys)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_block_that_is_running_out_is_not_replaced_inside_a_transaction_that_may_be_rolled_back():
    own = Keys()
    own.reserve()
    assert len(list(islice(own, BLOCK_SIZE - 10))) == BLOCK_SIZE - 10
    before = blocks_taken()
    with transaction.atomic():
        own.reserve()
        assert blocks_taken() == before
        next(own)
        transaction.set_rollback(True)
    assert not connection.in_atomic_block
    own.reserve()
    assert blocks_taken() == before + 1


@pytest.mark.django_db
def test_keys_that_nobody_reserved_are_an_error_and_no_guess():
    with pytest.raises(KeysExhausted):
        next(Keys())
