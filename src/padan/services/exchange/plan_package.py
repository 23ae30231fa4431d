"""Preparing a package: what would leave, named exactly, for another officer to approve; seals nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.common.ids import new_uuid
from padan.domain.correction import CorrectionState
from padan.domain.exchange.answers import ANSWER
from padan.domain.exchange.header import MAIN, RECEIPTS
from padan.domain.exchange.outgoing import OutState, PackageOut, PackageStep, plan_digest, step_message
from padan.domain.exchange.references import may_travel
from padan.domain.officer import Act
from padan.domain.scope import code_sets_allowed
from padan.services.exchange import core
from padan.services.exchange.contents import RECEIPT, row_names
from padan.services.exchange.row_source import outgoing_fields, own_snapshot, row_salt
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require


@dataclass(frozen=True)
class PrepareRequest:
    """What to send: `subject` is a snapshot (DATA), a code set (REF), a document (BA, LAP) or a package
    (TARIK); `answers` asks for a USUL package with answers instead of proposals.
    """

    agreement_id: str
    kind: str
    subject: str = ""
    answers: bool = False
    reason: str = ""
    run_id: str = ""


def prepare(session: Session, tools: Tools, request: PrepareRequest) -> PackageOut:
    """Plan a package and sign the plan; another officer approves it. UserFault when nothing is to be sent."""
    require(session, Act.PACKAGE_PREPARE, request.agreement_id)
    with session.store as records:
        _agreement, receiver = core.other_party(records, request.agreement_id, session.store.party)
        if not core.binds(records, session, request.agreement_id, receiver, closing=request.kind == "TT"):
            raise UserFault(
                codes.AGREEMENT_NOT_OPEN,
                agreement=request.agreement_id,
                sender=receiver,
                own=session.store.party,
            )
        planner = _PLANNERS.get(request.kind)
        if planner is None:
            raise UserFault(codes.CONTENT_MISSING, kind=request.kind, missing="jenis yang dikenal")
        asked = _Asked(session, tools, records, receiver, request)
        now = session.clock.now()
        package = PackageOut(
            id=new_uuid(now),
            agreement_id=request.agreement_id,
            receiver=receiver,
            kind=request.kind,
            chain=RECEIPTS if request.kind == "TT" else MAIN,
            state=OutState.PREPARED,
            plan=planner(asked),
            prepared_at=now,
            prepared_by=session.officer.id,
        )
        records.packages_out.add(package)
        sign_step(session, records, package, "prepare")
        record(session, records, "package.prepare", package.id, kind=package.kind, receiver=receiver)
    return package


def sign_step(session: Session, records: Records, package: PackageOut, step: str) -> None:
    """Sign a step on the package's plan with the officer's own key."""
    now, digest = session.clock.now(), plan_digest(package)
    signature = session.signer.sign(step_message(package.id, step, now, digest))
    records.packages_out.add_step(
        PackageStep(package.id, step, session.officer.id, session.signer.public_key, now, digest, signature)
    )


@dataclass(frozen=True)
class _Asked:
    session: Session
    tools: Tools
    records: Records
    receiver: str
    request: PrepareRequest

    def need(self, missing: str) -> UserFault:
        return UserFault(codes.CONTENT_MISSING, kind=self.request.kind, missing=missing)

    def nothing(self) -> UserFault:
        return UserFault(codes.NOTHING_TO_SEND, party=self.receiver, kind=self.request.kind)


def _data(asked: _Asked) -> dict[str, object]:
    request, own = asked.request, asked.session.store.party
    if not request.subject:
        raise asked.need("potret register kantor sendiri")
    snapshot = own_snapshot(asked.records, request.subject, request.agreement_id, own)
    allowed = outgoing_fields(asked.tools, request.agreement_id, own, asked.receiver)
    columns = [one for one in snapshot.columns if one in allowed]
    if not columns or not snapshot.rows:
        raise asked.nothing()
    row_salt(asked.records)
    return {
        "snapshot": snapshot.id,
        "content": snapshot.content_digest,
        "position": snapshot.position.isoformat(),
        "columns": columns,
        "withheld": [one for one in snapshot.columns if one not in allowed],
        "rows": snapshot.rows,
    }


def _usul(asked: _Asked) -> dict[str, object]:
    if asked.request.answers:
        return {"answers": True, **_messages(asked, ANSWER)}
    own, request = asked.session.store.party, asked.request
    fitting = [
        one
        for one in asked.records.corrections.all(request.agreement_id, request.run_id or None)
        if one.state is CorrectionState.PROPOSED and (one.proposer, one.owner) == (own, asked.receiver)
    ]
    named = row_names(asked.records, fitting, asked.receiver)
    leaving = [one.id for one in fitting if one.id in named]
    if not leaving:
        raise asked.nothing()
    return {"proposals": leaving, "rows": len(leaving), "unnamed": len(fitting) - len(leaving)}


def _messages(asked: _Asked, kind: str) -> dict[str, object]:
    waiting = asked.records.packages_out.waiting(asked.request.agreement_id)
    fitting = [one.id for one in waiting if one.kind == kind and one.receiver == asked.receiver]
    if not fitting:
        raise asked.nothing()
    return {"messages": fitting, "rows": len(fitting)}


def _receipts(asked: _Asked) -> dict[str, object]:
    return _messages(asked, RECEIPT)


def _references(asked: _Asked) -> dict[str, object]:
    """Plan one version of a code set, if the agreement lets it travel this way."""
    found = asked.records.code_sets.get(asked.request.subject) if asked.request.subject else None
    if found is None:
        raise asked.need("versi himpunan kode")
    scopes = asked.tools.shipped.scopes(asked.request.agreement_id)
    own = asked.session.store.party
    if not may_travel(found.name, code_sets_allowed(scopes, sender=own, receiver=asked.receiver)):
        raise UserFault(codes.CODE_SET_OUT_OF_SCOPE, name=found.name, receiver=asked.receiver)
    return {"code_set": found.id, "set": found.name, "sha256": found.digest, "rows": len(found.rows)}


def _document(asked: _Asked) -> dict[str, object]:
    document = asked.records.documents.get(asked.request.subject) if asked.request.subject else None
    if document is None or document.agreement_id != asked.request.agreement_id or document.frozen is None:
        raise asked.need("dokumen perjanjian ini yang sudah dibekukan")
    pdfs = [one for one in asked.records.documents.papers(document.id) if one.media_type == "application/pdf"]
    if not pdfs:
        raise asked.need("salinan PDF dokumen itu")
    return {"document": document.id, "paper": pdfs[-1].name, "sha256": pdfs[-1].sha256, "rows": 0}


def _recall(asked: _Asked) -> dict[str, object]:
    recalled = asked.records.packages_out.get(asked.request.subject) if asked.request.subject else None
    if recalled is None or not recalled.number or recalled.receiver != asked.receiver:
        raise asked.need("paket tersegel yang ditarik")
    if not asked.request.reason.strip():
        raise UserFault(codes.PACKAGE_REASON_MISSING)
    return {
        "uuid": recalled.id,
        "sha256": recalled.package_sha256,
        "reason": asked.request.reason.strip(),
        "rows": 1,
    }


def _card(asked: _Asked) -> dict[str, object]:
    return {"card": core.own_key(asked.records).id, "rows": 0}


_PLANNERS: Mapping[str, Callable[[_Asked], dict[str, object]]] = {
    "DATA": _data,
    "USUL": _usul,
    "TT": _receipts,
    "BA": _document,
    "LAP": _document,
    "REF": _references,
    "TARIK": _recall,
    "KUNCI": _card,
}
