"""The content of a berita acara, counted from the store and never typed; shared by composing, no use case
itself.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from padan.common.clock import WIB, local_date
from padan.domain.agreement import Agreement
from padan.domain.agreement import Party as AgreementParty
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import (
    AddendumLine,
    AgreementBasis,
    AnnexLine,
    ClassCounts,
    ColumnMapping,
    CorrectionLine,
    DecisionLine,
    ElementLine,
    NotCompared,
    OpenPoint,
    Party,
    Person,
    RefusalLine,
    RunDigests,
    Source,
)
from padan.domain.correction import Correction, CorrectionState
from padan.domain.document_profile import A4_SANS, PROFILES
from padan.domain.elements import BY_CODE
from padan.domain.officer import Officer, Role
from padan.domain.run import Run, Verdict
from padan.domain.snapshot import Snapshot
from padan.matching.results import counts_by_element
from padan.services import agreement_terms, matching_core
from padan.services.agreement_terms import Override
from padan.services.annex_lists import annex_lists
from padan.services.ports.records import Records
from padan.services.recompute import counts_from
from padan.services.session import Session

KEYS = ("NIP/NI PPPK", "NIP lama", "NIK", "tanggal lahir dan nama")
WAITING = frozenset({CorrectionState.PROPOSED, CorrectionState.SENT, CorrectionState.ASKED})
AGREED = frozenset({CorrectionState.ACCEPTED, CorrectionState.CLOSED})


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


def content_of(
    session: Session,
    records: Records,
    run: Run,
    wish: ComposeWish,
    override: Override | None,
    key: DocumentKey,
) -> BeritaAcaraContent:
    """Return the whole content; first party is the steward, second BKN, whichever was A in the run."""
    agreement = agreement_terms.get_agreement(records, run.agreement_id)
    one, two = agreement.parties
    side = {run.party_a: "a", run.party_b: "b"}
    sources = {snapshot.party: snapshot for snapshot in matching_core.snapshots_of(records, run)}
    corrections = records.corrections.all(run.agreement_id, run.id)
    elements = _element_lines(records, run, corrections, (one.code, two.code))
    decisions = matching_core.decisions_of(records, run)
    digests = {run.party_a: run.digest_a, run.party_b: run.digest_b}
    officers = records.officers.all()
    day = wish.day or local_date(session.clock.now())
    return BeritaAcaraContent(
        document_id=key.id,
        version=key.version,
        profile=PROFILES.get(wish.profile or agreement.profile, A4_SANS),
        subject=agreement.subject,
        period=wish.period or _period(sources[one.code], sources[two.code]),
        place=wish.place,
        day=day,
        first=_party(session, one, wish.official_first, wish.number_first, officers),
        second=_party(session, two, wish.official_second, wish.number_second, officers),
        basis=_basis(agreement),
        sources=(_source(sources[one.code]), _source(sources[two.code])),
        keys=KEYS,
        compared=tuple(BY_CODE[code].label for code in _texts(run.summary["compared"])),
        not_compared=_not_compared(run),
        rules_version=run.rules_version,
        references_version=run.rules_version,
        counts_first=_counts(run, side[one.code]),
        counts_second=_counts(run, side[two.code]),
        elements=elements,
        corrections=tuple(_correction_line(corrections, party) for party in (one.code, two.code)),
        open_points=wish.open_points or _open_points(run, corrections, (one, two)),
        annexes=tuple(
            AnnexLine(annex.numeral, annex.title, len(annex.rows), fingerprint=annex.fingerprint())
            for annex in annex_lists(records, run, one.code, two.code)
        ),
        run=RunDigests(
            run.id,
            digests[one.code],
            digests[two.code],
            run.rules_digest,
            run.decisions_digest,
            run.result_digest,
        ),
        decisions=tuple(
            DecisionLine(
                *((d.row_a, d.row_b) if side[one.code] == "a" else (d.row_b, d.row_a)), d.verdict.value
            )
            for d in decisions
            if d.verdict is not Verdict.LATER
        ),
        witnesses=wish.witnesses,
        acknowledged_by=wish.acknowledged_by,
        override=_override_words(override),
        one_person_office=wish.one_person_office,
        training=session.store.training,
        supersedes=wish.replaces or "",
    )


def _texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(one) for one in value]


def _period(one: Snapshot, two: Snapshot) -> str:
    newest = max(one.position, two.position)
    return f"Semester {'I' if newest.month <= 6 else 'II'} Tahun {newest.year}"


def _party(
    session: Session,
    party: AgreementParty,
    typed: Person | None,
    number: str | None,
    officers: Sequence[Officer],
) -> Party:
    official = typed or _own_official(session, party, officers) or _signatory(party)
    return Party(party.code, party.present_name, party.short_name, official, number or None)


def _own_official(session: Session, party: AgreementParty, officers: Sequence[Officer]) -> Person | None:
    if party.code != session.store.party:
        return None
    signing = [one for one in officers if one.active and Role.PENANDA_TANGAN in one.roles]
    if len(signing) != 1:
        return None
    one = signing[0]
    return Person(one.name, one.nip, one.pangkat, one.jabatan, party.present_name)


def _signatory(party: AgreementParty) -> Person:
    return Person(party.signatory.name, jabatan=party.signatory.title, agency=party.present_name)


def _basis(agreement: Agreement) -> AgreementBasis:
    one, two = agreement.parties
    return AgreementBasis(
        agreement_id=agreement.id,
        title=agreement.title,
        number_first=one.number,
        number_second=two.number,
        signed=agreement.signed,
        clause=agreement.clause_berita_acara,
        addenda=tuple(AddendumLine(each.number, each.signed, each.note) for each in agreement.addenda),
    )


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


def _not_compared(run: Run) -> tuple[NotCompared, ...]:
    reasons = run.summary["not_compared"]
    assert isinstance(reasons, dict)
    names = {"a": run.party_a.upper(), "b": run.party_b.upper()}
    words = {
        "absent_a": f"kolom tidak ada pada data {names['a']}",
        "absent_b": f"kolom tidak ada pada data {names['b']}",
        "absent_both": "kolom tidak ada pada data kedua pihak",
    }
    return tuple(
        NotCompared(BY_CODE[code].label, words.get(str(reason), str(reason)))
        for code, reason in reasons.items()
    )


def _counts(run: Run, side: str) -> ClassCounts:
    classes = run.summary["classes"]
    assert isinstance(classes, dict)
    return counts_from(classes[side], side)


def _element_lines(
    records: Records, run: Run, corrections: Sequence[Correction], parties: tuple[str, str]
) -> tuple[ElementLine, ...]:
    counts = counts_by_element(records.runs.frame(run.id, "findings"))
    by_party = Counter((one.element, one.proposer) for one in corrections)
    agreed = Counter(one.element for one in corrections if one.state in AGREED)
    lines = []
    for code in BY_CODE:
        if code not in counts:
            continue
        count = counts[code]
        lines.append(
            ElementLine(
                code=code,
                label=BY_CODE[code].label,
                count=count,
                by_first=by_party[code, parties[0]],
                by_second=by_party[code, parties[1]],
                agreed=agreed[code],
                open=count - agreed[code],
            )
        )
    return tuple(lines)


def _correction_line(corrections: Sequence[Correction], proposer: str) -> CorrectionLine:
    mine = [
        one for one in corrections if one.proposer == proposer and one.state is not CorrectionState.WITHDRAWN
    ]
    refused = [one for one in mine if one.state is CorrectionState.REFUSED]
    reasons = Counter(one.answer_reason or "tanpa alasan" for one in refused)
    return CorrectionLine(
        proposer=proposer,
        proposed=len(mine),
        accepted=sum(1 for one in mine if one.state in AGREED),
        refused=len(refused),
        waiting=sum(1 for one in mine if one.state in WAITING),
        due=max((one.due for one in mine if one.due is not None), default=None),
        refusals=tuple(RefusalLine(reason, count) for reason, count in sorted(reasons.items())),
    )


def _open_points(
    run: Run, corrections: Sequence[Correction], parties: tuple[AgreementParty, AgreementParty]
) -> tuple[OpenPoint, ...]:
    """Name what the figures leave open when the officers typed nothing themselves."""
    points = []
    review = max(_counts(run, "a").review, _counts(run, "b").review)
    if review:
        points.append(OpenPoint("Penelaahan bersama atas data yang memerlukan penelaahan", "Para Pihak"))
    for party, other in (parties, parties[::-1]):
        waiting = [one for one in corrections if one.owner == party.code and one.state in WAITING]
        if waiting:
            text = f"Jawaban atas usulan perbaikan data dari {other.short_name}"
            due = max((one.due for one in waiting if one.due is not None), default=None)
            points.append(OpenPoint(text, party.short_name, due))
    return tuple(points)


def _override_words(override: Override | None) -> str:
    if override is None:
        return ""
    return (
        f"Perjanjian telah berakhir; dibuat atas persetujuan khusus pejabat penanda tangan: {override.reason}"
    )
