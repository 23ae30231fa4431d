"""Receipts between offices: TT-1 says a package arrived whole, TT-2 what became of each row; pure.

A receipt names ids, codes and counts, never a value of a person: whoever carries it learns nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

ARRIVED = "TT-1"
RESULT = "TT-2"
WHOLE = "utuh"
APPLIED = "diterapkan"
HELD = "ditahan"
RECEIPT_COLUMNS = ("paket_uuid", "paket_sha256", "tahap", "hasil", "diterima", "ditolak", "ditahan", "waktu")
ERROR_COLUMNS = ("id_baris", "kolom", "kode", "pesan", "saran")
TIME_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class RowError:
    """What is wrong with one row or proposal: its id, the column, the code; never a value."""

    id_baris: str
    kolom: str
    kode: int


@dataclass(frozen=True)
class Receipt:
    """One stage of one package's receipt, with the counts of its rows."""

    paket_uuid: str
    paket_sha256: str
    tahap: str
    hasil: str
    diterima: int
    ditolak: int
    ditahan: int
    waktu: datetime

    @property
    def total(self) -> int:
        """Return the rows spoken for: accepted + refused + held."""
        return self.diterima + self.ditolak + self.ditahan

    def row(self) -> tuple[str, ...]:
        """Return the receipt as a row of `tanda_terima.csv`."""
        counts = (str(self.diterima), str(self.ditolak), str(self.ditahan))
        when = self.waktu.astimezone(UTC).strftime(TIME_FORM)
        return (self.paket_uuid, self.paket_sha256, self.tahap, self.hasil, *counts, when)


def read_receipt(row: Mapping[str, str]) -> Receipt | None:
    """Return a foreign row as a receipt, None when it is not one: hand-made receipts are welcome, guesses
    are not.
    """
    counts = [row.get(name, "").strip() for name in ("diterima", "ditolak", "ditahan")]
    stage = row.get("tahap", "").strip().upper()
    if stage not in (ARRIVED, RESULT) or not all(one.isdecimal() and len(one) < 10 for one in counts):
        return None
    when = _moment(row.get("waktu", "").strip())
    if when is None:
        return None
    uuid, digest = row.get("paket_uuid", "").strip(), row.get("paket_sha256", "").strip().lower()
    accepted, refused, held = (int(one) for one in counts)
    return Receipt(uuid, digest, stage, row.get("hasil", "").strip(), accepted, refused, held, when)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def receipt_values(receipt: Receipt, errors: Sequence[RowError]) -> dict[str, object]:
    """Return a receipt as the body of a message waiting to be sent."""
    return {
        "row": list(receipt.row()),
        "errors": [[one.id_baris, one.kolom, one.kode] for one in errors],
    }


def receipt_of(body: Mapping[str, object]) -> tuple[tuple[str, ...], list[RowError]]:
    """Return what `receipt_values` kept: the row for `tanda_terima.csv` and the errors for `galat.csv`."""
    row, errors = body["row"], body["errors"]
    assert isinstance(row, list)
    assert isinstance(errors, list)
    return tuple(str(one) for one in row), [RowError(str(a), str(b), int(c)) for a, b, c in errors]
