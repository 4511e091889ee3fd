"""What office a named person holds, as the reports that name the person say."""

import re
from collections.abc import Iterable

from onrecord.kit.folding import fold
from onrecord.reconcile.institutions.offices import counts_itself, office_in, words_of

_NEAR = 60  # characters between a name and the office told beside it
_SAYS = re.compile(r"\b(?:said|says|told|added|confirmed|announced|stated|reported|wrote|put)\b")
_ENDS = re.compile(r"[.;:!?\n](?:\s|$)|[“”\"]")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Gen|Col|Lt|Maj|Capt|Sgt|Prof|St)\.")


def office_of(person: str, texts: Iterable[str]) -> str | None:
    """
    Return the office that texts tell right beside a person's name; None if none does.

    >>> office_of("Amal Haddad", ["Eleven were brought in, said Amal Haddad, who directs the "
    ...     "hospital."])
    'hospital'
    >>> office_of("Haddad", ["the governor, Amal Haddad, spoke of ten. The hospital was hit."])
    'governor'
    """
    last = words_of(person)[-1:] or ("",)
    for text in texts:
        for found in _mentions(person.rsplit(maxsplit=1)[-1], text):
            for stretch in (_after(text, found), _before(text, found)):
                office = office_in([word for word in fold(stretch).split() if word != last[0]])
                if office:
                    return office
    return None


def may_be_one(name: str) -> bool:
    """
    Return whether a name may be a person's: an organisation holds no office.

    >>> may_be_one("Amal Haddad"), may_be_one("Northern Relief Committee"), may_be_one("MSF")
    (True, False, False)
    """
    is_short_form = name.isupper() and len(name.split()) == 1
    return not is_short_form and not counts_itself() & set(words_of(name))


def beside(surname: str, texts: Iterable[str]) -> Iterable[str]:
    """
    Return the words told right beside a person's name: before it, and behind a comma.

    >>> list(beside("haddad", ["NRC head Amal Haddad spoke. Ten, Amal Haddad, of NRC, said."]))
    ['NRC head Amal', 'Amal', ', of NRC, ']
    """
    for text in texts:
        for found in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text, re.IGNORECASE):
            before = _SAYS.split(_before(text, found))[-1]
            for stretch in (before.rsplit(",", 1)[-1].strip(), _after(text, found)):
                if stretch:
                    yield stretch


def _mentions(name: str, text: str) -> Iterable[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)


def _after(text: str, found: re.Match[str]) -> str:
    """Return what an apposition after the name says: "Amal Haddad, who directs the hospital"."""
    rest = text[found.end() : found.end() + _NEAR]
    if not rest.startswith((",", " of ", " (", " from ", " at ")):
        return ""
    return _SAYS.split(_up_to_end(rest), maxsplit=1)[0]


def _before(text: str, found: re.Match[str]) -> str:
    """Return what stands before the name in its sentence: "the governor, Amal Haddad"."""
    start = max(0, found.start() - _NEAR)
    stretch = _TITLE.sub(lambda title: title[0][:-1] + " ", text[start : found.start()])
    ends = [match.end() for match in _ENDS.finditer(stretch)]
    return stretch[ends[-1] :] if ends else stretch


def _up_to_end(rest: str) -> str:
    end = _ENDS.search(rest)
    return rest[: end.start()] if end else rest
