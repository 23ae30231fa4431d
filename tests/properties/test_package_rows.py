"""Quick ways of writing and fingerprinting rows give what the plain ways give, whatever is in the cells."""

import csv
import hashlib
import io

from hypothesis import given
from hypothesis import strategies as st

from padan.adapters.package.seal import csv_line, fingerprinted_line
from padan.adapters.package.table_rows import csv_rows
from padan.common.text import clean
from padan.domain.exchange.rows import SEPARATOR, row_fingerprint

AWKWARD = st.text(st.sampled_from(["a", " ", ",", '"', "\r", "\n", "\t", "=", "é", "e", "\u0301", "\u00a0"]))
CELLS = st.one_of(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=SEPARATOR)), AWKWARD)


@given(st.lists(CELLS, min_size=1, max_size=6))
def test_line_is_what_the_csv_module_writes(row: list[str]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(row)
    assert csv_line(row) == text.getvalue()


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5), st.integers(1, 9))
def test_rows_come_back_as_they_were_written(rows: list[list[str]], size: int) -> None:
    whole = "".join(csv_line(row) for row in rows).encode()
    blocks = (whole[at : at + size] for at in range(0, len(whole), size))
    assert list(csv_rows(blocks)) == rows


@given(st.lists(CELLS, max_size=6))
def test_fingerprint_is_of_the_canonical_form(cells: list[str]) -> None:
    form = SEPARATOR.join(clean(cell) for cell in cells)
    assert row_fingerprint(cells) == hashlib.sha256(form.encode()).hexdigest()[:12]


@given(st.from_regex(r"[0-9a-f-]{1,40}", fullmatch=True), st.lists(CELLS, min_size=1, max_size=8))
def test_line_with_a_fingerprint_is_the_csv_modules(name: str, cells: list[str]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([name, row_fingerprint(cells), *cells])
    assert fingerprinted_line([name, *cells]) == text.getvalue()
