"""A map of incidents' places: a mark is as exact as the place may be told."""

from collections.abc import Sequence

from markupsafe import Markup

from onrecord.kit import shown
from onrecord.model.public import PublicIncident, PublicPlace
from onrecord.publish.atlas import Atlas, Pin, Spot, atlas
from onrecord.publish.paper.chart import Drawing
from onrecord.publish.words import _, ngettext

_COUNTRY = 6  # UCDP GED where_prec from which a mark would be an address that nobody gave


def on_map(incidents: Sequence[PublicIncident]) -> Drawing | None:
    """
    Return the map; None where no incident is known to a place.

    A place of which only the country is known is not drawn: its middle is no place. Marks are
    numbered by how many incidents are there, never by people.
    """
    found: dict[str, tuple[PublicPlace, list[str]]] = {}
    for one in incidents:
        place = next((place for place in one.places if _can_be_drawn(place)), None)
        if place is not None:
            found.setdefault(place.id or place.name, (place, []))[1].append(one.id)
    drawn = atlas([_spot(place, ids) for place, ids in found.values()])
    return _drawing(drawn) if drawn else None


def _can_be_drawn(place: PublicPlace) -> bool:
    is_known = place.latitude is not None and place.longitude is not None
    return is_known and (place.precision or 1) < _COUNTRY


def _spot(place: PublicPlace, ids: Sequence[str]) -> Spot:
    name = shown.clean(shown.cut(place.name, 40))
    return Spot(
        name=name, known_as=name, latitude=place.latitude or 0.0, longitude=place.longitude or 0.0,
        precision=place.precision or 1, labels=tuple((one, one) for one in ids),
    )  # fmt: skip


def _drawing(drawn: Atlas) -> Drawing:
    says = _("Map of the places of incidents: %(places)s.") % {
        "places": _(", ").join(pin.spot.name for pin in drawn.pins[:8])
    }
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
            'aria-label="{}" font-family="Libertinus Serif, Amiri" direction="ltr">'
            '<rect class="sea" width="{}" height="{}" fill="#e8edf0"/>'
            '<path class="land" d="{}" fill="#fbfaf6" stroke="#c3bcae"/>'
        ).format(drawn.width, drawn.height, says, drawn.width, drawn.height, drawn.land),
        *(_words(x, y, name, "country", "middle") for x, y, name in drawn.names),
        *(_mark(pin) for pin in drawn.pins),
        *(_words(*pin.caption, "town", "start") for pin in drawn.pins if pin.caption),
        Markup('<path class="scale" d="M18 {}v6h{}v-6" fill="none" stroke="#5d574e"/>').format(
            drawn.height - 26, drawn.scale_width
        ),
        _words(26 + drawn.scale_width, drawn.height - 18, f"{drawn.scale_km} km", "tick", "start"),
        Markup("</svg>"),
    ]
    return Drawing(svg=Markup("").join(parts), says=says)


def _words(x: float, y: float, words: str, name: str, anchor: str) -> Markup:
    return Markup(
        '<text class="{}" x="{}" y="{}" text-anchor="{}" font-size="14" fill="#5d574e">{}</text>'
    ).format(name, x, y, anchor, words)


def _mark(pin: Pin) -> Markup:
    number = len(pin.spot.labels)
    many = ngettext("%(n)s incident", "%(n)s incidents", number) % {"n": f"{number:,}"}
    title = Markup("<title>{}: {}</title>").format(pin.spot.name, many)
    at = Markup('cx="{}" cy="{}"').format(pin.x, pin.y)
    if pin.radius:
        shape = Markup(
            '<circle class="area" {} r="{}" fill="#7b2318" fill-opacity=".12" stroke="#7b2318"/>'
        ).format(at, pin.radius)
    else:
        shape = Markup('<circle class="dot" {} r="5.5" fill="#7b2318"/>').format(at)
    return Markup("<g>{}{}</g>").format(title, shape)
