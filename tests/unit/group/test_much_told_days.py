"""What keeps grouping quick where thousands of pages tell of one day changes no incident."""

import random
from pathlib import Path

import pytest

from onrecord import group
from onrecord.group import comparing, pairs, settings
from onrecord.group.profile import Profiles, order_of

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


@pytest.fixture
def made(monkeypatch):
    """Return some hundred reports of a few towns, days on end."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import heart_claims

    for name, few in (("DAYS", 20), ("PROVINCES", 2), ("DISTRICTS", 2), ("TOWNS", 2)):
        monkeypatch.setattr(heart_claims, name, few)
    return heart_claims.war(900, seed=5)


def grouped(made, claims=None):
    return group.incidents(claims or made.claims, made.documents, made.places.get, made.actors.get)


def test_answers_that_are_soon_forgotten_are_worked_out_the_same_again(made, monkeypatch):
    remembered = grouped(made)
    monkeypatch.setattr(comparing, "_REMEMBERED", 1)
    monkeypatch.setattr(settings, "_REMEMBERED", 1)
    assert grouped(made) == remembered


def test_much_told_days_come_out_the_same_in_any_order(made):
    shuffled = list(made.claims)
    random.Random(2).shuffle(shuffled)  # noqa: S311 - no secret
    assert grouped(made, shuffled) == grouped(made)


@pytest.mark.parametrize("neighbours", [2, 7, 40])
def test_each_claim_is_compared_with_the_next_of_its_buckets_and_never_twice(
    made, monkeypatch, neighbours
):
    monkeypatch.setattr(pairs, "NEIGHBOURS", neighbours)
    maker = Profiles(made.places.get, made.actors.get)
    profiles = sorted(
        (maker.profile(claim, order_of(claim, made.documents)) for claim in made.claims),
        key=lambda item: item.order,
    )
    found = [
        (first, second) for first, others in pairs.worth_comparing(profiles) for second in others
    ]
    assert len(found) == len(set(found))
    assert set(found) == _bucket_by_bucket(profiles, neighbours)


def _bucket_by_bucket(profiles, neighbours):
    """Return the pairs as the rule has them, a bucket at a time."""
    stretches = pairs._Stretches()
    homes, visits, documents = {}, {}, {}
    for position, profile in enumerate(profiles):
        documents.setdefault(profile.claim.document, []).append(position)
        for key in stretches.own(profile):
            homes.setdefault(key, []).append(position)
        for key in stretches.around(profile):
            visits.setdefault(key, []).append(position)
    found = {
        (first, second)
        for bucket in (*homes.values(), *documents.values())
        for index, first in enumerate(bucket)
        for second in bucket[index + 1 : index + 1 + neighbours]
    }
    for key, at_home in homes.items():
        step = max(1, len(at_home) // neighbours)
        for index, visitor in enumerate(visits.get(key, ())):
            for home in at_home[index % step :: step][:neighbours]:
                found |= {(min(home, visitor), max(home, visitor))} - {(home, home)}
    return found
