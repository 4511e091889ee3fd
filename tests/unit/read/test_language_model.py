"""The language model asked with whole arrays."""

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from onrecord.read import language
from onrecord.read.language_model import chooser

WORDS = (
    "Three people were taken to the hospital in Kareth after the shelling.",
    "ALL WERE TAKEN TO THE HOSPITAL.",
    "Trois personnes ont été transportées à l'hôpital après le bombardement.",
    "Drei Menschen wurden nach dem Beschuss ins Krankenhaus gebracht, sagte die Ärztin.",
    "Üç kişi bombardımandan sonra hastaneye kaldırıldı.",
    "Три человека были доставлены в больницу после обстрела.",
    "Троє людей були доставлені до лікарні після обстрілу.",
    "سه نفر پس از گلوله باران به بیمارستان منتقل شدند.",
    "قصفت الطائرات السوق ظهر أمس وقتل ثلاثة أشخاص.",
    "三人在炮击后被送往医院。",
    "e\u0301te\u0301",
    "a",
    "1234",
)
CODES = ("en", "fr", "de", "tr", "ru", "uk", "fa", "ar", "zh")


@pytest.mark.parametrize("words", [*WORDS, " ".join(WORDS), "\n".join(WORDS * 20)])
def test_its_answers_are_those_of_py3langid(words: str) -> None:
    """Nothing is guessed more quickly than it was: the answer is the same for every text."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    assert chooser(()).likeliest([words])[0] == model.classify(words)[0]
    model.set_languages(list(CODES))
    assert chooser(CODES).likeliest([words])[0] == model.classify(words)[0]


def test_a_text_of_no_feature_is_in_the_first_language() -> None:
    """Where nothing tells there is an answer all the same, and always the same one."""
    assert chooser(("fr", "en")).likeliest([""]) == chooser(("en", "fr")).likeliest([""])


def test_texts_asked_together_answer_as_each_alone() -> None:
    """No text has a say in the language of the one beside it."""
    each = [chooser(()).likeliest([words])[0] for words in ("", *WORDS, "")]
    assert chooser(()).likeliest(["", *WORDS, ""]) == each


def test_plain_english_is_told_without_the_model(monkeypatch) -> None:
    """Articles and particles that stand so close are in no other language; German asks the model."""
    monkeypatch.setattr(language, "chooser", None)
    words = "The mayor of the town said that the market and the school were hit by the army. "
    assert language.language(words * 3) == "en"
    with pytest.raises(TypeError):
        language.language(
            "Der Bürgermeister sagte, der Markt und die Schule seien getroffen worden."
        )
