"""Keys between agencies: making our own, handing out the card, comparing and trusting another's, revoking.

Two persons compare the fingerprint with the key's owner before anything is sealed to it or believed from it
(exchange.md, features 12 and 20).
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from padan.common.clock import local_date
from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.domain.exchange.key_card import (
    LIMIT_BYTES,
    SCHEMAS,
    KeyCard,
    SignedCard,
    card_bytes,
    fingerprint,
    parse_card,
    reads_same,
    signed_bytes,
)
from padan.domain.exchange.sheets import card_sheet
from padan.domain.exchange.trust import KeyState, KeyStep, OwnKey, PartnerKey, may_become, step_message
from padan.domain.officer import Act
from padan.domain.printed import RenderedFile
from padan.services.exchange import core
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

VALID_DAYS = 2 * 365


@dataclass(frozen=True)
class MadeKeys:
    """The new card, and the recovery secret: shown once for the office safe, kept nowhere."""

    key: OwnKey
    card: KeyCard
    recovery_secret: str


def make_keys(session: Session, tools: Tools) -> MadeKeys:
    """Make this agency's key pairs, or roll them over: the new card is then signed by the old key, too."""
    require(session, Act.KEY_KEEP)
    fresh = tools.packages.new()
    now = session.clock.now()
    today = local_date(now)
    with session.store as records:
        old = _standing(records)
        card = KeyCard(
            party=session.store.party,
            training=session.store.training,
            number=len(records.agency_keys.all()) + 1,
            signing_key=fresh.signing_public,
            recipient=fresh.recipient,
            recovery_recipient=fresh.recovery_recipient,
            schemas=SCHEMAS,
            valid_from=today,
            valid_to=today + timedelta(days=VALID_DAYS),
            made_at=now.replace(microsecond=0),
            previous=old.id if old else "",
        )
        message = signed_bytes(card)
        signature = tools.packages.sign(fresh.signing_secret, message).hex()
        vouched = tools.packages.sign(old.signing_secret, message).hex() if old else ""
        key = OwnKey(
            id=fingerprint(card),
            card=card_bytes(SignedCard(card, signature, vouched)).decode(),
            signing_secret=fresh.signing_secret,
            age_secret=fresh.age_secret,
            archive_recipient=fresh.archive_recipient,
            archive_secret=fresh.archive_secret,
            made_at=now,
            made_by=session.officer.id,
        )
        if old is not None:
            records.agency_keys.update(replace(old, retired_at=now))
        records.agency_keys.add(key)
        record(session, records, "key.make", key.id, previous=card.previous)
    return MadeKeys(key, card, fresh.recovery_secret)


def _standing(records: Records) -> OwnKey | None:
    return next((one for one in records.agency_keys.all() if one.retired_at is None), None)


def own_card(session: Session) -> tuple[OwnKey, KeyCard]:
    """Return the key in use and its card, for showing, printing and comparing."""
    require(session, Act.PACKAGE_VIEW)
    with session.store.reading() as records:
        key = core.own_key(records)
    return key, core.card_of(key)


def export_card(session: Session, tools: Tools, target: str) -> str:
    """Write our card as a `*.kartu.json` file; return the file's SHA-256."""
    require(session, Act.KEY_KEEP)
    with session.store.reading() as records:
        key = core.own_key(records)
    digest = tools.files.write(target, key.card.encode())
    with session.store as records:
        record(session, records, "key.export", key.id, sha256=digest)
    return digest


def print_card(session: Session, tools: Tools) -> RenderedFile:
    """Return our card as a printed sheet with the fingerprint in groups."""
    _key, card = own_card(session)
    return tools.documents.sheet(card_sheet(card))


def import_card(session: Session, tools: Tools, path: str, name: str) -> PartnerKey:
    """Take in another agency's card as offered; it is not trusted by that. The same card again changes
    nothing.
    """
    require(session, Act.KEY_KEEP)
    return offer(session, tools, tools.files.read(path, LIMIT_BYTES), name)


def offer(session: Session, tools: Tools, content: bytes, name: str) -> PartnerKey:
    """Keep a card's key as offered, in a unit of work of its own."""
    with session.store as records:
        return keep_offer(session, tools, records, content, name)


def keep_offer(
    session: Session, tools: Tools, records: Records, content: bytes, name: str, *, party: str = ""
) -> PartnerKey:
    """Keep a card's key as offered, in the caller's transaction; `party` when only its own card will do."""
    signed = _genuine(session, tools, content, name)
    if party and signed.card.party != party:
        raise UserFault(codes.CARD_INVALID, file=name, why="kode pihak")
    key_id = fingerprint(signed.card)
    known = records.partner_keys.get(key_id)
    if known is not None:
        return known
    key = PartnerKey(
        id=key_id,
        party=signed.card.party,
        training=signed.card.training,
        number=signed.card.number,
        card=card_bytes(signed).decode(),
        state=KeyState.OFFERED,
        offered_at=session.clock.now(),
        offered_by=session.officer.id,
        vouched_by=_voucher(tools, records, signed),
    )
    records.partner_keys.add(key)
    record(session, records, "key.import", key.id, party=key.party, vouched=key.vouched_by)
    return key


def _genuine(session: Session, tools: Tools, content: bytes, name: str) -> SignedCard:
    signed = parse_card(content, name)
    card = signed.card
    if card.party == session.store.party:
        raise UserFault(codes.CARD_IS_OWN, party=card.party)
    if card.training != session.store.training:
        words = {True: "latihan", False: "sungguhan"}
        raise UserFault(
            codes.TRAINING_MISMATCH, package=words[card.training], own=words[session.store.training]
        )
    if not tools.signatures.holds(card.signing_key, signed_bytes(card), signed.signature):
        raise UserFault(codes.CARD_SIGNATURE_BAD, party=card.party)
    return signed


def _voucher(tools: Tools, records: Records, signed: SignedCard) -> str:
    """Return the trusted key that signed this card, or nothing."""
    before = records.partner_keys.get(signed.card.previous) if signed.card.previous else None
    if before is None or before.state is not KeyState.TRUSTED or before.party != signed.card.party:
        return ""
    old = core.card_of(before)
    if not tools.signatures.holds(old.signing_key, signed_bytes(signed.card), signed.previous_signature):
        raise UserFault(codes.CARD_SIGNATURE_BAD, party=signed.card.party)
    return before.id


def compare(session: Session, key_id: str, heard: str) -> PartnerKey:
    """Note with this officer's signature that the owner read out the same fingerprint."""
    require(session, Act.KEY_COMPARE, key_id)
    with session.store as records:
        key = _key(records, key_id, KeyState.COMPARED)
        _require_heard(records, key, heard)
        changed = replace(key, state=KeyState.COMPARED)
        _step(session, records, changed, "compare")
    return changed


def trust(session: Session, key_id: str, heard: str) -> PartnerKey:
    """Trust a key as the second person who compared it; the party's key before it is rolled over."""
    require(session, Act.KEY_TRUST, key_id)
    with session.store as records:
        key = _key(records, key_id, KeyState.TRUSTED)
        first = next(one for one in records.partner_keys.steps(key_id) if one.step == "compare")
        core.require_other_person(records, first.officer_id, session.officer.id, codes.KEY_SAME_PERSON)
        _require_heard(records, key, heard)
        now = session.clock.now()
        changed = replace(key, state=KeyState.TRUSTED, trusted_at=now)
        for one in records.partner_keys.all(key.party):
            if one.state is KeyState.TRUSTED:
                records.partner_keys.update(replace(one, state=KeyState.ROLLED, rolled_at=now))
        _step(session, records, changed, "trust")
    return changed


def revoke(session: Session, key_id: str, reason: str) -> PartnerKey:
    """Revoke another agency's key for good: nothing it signed is taken any more, whenever it was made."""
    require(session, Act.KEY_TRUST, key_id)
    if not reason.strip():
        raise UserFault(codes.KEY_REASON_MISSING)
    with session.store as records:
        key = _key(records, key_id, KeyState.REVOKED)
        now = session.clock.now()
        changed = replace(key, state=KeyState.REVOKED, revoked_at=now, reason=reason.strip())
        _step(session, records, changed, "revoke")
    return changed


def keys(session: Session) -> tuple[list[OwnKey], list[PartnerKey]]:
    """Return our pairs and the other agencies' keys."""
    require(session, Act.PACKAGE_VIEW)
    with session.store.reading() as records:
        return records.agency_keys.all(), records.partner_keys.all()


def steps(session: Session) -> dict[str, list[KeyStep]]:
    """Return the signed steps on every partner's key, by the key's id."""
    require(session, Act.PACKAGE_VIEW)
    with session.store.reading() as records:
        return {one.id: records.partner_keys.steps(one.id) for one in records.partner_keys.all()}


def find_key(session: Session, named: str) -> str:
    """Return the id of the key named by its fingerprint's beginning or by its party (the newest)."""
    require(session, Act.PACKAGE_VIEW)
    with session.store.reading() as records:
        known = records.partner_keys.all()
    wanted = named.replace(" ", "").casefold()
    by_id = [one for one in known if len(wanted) >= 8 and one.id.startswith(wanted)]
    if len(by_id) == 1:
        return by_id[0].id
    of_party = [one for one in known if one.party == wanted]
    if not of_party:
        raise UserFault(codes.KEY_NOT_FOUND, key=named)
    return max(of_party, key=lambda one: one.number).id


def _key(records: Records, key_id: str, wanted: KeyState) -> PartnerKey:
    key = records.partner_keys.get(key_id)
    if key is None:
        raise UserFault(codes.KEY_NOT_FOUND, key=key_id)
    if not may_become(key.state, wanted):
        raise UserFault(codes.KEY_STATE, key=key_id, state=key.state.value)
    return key


def _require_heard(records: Records, key: PartnerKey, heard: str) -> None:
    """A card that a key still trusted signed needs no spoken fingerprint; a given one must be right."""
    voucher = records.partner_keys.get(key.vouched_by) if key.vouched_by else None
    if voucher is not None and voucher.state is KeyState.TRUSTED and not heard.strip():
        return
    if not reads_same(heard, key.id):
        raise UserFault(codes.CARD_FINGERPRINT_DIFFERS, party=key.party)


def _step(session: Session, records: Records, key: PartnerKey, step: str) -> None:
    now = session.clock.now()
    signature = session.signer.sign(step_message(key.id, step, now))
    records.partner_keys.update(key)
    records.partner_keys.add_step(
        KeyStep(key.id, step, session.officer.id, session.signer.public_key, now, signature)
    )
    record(session, records, f"key.{step}", key.id, party=key.party)
