"""What the use cases of the exchange share: own keys, trusted keys, the other party, another person."""

from datetime import UTC, date, datetime, time, timedelta

from padan.common.clock import local_date
from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.domain.agreement import Agreement, AgreementState
from padan.domain.exchange.key_card import KeyCard, parse_card
from padan.domain.exchange.parcel import TrustedSigner
from padan.domain.exchange.trust import ONCE_TRUSTED, OwnKey, PartnerKey, newest, usable_to_send
from padan.services import agreement_terms
from padan.services.four_eyes import are_one_person
from padan.services.ports.records import Records
from padan.services.session import Session

WHOLE = "exchange.whole."
"""Beginning of the preference that an agreement's packages are taken whole or not at all."""
_OPEN = (AgreementState.IN_FORCE, AgreementState.LAST_MONTH)


def card_of(key: OwnKey | PartnerKey) -> KeyCard:
    """Return the card kept with a key."""
    return parse_card(key.card.encode(), "kartu").card


def own_key(records: Records) -> OwnKey:
    """Return the pair this agency uses now; UserFault NO_OWN_KEY when there is none."""
    standing = [one for one in records.agency_keys.all() if one.retired_at is None]
    if not standing:
        raise UserFault(codes.NO_OWN_KEY)
    return standing[-1]


def opening_secrets(records: Records) -> list[str]:
    """Return the secrets of every pair this agency ever had: old packages stay readable."""
    return [one.age_secret for one in reversed(records.agency_keys.all())]


def sending_key(records: Records, party: str, training: bool, today: date) -> KeyCard:
    """Return the card to seal to; UserFault NO_TRUSTED_KEY when none is trusted and valid today."""
    usable = []
    for one in records.partner_keys.all(party):
        card = card_of(one)
        if one.training == training and usable_to_send(one, card.valid_from, card.valid_to, today):
            usable.append(one)
    key = newest(usable)
    if key is None:
        raise UserFault(codes.NO_TRUSTED_KEY, party=party)
    return card_of(key)


def trusted_signers(records: Records, training: bool) -> list[TrustedSigner]:
    """Return every key that was ever trusted: validity is judged at the day of making, revocation at now.

    The keys of the other kind (training, in earnest) are among them: their packages are genuine, and refused
    for what they are.
    """
    found = []
    for one in records.partner_keys.all():
        if one.state in ONCE_TRUSTED and one.trusted_at is not None:
            card = card_of(one)
            span = (_begin(card.valid_from), _begin(card.valid_to + timedelta(days=1)))
            found.append(TrustedSigner(one.party, card.signing_key, *span, one.revoked_at))
    return sorted(found, key=lambda one: one.party)


def _begin(day: date) -> datetime:
    # A card's days are Jakarta's; a day of leeway at both ends hurts nobody, a refused package does.
    return datetime.combine(day, time(), UTC) - timedelta(hours=7)


def other_party(records: Records, agreement_id: str, own: str) -> tuple[Agreement, str]:
    """Return the agreement and the code of the other party; RECEIVER_UNKNOWN when we are no party."""
    agreement = agreement_terms.get_agreement(records, agreement_id)
    others = [one.code for one in agreement.parties if one.code != own]
    if len(others) != 1:
        raise UserFault(codes.RECEIVER_UNKNOWN, party=own, agreement=agreement_id)
    return agreement, others[0]


def binds(records: Records, session: Session, agreement_id: str, sender: str, *, closing: bool) -> bool:
    """Tell whether the agreement binds the sender and us today; receipts may also come after its end."""
    agreement = records.agreements.get(agreement_id)
    if agreement is None or {one.code for one in agreement.parties} != {sender, session.store.party}:
        return False
    today = local_date(session.clock.now())
    if closing or agreement.state_on(today) in _OPEN:
        return True
    standing = agreement_terms.overrides(records, agreement_id)
    return any(
        agreement_terms.EXCHANGE in one.purposes and date.fromisoformat(one.until) >= today
        for one in standing
    )


def takes_whole(records: Records, agreement_id: str) -> bool:
    """Tell whether packages of this agreement are taken whole or not at all."""
    return records.preferences.get(f"{WHOLE}{agreement_id}") == "1"


def require_other_person(records: Records, one_id: str, two_id: str, code: int) -> None:
    """Raise UserFault `code` when both ids belong to one person, under whatever logins."""
    if are_one_person(records.officers.all(), one_id, two_id):
        raise UserFault(code)
