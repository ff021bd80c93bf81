"""The demo: accounts and examples to look at, and a simulator that keeps them moving. On with
`MEANWHILE_DEMO=1`.

`python -m config.launcher.demo` is its process where everything runs separately; in one process it is a
thread.
"""

import os
import signal
import threading
from types import FrameType


def install() -> None:
    """Makes the accounts and deploys the examples; what is already there stays."""
    from examples import demo

    demo.install()


def password() -> str:
    """One for all of them."""
    from examples import demo

    [word] = {account.password for account in demo.ACCOUNTS}
    return word


def simulate(stopping: threading.Event) -> None:
    from examples import demo

    demo.simulate(stopping)


def accounts() -> list[str]:
    """A line for each, ready to be printed."""
    from examples import demo

    return [
        f"{account.username:<8} {account.role.replace('_', ' '):<15} {account.about}"
        for account in demo.ACCOUNTS
    ]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    install()
    simulate(stopping)


if __name__ == "__main__":
    main()
