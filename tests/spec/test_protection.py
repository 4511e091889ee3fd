"""What of a record becomes public: the rules, one example each, in words that were made up."""

from datetime import date

import pytest

from onrecord import publish, resolve
from onrecord.model import Actor, ActorKind, Document, Names, Place, PlaceKind, Record, When
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.coarsening import coarsening, week
from onrecord.publish.protection.known import Known, tree
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
    known = Known(tree(record or Record()), names or resolve.names())
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
        ("rima haddad", "a person, name withheld"),
        ("@rima_h", "a person, name withheld"),
        ("ministry spokesman (Rima Haddad), 0944 123 456", "ministry spokesman"),
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
    masker = Masker(Allowed(), Known(tree(Record()), resolve.names()))

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


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("call +963 944 123 456 or 0944-123456", "call [address withheld] or [address withheld]"),
        ("هاتف ٠٩٤٤١٢٣٤٥٦ للتواصل", "[name withheld] [address withheld] للتواصل"),
        ("write to salim84@mail.example", "write to [address withheld]"),
        ("salim84 (at) mail (dot) example", "[address withheld]"),
        (
            "posted by @salim_d on t.me/salim_d",
            "posted by [address withheld] on [address withheld]",
        ),
        ("see https://net.example/salim.d.5 for it", "see [address withheld] for it"),
        ("Telegram: salimd", "Telegram: [address withheld]"),
        ("passport N00123456 was found", "passport [name withheld] was found"),
        ("national number 12345678901", "national number [name withheld]"),
        ("a car with licence plate ABC-1234", "a car with licence plate [name withheld]"),
        ("the shelter at 36.2021, 37.1343", "the shelter at [place withheld]"),
        ("at 36°12'07\"N 37°08'03\"E, they said", "at [place withheld], they said"),
        ("in the cellar of 14 Nile Street", "in the cellar of [place withheld]"),
    ],
)
def test_what_leads_to_a_person_or_a_spot_goes_with_the_name(words: str, seen: str) -> None:
    """A name that is taken out of a sentence is found again by the number beside it."""
    assert masked(words) == seen


@pytest.mark.parametrize(
    "words",
    [
        "On 03-05-2014 at 08:30 it was 45°C; 1,200,000 fled.",
        "12.5 and 13.7 percent in 2013-2014, by a BM-21 and 155 mm shells",
        "Air/drone strike, and/or shelling; the U.S. and the U.N. said so",
        "a total of 123456 people since 2011",
    ],
)
def test_numbers_of_people_days_and_weapons_stay(words: str) -> None:
    """They lead to nobody, and figures are checked by them."""
    assert masked(words) == words


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("Sa\u200blim Dar\u00adwish was killed", "[name withheld] was killed"),
        (
            "S. D. was killed; S.D. was killed",
            "[name withheld] was killed; [name withheld]. was killed",
        ),
        ("S a l i m was killed", "[name withheld] was killed"),
        ("a girl called Hope, aged nine", "a girl called [name withheld], aged nine"),
        ("Mr White was killed in Hama", "Mr [name withheld] was killed in Hama"),
        ("a man, Mark May, died in May 2014", "a man, [name withheld], died in May 2014"),
        ("قتل هو وأولاده", "قتل هو [kinship withheld]"),
        ("من السنة والشيعة", "من [religion withheld]"),
        ("في نهاية السنة", "في نهاية السنة"),
    ],
)
def test_a_name_is_found_however_it_is_written(words: str, seen: str) -> None:
    """Signs that no eye sees, spaced letters, initials, and names that are common words."""
    assert masked(words) == seen


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("at the M10 field hospital", "at the [place withheld] field hospital"),
        ("Hospital Al-Quds was hit", "Hospital [place withheld] was hit"),
        ("Al-Karama medical point was hit", "[place withheld] medical point was hit"),
        ("school No. 12 was hit", "school [place withheld] was hit"),
    ],
)
def test_a_site_is_not_named_before_or_behind_its_noun(words: str, seen: str) -> None:
    """Nor by a number; nouns of two words are nouns, too."""
    assert masked(words) == seen


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (
            "shells hit it after fighters left Douma",
            "shells hit it after fighters left [place withheld]",
        ),
        ("near the village of Zanzabeel", "near the village of [place withheld]"),
        ("قصف مدينة دوما", "قصف مدينة [place withheld]"),
        ("on the 18th, at noon", "[day withheld], [day withheld]"),
        ("the 4th Division in Rif Dimashq", "the 4th Division in Rif Dimashq"),
    ],
)
def test_of_a_recent_incident_no_neighbouring_place_is_told_either(words: str, seen: str) -> None:
    """Whoever knows the places that a sentence names knows between which of them it was."""
    hidden = Hidden(is_strict=True, told=frozenset({keys_of("Rif Dimashq")}))
    masker = Masker(Allowed(), Known(tree(Record()), resolve.names()))

    assert masker.plain(words, hidden) == seen


def test_a_page_cannot_make_its_writer_an_organisation() -> None:
    """It says itself who publishes it: "Rima Haddad" is a person's name there, too."""
    record = Record(
        documents={"a": Document(name="a", author="Rima Haddad", publisher="Rima Haddad")}
    )

    assert masked("Rima Haddad said so", record=record) == "[name withheld] said so"


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


def test_degrees_that_a_table_gives_are_not_told_of_a_recent_incident() -> None:
    """Its id holds them, too, so what contains it stands in its stead."""
    province = Place(
        id="adm1:YE.1",
        name="Saada",
        kind=PlaceKind.PROVINCE,
        country="YE",
        latitude=17,
        longitude=43,
    )
    for precision in (1, 2):
        spot = Place(
            id=f"point:16.96123,43.72456,{precision}:adm1:YE.1:near the well",
            name="near the well",
            kind=PlaceKind.AREA,
            country="YE",
            latitude=16.96123,
            longitude=43.72456,
            within=province.id,
            precision=precision,
        )
        places = {spot.id: spot, province.id: province}
        makes = coarsening(Record(places=places), Allowed(), RELEASE, lambda _: None)
        assert makes.may_be_told(spot, is_recent=True) is province


@pytest.mark.parametrize(
    ("name", "is_recent", "is_told"),
    [
        ("al-Noor hospital", False, False), ("camp of the spring", False, False),
        ("the lower valley", False, True), ("the lower valley", True, False),
    ],
)  # fmt: skip
def test_a_place_that_no_register_has_may_be_a_house(
    name: str, *, is_recent: bool, is_told: bool
) -> None:
    """Known by name only, somewhere in a country: a hospital, or a valley."""
    country = Place(
        id="country:YE", name="Yemen", kind=PlaceKind.COUNTRY, country="YE", latitude=1, longitude=2
    )
    unmapped = Place(
        id=f"within:country:YE:{name}", name=name, kind=PlaceKind.AREA, country="YE",
        latitude=None, longitude=None, within="country:YE",
    )  # fmt: skip
    makes = coarsening(
        Record(places={country.id: country, unmapped.id: unmapped}),
        Allowed(),
        RELEASE,
        lambda _: None,
    )

    assert makes.may_be_told(unmapped, is_recent=is_recent) is (unmapped if is_told else country)


@pytest.mark.parametrize(
    "words",
    [
        "on Wednesday", "yesterday", "18 November 2026", "November 18", "2026-11-18", "18/11/2026", "last night",
        "two days ago", "at 14:30", "over the weekend", "this morning",
    ],
)  # fmt: skip
def test_its_words_tell_no_day_either(words: str) -> None:
    """With the day of the report, "yesterday" is a date."""
    masker = Masker(Allowed(), Known(tree(Record())))

    assert "[day withheld]" in masker.plain(f"It happened {words}.", Hidden(is_strict=True))


def test_its_words_tell_no_town_in_any_spelling() -> None:
    """Another hand writes the same sounds in other letters."""
    hidden = Hidden(places=frozenset({keys_of("Ma'arat al-Numan")}), is_strict=True)
    masker = Masker(Allowed(), Known(tree(Record())))

    assert masker.plain("in Maaret an-Numan", hidden) == "in [place withheld]"


def test_where_most_of_a_sentence_would_go_all_of_it_goes() -> None:
    """What was left would tell by its shape what was there."""
    masker = Masker(Allowed(), Known(tree(Record())))
    words = masker.parts(("Salim Darwish, Rima Haddad, Omar Sabbagh and ", "two others died"), "en")

    assert [str(part) for part in words] == ["[words withheld]", "[words withheld]"]


def test_a_name_that_begins_before_the_claims_words_is_seen_as_one() -> None:
    """The sentence is looked at as a whole, then cut again."""
    masker = Masker(Allowed(), Known(tree(Record())))
    words = masker.parts(
        ("A farmer called Salim ", "Darwish was killed", " in the market of the old town."), "en"
    )

    assert "".join(map(str, words)) == (
        "A farmer called [name withheld][name withheld] was killed in the market of the old town."
    )


def test_nothing_that_is_public_is_made_without_the_masker() -> None:
    """`publish.public` is the only maker of a `Public`; it takes the day of the release."""
    assert set(publish.Circumstances.__dataclass_fields__) == {"on", "rule", "names"}
