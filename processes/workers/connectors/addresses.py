"""Addresses: where the HTTP connector may go. A name is looked up once, its addresses are checked against the
networks that this installation forbids, and the connection goes to one that was checked: a name that means
something else a moment later leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

from django.conf import settings

from processes.workers.connectors.inputs import WrongInput
from processes.workers.handlers import JobFailed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def allowed(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, none of which is forbidden."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise JobFailed(f"There is no host {host!r}: {unknown}") from unknown
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        for network in settings.HTTP_CONNECTOR_FORBIDDEN_NETWORKS:
            if _meant(address) in ipaddress.ip_network(network):
                raise WrongInput(f"{host} is in {network}, which this installation forbids to connectors")
    return addresses


def _meant(address: str) -> Address:
    """Without its zone; the IPv4 address, if it is one in IPv6's clothes."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return (found.version == 6 and found.ipv4_mapped) or found
