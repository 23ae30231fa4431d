"""What each kind of package holds, from its plan: tables streamed, papers whole; writes nothing.

A plan names ids, columns and counts. Whoever approves it approves exactly this, and it is built anew from the
same ids when the package is sealed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from padan.common.catalogue import words_of
from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.common.text import canonical_json
from padan.domain.correction import Correction, CorrectionState
from padan.domain.exchange.answers import ANSWER
from padan.domain.exchange.outgoing import OutMessage, PackageOut
from padan.domain.exchange.parcel import PaperOut, TableOut
from padan.domain.exchange.proposals import ANSWER_COLUMNS, PROPOSAL_COLUMNS, RowName, proposal_row
from padan.domain.exchange.receipts import ERROR_COLUMNS, RECEIPT_COLUMNS, RowError, receipt_of
from padan.domain.exchange.references import COLUMNS, rows_out, table_name
from padan.domain.run import Run
from padan.services.exchange.row_source import OwnRows, own_rows, own_snapshot, row_salt
from padan.services.ports.records import OpenStore, Records

RECEIPT = "receipt"
RECALL_COLUMNS = ("paket_uuid", "paket_sha256", "alasan")


@dataclass(frozen=True)
class Contents:
    """What goes into one package; `people` the rows of a register, `proposals` what becomes sent with it."""

    tables: Sequence[TableOut]
    papers: Sequence[PaperOut]
    rows: int
    people: OwnRows | None = None
    proposals: Sequence[Correction] = ()
    messages: Sequence[OutMessage] = ()


def contents_of(records: Records, package: PackageOut, store: OpenStore) -> Contents:
    """Return what the plan names; UserFault PLAN_CHANGED when it is no longer there as planned."""
    return _BUILDERS[package.kind](records, package, store)


def _data(records: Records, package: PackageOut, store: OpenStore) -> Contents:
    plan = package.plan
    snapshot = own_snapshot(records, str(plan["snapshot"]), package.agreement_id, store.party)
    if snapshot.content_digest != plan["content"]:
        raise UserFault(codes.PLAN_CHANGED, package=package.id)
    columns = [str(one) for one in _listed(plan, "columns")]
    people = own_rows(store, snapshot, columns, row_salt(records))
    table = TableOut("asn.csv", ("id_baris", *columns), people.stream(), fingerprinted=True)
    return Contents([table], [], snapshot.rows, people)


def _proposals(records: Records, package: PackageOut, store: OpenStore) -> Contents:
    if package.plan.get("answers"):
        return _answers(records, package)
    wanted = [str(one) for one in _listed(package.plan, "proposals")]
    found = [one for one in (records.corrections.get(name) for name in wanted) if one is not None]
    if len(found) != len(wanted) or any(one.state is not CorrectionState.PROPOSED for one in found):
        raise UserFault(codes.PLAN_CHANGED, package=package.id)
    names = row_names(records, found, package.receiver)
    rows = [proposal_row(one, names[one.id]) for one in found if one.id in names]
    return Contents([TableOut("usulan.csv", PROPOSAL_COLUMNS, rows)], [], len(rows), proposals=found)


def row_names(records: Records, proposals: Iterable[Correction], owner: str) -> dict[str, RowName]:
    """Return how each proposal's target row is named between the offices; those without a name are left out:
    their register never came by package.
    """
    by_run: dict[str, list[Correction]] = {}
    for one in proposals:
        by_run.setdefault(one.run_id, []).append(one)
    found = {}
    for run_id, listed in by_run.items():
        run = records.runs.get(run_id)
        if run is None:
            continue
        names = records.row_names.by_row(_snapshot_of(run, owner), [one.target_row for one in listed])
        found.update({one.id: names[one.target_row] for one in listed if one.target_row in names})
    return found


def _snapshot_of(run: Run, party: str) -> str:
    return run.snapshot_a if run.party_a == party else run.snapshot_b


def _waiting(records: Records, package: PackageOut, kind: str) -> list[OutMessage]:
    wanted = {str(one) for one in _listed(package.plan, "messages")}
    found = [one for one in records.packages_out.waiting(package.agreement_id) if one.id in wanted]
    if len(found) != len(wanted) or any(one.kind != kind for one in found):
        raise UserFault(codes.PLAN_CHANGED, package=package.id)
    return found


def _answers(records: Records, package: PackageOut) -> Contents:
    messages = _waiting(records, package, ANSWER)
    rows = [tuple(str(cell) for cell in _listed(one.body, "row")) for one in messages]
    return Contents([TableOut("jawaban.csv", ANSWER_COLUMNS, rows)], [], len(rows), messages=messages)


def _receipts(records: Records, package: PackageOut, store: OpenStore) -> Contents:
    messages = _waiting(records, package, RECEIPT)
    told = [receipt_of(one.body) for one in messages]
    rows = [row for row, _errors in told]
    errors = [error_row(one) for _row, errors in told for one in errors]
    tables = [
        TableOut("tanda_terima.csv", RECEIPT_COLUMNS, rows),
        TableOut("galat.csv", ERROR_COLUMNS, errors),
    ]
    return Contents(tables, [], len(rows), messages=messages)


def error_row(error: RowError) -> tuple[str, ...]:
    """Return a row of `galat.csv`: the code with its sentence and remedy, never a value."""
    words = words_of(error.kode, {"row": error.id_baris, "column": error.kolom, "proposal": error.id_baris})
    return (error.id_baris, error.kolom, str(error.kode), words.message, words.remedy)


def _document(records: Records, package: PackageOut, store: OpenStore) -> Contents:
    document = records.documents.get(str(package.plan["document"]))
    paper = records.documents.paper(str(package.plan["document"]), str(package.plan["paper"]))
    if document is None or paper is None:
        raise UserFault(codes.PLAN_CHANGED, package=package.id)
    stem = "berita_acara" if package.kind == "BA" else "laporan"
    record = {"kind": document.kind, "content": document.content, "content_hash": document.content_hash}
    papers = [PaperOut(f"{stem}.pdf", paper), PaperOut(f"{stem}.json", canonical_json(record))]
    return Contents([], papers, 0)


def _references(records: Records, package: PackageOut, store: OpenStore) -> Contents:
    found = records.code_sets.get(str(package.plan["code_set"]))
    if found is None or found.digest != package.plan["sha256"]:
        raise UserFault(codes.PLAN_CHANGED, package=package.id)
    rows = rows_out(found.rows)
    return Contents([TableOut(table_name(found.name), COLUMNS, rows)], [], len(rows))


def _recall(records: Records, package: PackageOut, store: OpenStore) -> Contents:
    row = tuple(str(package.plan[one]) for one in ("uuid", "sha256", "reason"))
    return Contents([TableOut("tarik.csv", RECALL_COLUMNS, [row])], [], 1)


def _card(records: Records, package: PackageOut, store: OpenStore) -> Contents:
    card = next((one.card for one in records.agency_keys.all() if one.id == package.plan["card"]), None)
    if card is None:
        raise UserFault(codes.PLAN_CHANGED, package=package.id)
    return Contents([], [PaperOut("kartu_kunci.json", card.encode())], 0)


def _listed(values: Mapping[str, object], name: str) -> Sequence[object]:
    found = values.get(name)
    return found if isinstance(found, list) else []


def sent(proposals: Iterable[Correction]) -> list[Correction]:
    """Return the proposals as they are once their package is sealed."""
    return [replace(one, state=CorrectionState.SENT) for one in proposals]


_BUILDERS: Mapping[str, Callable[[Records, PackageOut, OpenStore], Contents]] = {
    "DATA": _data,
    "USUL": _proposals,
    "TT": _receipts,
    "BA": _document,
    "LAP": _document,
    "REF": _references,
    "TARIK": _recall,
    "KUNCI": _card,
}
KINDS = tuple(_BUILDERS)
