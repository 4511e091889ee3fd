"""What stands before the bytes of an age file, looked at before any library takes it apart."""

import re

MOST = 64 * 1024  # bytes of a head: some hundred recipients
_END = re.compile(rb"\n--- ")
_SCRYPT = re.compile(rb"^-> scrypt [A-Za-z0-9+/]+ ([0-9]+)$", re.MULTILINE)
_MOST_WORK = 22  # 2 to this: 4 GiB of memory and some seconds; the program age stops there, too


def is_short(begins: bytes) -> bool:
    r"""
    Return whether the head ends within what is given of a file.

    The library begins again at each line that is missing, so a head without an end would take
    a time that grows with the square of the file.

    Args:
        begins: The first `MOST` bytes.

    >>> is_short(b"age-encryption.org/v1\n-> X25519 a\nb\n--- c\n")
    True
    >>> is_short(b"age-encryption.org/v1\n" + b"-> X25519 a\nb\n" * 9)
    False
    """
    return _END.search(begins) is not None


def asks_too_much(key: bytes) -> bool:
    r"""
    Return whether trying a passphrase would take more work than age itself would do.

    The file says how much, and the library would do sixteen times what this machine does in a
    second: gigabytes of memory.

    >>> asks_too_much(b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n")
    False
    >>> asks_too_much(b"age-encryption.org/v1\n-> scrypt c2FsdA 23\n")
    True
    """
    told = [one[1] for one in _SCRYPT.finditer(key)]
    return any(len(one) > 2 or int(one) > _MOST_WORK for one in told)
