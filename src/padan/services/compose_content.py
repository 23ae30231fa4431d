"""The content of a berita acara, counted from the store and never typed; shared by composing, no use case
itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from padan.common.clock import WIB, local_date
from padan.domain.agreement import Agreement
from padan.domain.agreement import Party as AgreementParty
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import (
    AnnexLine,
    ColumnMapping,
    DecisionLine,
    NotCompared,
    OpenPoint,
    Person,
    RunDigests,
    Source,
)
from padan.domain.correction import Correction
from padan.domain.document_profile import Letterhead, kop_of, profile_for
from padan.domain.elements import BY_CODE
from padan.domain.officer import Officer
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.services import agreement_terms, matching_core
from padan.services.agreement_terms import Override
from padan.services.annex_lists import annex_lists
from padan.services.compose_counts import (
    class_counts,
    correction_line,
    corrections_of,
    element_lines,
    open_points,
)
from padan.services.compose_parties import agreement_basis, stated_party
from padan.services.ports.records import Records
from padan.services.session import Session

KEYS = ("NIP/NI PPPK", "NIP lama", "NIK", "tanggal lahir dan nama")


@dataclass(frozen=True)
class ComposeWish:
    """What officers type for a berita acara; everything countable is counted from the run.

    `official_first`/`official_second` default to the own signing official and the agreement's signatory.
    `one_person_office` is the declared reason for the four-eyes exception, printed on the paper. `replaces`
    names the
    document that this new version voids.
    """

    run_id: str
    period: str = ""
    place: str = "Jakarta"
    day: date | None = None
    number_first: str | None = None
    number_second: str | None = None
    official_first: Person | None = None
    official_second: Person | None = None
    witnesses: tuple[Person, ...] = ()
    acknowledged_by: tuple[Person, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    profile: str = ""
    one_person_office: str = ""
    replaces: str | None = None


@dataclass(frozen=True)
class DocumentKey:
    """The id and version a new document gets."""

    id: str
    version: int


@dataclass(frozen=True)
class _Facts:
    """What the store says of the run: looked up once, read by every part of the content."""

    run: Run
    agreement: Agreement
    sources: dict[str, Snapshot]
    side: dict[str, str]
    corrections: Sequence[Correction]
    officers: Sequence[Officer]

    @property
    def parties(self) -> tuple[AgreementParty, AgreementParty]:
        one, two = self.agreement.parties
        return one, two


def content_of(
    session: Session,
    records: Records,
    run: Run,
    wish: ComposeWish,
    override: Override | None,
    key: DocumentKey,
) -> BeritaAcaraContent:
    """Return the whole content; first party is the steward, second BKN, whichever was A in the run."""
    facts = _Facts(
        run=run,
        agreement=agreement_terms.get_agreement(records, run.agreement_id),
        sources={snapshot.party: snapshot for snapshot in matching_core.snapshots_of(records, run)},
        side={run.party_a: "a", run.party_b: "b"},
        corrections=corrections_of(records, run),
        officers=records.officers.all(),
    )
    return replace(
        _counted(session, records, facts, wish, key),
        decisions=_decision_lines(records, facts),
        witnesses=wish.witnesses,
        acknowledged_by=wish.acknowledged_by,
        copies=facts.agreement.copies,
        override=_override_words(override),
        one_person_office=wish.one_person_office,
        training=session.store.training,
        supersedes=wish.replaces or "",
    )


def _own_kop(session: Session, agreement: Agreement) -> Letterhead:
    """Return the kop of this office, which composes the document."""
    parties = agreement.parties
    own = next((one for one in parties if one.code == session.store.party), parties[0])
    return kop_of(own.present_name, own.contact.address, own.contact.phone, own.contact.email)


def _counted(
    session: Session, records: Records, facts: _Facts, wish: ComposeWish, key: DocumentKey
) -> BeritaAcaraContent:
    run, agreement, sources, side = facts.run, facts.agreement, facts.sources, facts.side
    one, two = facts.parties
    return BeritaAcaraContent(
        document_id=key.id,
        version=key.version,
        profile=profile_for(wish.profile or agreement.profile, _own_kop(session, agreement)),
        subject=agreement.subject,
        period=wish.period or _period(sources[one.code], sources[two.code]),
        place=wish.place,
        day=wish.day or local_date(session.clock.now()),
        first=stated_party(session, one, wish.official_first, wish.number_first, facts.officers),
        second=stated_party(session, two, wish.official_second, wish.number_second, facts.officers),
        basis=agreement_basis(agreement),
        sources=(_source(sources[one.code]), _source(sources[two.code])),
        keys=KEYS,
        compared=tuple(BY_CODE[code].label for code in _texts(run.summary["compared"])),
        not_compared=_not_compared(facts),
        rules_version=run.rules_version,
        references_version=run.rules_version,
        counts_first=class_counts(run, side[one.code]),
        counts_second=class_counts(run, side[two.code]),
        elements=element_lines(records, run, facts.corrections, (one.code, two.code)),
        corrections=tuple(correction_line(facts.corrections, party) for party in (one.code, two.code)),
        open_points=wish.open_points or open_points(run, facts.corrections, (one, two)),
        annexes=_annex_lines(records, facts),
        run=_digests(facts),
    )


def _annex_lines(records: Records, facts: _Facts) -> tuple[AnnexLine, ...]:
    one, two = facts.parties
    return tuple(
        AnnexLine(annex.numeral, annex.title, len(annex.rows), fingerprint=annex.fingerprint())
        for annex in annex_lists(records, facts.run, one.code, two.code)
    )


def _digests(facts: _Facts) -> RunDigests:
    run = facts.run
    digests = {run.party_a: run.digest_a, run.party_b: run.digest_b}
    one, two = facts.parties
    return RunDigests(
        run.id,
        digests[one.code],
        digests[two.code],
        run.rules_digest,
        run.decisions_digest,
        run.result_digest,
    )


def _decision_lines(records: Records, facts: _Facts) -> tuple[DecisionLine, ...]:
    first_is_a = facts.side[facts.parties[0].code] == "a"
    return tuple(
        DecisionLine(*((row_a, row_b) if first_is_a else (row_b, row_a)), verdict)
        for row_a, row_b, verdict in matching_core.applied_decisions(records, facts.run)
    )


def _texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(one) for one in value]


def _period(one: Snapshot, two: Snapshot) -> str:
    newest = max(one.position, two.position)
    return f"Semester {'I' if newest.month <= 6 else 'II'} Tahun {newest.year}"


RECEIVED_AS = {"file": "berkas (metode lainnya)"}


def _source(snapshot: Snapshot) -> Source:
    options = snapshot.report.get("options")
    mapping = options.get("mapping", {}) if isinstance(options, dict) else {}
    sheet = options.get("sheet", "") if isinstance(options, dict) else ""
    return Source(
        party=snapshot.party,
        register=snapshot.register,
        position=datetime.combine(snapshot.position, time(), tzinfo=WIB),
        received_as=RECEIVED_AS.get(snapshot.channel, snapshot.channel),
        rows=snapshot.rows,
        rows_refused=snapshot.rows_refused,
        file_sha256=snapshot.file_sha256,
        table_digest=snapshot.content_digest,
        sheet=str(sheet),
        mapping=tuple(ColumnMapping(str(header), str(field)) for header, field in mapping.items()),
    )


def _not_compared(facts: _Facts) -> tuple[NotCompared, ...]:
    reasons = facts.run.summary["not_compared"]
    assert isinstance(reasons, dict)
    roles = dict(zip((one.code for one in facts.parties), ("PIHAK KESATU", "PIHAK KEDUA"), strict=True))
    words = {
        "absent_a": f"kolom tidak ada pada data {roles[facts.run.party_a]}",
        "absent_b": f"kolom tidak ada pada data {roles[facts.run.party_b]}",
        "absent_both": "kolom tidak ada pada data kedua pihak",
    }
    return tuple(
        NotCompared(BY_CODE[code].label, words.get(str(reason), str(reason)))
        for code, reason in reasons.items()
    )


def _override_words(override: Override | None) -> str:
    if override is None:
        return ""
    return (
        f"Perjanjian telah berakhir; dibuat atas persetujuan khusus pejabat penanda tangan: {override.reason}"
    )
