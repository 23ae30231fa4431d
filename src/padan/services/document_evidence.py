"""Whether what a document rests on still stands: snapshots, run, steps, audit log; shared, no use case
itself.

Each check names one thing (security.md, "a colleague who wants a result changed afterwards"): a swapped
snapshot, a changed run, a step signed with the wrong key, an edited audit row are told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from padan.common.codes import work
from padan.common.errors import Fault, UserFault
from padan.domain.audit import verify_chain
from padan.domain.berita_acara import BeritaAcaraContent, Seal
from padan.domain.document import DocumentRecord, SignedStep
from padan.domain.document_life import Step, standing_steps, step_message
from padan.services import matching_core
from padan.services.annex_lists import AnnexList, annex_lists
from padan.services.ports.records import Records
from padan.services.ports.tools import Signatures
from padan.services.session import Session


class CheckState(StrEnum):
    """What a check found; NOT_CHECKED says that what it needs was not at hand."""

    OK = "ok"
    DIFFERS = "differs"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class Check:
    """One check: a stable code, an Indonesian label, what was found, and where it differs (no personal
    values).
    """

    code: str
    label: str
    state: CheckState
    detail: str = ""


def check(code: str, label: str, holds: bool, detail: str = "") -> Check:
    """Return a check that either holds or differs; `detail` is kept only when it differs."""
    return Check(code, label, CheckState.OK if holds else CheckState.DIFFERS, "" if holds else detail)


def snapshot_checks(records: Records, content: BeritaAcaraContent) -> list[Check]:
    """Check that both snapshots still have the content the document names."""
    from padan.matching.digests import table_digest

    run = matching_core.get_run(records, content.run.run_id)
    checks = []
    expected = {content.first.code: content.run.first, content.second.code: content.run.second}
    for snapshot in matching_core.snapshots_of(records, run):
        label = f"Potret data {snapshot.register} sama dengan yang dipadankan"
        try:
            found = table_digest(records.snapshots.load(snapshot.id))
        except Fault as fault:
            detail = f"potret {snapshot.id} rusak atau ditukar di ruang kerja (kode {fault.code})"
            checks.append(Check("snapshot", label, CheckState.DIFFERS, detail))
            continue
        wanted = expected[snapshot.party]
        holds = found == wanted and snapshot.content_digest == wanted
        checks.append(check("snapshot", label, holds, f"potret {snapshot.id}: sidik isi {found[:16]}…"))
    return checks


def run_check(records: Records, content: BeritaAcaraContent) -> Check:
    """Check that the stored result still has the digest the document names."""
    from padan.matching.digests import result_digest

    label = "Hasil pemadanan tersimpan sama dengan yang dinyatakan"
    try:
        run = matching_core.get_run(records, content.run.run_id)
        found = result_digest(records.runs.frame(run.id, "pairs"), records.runs.frame(run.id, "findings"))
    except Fault as fault:
        return Check(
            "run", label, CheckState.DIFFERS, f"hasil tersimpan rusak atau ditukar (kode {fault.code})"
        )
    holds = found == content.run.result == run.result_digest
    return check("run", label, holds, f"pemadanan {content.run.run_id} telah berubah: sidik {found[:16]}…")


def decisions_check(records: Records, content: BeritaAcaraContent) -> Check:
    """Check that the decisions kept are those the run was made with: none edited, none slipped in."""
    from padan.matching.digests import decisions_digest

    label = "Keputusan telaah tersimpan sama dengan yang diterapkan"
    try:
        run = matching_core.get_run(records, content.run.run_id)
        found = decisions_digest(matching_core.applied_decisions(records, run))
    except Fault as fault:
        return Check(
            "decisions", label, CheckState.DIFFERS, f"keputusan tidak dapat dibaca (kode {fault.code})"
        )
    holds = found == content.run.decisions == run.decisions_digest
    return check(
        "decisions", label, holds, f"keputusan telaah atas pemadanan {content.run.run_id} telah berubah"
    )


STEP_WORDS = {Step.PREPARE: "disusun", Step.VERIFY: "diverifikasi", Step.APPROVE: "disahkan"}


def step_checks(
    content: BeritaAcaraContent, steps: Sequence[SignedStep], signatures: Signatures
) -> list[Check]:
    """Check the signature of each standing step over exactly this content; a missing step is a difference."""
    hashed = content.content_hash()
    standing = {one.step: one for one in standing_steps(steps, hashed)}
    checks = []
    for step in Step:
        label = f"Tanda tangan langkah {STEP_WORDS[step]}"
        taken = standing.get(step.value)
        if taken is None:
            checks.append(Check(f"step.{step.value}", label, CheckState.DIFFERS, "belum ada atas isi ini"))
            continue
        message = step_message(content.document_id, content.version, step, hashed, taken.at)
        holds = signatures.holds(taken.public_key, message, taken.signature)
        checks.append(
            check(f"step.{step.value}", label, holds, "ditandatangani dengan kunci lain atau isi berubah")
        )
    return checks


def key_checks(records: Records, steps: Sequence[SignedStep], seal: Seal | None = None) -> list[Check]:
    """Check that each step's key, and the seal's, is one that the audit log says its officer had."""
    known: dict[str, set[str]] = {}
    for entry in records.audit.entries():
        key = entry.details.get("key")
        if entry.action in ("officer.add", "officer.key") and entry.outcome == "ok" and isinstance(key, str):
            known.setdefault(entry.subject, set()).add(key)
    signed = [(one.step, STEP_WORDS[Step(one.step)], one.officer_id, one.public_key) for one in steps]
    if seal is not None:
        signed.append(("seal", "dibekukan", seal.officer_id, seal.public_key))
    return [
        check(
            f"key.{code}",
            f"Kunci langkah {word} milik petugasnya",
            key in known.get(officer, set()),
            f"bukan kunci petugas {officer}",
        )
        for code, word, officer, key in signed
    ]


def stated_lists(records: Records, document: DocumentRecord, content: BeritaAcaraContent) -> list[AnnexList]:
    """Return the lists by name; UserFault unless each still has the fingerprint that the body quotes."""
    run = matching_core.get_run(records, document.run_id)
    lists = annex_lists(records, run, content.first.code, content.second.code)
    stated = {one.numeral: one.fingerprint for one in content.annexes}
    found = {one.numeral: one.fingerprint() for one in lists}
    for numeral in sorted(stated | found):
        if stated.get(numeral) != found.get(numeral):
            what = f"Lampiran {numeral} tidak lagi sama dengan sidik pada badan dokumen"
            raise UserFault(work.DOCUMENT_EVIDENCE_BROKEN, document=document.id, what=what)
    return lists


def kept_digests(records: Records, document_id: str) -> set[str]:
    """Return the SHA-256 of each copy that the log says was kept when the document was frozen."""
    kept: set[str] = set()
    for entry in records.audit.entries():
        frozen = (entry.action, entry.subject, entry.outcome) == ("document.freeze", document_id, "ok")
        digests = entry.details.get("pdf")
        if frozen and isinstance(digests, list):
            kept.update(str(one) for one in digests)
    return kept


def audit_check(session: Session, records: Records) -> Check:
    """Check the audit chain up to now."""
    witnesses = [checkpoint for checkpoint, _source in records.audit.witnesses()]
    verdict = verify_chain(session.store.store_id, records.audit.entries(), witnesses)
    detail = f"putus pada catatan {verdict.broken_at} ({verdict.breach})"
    return check("audit", "Rantai log audit utuh", verdict.intact, detail)
