"""Ports on this machine: one that was asked for, or any that is free."""

import errno
import socket

from config.launcher.problems import CannotStart


def reserve(host: str, port: int) -> socket.socket:
    """The bound socket, ready to be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as problem:
        listener.close()
        if isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE:
            raise CannotStart(
                f"Port {port} is in use by another program. Choose another one: make run PORT={port + 1}"
            ) from problem
        raise CannotStart(f"Cannot listen on {host}, port {port}: {problem}") from problem
    return listener


def free_port() -> int:
    """A port nobody uses right now on the loopback address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
