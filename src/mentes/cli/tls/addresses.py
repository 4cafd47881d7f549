"""By which addresses and names this machine can be reached in its own network."""

from __future__ import annotations

import ipaddress
import re
import socket

import psutil

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Networks whose addresses are never routed on the internet: private (RFC 1918, RFC 4193), shared by a provider or a private
# overlay (RFC 6598), of one link (RFC 3927), and the machine itself. Nothing else may be vouched for by a local authority.
LOCAL_NETWORKS: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "::1/128",
    )
)
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def is_local(address: Address) -> bool:
    return any(address.version == network.version and address in network for network in LOCAL_NETWORKS)


def local_addresses() -> list[Address]:
    """Addresses of this machine in local networks, loopback left out; IPv4 first, then in the order of the interfaces."""
    found: list[Address] = []
    states = psutil.net_if_stats()
    for name, entries in psutil.net_if_addrs().items():
        if name in states and not states[name].isup:
            continue
        for entry in entries:
            if entry.family not in (socket.AF_INET, socket.AF_INET6):
                continue
            address = ipaddress.ip_address(entry.address.split("%")[0])
            if is_local(address) and not address.is_loopback and address not in found:
                found.append(address)
    return sorted(found, key=lambda address: address.version)


def local_names(host_name: str | None = None) -> list[str]:
    """Names under which the machine answers nearby: its own, the same with .local (multicast DNS), and localhost."""
    own = (socket.gethostname() if host_name is None else host_name).split(".")[0].lower()
    if not LABEL.fullmatch(own) or own == "localhost":
        return ["localhost"]
    return [own, f"{own}.local", "localhost"]
