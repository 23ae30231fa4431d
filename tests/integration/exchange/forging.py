"""Packages that DPR makes with its own good keys and an ill will; and the parts of such packages."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from padan.common.progress import Cancel, no_progress
from padan.domain.exchange.header import PackageHeader
from padan.domain.exchange.outgoing import NO_PREVIOUS
from padan.domain.exchange.parcel import PaperOut, SealPlan, SigningKey, TableOut
from padan.domain.exchange.proposals import ANSWER_COLUMNS, PROPOSAL_COLUMNS
from padan.domain.exchange.receipts import RECEIPT_COLUMNS
from padan.services.exchange import core

from .conftest import AGREEMENT, MORNING, Office

PEOPLE = ("id_baris", "nip_baru", "nama", "tanggal_lahir", "jabatan_nama")


def forge(
    dpr: Office,
    bkn: Office,
    tables: Sequence[TableOut],
    papers: Sequence[PaperOut] = (),
    **changes: object,
) -> Path:
    """Return a package sealed by hand with DPR's key to BKN, its header changed as told."""
    with dpr.at("sari").store.reading() as records:
        own, to = core.own_key(records), core.sending_key(records, "bkn", False, MORNING.date())
    now = dpr.tools.clock.now().replace(microsecond=0)
    rows = len(list(tables[0].rows)) if tables else 0
    header = PackageHeader(
        "uuid-forged-1", "dpr", "bkn", AGREEMENT, "main", 1, NO_PREVIOUS, "tukar-asn/1.0", now,
        now.replace(year=2027), "RAHASIA", False, rows, "0" * 64, ("a", "b"), f"1:{'e' * 64}",
    )  # fmt: skip
    header = replace(header, **changes)  # type: ignore[arg-type]
    secret = own.signing_secret
    signing = SigningKey(
        bytes.fromhex(core.card_of(own).signing_key), lambda text: dpr.tools.packages.sign(secret, text)
    )
    plan = SealPlan(header, tables, papers, signing, [to.recipient])
    path = dpr.table / f"{header.uuid}.zip.age"
    dpr.tools.packages.seal(plan, str(path), progress=no_progress, cancel=Cancel())
    return path


def people(*rows: Sequence[str], columns: Sequence[str] = PEOPLE) -> TableOut:
    """Return `asn.csv`; id_baris first, the fingerprints are made to fit."""
    return TableOut("asn.csv", tuple(columns), rows, fingerprinted=True)


def person(name: str, nip: str = "199001012015031001") -> tuple[str, ...]:
    """Return one made-up row of `people`."""
    return (name, nip, "Contoh Uji", "1990-01-01", "Pustakawan")


def proposals(*rows: Sequence[str]) -> TableOut:
    """Return `usulan.csv`."""
    return TableOut("usulan.csv", PROPOSAL_COLUMNS, rows)


def answers(*rows: Sequence[str]) -> TableOut:
    """Return `jawaban.csv`."""
    return TableOut("jawaban.csv", ANSWER_COLUMNS, rows)


def receipts(*rows: Sequence[str]) -> TableOut:
    """Return `tanda_terima.csv`."""
    return TableOut("tanda_terima.csv", RECEIPT_COLUMNS, rows)
