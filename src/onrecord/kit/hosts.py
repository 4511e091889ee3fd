"""Which hosts are this machine itself."""

import ipaddress


def is_this_machine(host: str) -> bool:
    """
    Return whether a host is this machine itself, by its address or as `localhost`.

    >>> is_this_machine("localhost"), is_this_machine("127.0.0.1"), is_this_machine("10.0.0.1")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
