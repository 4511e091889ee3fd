"""Whatever an Arabic text holds, claims point at its exact words, and numbers survive a spelling."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import ArabicReader
from onrecord.extract.arabic.quantity import quantities
from onrecord.extract.arabic.words import words_of
from onrecord.model import Block, Document, Named, Text, Voice

PIECES = st.sampled_from(
    'قُتل مقتل وإصابة شخصاً أشخاص 12 ٣٢٠ و 5 ، . : « » " - ( ) \n عشرات بينهم أطفال وامرأة نحو ما بين و12 شهيداً '
    "قال المرصد إن نفى الجيش، على الأقل دون وقوع إصابات في حلب أحد ألف ومئتي ـ \u064b \u200f العدد: لم تقتل أي مدني "
    "سراح أفرج عن جثامين 29 طفلا مئة وعشرين ونصف مليون % 12.30.14 ١٬٢٠٠ وفقا لوزارة تبنى قد".split(
        " "
    )
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map(" ".join)


def read(content, names=()):
    block = Block(start=0, end=len(content), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="s", content=content, blocks=(block,), language="ar", reader="test")
    return ArabicReader().claims(Document(name="a.txt"), text, names)


@given(TEXTS)
def test_every_claim_and_mention_points_at_its_exact_words(content):
    for claim in read(content):
        passage = claim.passage
        assert content[passage.start : passage.end] == passage.exact
        assert passage.exact.strip()
        for mention in (*claim.sources, *claim.perpetrators):
            assert mention.start is None or mention.start < mention.end <= len(content)
            assert claim.count.is_known


@given(TEXTS)
def test_words_stand_where_they_say(content):
    for word in words_of(content, 0, len(content)):
        assert content[word.start : word.end].strip() == content[word.start : word.end]


@given(TEXTS, st.integers(0, 200), st.integers(1, 20))
def test_names_anywhere_do_no_harm(content, start, size):
    end = min(start + size, len(content))
    if start < end:
        named = Named(start=start, end=end, kind="place", name=content[start:end])
        read(content, [named])


@given(st.integers(1, 10**7).filter(lambda n: not 1900 <= n <= 2099))
def test_eastern_and_western_digits_are_one_number(value):
    eastern = str(value).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for digits in (str(value), eastern, f"{value:,}"):
        text = f"مقتل {digits} شخصا"
        assert [q.count.low for q in quantities(words_of(text, 0, len(text)))] == [value]


@given(st.text(alphabet="\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640", max_size=3))
def test_vowel_signs_change_nothing(signs):
    assert [c.count.low for c in read(f"ق{signs}تل 12 شخصا{signs} في البلدة")] == [12]
