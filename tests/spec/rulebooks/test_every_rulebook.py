"""What holds of every ruling, whatever the rulebook."""

import re

import pytest

from onrecord.reconcile import rulebooks

BOOKS = tuple(rulebooks.RULEBOOKS)
VERSIONS = {"ucdp-ged": "2", "acled": "2", "airwars": "2"}
TABLE = """
    a.txt | "43 people were killed" | killed | 43 | in Tal Amar | 2018-08-09 | according to SNHR | by Coalition
    a.txt | "29 of them children" | killed | 29 | of children | part of "43 people were killed" | according to SNHR
    a.txt | "61 were wounded" | injured | 61 | according to SNHR
    b.txt | "at least 51 civilians" | killed | 51+ | civilian | according to Amal Watch | with air strike
    b.txt | "hundreds may die" | killed | hundreds | hypothetical
    c.txt | "three strikes" | attacked | 3 | strikes
    c.txt | "dozens of casualties" | casualties | dozens | according to Health Ministry
"""


@pytest.mark.parametrize("book", BOOKS)
def test_every_claim_is_used_or_set_aside_by_a_rule(ruled, sorted_out, book) -> None:
    """No claim goes unseen: each has one place, and the rule that put it there."""
    used, aside = sorted_out(ruled(book, TABLE), TABLE)
    assert not set(used) & set(aside)
    assert len(used) + len(aside) == 7


@pytest.mark.parametrize("book", BOOKS)
def test_every_rule_has_a_stable_id_a_sentence_and_a_citation(ruled, book) -> None:
    """A rule can be looked up: which codebook, which version, which section or page."""
    ruling = ruled(book, TABLE)
    assert ruling.rules
    for rule in ruling.rules:
        assert re.fullmatch(rf"(?:{book}|onrecord):[a-z0-9-]+", rule.id)
        assert rule.says.endswith(".")
        assert rule.source


@pytest.mark.parametrize("book", BOOKS)
def test_a_ruling_names_its_codebook_and_version(ruled, book) -> None:
    """Which reading of which codebook it was is part of the ruling."""
    ruling = ruled(book, TABLE)
    assert (ruling.rulebook, ruling.version) == (book, VERSIONS.get(book, "1"))
    assert ruling.codebook


@pytest.mark.parametrize("book", BOOKS)
def test_the_same_evidence_gives_the_same_ruling(ruled, book) -> None:
    """A ruling is a pure function of the incident and its claims."""
    assert ruled(book, TABLE) == ruled(book, TABLE)


@pytest.mark.parametrize("book", BOOKS)
def test_unknown_is_none_and_not_nought(ruled, book) -> None:
    """An incident of which nobody counts the dead has no number, but for ACLED, which says so."""
    ruling = ruled(book, 'a.txt | "61 were wounded" | injured | 61 | in Tal Amar | 2018-08-09')
    deaths = [one for one in ruling.values if re.search("death|killed|fatal|low|best", one.name)]
    zeros = [one for one in deaths if one.value == 0 and one.value is not False]
    if book == "acled":
        assert [one.name for one in zeros] == ["fatalities"]
        assert "unknown" in zeros[0].why
    else:
        assert not zeros


@pytest.mark.parametrize("book", BOOKS)
def test_what_a_person_rejected_counts_nowhere(book) -> None:
    """A person's word stands above every rule."""
    from dataclasses import replace

    from onrecord.model import Claim

    evidence = _evidence(TABLE)
    rejected: dict[str, Claim] = {
        i: claim.with_(decision="rejected") for i, claim in evidence.claims.items()
    }
    ruling = rulebooks.ruling(book, replace(evidence, claims=rejected))
    assert not ruling.used


def _evidence(table: str) -> rulebooks.Evidence:
    from onrecord import reconcile, testing
    from onrecord.model import Incident

    claims = testing.claims(table)
    return rulebooks.Evidence(
        incident=Incident(
            id="inc_test", claim_ids=tuple(c.id for c in claims), when=None,
            place_ids=(), place_names=(), perpetrators=(),
        ),
        claims={claim.id: claim for claim in claims},
        voices=reconcile.by_claim(reconcile.origins(claims, {}, {}, lambda _: None)),
    )  # fmt: skip


@pytest.mark.parametrize("book", BOOKS)
def test_an_incident_without_claims_is_ruled_too(ruled, book) -> None:
    """Nothing told is nothing known."""
    ruling = ruled(book, "")
    assert (ruling.used, ruling.set_aside) == ((), ())


@pytest.mark.parametrize("book", [*BOOKS, "onrecord"])
def test_what_the_rulebooks_data_says_a_program_applies_is_applied(book, root_of_package) -> None:
    """A rule that is said to be applied is named where it is; what is not applied is not."""
    code = "".join(path.read_text() for path in root_of_package.glob("*.py"))
    told = rulebooks.rulebook(book)
    for short, extent in told.extents.items():
        assert extent.applied in {"wholly", "in part", "not"}
        assert bool(extent.but) == (extent.applied != "wholly"), short
        assert (f'"{short}"' in code) == (extent.applied != "not"), short


@pytest.fixture
def root_of_package():
    from pathlib import Path

    return Path(rulebooks.__file__).parent
