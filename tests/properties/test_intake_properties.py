"""What intake promises for every input: it balances, dress does not matter, only a fault ever comes out."""

import contextlib
import csv
import io
import random
import tempfile
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from padan.adapters.tables.date_columns import read_dates
from padan.adapters.tables.problems import Problems
from padan.adapters.tables.reader import read_register
from padan.common.errors import UserFault
from padan.domain.dates import EMPTY_DATES, read_date
from padan.domain.intake import ReadOptions, ReadRegister

QUICK = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
HEADER_LINE = "NIP,Nama,Tgl Lahir,Catatan lain\n"
HEADER = ["NIP", "Nama", "Tgl Lahir", "Catatan lain"]
LETTERS = st.characters(codec="cp1252", exclude_categories=("Cc", "Zs", "Zl", "Zp"))
CELL = st.text(st.one_of(LETTERS, st.sampled_from(' ",;|\t\n')), max_size=12)
NAME = st.text(st.one_of(LETTERS, st.sampled_from(' ",;|\n')), max_size=8).map(lambda text: f"X{text}Z")
NIP = st.integers(10**16, 10**17 - 1).map(lambda number: f"19{number}"[:18])
TABLE = st.lists(st.tuples(NIP, NAME, st.just("02-03-1971"), CELL), min_size=1, max_size=12)


def read(content: bytes, **options: object) -> ReadRegister:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        path.write_bytes(content)
        return read_register(path, ReadOptions(**options))  # type: ignore[arg-type]


def balanced(found: ReadRegister) -> bool:
    report = found.report
    rows = found.table.get_column("_row").to_list()
    refused = {problem.row for problem in report.problems if problem.refused}
    return (
        report.rows_read == report.rows_kept + report.rows_refused
        and report.rows_kept == found.table.height
        and rows == sorted(set(rows))
        and not refused & set(rows)
        and (not rows or max(rows) < report.rows_read)
    )


@QUICK
@given(
    table=TABLE,
    delimiter=st.sampled_from(",;|\t"),
    end=st.sampled_from(("\n", "\r\n", "\r")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
)
def test_any_dress_gives_the_same_table(
    table: list[tuple[str, ...]], delimiter: str, end: str, encoding: str, quoting: int
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=quoting).writerows([HEADER, *table])  # type: ignore[arg-type]
    found = read(out.getvalue().replace("\n", end).encode(encoding), accept_spreadsheet_damage=True)
    assert balanced(found)
    assert found.report.rows_refused == 0
    assert found.table.get_column("nip_baru").to_list() == [row[0] for row in table]
    assert found.table.get_column("nama").to_list() == [row[1].replace("\n", " ") for row in table]
    assert set(found.table.get_column("tanggal_lahir").to_list()) == {"1971-03-02"}


@QUICK
@given(
    table=TABLE,
    delimiter=st.sampled_from(",;|\t"),
    cuts=st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from(('"', "\n", "\x00", ",", "|", "", "\x1f", "é")))
    ),
    block=st.integers(1, 400),
)
def test_damaged_text_still_balances(
    table: list[tuple[str, ...]], delimiter: str, cuts: list[tuple[int, str]], block: int
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(table)
    body = out.getvalue()
    for place, put in cuts:
        place %= len(body) + 1
        body = body[:place] + put + body[place + 1 :]
    content = (delimiter.join(HEADER) + "\n" + body).encode()
    assert balanced(read(content, allow_empty=True, accept_spreadsheet_damage=True))
    _same_in_small_blocks(content, block)


def _same_in_small_blocks(content: bytes, block: int) -> None:
    options = {"allow_empty": True, "accept_spreadsheet_damage": True}
    whole = read(content, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("padan.adapters.tables.source.BLOCK_BYTES", block)
        patch.setattr("padan.adapters.tables.text_pieces._HEAD", len(HEADER_LINE))
        pieces = read(content, **options)
    assert pieces.table.equals(whole.table)
    assert pieces.report == whole.report


MAGIC = st.sampled_from(
    (
        b"",
        b"PK\x03\x04",
        b"PAR1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"NIP,Nama\n",
        b"sep=;\n",
    )
)


@QUICK
@given(magic=MAGIC, content=st.binary(max_size=300))
@example(magic=b"sep=\n", content=b'"')
@example(magic=b"NIP\n", content=b"\n" * 20)
def test_arbitrary_bytes_give_a_table_or_a_user_fault(magic: bytes, content: bytes) -> None:
    with contextlib.suppress(UserFault):
        assert balanced(read(magic + content))


@settings(parent=QUICK, max_examples=60)
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 30))
def test_damaged_parquet_gives_a_table_or_a_user_fault(seed: int, flips: int) -> None:
    out = io.BytesIO()
    pl.DataFrame(
        {"nip": ["197102042006061002"] * 50, "nama": [f"ORANG {n}" for n in range(50)]}
    ).write_parquet(out)
    content, chance = bytearray(out.getvalue()), random.Random(seed)
    for _ in range(flips):
        content[chance.randrange(4, len(content))] = chance.randrange(256)
    with contextlib.suppress(UserFault):
        assert balanced(read(bytes(content), accept_spreadsheet_damage=True))


DATE = st.one_of(
    st.dates().map(str),
    st.from_regex(r"[0-3]?[0-9][-/. ][01]?[0-9][-/. ](19|20)[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-3]?[0-9] ?(Januari|Feb|mei|AGT|Oktober|foo) ?(19|20)[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,8}", fullmatch=True),
    st.sampled_from(sorted(EMPTY_DATES)),
    st.text("0123456789-/. ':JanFeb", min_size=1, max_size=14),
)


@QUICK
@given(values=st.lists(DATE, min_size=1, max_size=20))
def test_columns_of_dates_agree_with_the_rule_for_one(values: list[str]) -> None:
    values = [value.strip() or "x" for value in values] + ["13-01-2000"]  # the column is day-first
    frame, lines = pl.DataFrame({"tmt_jabatan": values}), np.arange(len(values))
    found = read_dates(frame, ["tmt_jabatan"], lines, Problems(), None).get_column("tmt_jabatan").to_list()
    for value, iso in zip(values, found, strict=True):
        expected = None if value in EMPTY_DATES else read_date(value) or value
        assert iso == expected
