"""The agencies that a credit may name are actors that the program knows."""

from typing import Any, cast

from onrecord import resolve
from onrecord.vocab import read_yaml


def test_every_actor_of_the_list_of_agencies_is_known():
    rows = cast("list[dict[str, Any]]", read_yaml("onrecord.reconcile", "agencies.yaml"))
    names = resolve.names()
    told = {row["actor"]: row["name"] for row in rows if "actor" in row}
    known = {i: actor.name for i in told if (actor := names.actor(i)) is not None}
    assert known == told
