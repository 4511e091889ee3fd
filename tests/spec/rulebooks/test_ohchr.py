"""OHCHR: documented individuals, apart from figures, apart from estimates; SDG 16.1.2."""

import pytest

BOOK = "ohchr"
NAMED = (
    'a.txt | "Samir al-Hadid, 34, was shot" | killed | 1 | of Samir al-Hadid, 34 | civilian'
    " | 2018-08-09 | in Tal Amar"
)


class TestIndividuals:
    """Syria report, 2022: full name, date and location of death at least."""

    def test_a_full_name_a_day_and_a_place_document_a_person(self, ruled, sorted_out) -> None:
        """One individual, under the name as written."""
        ruling = ruled(BOOK, NAMED)
        assert ruling.value("documented_individuals") == 1
        assert ruling.value("names") == ("Samir al-Hadid",)
        used, _ = sorted_out(ruling, NAMED)
        assert set(used.values()) == {"ohchr:documented-individual"}

    @pytest.mark.parametrize(
        "table",
        [
            NAMED.replace(" al-Hadid", ""),
            NAMED.replace("2018-08-09", "2018-08"),
            NAMED.replace(" | in Tal Amar", ""),
            NAMED.replace("of Samir al-Hadid, 34", "of a man"),
        ],
        ids=["one name", "no day", "no place", "no name"],
    )
    def test_less_documents_nobody(self, ruled, table) -> None:
        """None, and not nought: the record names nobody, which is no count of the dead."""
        assert ruled(BOOK, table).value("documented_individuals") is None

    def test_one_person_in_two_reports_is_one_person(self, ruled) -> None:
        """The same name, however often it is printed."""
        table = NAMED + "\n" + NAMED.replace("a.txt", "b.txt").replace("al-Hadid, 34", "Al-Hadid")
        assert ruled(BOOK, table).value("documented_individuals") == 1

    def test_individuals_are_counted_apart_from_figures(self, ruled) -> None:
        """43 reported and one documented are never 44, nor 43 documented."""
        ruling = ruled(BOOK, NAMED + '\nb.txt | "43 died" | killed | 43 | according to SNHR')
        assert ruling.value("documented_individuals") == 1
        assert (ruling.value("reported_minimum"), ruling.value("reported_maximum")) == (43, 43)


def test_estimates_are_never_merged_with_what_is_documented(ruled, sorted_out) -> None:
    """Syria report, 2022: documented and estimated stand apart."""
    table = """
        a.txt | "43 died" | killed | 43 | according to SNHR
        b.txt | "an estimated 60 died" | killed | ~60 | estimated
    """
    ruling = ruled(BOOK, table)
    assert ruling.value("reported_maximum") == 43
    assert sorted_out(ruling, table)[1] == {"an estimated 60 died": "ohchr:estimates-apart"}


class TestDisaggregation:
    """SDG indicator 16.1.2: sex, age, cause, status."""

    @pytest.mark.parametrize(
        ("victims", "told"),
        [
            ("children", {"age: child": "9"}),
            ("women", {"age: adult": "9", "sex: woman": "9"}),
            ("girls", {"age: child": "9", "sex: woman": "9"}),
            ("men", {"age: adult": "9", "sex: man": "9"}),
            ("people", {}),
        ],
    )
    def test_sex_and_age(self, ruled, victims, told) -> None:
        """Man, woman, unknown; adult, child, unknown: what words do not tell has no column."""
        ruling = ruled(BOOK, f'a.txt | "9 died" | killed | 9 | of {victims}')
        found = {v.name: v.value for v in ruling.values if v.name.startswith(("sex", "age"))}
        assert found == told

    @pytest.mark.parametrize(
        ("slots", "status"),
        [
            ("of villagers | civilian", "status: civilian"),
            ("of soldiers | combatant", "status: member of armed forces"),
            ("of rebels | combatant", "status: person directly participating in hostilities"),
        ],
    )
    def test_status(self, ruled, slots, status) -> None:
        """From the class and the words."""
        assert ruled(BOOK, f'a.txt | "9 died" | killed | 9 | {slots}').value(status) == "9"

    @pytest.mark.parametrize(
        ("weapon", "cause"),
        [
            ("air strike", "heavy weapons and explosive munitions"),
            ("landmine", "planted explosives and unexploded ordnance"),
            ("gunfire", "small arms and light weapons"),
            ("white phosphorus", "incendiary"),
            ("sarin", "chemical, biological, radiological, nuclear"),
            (
                "starvation",
                "denial of access to or destruction of objects indispensable to survival",
            ),
            ("machetes", "use of objects and other means"),
        ],
    )
    def test_cause(self, ruled, weapon, cause) -> None:
        """From the word for the weapon."""
        ruling = ruled(BOOK, f'a.txt | "9 died" | killed | 9 | with {weapon}')
        assert ruling.value("cause") == (cause,)

    def test_every_cause_of_a_weapon_is_one_of_the_eleven(self) -> None:
        """The indicator's list, as data."""
        from onrecord.vocab import read_table

        table = read_table("onrecord.reconcile.rulebooks", "weapons.yaml")
        assert len(table["causes"]) == 11
        assert {row["cause"] for row in table["weapons"]} <= set(table["causes"])
