"""How many, in sentences, in the language of the page."""

from collections.abc import Mapping, Sequence

from onrecord.model.side import Role
from onrecord.publish.described import named
from onrecord.publish.site import codes
from onrecord.publish.site.numbers import Total
from onrecord.publish.words import _, ngettext, remembered


def number(value: float) -> str:
    """
    Return a number with its thousands told apart.

    >>> number(12400), number(2.5)
    ('12,400', '2.5')
    """
    return f"{value:,.10g}"


@remembered
def incidents(n: int) -> str:
    """
    Return how many incidents.

    >>> incidents(1), incidents(1200)
    ('1 incident', '1,200 incidents')
    """
    return ngettext("%(n)s incident", "%(n)s incidents", n) % {"n": number(n)}


def all_incidents(n: int) -> str:
    """Return the words that lead to the list of all."""
    return ngettext("The incident in the list", "All %(n)s incidents", n) % {"n": number(n)}


@remembered
def resting(claims: int, sources: int, documents: int) -> str:
    """Return what an incident rests on, in numbers."""
    return _(", ").join(
        (
            ngettext("%(n)s sentence", "%(n)s sentences", claims) % {"n": number(claims)},
            ngettext("%(n)s source", "%(n)s sources", sources) % {"n": number(sources)},
            _documents(documents),
        )
    )


def _documents(n: int) -> str:
    return ngettext("%(n)s document", "%(n)s documents", n) % {"n": number(n)}


def resting_on(documents: int) -> str:
    """Return in how many documents sources are heard."""
    return ngettext("heard in %(n)s document", "heard in %(n)s documents", documents) % {
        "n": number(documents)
    }


def not_counted(n: int) -> str:
    """Return how many sentences a figure does not stand on."""
    words = ngettext(
        "%(n)s other sentence, and why it is not counted",
        "%(n)s other sentences, and why they are not counted",
        n,
    )
    return words % {"n": number(n)}


def sums(n: int) -> str:
    """Return how many sums were checked."""
    return ngettext("%(n)s sum checked", "%(n)s sums checked", n) % {"n": number(n)}


@remembered
def times(n: int) -> str:
    """Return how often something is withheld."""
    return ngettext("%(n)s time.", "%(n)s times.", n) % {"n": number(n)}


def decided(n: int, of: int) -> str:
    """Return on how many incidents people decided."""
    if not n:
        return _("nobody has decided on them yet")
    if n == of:
        return _("a person decided on every sentence of each")
    return _("a person decided on every sentence of %(n)s") % {"n": number(n)}


def held_back(n: int) -> str:
    """Return how many more there are that nobody decided on."""
    words = ngettext(
        "%(n)s more incident is held back, because nobody has decided on it.",
        "%(n)s more incidents are held back, because nobody has decided on them.",
        n,
    )
    return words % {"n": number(n)}


def off_map(n: int) -> str:
    """Return how many incidents no map can show."""
    words = ngettext(
        "%(n)s incident is not on the map: its place is not known to a point.",
        "%(n)s incidents are not on the map: their places are not known to a point.",
        n,
    )
    return words % {"n": number(n)}


def some(names: Sequence[str], most: int = 3) -> str:
    """
    Return some names, and how many more there are.

    >>> some(["a", "b", "c", "d", "e"])
    'a; b; c and 2 more'
    """
    told = _("; ").join(map(named, names[:most]))
    return f"{told} {and_more(len(names) - most)}" if len(names) > most else told


def added(n: int, of: int) -> str:
    """
    Return how many incidents are in a sum.

    >>> added(4, 12)
    '4 of 12 incidents.'
    """
    words = ngettext("%(n)s of %(of)s incident.", "%(n)s of %(of)s incidents.", of)
    return words % {"n": number(n), "of": number(of)}


@remembered
def and_more(n: int) -> str:
    """Return how many more there are than were named."""
    return ngettext("and %(n)s more", "and %(n)s more", n) % {"n": number(n)}


def sides(roles: Mapping[Role, int]) -> str:
    """Return how a source stands to its incidents, and to how many in each way."""
    ranked = sorted(roles.items(), key=lambda one: (-one[1], one[0]))
    if len(ranked) == 1:
        return codes.side(ranked[0][0])
    return _("; ").join(
        _("%(side)s: %(n)s") % {"side": codes.side(role), "n": number(n)} for role, n in ranked
    )


def total(told: Total) -> str:
    """
    Return a sum in words: never "0" where nothing was added.

    >>> total(Total(rulebook="ibc")), total(Total(rulebook="ibc", added=2, minimum=26, maximum=55))
    ('no sum', '26–55')
    >>> total(Total(rulebook="ibc", added=2, minimum=26, maximum=55, is_open=True))
    '26–55 or more'
    """
    if not told.added:
        return _("no sum")
    low, high = number(told.minimum), number(told.maximum)
    if not told.is_open:
        return low if low == high else _("%(low)s–%(high)s") % {"low": low, "high": high}
    if low == high:
        return _("%(n)s or more") % {"n": low}
    return _("%(low)s–%(high)s or more") % {"low": low, "high": high}
