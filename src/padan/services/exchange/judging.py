"""What judging an arrival needs: our keys, the signed header, what came before, the record it will have."""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress
from padan.domain.exchange.header import RECEIPTS
from padan.domain.exchange.incoming import Arrival, Facts, Judgement, Oddities, PackageIn, warnings_of
from padan.domain.exchange.key_card import SCHEMAS
from padan.domain.exchange.parcel import Looked
from padan.services.exchange import core
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session


@dataclass(frozen=True)
class Desk:
    """Who opens, with what, and how they are told."""

    session: Session
    tools: Tools
    progress: Progress
    cancel: Cancel


def look_with_keys(desk: Desk, path: str) -> tuple[Looked, Sequence[str]]:
    """Take a file apart with our keys and the keys we trust; also return the secrets used."""
    with desk.session.store.reading() as records:
        core.own_key(records)
        secrets = core.opening_secrets(records)
        signers = core.trusted_signers(records, desk.session.store.training)
    looked = desk.tools.packages.look(path, secrets, signers, progress=desk.progress, cancel=desk.cancel)
    return looked, secrets


def arrival_of(looked: Looked) -> Arrival:
    """Return what the signed header says, as far as judging needs it."""
    header = looked.header
    return Arrival(
        header.uuid,
        header.sender,
        header.receiver,
        header.agreement_id,
        header.chain,
        header.number,
        header.previous,
        header.training,
        header.schema,
        header.expires_at,
        looked.package_sha256,
    )


def facts_of(desk: Desk, records: Records, looked: Looked, *, released: bool) -> Facts:
    """Return what this office knows, as far as judging needs it."""
    session, header = desk.session, looked.header
    closing = header.chain == RECEIPTS
    bound = core.binds(records, session, header.agreement_id, header.sender, closing=closing)
    known = records.packages_in.all(header.agreement_id)
    store = session.store
    return Facts(store.party, store.training, session.clock.now(), bound, SCHEMAS, known, released)


def record_of(
    desk: Desk, looked: Looked, known: Sequence[PackageIn], judgement: Judgement, kept: PackageIn | None
) -> PackageIn:
    """Return the record of an arrival as it was judged; a kept one keeps its id and first opening."""
    header, now = looked.header, desk.session.clock.now()
    arrival = arrival_of(looked)
    content = looked.content_sha256
    odd = Oddities(header.checkpoint, header.made_at, now, content)
    warnings = warnings_of(arrival, odd, known)
    return PackageIn(
        id=kept.id if kept else new_id(now),
        uuid=header.uuid,
        agreement_id=header.agreement_id,
        sender=header.sender,
        kind=looked.kind,
        chain=header.chain,
        number=header.number,
        previous=header.previous,
        package_sha256=looked.package_sha256,
        file_sha256=looked.file_sha256,
        file_name="",
        size=looked.size,
        made_at=header.made_at,
        checkpoint=header.checkpoint,
        state=judgement.state,
        code=judgement.code,
        opened_at=kept.opened_at if kept else now,
        opened_by=kept.opened_by if kept else desk.session.officer.id,
        rows=header.rows,
        content=content,
        warnings=tuple(dict.fromkeys((*looked.warnings, *warnings))),
    )
