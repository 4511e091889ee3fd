"""What of a record becomes public: the rules, one example each, in words that were made up."""

from datetime import date

import pytest

from onrecord import publish, resolve
from onrecord.model import Actor, ActorKind, Document, Names, Place, PlaceKind, Record, When
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.coarsening import coarsening, week
from onrecord.publish.protection.known import Known
from onrecord.publish.protection.masking import Hidden, Masker, keys_of
from onrecord.publish.protection.sources import told

RELEASE = date(2026, 11, 22)


def masked(
    words: str,
    allowed: Allowed | None = None,
    record: Record | None = None,
    names: Names | None = None,
) -> str:
    """Return words as anybody may see them."""
    known = Known(record or Record(), names or resolve.names())
    return Masker(allowed or Allowed(), known).plain(words)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("Salim Darwish, 34, was killed in Aleppo.", "[name withheld], 34, was killed in Aleppo."),
        ("Nobody had ever listed Xhevrije Qorraj.", "Nobody had ever listed [name withheld]."),
        ("Dr. al-Shami told UNICEF", "Dr. [name withheld] told UNICEF"),
        ("Abu Khaled and Umm Ahmad died", "[name withheld] and [name withheld] died"),
        ("Jean-Pierre Mukamana died in Goma", "[name withheld] died in Goma"),
        ("KHALED NAJJAR WAS KILLED IN ALEPPO", "[name withheld] WAS KILLED IN ALEPPO"),
        ("ahmad ali died in the strike", "[name withheld] died in the strike"),
        ("Col. Duarte of the Sixth Brigade", "Col. [name withheld] of the Sixth Brigade"),
        ("Reporting by Lisa Barrington", "Reporting by [name withheld]"),
        ("Олексій Петренко", "[name withheld]"),
    ],
)
def test_names_of_persons_are_withheld(words: str, seen: str) -> None:
    """A name is what has a capital and is known as nothing else, so an unlisted one is, too."""
    assert masked(words) == seen


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("قال سليم درويش إن سبعة قتلوا", "قال [name withheld] إن سبعة قتلوا"),
        ("قُتِلَ مُحَمَّد في قصف", "قُتِلَ [name withheld] في قصف"),
        ("قتل الطفل يوسف الحموي", "قتل الطفل [name withheld]"),
        ("صرح المتحدث باسم وزارة الصحة", "صرح المتحدث باسم وزارة الصحة"),
        ("ارتفع عدد القتلى على الأقل إلى 43", "ارتفع عدد القتلى على الأقل إلى 43"),
        ("أفاد المرصد السوري لحقوق الإنسان", "أفاد المرصد السوري لحقوق الإنسان"),
    ],
)
def test_arabic_has_no_capitals_so_what_is_not_known_is_a_name(words: str, seen: str) -> None:
    """Common words, places and parties stay; "in the name of" is no Basem, "on" no Ali."""
    assert masked(words) == seen


@pytest.mark.parametrize(
    "words",
    [
        "The Islamic State attacked Erbil in Kurdistan on Monday, 3 March 2025.",
        "Syrian Democratic Forces fought near Deir ez-Zor",
        "Reuters and the Coast Courier reported from Yemen",
        "The Red Cross said that residents of Homs fled to the village of Al Ghalifqa",
        "Americans and Iraqis died in Baghdad in July",
        "According to the UN, 12 people were killed",
    ],
)
def test_places_parties_and_days_stay(words: str) -> None:
    """What tells nobody's name is needed to check a figure."""
    assert masked(words) == words


@pytest.mark.parametrize(
    ("words", "setting", "seen"),
    [
        ("three Alawite men", "religion", "three [religion withheld] men"),
        ("من الطائفة العلوية", "religion", "من الطائفة [religion withheld]"),
        ("six Kurdish farmers", "ethnicity", "six [ethnicity withheld] farmers"),
        ("a Tutsi and a Hutu", "ethnicity", "a [ethnicity withheld] and a [ethnicity withheld]"),
        ("his brother and a widow", "kinship", "his [kinship withheld] and a [kinship withheld]"),
        ("مقتل شقيقه", "kinship", "مقتل [kinship withheld]"),
    ],
)
def test_religion_ethnicity_and_kinship_are_withheld_unless_allowed(
    words: str, setting: str, seen: str
) -> None:
    """In a record of violence they are targeting data (Standards for Casualty Recording, p. 41)."""
    assert masked(words) == seen
    allowed = Allowed(
        religion=setting == "religion",
        ethnicity=setting == "ethnicity",
        kinship=setting == "kinship",
    )
    assert masked(words, allowed) == words


def test_families_of_nobody_in_particular_stay() -> None:
    """ "Entire families were killed" tells of nobody; "the Nayeb family" does."""
    assert masked("entire families were killed") == "entire families were killed"
    assert masked("the Nayeb family") == "the [name withheld] family"


def test_a_persons_name_inside_a_partys_stays() -> None:
    """ "The Assad regime" is a party; Assad is a person."""
    assad = Actor(id="actor:a", name="Bashar al-Assad", kind=ActorKind.PERSON, aliases=("Assad",))
    record = Record(actors={assad.id: assad})

    assert (
        masked("the Assad regime and Assad", record=record)
        == "the Assad regime and [name withheld]"
    )


def test_an_author_is_withheld_also_inside_other_words() -> None:
    """Whoever wrote a report is met again in it, and in the names of its sources."""
    record = Record(
        documents={"a": Document(name="a", author="Stone Walker", publisher="Stone News")}
    )

    assert masked("as told to Stone Walker of Stone News", record=record) == (
        "as told to [name withheld] of Stone News"
    )


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("Rima Haddad", "a person, name withheld"),
        ("a resident, Rima Haddad", "a resident, name withheld"),
        ("الشاهد نزار القباني", "a witness, name withheld"),
        ("United Nations humanitarian chief Jo Lowcock", "United Nations humanitarian chief"),
        ("health ministry spokesman Yusuf Hadri", "health ministry spokesman"),
        (
            "local officials, as told to Jo Lowcock",
            "local officials, as told to a person, name withheld",
        ),
        ("Syrian Network for Human Rights", "Syrian Network for Human Rights"),
        ("residents", "residents"),
    ],
)
def test_a_source_is_told_by_its_office_or_described(name: str, is_told: str) -> None:
    """Witnesses named in an article have not agreed to stand in a database."""
    masker = Masker(Allowed(), Known(Record(), resolve.names()))

    assert told(name, masker) == (is_told, is_told != name)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (
            "shells hit the Ibn Rushd hospital in Aleppo",
            "shells hit the [place withheld] hospital in Aleppo",
        ),
        ("Al Noor School was hit", "[place withheld] School was hit"),
        ("قصف مستشفى الثورة", "قصف مستشفى [place withheld]"),
        ("a hospital in Aleppo", "a hospital in Aleppo"),
    ],
)
def test_a_site_that_may_be_struck_again_is_not_named(words: str, seen: str) -> None:
    """Its kind stays; with `exact_sites` so does its name."""
    assert masked(words) == seen
    assert "[place withheld]" not in masked(words, Allowed(exact_sites=True))


def test_words_in_a_script_that_is_not_known_are_withheld_whole() -> None:
    """Names cannot be told from other words there."""
    assert masked("killed: נהרגו חמישה") == "killed: [words withheld]"


def test_a_recent_incident_is_told_by_its_week_and_district() -> None:
    """Those who were there are still within reach of those who did it."""
    day = When(earliest=date(2026, 11, 18), latest=date(2026, 11, 18))
    told_week = week(day)

    assert told_week is not None
    assert (told_week.date_from, told_week.date_to, told_week.precision) == (
        "2026-11-16",
        "2026-11-22",
        3,
    )
    town, district = (
        Place(id=i, name=i, kind=kind, country="YE", latitude=1, longitude=2, within=within)
        for i, kind, within in (("t", PlaceKind.TOWN, "d"), ("d", PlaceKind.DISTRICT, None))
    )
    makes = coarsening(
        Record(places={"t": town, "d": district}), Allowed(), RELEASE, lambda _: None
    )
    assert makes.may_be_told(town, is_recent=True) is district
    assert makes.may_be_told(town, is_recent=False) is town


@pytest.mark.parametrize(
    "words",
    [
        "on Wednesday", "yesterday", "18 November 2026", "November 18", "2026-11-18", "18/11/2026", "last night",
        "two days ago", "at 14:30", "over the weekend", "this morning",
    ],
)  # fmt: skip
def test_its_words_tell_no_day_either(words: str) -> None:
    """With the day of the report, "yesterday" is a date."""
    masker = Masker(Allowed(), Known(Record()))

    assert "[day withheld]" in masker.plain(f"It happened {words}.", Hidden(is_strict=True))


def test_its_words_tell_no_town_in_any_spelling() -> None:
    """Another hand writes the same sounds in other letters."""
    hidden = Hidden(places=frozenset({keys_of("Ma'arat al-Numan")}), is_strict=True)
    masker = Masker(Allowed(), Known(Record()))

    assert masker.plain("in Maaret an-Numan", hidden) == "in [place withheld]"


def test_where_most_of_a_sentence_would_go_all_of_it_goes() -> None:
    """What was left would tell by its shape what was there."""
    masker = Masker(Allowed(), Known(Record()))
    words = masker.parts(("Salim Darwish, Rima Haddad, Omar Sabbagh and ", "two others died"), "en")

    assert [str(part) for part in words] == ["[words withheld]", "[words withheld]"]


def test_a_name_that_begins_before_the_claims_words_is_seen_as_one() -> None:
    """The sentence is looked at as a whole, then cut again."""
    masker = Masker(Allowed(), Known(Record()))
    words = masker.parts(
        ("A farmer called Salim ", "Darwish was killed", " in the market of the old town."), "en"
    )

    assert "".join(map(str, words)) == (
        "A farmer called [name withheld][name withheld] was killed in the market of the old town."
    )


def test_nothing_that_is_public_is_made_without_the_masker() -> None:
    """`publish.public` is the only maker of a `Public`; it takes the day of the release."""
    assert set(publish.Circumstances.__dataclass_fields__) == {"on", "rule", "names"}
