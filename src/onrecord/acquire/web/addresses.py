"""Which addresses may be asked: those of the open internet, however they are spelled."""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from onrecord.acquire.web.missed import Missed

_DEFAULT = {"http": 80, "https": 443}
_LONGEST = 4096  # characters; no page needs more
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"  # what stands in an address as it is
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)$")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Where clouds tell a machine its secrets, beyond the link-local and private ranges.
_METADATA = frozenset(
    ipaddress.ip_address(a)
    for a in ("169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200",
              "192.0.0.192", "fd00:ec2::254")
)  # fmt: skip
# Never a server's, or leading where the address itself does not say: refused whoever asks.
_NEVER = tuple(
    ipaddress.ip_network(n)
    for n in ("0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
              "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
              "100::/64", "64:ff9b:1::/48", "2001::/23", "2001:db8::/32", "3fff::/20",
              "5f00::/16", "ff00::/8")
)  # fmt: skip
_PRIVATE = tuple(
    ipaddress.ip_network(n)
    for n in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
              "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10")
)  # fmt: skip
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """
    What is asked of whom.

    Attributes:
        url: The whole address in its one spelling, without a fragment.
        scheme: `http` or `https`.
        host: A name in ASCII, or a literal address without brackets.
        port: Its port.
        path: Path and query.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and, unless it is the usual one, port: what the header `Host` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT[self.scheme] else f"{host}:{self.port}"


def target(url: str, *, base: str | None = None) -> Target:
    """
    Return what an address asks for, in one spelling.

    Args:
        url: As it was typed, or stands in a page.
        base: The page's own address.

    Raises:
        Missed: It is no address of the web, or is spelled to deceive.

    >>> target("HTTP://Example.org:80/a b#top").url
    'http://example.org/a%20b'
    """
    try:
        parts = urlsplit(_joined(url.strip(), base))
        port = parts.port
        host = parts.hostname
    except ValueError:
        raise _refused("it is no proper address") from None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT:
        raise _refused("only addresses that begin with http:// or https:// are asked")
    if parts.username is not None or parts.password is not None:
        raise _refused("it has a user's name in it, which hides the host")
    if not host:
        raise _refused("it names no host")
    path = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        path += f"?{quote(parts.query, safe=_SAFE)}"
    # A port of 0 is none of the usual ones, though it is false.
    port = _DEFAULT[scheme] if port is None else port
    found = Target(url="", scheme=scheme, host=_host(host), port=port, path=path)
    return Target(
        url=f"{scheme}://{found.authority}{path}",
        scheme=scheme,
        host=found.host,
        port=port,
        path=path,
    )


def _joined(url: str, base: str | None) -> str:
    if len(url) > _LONGEST:
        raise _refused(f"it is longer than {_LONGEST:,} characters")
    # Backslashes and control characters are read in different ways by different programs.
    if "\\" in url or any(unicodedata.category(c) in {"Cc", "Cs"} for c in url):
        raise _refused("it has characters in it that no address has")
    return urljoin(base, url) if base else url


def _host(name: str) -> str:
    if ":" in name and "%" not in name:
        try:
            return str(ipaddress.IPv6Address(name))
        except ValueError:
            raise _refused("its host is no proper address") from None
    try:
        # Digits in circles and full-width letters become what a resolver would make of them.
        plain = unicodedata.normalize("NFKC", name).rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        raise _refused("its host is no proper name") from None
    plain = plain.rstrip(".").lower()
    labels = plain.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(plain))
        except ValueError:
            raise _refused("its host is a number in an unusual spelling") from None
    if not all(_LABEL.match(label) for label in labels):
        raise _refused("its host is no proper name")
    return plain


def why_not(address: str, *, allow_private: bool = False) -> str | None:
    """
    Return what is wrong with asking a network address; None if nothing is.

    What an IPv6 address carries inside (mapped, translated and 6to4 addresses) is judged,
    not its cover. Rules: the IANA special-purpose registries of RFC 6890, RFC 8215, and the
    addresses at which clouds tell a machine its secrets.

    Args:
        address: A literal address.
        allow_private: Private and loopback addresses are wanted; no others besides.

    >>> why_not("::ffff:127.0.0.1")
    'an address of this machine'
    >>> why_not("93.184.216.34") is None
    True
    """
    try:
        ip: _Address = ipaddress.ip_address(address)
    except ValueError:
        return "no network address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return "an address of one cable only"
        ip = _inside(ip)
    if ip in _METADATA:
        return "an address at which clouds keep their secrets"
    if any(ip in network for network in _PRIVATE):
        if allow_private:
            return None
        return "an address of this machine" if ip.is_loopback else "an address of a private network"
    if any(ip in network for network in _NEVER) or ip.is_multicast or not ip.is_global:
        return "an address that is no server's"
    return None


def is_private(address: str) -> bool:
    """
    Return whether an address is this machine's or a private network's.

    >>> is_private("10.1.2.3"), is_private("93.184.216.34")
    (True, False)
    """
    return why_not(address) is not None and why_not(address, allow_private=True) is None


def _inside(ip: ipaddress.IPv6Address) -> _Address:
    """Return the IPv4 address that an IPv6 address stands for, or itself."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _COMPATIBLE and int(ip) > 1:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _refused(why: str) -> Missed:
    return Missed("web-address-refused", f"This address was not asked: {why}.")
