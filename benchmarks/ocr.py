"""
How well pages are read from pictures: errors in characters and in numbers, clean and noisy.

    python benchmarks/ocr.py [--pages 4]

It draws its own pages (Pillow) and makes of each a worse copy: half the sharpness, turned by
0.7 degrees, grey, with noise. Needs Tesseract with the models `eng` and `ara`, and two fonts
with Arabic letters. "Sure" are the numbers that are not asked about: their errors are those
that nobody is told of.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import argparse
import difflib
import io
import random
import re
from collections.abc import Sequence

from papers import _WORDS
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from onrecord.read.papers import ocr

_LATIN = "LiberationSerif-Regular.ttf"
_ARABIC = "NotoNaskhArabic-Regular.ttf"
_ARABIC_WORDS = (
    "قالت مديرية الصحة إن مدنيا قتلوا وأصيب آخرون في قصف مدفعي على سوق البلدة قرب النهر وفق شهود "
    "ومشاف بينهم نساء وأطفال وعناصر من الجيش خلال الليل حسب بيان المنظمة"
).split()
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PLAIN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def words(rng: random.Random, known: Sequence[str], *, indic: bool = False) -> list[str]:
    """Return the words of a page, every tenth a number."""
    made = [rng.choice(known) for _ in range(240)]
    for i in range(7, len(made), 10):
        number = str(rng.randint(2, 999))
        made[i] = number.translate(_INDIC) if indic else number
    return made


def drawn(told: Sequence[str], font: str, *, noisy: bool) -> bytes:
    """Return a page as a scanner makes it: a PDF with a picture and no words."""
    is_arabic = font == _ARABIC
    letters = ImageFont.truetype(font, 48)
    page = Image.new("L", (2480, 3508), 255)
    draw = ImageDraw.Draw(page)
    more = {"direction": "rtl"} if is_arabic else {}
    lines: list[list[str]] = [[]]
    for word in told:
        if draw.textlength(" ".join([*lines[-1], word]), font=letters, **more) > 1980:
            lines.append([])
        lines[-1].append(word)
    for number, line in enumerate(lines):
        at, anchor = (
            ((2230, 260 + 92 * number), "ra") if is_arabic else ((250, 260 + 70 * number), "la")
        )
        draw.text(at, " ".join(line), font=letters, fill=0, anchor=anchor, **more)
    if noisy:
        page = page.resize((1240, 1754)).rotate(0.7, fillcolor=255)
        page = page.filter(ImageFilter.GaussianBlur(0.9)).resize((2480, 3508))
        noise = Image.effect_noise(page.size, 44)
        page = Image.blend(page.point(lambda v: int(v * 0.75 + 40)), noise, 0.25)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=300)
    return out.getvalue()


def distance(told: str, read: str) -> int:
    """Return how many characters have to be changed, put in or taken out."""
    before = list(range(len(read) + 1))
    for i, one in enumerate(told, 1):
        row = [i]
        for j, other in enumerate(read, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (one != other)))
        before = row
    return before[-1]


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text.translate(_PLAIN))


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=4)
    pages = asked.parse_args().pages
    kinds = (
        ("English", _LATIN, _WORDS, False, ("eng", "ara")),
        ("Arabic, 123", _ARABIC, _ARABIC_WORDS, False, ("ara", "eng")),
        ("Arabic, ١٢٣", _ARABIC, _ARABIC_WORDS, True, ("ara", "eng")),
    )
    print(f"{'':22}{'wrong characters':>18}{'numbers right':>16}{'sure':>7}{'sure, wrong':>13}")
    for name, font, known, indic, languages in kinds:
        for noisy in (False, True):
            rng = random.Random(7)  # noqa: S311 - made-up words
            wrong = length = right = total = sure = sure_wrong = 0
            for _ in range(pages):
                told = words(rng, known, indic=indic)
                using = ocr.ready(languages)
                data = drawn(told, font, noisy=noisy)
                page = ocr.page_read(data, 1, using)
                read = " ".join(page["paragraphs"])
                wrong += distance(" ".join(told), read)
                length += len(" ".join(told))
                wanted, got = _numbers(" ".join(told)), _numbers(read)
                blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
                right += sum(block.size for block in blocks.get_matching_blocks())
                total += len(wanted)
                doubted = [n for word, _ in page["doubtful"] for n in _numbers(word)]
                trusted = list(got)
                for number in doubted:
                    if number in trusted:
                        trusted.remove(number)
                sure += len(trusted)
                sure_wrong += sum(number not in wanted for number in trusted)
            look = "noisy" if noisy else "clean"
            print(
                f"{f'{name}, {look}':22}{wrong / length:>18.3f}{f'{right} of {total}':>16}"
                f"{sure:>7}{sure_wrong:>13}"
            )


if __name__ == "__main__":
    main()
