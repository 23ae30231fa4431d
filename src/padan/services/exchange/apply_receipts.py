"""TT: receipts settle the sender's side; a late or repeated one never moves a package back."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from padan.common.codes import handover as codes
from padan.domain.exchange.incoming import PackageIn
from padan.domain.exchange.outgoing import OutState, PackageOut, later
from padan.domain.exchange.receipts import ARRIVED, Receipt, RowError, read_receipt
from padan.services.exchange.arrivals import Arriving, Outcome, finish
from padan.services.ports.records import Records

ERRORS_KEPT = 10_000
RECEIPTS, ERRORS = "tanda_terima.csv", "galat.csv"


def apply_receipts(arriving: Arriving) -> PackageIn:
    """Settle each receipt; one for a package that this office never sent tells that its store went back."""
    told = islice(arriving.table(ERRORS), ERRORS_KEPT) if arriving.has(ERRORS) else ()
    galat = [[row.get("id_baris", ""), row.get("kolom", ""), row.get("kode", "")] for row in told]
    errors: list[RowError] = []
    notes: list[int] = []
    with arriving.session.store as records:
        count = 0
        for row in arriving.table(RECEIPTS):
            count += 1
            receipt = read_receipt(row)
            code = (
                codes.PROPOSAL_INCOMPLETE if receipt is None else _settle(arriving, records, receipt, galat)
            )
            if code == codes.COUNT_DIFFERS:
                notes.append(code)
            elif code:
                errors.append(RowError(row.get("paket_uuid", "")[:40] or "?", "paket_uuid", code))
                notes.append(code)
        kept = errors[:ERRORS_KEPT]
        outcome = Outcome(count - len(errors), len(errors), 0, kept, notes=tuple(dict.fromkeys(notes)))
        return finish(arriving, records, outcome)


def _settle(arriving: Arriving, records: Records, receipt: Receipt, galat: Sequence[Sequence[str]]) -> int:
    package = records.packages_out.get(receipt.paket_uuid)
    header = arriving.looked.header
    ours = package is not None and (package.receiver, package.agreement_id, package.package_sha256) == (
        header.sender,
        header.agreement_id,
        receipt.paket_sha256,
    )
    if package is None or not ours:
        return codes.OWN_STORE_ROLLED_BACK
    if receipt.tahap != ARRIVED and receipt.total != package.rows:
        records.packages_out.update(_noted(package, receipt, galat, OutState.RECEIVED))
        return codes.COUNT_DIFFERS
    reached = OutState.RECEIVED if receipt.tahap == ARRIVED else OutState.ANSWERED
    records.packages_out.update(_noted(package, receipt, galat, reached))
    return 0


def _noted(
    package: PackageOut, receipt: Receipt, galat: Sequence[Sequence[str]], reached: OutState
) -> PackageOut:
    changed = replace(
        package,
        state=later(package.state, reached),
        received_at=package.received_at or receipt.waktu,
    )
    if receipt.tahap == ARRIVED:
        return changed
    answer = {
        "result": receipt.hasil,
        "accepted": receipt.diterima,
        "refused": receipt.ditolak,
        "held": receipt.ditahan,
        "errors": [list(one) for one in galat] if receipt.ditolak else [],
    }
    answered = receipt.waktu if reached is OutState.ANSWERED else package.answered_at
    return replace(changed, answer=answer, answered_at=answered)
