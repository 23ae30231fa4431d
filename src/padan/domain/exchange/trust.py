"""Another agency's keys on their way to trust, and what each may still be used for; pure rules.

    OFFERED ──first officer compares──► COMPARED ──another officer──► TRUSTED ──newer key trusted──► ROLLED
       └───────────────┴──────────────────────────────────┴──► REVOKED ◄─────────────────────────────┘

Two different persons compare the fingerprint with the key's owner, by telephone or in person. For a card
that the trusted key before it signed, the signature takes the place of the spoken fingerprint; it still
takes two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from padan.common.text import canonical_json


class KeyState(StrEnum):
    OFFERED = "offered"
    COMPARED = "compared"
    TRUSTED = "trusted"
    ROLLED = "rolled"
    REVOKED = "revoked"


NEXT_STATES = {
    KeyState.OFFERED: frozenset({KeyState.COMPARED, KeyState.REVOKED}),
    KeyState.COMPARED: frozenset({KeyState.TRUSTED, KeyState.REVOKED}),
    KeyState.TRUSTED: frozenset({KeyState.ROLLED, KeyState.REVOKED}),
    KeyState.ROLLED: frozenset({KeyState.REVOKED}),
    KeyState.REVOKED: frozenset[KeyState](),
}
ONCE_TRUSTED = frozenset({KeyState.TRUSTED, KeyState.ROLLED, KeyState.REVOKED})


@dataclass(frozen=True)
class OwnKey:
    """A key pair of this agency with its secrets; lives in the encrypted store only. `id` is the card's
    fingerprint. `archive_*` opens what this agency sent.
    """

    id: str
    card: str
    signing_secret: str
    age_secret: str
    archive_recipient: str
    archive_secret: str
    made_at: datetime
    made_by: str
    retired_at: datetime | None = None


@dataclass(frozen=True)
class PartnerKey:
    """Another agency's card as offered here. `id` is its fingerprint, `card` the file's text, `vouched_by`
    the fingerprint of the trusted key that signed it; `trusted_from` counts from the card's own validity.
    """

    id: str
    party: str
    training: bool
    number: int
    card: str
    state: KeyState
    offered_at: datetime
    offered_by: str
    vouched_by: str = ""
    trusted_at: datetime | None = None
    rolled_at: datetime | None = None
    revoked_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class KeyStep:
    """One officer's signed step on a partner's key: `compare`, `trust` or `revoke`."""

    key_id: str
    step: str
    officer_id: str
    public_key: str
    at: datetime
    signature: str


def step_message(key_id: str, step: str, at: datetime) -> bytes:
    """Return what an officer signs when comparing, trusting or revoking a key."""
    return b"padan-kunci-langkah-1\n" + canonical_json([key_id, step, at.isoformat()])


def may_become(current: KeyState, wanted: KeyState) -> bool:
    """Tell whether a key may go from `current` to `wanted`."""
    return wanted in NEXT_STATES[current]


def usable_to_send(key: PartnerKey, valid_from: date, valid_to: date, today: date) -> bool:
    """Tell whether packages may be sealed to this key today."""
    return key.state is KeyState.TRUSTED and valid_from <= today <= valid_to


def newest(keys: Sequence[PartnerKey]) -> PartnerKey | None:
    """Return the key of the highest number, or None."""
    return max(keys, key=lambda one: (one.number, one.offered_at), default=None)
