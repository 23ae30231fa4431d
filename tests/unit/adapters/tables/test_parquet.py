import datetime as dt
import io
from collections.abc import Callable

import polars as pl
import pytest

from padan.common.codes import files
from padan.common.errors import UserFault
from padan.domain.intake import ReadRegister

Read = Callable[..., ReadRegister]
NIP = "197102042006061002"


def parquet(**columns: list[object]) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def test_columns_of_every_type_become_text(read: Read) -> None:
    content = parquet(
        nip=[int(NIP), None],
        nama=["BUDI", "SITI "],
        tgl_lahir=[dt.date(1971, 2, 4), None],
        tmt_jabatan=[dt.datetime(2020, 4, 1, 5), None],
        angka_kredit=[12.5, 100.0],
        nik=[[1], [2]],
        pendidikan_nama=[None, None],
    )
    found = read(content)
    assert found.table.row(0, named=True) == {
        "nip_baru": NIP,
        "nama": "BUDI",
        "tanggal_lahir": "1971-02-04",
        "tmt_jabatan": "2020-04-01",
        "angka_kredit": "12.5",
        "nik": None,
        "pendidikan_nama": None,
        "_row": 0,
        "_sheet_row": 1,
    }
    assert found.table.row(1, named=True)["angka_kredit"] == "100"
    assert found.table.row(1, named=True)["nama"] == "SITI"
    assert files.COLUMN_TYPE_IGNORED in [notice.code for notice in found.report.warnings]
    assert found.report.shape.format == "parquet"


def test_empty_parquet_needs_leave(read: Read) -> None:
    content = io.BytesIO()
    pl.DataFrame({"nip": []}, schema={"nip": pl.String}).write_parquet(content)
    with pytest.raises(UserFault) as caught:
        read(content.getvalue())
    assert caught.value.code == files.NO_ROWS
    assert read(content.getvalue(), allow_empty=True).table.height == 0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_cut_parquet_is_a_fault(read: Read, share: float) -> None:
    content = parquet(nip=[NIP] * 100, nama=["BUDI"] * 100)
    with pytest.raises(UserFault) as caught:
        read(content[: int(len(content) * share)])
    assert caught.value.code == files.FILE_TRUNCATED


def test_columns_not_recognised(read: Read) -> None:
    with pytest.raises(UserFault) as caught:
        read(parquet(x=["1"], y=["2"]))
    assert caught.value.code == files.COLUMNS_NOT_RECOGNISED
