"""Which addresses the bot may connect to: only the public internet, so that no link can reach inside a network."""

import ipaddress
import re
import socket

from yarl import URL

from bot.model.errors import LinkRefused, NotALink

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

PUBLIC_PORTS = frozenset({80, 443, 8080, 8443})

INTERNAL_SUFFIXES = (
    ".arpa",
    ".corp",
    ".home",
    ".internal",
    ".intranet",
    ".lan",
    ".local",
    ".localdomain",
    ".localhost",
    ".onion",
)

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")  # RFC 9637; newer than Python 3.11's own table
_RELAY = ipaddress.IPv4Network("192.88.99.0/24")
_NUMERIC_LABEL = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
_HOST = re.compile(r"[\w.-]+|[0-9a-fA-F:.]+(?:%[\w.-]+)?", re.ASCII)
_UNSAFE = re.compile(r"[\s\\\x00-\x20\x7f]")


def is_public(address: IpAddress) -> bool:
    """Whether an address is globally routable, also when it carries an IPv4 address inside (RFC 4291, 6052, 3056)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(inner)
        if address not in _GLOBAL_UNICAST or address in _DOCUMENTATION:
            return False
    elif address in _RELAY:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def literal(host: str) -> IpAddress | None:
    """The address that a host spells out, in any notation a resolver takes (dotted, decimal, octal, hex), else None."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def parse(link: str) -> URL:
    """The link as a URL. Raises NotALink."""
    if _UNSAFE.search(link):
        raise NotALink(link=_shortened(link))
    try:
        url = URL(link)
        host = url.raw_host
    except (ValueError, UnicodeError) as error:
        raise NotALink(link=_shortened(link)) from error
    if url.scheme not in {"http", "https"} or not _HOST.fullmatch(host or ""):
        raise NotALink(link=_shortened(link))
    return url


def vet(url: URL, allow_hosts: frozenset[str] = frozenset()) -> None:
    """Refuse what can be seen to lie outside the public internet without asking DNS. Raises LinkRefused.

    Hosts in `allow_hosts` are exempt; user information in front of a host never is.
    """
    host = (url.raw_host or "").rstrip(".").lower()
    if url.raw_user is not None or url.raw_password is not None:
        raise LinkRefused(host=host)
    if host in allow_hosts:
        return
    if url.port not in PUBLIC_PORTS or not _is_public_host(host):
        raise LinkRefused(host=host)


def may_fetch(link: str) -> bool:
    """Whether a link may be fetched, as far as can be told without DNS."""
    try:
        vet(parse(link))
    except (NotALink, LinkRefused):
        return False
    return True


def _is_public_host(host: str) -> bool:
    address = literal(host)
    if address is not None:
        return is_public(address)
    labels = host.split(".")
    if len(labels) < 2 or not all(labels) or _NUMERIC_LABEL.fullmatch(labels[-1]):
        return False
    return labels[0] != "metadata" and not host.endswith(INTERNAL_SUFFIXES)


def _shortened(link: str) -> str:
    return link if len(link) <= 100 else link[:99] + "…"
