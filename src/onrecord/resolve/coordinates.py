"""In which country a place is that is only told in degrees."""

from onrecord.resolve.naming import names

_KM = 25.0  # a place may be known wrongly by some kilometres, and borders run between towns


def countries_at(latitude: float, longitude: float) -> tuple[str, ...]:
    """
    Return the countries of the known towns within 25 km, the nearest first.

    Near a border there are several; in a desert or at sea there is none, and nothing follows.

    >>> countries_at(35.18, 35.95)
    ('SY',)
    """
    return names().atlas.countries_near(latitude, longitude, _KM)
