"""Cells with places in any delimited text, compared with the csv module's values."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from onrecord.kit import cells

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufeff"), max_size=8)
TRICKY = st.text(st.sampled_from('ab"\n\r,;\t غ"'), max_size=6)
ROWS = st.lists(st.lists(WORDS | TRICKY, min_size=1, max_size=5), min_size=1, max_size=6)


@given(
    ROWS,
    st.sampled_from(cells.DELIMITERS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_the_csv_module_writes_is_read_as_it_reads_it(table, parting, end, quoting):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=parting, lineterminator=end, quoting=quoting).writerows(table)
    text = out.getvalue()
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=parting))
    found = list(cells.rows(text, parting))
    # an empty line is a row of no cells to the csv module
    assert [[cell.value for cell in row.cells] for row in found] == [row for row in read if row]
    assert not any(row.is_broken for row in found)


@given(st.text(st.sampled_from('1a"\n\r,;\t غ\ufeff\u2028'), max_size=60))
def test_every_cell_of_any_text_stands_where_it_says(text):
    end = 0
    for row in cells.rows(text):
        assert end <= row.start < row.end <= len(text)
        for cell in row.cells:
            assert row.start <= cell.start <= cell.end <= row.end
            assert text[cell.start : cell.end].replace('""', '"') == cell.value.replace('""', '"')
        assert [cell.start for cell in row.cells] == sorted(cell.start for cell in row.cells)
        end = row.end


@given(st.text(st.sampled_from('1a"\n,'), max_size=60))
def test_no_letter_of_any_text_lies_outside_of_its_rows(text):
    covered = "".join(text[row.start : row.end] for row in cells.rows(text, ","))
    assert [sign for sign in covered if sign in "1a"] == [sign for sign in text if sign in "1a"]
