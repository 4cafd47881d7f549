"""Which addresses of the network a request of ours may go to: a list of our own, since Python's `is_global` lets much through.

Python 3.11 to 3.13 call `64:ff9b::a9fe:a9fe` (a cloud's metadata by NAT64), `fec0::1`, `::127.0.0.1` and multicast "global".
Sources: IANA's registries of special-purpose addresses for IPv4 and IPv6; RFC 6052 (NAT64), 3056 (6to4), 5214 (ISATAP), 9637.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

# Never, whatever an operator allows: metadata of clouds, neighbours on the wire, everybody at once, nobody.
NEVER_V4 = [
    (IPv4Network("0.0.0.0/8"), "this network"),
    (IPv4Network("169.254.0.0/16"), "link-local"),
    (IPv4Network("168.63.129.16/32"), "a cloud's own service"),
    (IPv4Network("224.0.0.0/4"), "multicast"),
    (IPv4Network("240.0.0.0/4"), "reserved"),
]
# Only where an operator names the host.
INSIDE_V4 = [
    (IPv4Network("10.0.0.0/8"), "private"),
    (IPv4Network("100.64.0.0/10"), "shared by a provider"),
    (IPv4Network("127.0.0.0/8"), "loopback"),
    (IPv4Network("172.16.0.0/12"), "private"),
    (IPv4Network("192.0.0.0/24"), "reserved"),
    (IPv4Network("192.0.2.0/24"), "documentation"),
    (IPv4Network("192.88.99.0/24"), "a relay"),
    (IPv4Network("192.168.0.0/16"), "private"),
    (IPv4Network("198.18.0.0/15"), "measurement"),
    (IPv4Network("198.51.100.0/24"), "documentation"),
    (IPv4Network("203.0.113.0/24"), "documentation"),
]
NEVER_V6 = [
    (IPv6Network("fe80::/10"), "link-local"),
    (IPv6Network("ff00::/8"), "multicast"),
    (IPv6Network("::/128"), "nobody"),
    (IPv6Network("fd00:ec2::/32"), "a cloud's own service"),
]
INSIDE_V6 = [
    (IPv6Network("::1/128"), "loopback"),
    (IPv6Network("fc00::/7"), "private"),
    (IPv6Network("2001::/23"), "reserved"),
    (IPv6Network("2001:db8::/32"), "documentation"),
    (IPv6Network("3fff::/20"), "documentation"),
]
# Where the public lives: everything outside it is reserved, old or not given out (fec0::/10, 100::/64, 5f00::/16 among it).
PUBLIC_V6 = IPv6Network("2000::/3")
MAPPED, NAT64 = IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96")
# (prefix, by how many bits the IPv4 address inside lies above the lowest)
CARRIES_V4 = [
    (MAPPED, 0),
    (NAT64, 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),  # translated
    (IPv6Network("2002::/16"), 80),  # 6to4
    (IPv6Network("::/96"), 0),  # compatible, long given up
]
ISATAP = (0x00005EFE, 0x02005EFE)


def complaint(text: str) -> str:
    """Why nobody may be sent to this address, in a word; "" where it is public."""
    return never(text) or inside(text)


def never(text: str) -> str:
    """Why not even an operator may allow this address; "" where they may."""
    outer, inner = _both(text)
    found = _in(outer, NEVER_V6 if isinstance(outer, IPv6Address) else NEVER_V4)
    return found or (_in(inner, NEVER_V4) if inner is not None else "")


def inside(text: str) -> str:
    """Why this address is not a public one; "" where it is."""
    outer, inner = _both(text)
    if isinstance(outer, IPv4Address):
        return _in(outer, INSIDE_V4)
    if inner is not None and (found := _in(inner, INSIDE_V4)):
        return found
    if outer in MAPPED or outer in NAT64:
        return ""
    return _in(outer, INSIDE_V6) or ("" if outer in PUBLIC_V6 else "reserved")


def _both(text: str) -> tuple[Address, IPv4Address | None]:
    """The address, and the IPv4 address that it carries. Raises ValueError for what is none."""
    address = ip_address(text)
    if isinstance(address, IPv4Address):
        return address, None
    number = int(address)
    if number > 1:  # nobody and loopback lie in ::/96, and carry nothing
        for network, bits in CARRIES_V4:
            if address in network:
                return address, IPv4Address(number >> bits & 0xFFFFFFFF)
    if number >> 32 & 0xFFFFFFFF in ISATAP:
        return address, IPv4Address(number & 0xFFFFFFFF)
    return address, None


def _in(address: Address, networks: list) -> str:
    return next((why for network, why in networks if address in network), "")
