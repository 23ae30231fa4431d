"""Checking a berita acara PDF: what it says of itself, the steps' signatures, and the result computed anew.

Nothing in the PDF is trusted: its record is parsed strictly, its page content is compared with a fresh
rendering of that record, and the result is recomputed from the two input files or from the store (product.md,
point 1 of "What no comparable system has"). Every check that cannot be made is reported as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from padan.common.clock import from_utc_text
from padan.common.codes import documents as codes
from padan.common.errors import Fault, UserFault
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.berita_acara import BeritaAcaraContent, FrozenPart, TakenStep, verification_code
from padan.domain.document import SignedStep
from padan.domain.document_life import RefusalReason, may_freeze
from padan.domain.plain import NotPlain
from padan.matching.table import Table
from padan.services import matching_core
from padan.services.annex_checks import check_annex, looks_like_annex
from padan.services.document_evidence import (
    Check,
    CheckState,
    audit_check,
    check,
    decisions_check,
    kept_digests,
    key_checks,
    run_check,
    snapshot_checks,
    step_checks,
)
from padan.services.paper_checks import balance_check, hash_check, page_check, seal_check
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.recompute import RESULT_LABEL, Inputs, recomputed_checks
from padan.services.session import Session
from padan.services.stated_registers import find_registers

LARGEST_PDF = 200 << 20
LARGEST_RULES = 16 << 20


@dataclass(frozen=True)
class VerifyRequest:
    """The PDF to check and, when at hand, the two register files; `rules_path` replaces the shipped rules."""

    pdf: Path
    registers: Sequence[Path] = ()
    rules_path: Path | None = None


@dataclass(frozen=True)
class VerifyReport:
    """All checks in order; `document_id` and `code` are what is printed at the foot of the paper."""

    document_id: str
    code: str
    checks: Sequence[Check]

    @property
    def holds(self) -> bool:
        """Tell whether nothing differs; checks that could not be made do not count against it."""
        return all(one.state is not CheckState.DIFFERS for one in self.checks)

    @property
    def reproduced(self) -> bool:
        """Tell whether the result was computed anew and is the same."""
        return any(one.code == "result" and one.state is CheckState.OK for one in self.checks)


def verify(
    tools: Tools,
    request: VerifyRequest,
    session: Session | None = None,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> VerifyReport:
    """Check a berita acara PDF as far as what is at hand allows.

    Errors: UserFault when the file is no berita acara of Padan; a berita acara that fails a check is a
    report.
    """
    pdf = tools.files.read(str(request.pdf), LARGEST_PDF)
    return verify_pdf(tools, pdf, request, session, progress, cancel or Cancel())


def verify_pdf(
    tools: Tools,
    pdf: bytes,
    request: VerifyRequest,
    session: Session | None,
    progress: Progress,
    cancel: Cancel,
) -> VerifyReport:
    """Check a PDF that is at hand already; of the request the path is only a name."""
    try:
        inspection = tools.documents.inspect(pdf)
    except UserFault as fault:
        if fault.code != codes.PDF_NOT_PADAN:
            raise
        if not looks_like_annex(pdf):
            raise UserFault(codes.PDF_NOT_PADAN, file=request.pdf.name) from None
        return _annex_report(session, request.pdf, pdf)
    content, frozen = _parse(inspection.untrusted_record, request.pdf)
    steps = [_step(content, one) for one in frozen.steps] if frozen is not None else []
    checks = [
        hash_check(content, frozen),
        balance_check(content),
        *step_checks(content, steps, tools.signatures),
    ]
    checks.append(_four_eyes_check(content, steps))
    if frozen is not None:
        checks.append(seal_check(content, frozen, tools.signatures))
    checks.append(page_check(tools, content, frozen, pdf))
    if session is not None:
        checks += _store_checks(session, content, frozen, steps, inspection.sha256)
    checks += _result_checks(tools, request, session, content, progress, cancel)
    return VerifyReport(content.document_id, verification_code(content, frozen), checks)


def _annex_report(session: Session | None, path: Path, pdf: bytes) -> VerifyReport:
    if session is None:
        raise UserFault(codes.ANNEX_NEEDS_WORKSPACE, file=path.name)
    verdict = check_annex(session, pdf)
    return VerifyReport(verdict.document_id, "", verdict.checks)


def _parse(record: dict[str, object], path: Path) -> tuple[BeritaAcaraContent, FrozenPart | None]:
    content, frozen = record.get("content"), record.get("frozen")
    if not isinstance(content, dict) or not (frozen is None or isinstance(frozen, dict)):
        raise UserFault(codes.PDF_NOT_PADAN, file=path.name)
    try:
        part = None if frozen is None else FrozenPart.from_dict(frozen)
        return BeritaAcaraContent.from_dict(content), part
    except NotPlain as wrong:
        raise UserFault(codes.DOCUMENT_CONTENT_INVALID, where=wrong.where) from None


def _step(content: BeritaAcaraContent, taken: TakenStep) -> SignedStep:
    try:
        at = from_utc_text(taken.at)
    except ValueError:
        raise UserFault(codes.DOCUMENT_CONTENT_INVALID, where="frozen.steps.at") from None
    return SignedStep(
        document_id=content.document_id,
        step=taken.step,
        officer_id=taken.officer_id,
        public_key=taken.public_key,
        at=at,
        content_hash=taken.content_hash,
        signature=taken.signature,
    )


def _four_eyes_check(content: BeritaAcaraContent, steps: Sequence[SignedStep]) -> Check:
    label = "Penyusun, pemeriksa, dan pejabat adalah orang dan kunci yang berbeda"
    one_person = bool(content.one_person_office)
    refusal = may_freeze(steps, content.content_hash(), one_person=one_person)
    if refusal is None:
        return Check(
            "four_eyes", label, CheckState.OK, "pengecualian satu orang dinyatakan" if one_person else ""
        )
    words = {RefusalReason.SAME_PERSON: "dua langkah oleh orang atau kunci yang sama"}
    return Check("four_eyes", label, CheckState.DIFFERS, words.get(refusal.reason, "langkah tidak lengkap"))


def _store_checks(
    session: Session,
    content: BeritaAcaraContent,
    frozen: FrozenPart | None,
    steps: Sequence[SignedStep],
    sha256: str,
) -> list[Check]:
    label = "Dokumen ada di ruang kerja ini"
    with session.store.reading() as records:
        document = records.documents.get(content.document_id)
        if document is None:
            return [
                Check("store", label, CheckState.NOT_CHECKED, "disusun di ruang kerja lain"),
                audit_check(session, records),
            ]
        checks = [
            check("store", label, document.content_hash == content.content_hash(), "isi tersimpan berbeda"),
            *key_checks(records, steps, None if frozen is None else frozen.seal),
            *snapshot_checks(records, content),
            run_check(records, content),
            decisions_check(records, content),
            audit_check(session, records),
            _checkpoint_check(session, content, document.frozen),
        ]
        checks.append(_kept_check(records, content.document_id, sha256))
    return checks


def _kept_check(records: Records, document_id: str, sha256: str) -> Check:
    """Check that the file is a copy that the log says was kept, or a signed paper filed later."""
    papers = records.documents.papers(document_id)
    filed = {paper.sha256 for paper in papers if paper.name.startswith("bertanda-tangan")}
    holds = sha256 in kept_digests(records, document_id) | filed
    detail = "bukan salinan yang tersimpan saat dibekukan"
    return check("kept", "Berkas sama dengan salinan yang disimpan", holds, detail)


def _checkpoint_check(
    session: Session, content: BeritaAcaraContent, frozen: dict[str, object] | None
) -> Check:
    label = "Titik audit pada dokumen masih dilalui log audit"
    if frozen is None:
        return Check("checkpoint", label, CheckState.NOT_CHECKED, "dokumen belum dibekukan")
    part = FrozenPart.from_dict(frozen)
    with session.store.reading() as records:
        entries = records.audit.entries(part.checkpoint_size - 1, 1)
    holds = bool(entries) and entries[0].hash == part.checkpoint_hash
    return check("checkpoint", label, holds, f"catatan {part.checkpoint_size} tidak lagi sama")


def _result_checks(
    tools: Tools,
    request: VerifyRequest,
    session: Session | None,
    content: BeritaAcaraContent,
    progress: Progress,
    cancel: Cancel,
) -> list[Check]:
    held = _Held({}, None) if session is None else _held(session, content)
    if isinstance(held, Check):
        return [held]
    if request.registers:
        return _from_files(tools, request, held, content, progress, cancel)
    tables = [held.tables.get(wanted) for wanted in (content.run.first, content.run.second)]
    if tables[0] is None or tables[1] is None:
        detail = "sertakan kedua berkas register, atau buka ruang kerjanya"
        if session is not None:
            detail = "register dengan isi yang sama tidak ada di ruang kerja ini"
        return [Check("result", RESULT_LABEL, CheckState.NOT_CHECKED, detail)]
    rules, given = _rules(tools, request, held)
    return recomputed_checks(content, Inputs(tables[0], tables[1], rules, given), progress, cancel)


@dataclass(frozen=True)
class _Held:
    """What this workspace holds of a document's inputs, whoever made it: tables by content digest."""

    tables: dict[str, Table]
    rules: bytes | None


def _held(session: Session, content: BeritaAcaraContent) -> "_Held | Check":
    wanted = (content.run.first, content.run.second)
    with session.store.reading() as records:
        found = {
            one.content_digest: one.id for one in records.snapshots.all() if one.content_digest in wanted
        }
        try:
            tables = {digest: records.snapshots.load(one) for digest, one in found.items()}
        except Fault as fault:
            detail = f"potret data rusak atau ditukar di ruang kerja (kode {fault.code})"
            return Check("result", RESULT_LABEL, CheckState.DIFFERS, detail)
        return _Held(tables, matching_core.rules_by_digest(records, content.run.rules))


def _from_files(
    tools: Tools,
    request: VerifyRequest,
    held: _Held,
    content: BeritaAcaraContent,
    progress: Progress,
    cancel: Cancel,
) -> list[Check]:
    """Find out which file is whose, read both as the document says, and recompute."""
    found = find_registers(tools, content, request.registers, held.tables, progress=progress, cancel=cancel)
    if len(found.tables) != len(content.sources):
        detail = "kedua berkas register yang sama diperlukan"
        return [*found.checks, Check("result", RESULT_LABEL, CheckState.NOT_CHECKED, detail)]
    rules, given = _rules(tools, request, held)
    inputs = Inputs(found.tables[0], found.tables[1], rules, given)
    return [*found.checks, *recomputed_checks(content, inputs, progress, cancel)]


def _rules(tools: Tools, request: VerifyRequest, held: _Held) -> tuple[bytes, bool]:
    """Return the rule set to compute with, and whether it is the one meant: named, or known by its digest."""
    if request.rules_path is not None:
        return tools.files.read(str(request.rules_path), LARGEST_RULES), True
    if held.rules is not None:
        return held.rules, True
    return tools.shipped.rules(), False
