"""Topics: saved searches, asked of the record as Explore asks them."""

from collections.abc import Mapping, Sequence

from onrecord.kit.folding import fold
from onrecord.model import Names, OnRecordError
from onrecord.store import TopicTable
from onrecord.workflow.desk import exploring
from onrecord.workflow.desk.exploring import Asked
from onrecord.workflow.desk.view import View

WHOLE = ""  # the topic of a record that has none: everything


def incidents_by_topic(
    view: View, topics: Sequence[TopicTable], names: Names
) -> Mapping[str, frozenset[str]]:
    """
    Return ids of the incidents that fit each topic, by its name; of none, the whole record's.

    Raises:
        OnRecordError: A topic names a place that nobody knows.
    """
    if not topics:
        return {WHOLE: frozenset(view.index.incidents)}
    return {topic.name: _fitting(view, topic, names) for topic in topics}


def _fitting(view: View, topic: TopicTable, names: Names) -> frozenset[str]:
    found = exploring.find(view, asked(view, topic, names))
    return frozenset(found.things.row[at].id for at in found.places)


def asked(view: View, topic: TopicTable, names: Names) -> Asked:
    """
    Return a topic as Explore asks for it, so that its page shows the same.

    Raises:
        OnRecordError: It names a place that nobody knows.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    if topic.place:
        chosen["place"] = (_place(view, topic, names),)
    if topic.actor:
        chosen["perpetrator"] = _actors(view, topic.actor)
    if topic.outcome:
        chosen["outcome"] = (topic.outcome,)
    return Asked(words=topic.words, chosen=chosen, since=topic.since, until=topic.until)


def _place(view: View, topic: TopicTable, names: Names) -> str:
    """Return a place's id: one of the record's own by its name first, then the gazetteer's."""
    wanted = fold(topic.place)
    happened = exploring.things(view, "incidents").having["place"]
    called = [
        place
        for place in view.record.places.values()
        if topic.place == place.id or fold(place.name) == wanted
    ]
    if called:  # of several that share a name, the one where most happened
        most = max(called, key=lambda p: (happened.get(p.id, 0).bit_count(), p.population))
        return most.id
    if names.place(topic.place) is not None:
        return topic.place
    for named in names.find(topic.place):
        if named.kind == "place" and named.candidates:
            return named.candidates[0].id
    raise OnRecordError(
        f"the topic “{topic.name}” is about the place “{topic.place}”, which is in no list; "
        "write the id that its page at the desk shows"
    )


def _actors(view: View, name: str) -> tuple[str, ...]:
    """Return an actor's id, and the name itself for where nobody knows whose it is."""
    wanted = fold(name)
    known = (
        one.id for one in view.record.actors.values() if name == one.id or fold(one.name) == wanted
    )
    return (*known, wanted)
