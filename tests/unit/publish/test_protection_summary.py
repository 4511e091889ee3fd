"""What will be public is counted before it is."""

from onrecord.model.public import Piece, Withheld, Words
from onrecord.model.publishing import Allowed
from onrecord.publish.protection import summary
from onrecord.testing import publics


def test_what_will_be_public_is_counted() -> None:
    coarse = publics.incident(
        2, is_day_coarsened=True, withheld=((Withheld.NAME, 2), (Withheld.DAY, 1))
    )
    told = summary(publics.public(publics.incident(1, withheld=((Withheld.NAME, 1),)), coarse))

    assert (told.incidents, told.claims, told.documents, told.sources) == (2, 2, 1, 1)
    assert told.withheld == ((Withheld.NAME, 3), (Withheld.DAY, 1))
    assert (told.coarsened_places, told.coarsened_days) == (0, 1)


def test_the_names_that_a_setting_lets_through_are_listed_to_be_read() -> None:
    victims = Words(pieces=(Piece(text="Salim Darwish, a teacher"),))
    one = publics.incident(claims=(publics.claim(victims=victims),))

    assert summary(publics.public(one)).names_shown == ()
    shown = summary(publics.public(one, allowed=Allowed(names="dead")))
    assert shown.names_shown == ("Salim Darwish, a teacher",)
