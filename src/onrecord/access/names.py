"""Names of accounts: one line, and unlike each other also to the eye."""

import unicodedata

LONGEST = 60  # signs

# Letters that only look another's, as it stands after taking marks and case away. A few of
# Unicode's table of confusables (UTS 39): those that somebody would type to be taken for another.
_LOOKS = str.maketrans(
    {
        pair[0]: pair[1:]
        for line in (
            "аa вb сc ԁd еe гr һh іi јj кk ӏl мm нh оo рp ԛq ѕs тt ѵv ԝw хx уy",  # Cyrillic
            "αa βb γy εe ζz ηn ιi κk νv οo ρp τt υu χx ωw",  # Greek
            "ıi ɩi ɪi |l 1l łl 0o 5s øo đd ʏy",  # Latin, and numbers
            # Arabic: the same word by another keyboard, and letters that stand for one another.
            "ٱا ىي یي ېي ێي کك ەه ةه ہه ھه",
        )
        for pair in line.split()
    }
)
_ALIKE = str.maketrans({"i": "l"})


def on_one_line(typed: str) -> str:
    r"""
    Return a name as it is kept: on one line, without what cannot be seen.

    >>> on_one_line("  Amal\u202e  Haddad ")
    'Amal Haddad'
    """
    whole = unicodedata.normalize("NFKC", typed)
    return " ".join("".join(c for c in whole if c.isprintable() or c.isspace()).split())


def looks(name: str) -> str:
    """
    Return what a name looks like: two names of one look are one name.

    Case, accents, spaces and points do not tell people apart, nor do letters of another
    script that look the same (after UTS 39, "skeleton").

    >>> looks("Amal Haddad") == looks("аmal-HADDAD")  # the first letter is Cyrillic
    True
    >>> looks("Amal") == looks("Jamal")
    False
    """
    marked = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(c for c in marked if not unicodedata.combining(c))
    same = bare.translate(_LOOKS).translate(_ALIKE)
    return "".join(c for c in same if c.isalnum())


def wrong(name: str) -> str | None:
    """
    Return why no account can have such a name; None if one can.

    >>> wrong("Amal") is None, wrong("  .  ")
    (True, 'a name needs letters')
    """
    if len(name) > LONGEST:
        return f"a name has {LONGEST} signs at most"
    return None if any(c.isalpha() for c in name) else "a name needs letters"
