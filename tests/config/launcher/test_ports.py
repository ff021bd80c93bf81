import pytest

from config.launcher.ports import free_port, reserve
from config.launcher.problems import CannotStart


def test_a_port_in_use_is_told_with_the_next_one_to_try():
    with reserve("127.0.0.1", free_port()) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} is in use .* make run PORT={port + 1}"):
            reserve("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 99999), ("203.0.113.77", 8000)])
def test_an_address_that_is_not_ours_is_told(host, port):
    with pytest.raises(CannotStart, match=f"Cannot listen on {host}, port {port}"):
        reserve(host, port)
