"""Names side by side: what makes two names one person's, and what makes them two persons'."""

import pytest

from onrecord.lists.names import compare, parts, table, table_for, table_in, tables
from onrecord.model import OnRecordError


def taken_apart(name, by="arabic"):
    """Return a name's given name, what stands between, and the family name, as written."""
    found = parts(name, by)
    return (
        found.given.written if found.given else None,
        [one.written for one in found.fathers],
        found.family.written if found.family else None,
    )


def levels(left, right, by="arabic"):
    """Return how well two names agree, part by part."""
    found = compare(parts(left, by), parts(right, by))
    return {one.field: one.level.value for one in found.parts}


def skeleton(name, by="arabic"):
    return parts(name, by).given.skeleton


def test_a_name_is_given_name_father_grandfather_family():
    """Arabic names go up the line of fathers; the last part is the family's."""
    assert taken_apart("سامي خليل يوسف النجار") == ("سامي", ["خليل", "يوسف"], "النجار")
    assert taken_apart("Sami Khalil Yusuf al-Najjar") == ("Sami", ["Khalil", "Yusuf"], "al-Najjar")


def test_a_comma_says_that_the_family_stands_first():
    """ "Family, Given Father" is the same name."""
    assert taken_apart("NAJJAR, Sami Khalil") == ("Sami", ["Khalil"], "NAJJAR")
    assert taken_apart("النجار، سامي خليل") == ("سامي", ["خليل"], "النجار")


def test_son_of_is_no_part():
    """Lists write "bin", "ibn" and "bint" or leave them out."""
    assert levels("Sami bin Khalil bin Yusuf al-Najjar", "سامي خليل يوسف النجار") == {
        "given": "spelled",
        "father": "spelled",
        "grandfather": "spelled",
        "family": "spelled",
    }


@pytest.mark.parametrize(
    "spellings",
    [
        "عبد الرحمن|عبدالرحمن|عَبْدُ الرَّحمٰن|Abd al-Rahman|Abdul Rahman|Abdulrahman|Abdel-Rahman|Abdurrahman|Abd El Rahman|Abd Alrahman",
        "عبد الله|عبدالله|Abdullah|Abdallah|Abd Allah|Abdulla",
        "أبو زيد|ابوزيد|Abu Zaid|Abu-Zeid|Abou Zeid|Abuzaid",
        "نور الدين|نورالدين|Nour al-Din|Nureddin|Noor Aldeen|Nur-ud-Din|Noureddine",
        "ابو الحسن|أبوالحسن|Abu al-Hasan|Abu Al Hassan|Abulhasan",
        "أم كلثوم|ام كلثوم|Umm Kulthum|Um Kulthoum|Om Kalthoum",
    ],
)
def test_what_is_written_in_two_words_and_means_one_name_is_one_part(spellings):
    """Servant of, father of, mother of, light of the faith: however they are joined."""
    names = spellings.split("|")
    for name in names:
        found = parts(f"{name} سامي" if name[0] > "z" else f"{name} Sami")
        assert found.family is not None
        assert not found.fathers, name
        assert found.given.written == name
    assert len({skeleton(name) for name in names}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        "النجار|نجار|al-Najjar|Al Najjar|El-Naggar|Alnajjar|an-Najjar|AL-NAJJAR|Najar",
        "الشريف|شريف|ash-Sharif|Al-Shareef|El Sherif|Alsharif",
    ],
)
def test_the_article_is_no_part_of_a_name(spellings):
    """With a hyphen, a space or nothing, with the sound of the letter that it stands before."""
    assert len({skeleton(name) for name in spellings.split("|")}) == 1


def test_a_name_that_only_begins_like_the_article_keeps_its_letters():
    """Elias has no article, nor has Alma; and "an" is one before an n only."""
    assert parts("Elias").given.folded == "elias"
    assert parts("الياس").given.folded == "الياس"
    assert taken_apart("An Najjar Sami") == ("An Najjar", [], "Sami")
    assert taken_apart("An Sami") == ("An", [], "Sami")


def test_hamza_tashkeel_tatweel_and_the_forms_of_printers_make_no_other_name():
    """Keyboards, PDFs and careful hands write one name in many ways."""
    names = ("أحمد", "احمد", "أَحْمَد", "ا\u0654حمد", "احمـــد", "\ufe83\ufea3\ufee4\ufeaa", "ٱحمد")
    assert {parts(name).given.folded for name in names} == {"احمد"}
    assert parts("فاطمة").given.folded == parts("فاطمه").given.folded
    assert parts("هدى").given.folded == parts("هدي").given.folded


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمد", "Mohammed Muhammad Mohamed Mohammad Muhamad"),
        ("حسين", "Hussein Husain Hossein Hussain Husayn"),
        ("قاسم", "Qasim Kassem Qassem Kasim Qasem"),
        ("ذياب", "Dhiyab Diab Theyab"),
        ("شيماء", "Shaimaa Shayma Shaymaa"),
        ("خديجة", "Khadija Khadijah Khadeeja"),
        ("يوسف", "Yousef Yusuf Youssef Yosef"),
        ("عائشة", "Aisha Aysha Aishah"),
        ("فتحي", "Fathi Fathy"),
        ("منى", "Mona Muna"),
        ("ضياء", "Diaa Diya Dhiaa"),
    ],
)
def test_two_scripts_and_two_hands_write_one_name(arabic, latin):
    """Each letter has sounds; what one hand and another write for a sound costs little."""
    for name in latin.split():
        found = compare(parts(f"{name} Odeh"), parts(f"{arabic} عودة"))
        assert found.parts[0].level.value == "spelled", name
        assert not found.given_differs


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("محمد", "احمد"),
        ("محمد", "محمود"),
        ("كريم", "كرم"),
        ("سامي", "سمير"),
        ("حسن", "حسين"),
        ("Ahmad", "Muhammad"),
        ("Mahmoud", "Mohammed"),
        ("Hasan", "Hussein"),
        ("Karim", "كرم"),
        ("محمود", "Mohamed"),
        ("Amal", "Iman"),
        ("Salma", "Salim"),
        ("علاء", "ولاء"),
    ],
)
def test_brothers_and_sisters_are_two_persons_whatever_else_agrees(one, two):
    """They have father, grandfather, family, town and day in common. So the given name rules."""
    rest = "Khalil Yusuf Najjar"
    found = compare(parts(f"{one} {rest}"), parts(f"{two} {rest}"))
    assert found.given_differs
    assert [part.level.value for part in found.parts[1:]] == ["same"] * 3
    same = compare(parts(f"{one} {rest}"), parts(f"{one} Khaleel Yousef Al-Najar"))
    assert found.similarity < same.similarity


def test_twins_of_the_same_sounds_are_told_apart_by_what_many_are_called():
    """Karim and Karam are a letter apart, but both are names that many have: two persons."""
    assert compare(parts("كريم خليل"), parts("كرم خليل")).given_differs
    slip = compare(parts("كريمم خليل"), parts("كريم خليل"))
    assert slip.parts[0].level.value == "spelled"


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [("آمنة", "Amina"), ("عامر", "Amir"), ("سعاد", "Souad"), ("معاذ", "Mouath"), ("رضا", "Riza")],
)
def test_a_latin_spelling_may_by_custom_be_meant_for_another_name(arabic, latin):
    """
    Many spell آمنة "Amina", though that is how أمينة sounds: the two may be one person.

    Amina and Amna on one list in Latin letters stay apart: sisters bear both names.
    """
    across = compare(parts(f"{latin} Khalil Odeh"), parts(f"{arabic} خليل عودة"))
    assert across.parts[0].level.value in {"spelled", "close"}
    assert not across.given_differs
    assert compare(parts("Amina Khalil Odeh"), parts("Amna Khalil Odeh")).given_differs
    assert compare(parts("أمينة خليل عودة"), parts("آمنة خليل عودة")).given_differs


def test_a_slip_in_a_name_that_few_have_is_close_and_bars_nothing():
    """Nobody is told apart by one letter of a rare name."""
    found = compare(parts("Zarqon Khalil"), parts("Zarqoj Khalil"))
    assert found.parts[0].level.value == "close"
    assert not found.given_differs


def test_names_of_different_length_are_compared_with_gaps():
    """A grandfather whom only one list tells is no evidence against."""
    assert levels("سامي خليل يوسف النجار", "Sami Yusuf Najjar") == {
        "given": "spelled",
        "father": "missing",
        "grandfather": "spelled",
        "family": "spelled",
    }
    assert levels("Sami Khalil", "Sami Khalil Yusuf Hasan Najjar") == {
        "given": "same",
        "father": "same",
        "grandfather": "missing",
        "ancestor": "missing",
        "family": "missing",
    }


def test_other_fathers_speak_against_one_person():
    """A namesake is no brother: the given name agrees and the fathers do not."""
    assert levels("سامي خليل النجار", "سامي منصور النجار") == {
        "given": "same",
        "father": "other",
        "family": "same",
    }


@pytest.mark.parametrize(
    "name",
    [
        "? خليل النجار",
        "؟ خليل النجار",
        "مجهول خليل النجار",
        "غير معروف خليل النجار",
        "ابن خليل النجار",
        "ابنة/ خليل النجار",
        "Unknown Khalil Najjar",
        "Daughter of Khalil Najjar",
        "Baby Khalil Najjar",
    ],
)
def test_a_given_name_that_the_list_does_not_know_is_missing(name):
    """It is no evidence either way, and bars nothing."""
    found = compare(parts(name), parts("سامي خليل النجار"))
    assert found.parts[0].level.value == "missing"
    assert not found.given_differs
    assert parts(name).given is None
    assert parts(name).family.skeleton == "njr"


def test_a_title_before_a_name_is_left_out():
    """ "Child", "Martyr" and "Dr" are said of a person, and are no name."""
    assert taken_apart("طفلة/ هبة خليل النجار") == ("هبة", ["خليل"], "النجار")
    assert taken_apart("الشهيد سامي النجار") == ("سامي", [], "النجار")
    assert taken_apart("Dr. Sami Najjar") == ("Sami", [], "Najjar")


def test_a_father_whom_the_list_does_not_know_is_left_out():
    """The others keep their order."""
    assert taken_apart("سامي ؟ يوسف النجار") == ("سامي", ["يوسف"], "النجار")
    assert taken_apart("Sami Khalil (Abu Ali) Najjar") == ("Sami", ["Khalil"], "Najjar")


def test_two_words_of_one_list_may_be_one_word_of_the_other():
    """Double names are written together and apart."""
    assert levels("Nour Hoda Khalil Najjar", "نورالهدى خليل النجار") == {
        "given": "spelled",
        "father": "spelled",
        "family": "spelled",
    }
    assert levels("Zakariya Khalil", "Nourhoda Khalil")["given"] == "other"
    assert levels("Ali Nour Hoda", "Ali Nourhoda") == {"given": "same", "family": "same"}
    assert levels("Abunour Khalil", "Abu Nour Khalil")["given"] == "same"


def test_an_initial_is_part_of_a_name():
    """It agrees as far as it goes."""
    assert levels("S. Khalil Najjar", "Sami Khalil Najjar")["given"] == "part"


def test_every_level_stands_beside_the_words_as_written():
    """Who looks at a pair sees what was compared, never a skeleton."""
    found = compare(parts("Abd al-Karim Odeh"), parts("عبدالكريم عودة"))
    assert [(one.field, one.left, one.right) for one in found.parts] == [
        ("given", "Abd al-Karim", "عبدالكريم"),
        ("family", "Odeh", "عودة"),
    ]


def test_a_common_name_is_found_beside_its_usual_latin_spelling():
    """Hiba is هبة, also where the dots of the last letter are left out."""
    for written in ("هبة", "هبه"):
        assert not compare(parts("Hiba Walid Saleh"), parts(f"{written} وليد صالح")).given_differs


def test_lam_and_alef_that_a_pdf_turned_round_are_the_name_that_was_printed():
    """Papers print them as one letter. Where two known names come of it, they stay two."""
    assert parts("عال خليل").given.folded == "علا"
    assert parts("النا خليل").given.folded == "لانا"
    assert levels("هاني سالمين", "هاني سلامين")["family"] == "spelled"
    assert compare(parts("صالح خليل"), parts("صلاح خليل")).given_differs


def test_maghrebi_names_are_spelled_in_french():
    """ou, ch, dj, gu; Ben and Bou before a family's name, together or apart."""
    for french, arabic in (
        ("Djamel Benyoucef", "جمال بن يوسف"),
        ("Rachid Bouzid", "رشيد بوزيد"),
        ("Cherif Ouali", "شريف والي"),
        ("Khadidja Guermouche", "خديجة قرموش"),
        ("Abdelkader Ben Ali", "عبد القادر بنعلي"),
    ):
        assert set(levels(french, arabic, "maghrebi").values()) == {"spelled"}


def test_persian_names_have_no_fathers_name_between():
    """Persian letters, endings of families with a joiner, a space or nothing."""
    for latin, persian in (
        ("Ali Reza Hossein Zadeh", "علیرضا حسین\u200cزاده"),
        ("Vahid Golsorkhian", "وحید گلسرخیان"),
        ("Zhaleh Pourmohammadi", "ژاله پورمحمدی"),
    ):
        assert set(levels(latin, persian, "persian").values()) == {"spelled"}


def test_names_in_latin_letters_have_particles_accents_and_two_surnames():
    """Small words are left out; a second surname may be missing; "Jr" is no name."""
    assert levels("José García López", "Jose Garcia", "latin") == {
        "given": "same",
        "middle": "same",
        "family": "missing",
    }
    assert levels("Juan dela Cruz Jr.", "CRUZ, Juan de la", "latin") == {
        "given": "same",
        "family": "same",
    }
    assert compare(parts("Maria Santos", "latin"), parts("Mario Santos", "latin")).given_differs


def test_the_table_of_a_list_is_proposed_from_its_names():
    """A person confirms it; single names never decide."""
    assert table_for(["سامي خليل النجار", "Sami Khalil al-Najjar"]) == "arabic"
    assert table_for(["Djamel Benali", "Rachid Bouzid", "Yacine Ouali"]) == "maghrebi"
    assert table_for(["پروین حسین\u200cزاده", "ژاله کریمی", "وحید گلسرخیان"]) == "persian"
    assert table_for(["Maria Santos", "Juan dela Cruz", "Jose Reyes"]) == "latin"
    assert table_for([]) == "arabic"


def test_another_language_is_a_file():
    """What the file leaves out is as in the table that it extends."""
    turkish = table_in(
        """
        extends: arabic
        order: western
        latin: {c: j, ç: c, ş: $, j: J}
        """,
        "turkish",
    )
    found = compare(parts("Cemal Yılmaz", turkish), parts("جمال يلماز", turkish))
    assert [one.level.value for one in found.parts] == ["spelled", "spelled"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a list", "holds no keys"),
        ("extends: klingon", "there is no table of names 'klingon'; there are arabic, latin"),
        ("extends: [", "cannot be read"),
        ("inside: ['(']", "cannot be read"),
        ("latin: nothing", "cannot be read"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_a_line(text, says):
    """Nobody has to know the program to see what is the matter."""
    with pytest.raises(OnRecordError, match=says):
        table_in(text, "mine")


def test_no_known_given_name_stands_in_a_table_twice():
    """Two spellings of one name would be told apart as two."""
    for one in tables().values():
        names = str(one.says.get("given", "")).split()
        folded = [parts(name, one).given.folded for name in names]
        assert len(set(folded)) == len(folded)
    assert table("persian").order == "western"
