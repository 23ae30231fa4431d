"""Key cards: what an agency tells another about its package keys, and the fingerprint two officers compare.

A card is signed by its own signing key, and by the key before it when it rolls one over. It holds public keys
only; whether it may be trusted is `trust`'s matter.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime

from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.common.text import canonical_json
from padan.domain.plain import NotPlain, from_plain, to_plain

SCHEMAS = ("tukar-asn/1.0",)
LIMIT_BYTES = 64 * 1024
SUFFIX = ".kartu.json"
_DOMAIN = b"padan-kartu-kunci-1\n"
_FINGERPRINT_DIGITS = 40
_GROUP = 4
_PARTY = re.compile(r"[a-z]{2,20}")
_HEX_KEY = re.compile(r"[0-9a-f]{64}")
_HEX_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


@dataclass(frozen=True)
class KeyCard:
    """One agency's public keys. `recipient` and `recovery_recipient` are age X25519 (`age1…`), `signing_key`
    Ed25519 as hex; `previous` is the fingerprint of the card this one follows, empty for the first.
    """

    party: str
    training: bool
    number: int
    signing_key: str
    recipient: str
    recovery_recipient: str
    schemas: tuple[str, ...]
    valid_from: date
    valid_to: date
    made_at: datetime
    previous: str = ""


@dataclass(frozen=True)
class SignedCard:
    """A card with its own signature and, for a roll-over, that of the key before it (hex, else empty)."""

    card: KeyCard
    signature: str
    previous_signature: str = ""


def signed_bytes(card: KeyCard) -> bytes:
    """Return what a card's signatures are made over."""
    return _DOMAIN + canonical_json(to_plain(card))


def fingerprint(card: KeyCard) -> str:
    """Return the 40 hex digits that name the card: the beginning of the SHA-256 of what is signed."""
    return hashlib.sha256(signed_bytes(card)).hexdigest()[:_FINGERPRINT_DIGITS]


def grouped(digits: str) -> str:
    """Return digits in groups of four, as they are read aloud."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)).upper()


def reads_same(typed: str, digits: str) -> bool:
    """Tell whether what an officer heard and typed is this fingerprint, whole; spaces do not count."""
    return re.sub(r"[\s:.-]", "", typed).casefold() == digits


def card_bytes(signed: SignedCard) -> bytes:
    """Return the content of a `*.kartu.json` file."""
    document = {
        "kartu_kunci": 1,
        "kartu": to_plain(signed.card),
        "tanda_tangan": signed.signature,
        "tanda_tangan_kunci_lama": signed.previous_signature,
    }
    return (json.dumps(document, indent=2, sort_keys=True) + "\n").encode()


def parse_card(untrusted: bytes, file: str) -> SignedCard:
    """Return a card file's content, its signatures not yet checked; UserFault CARD_INVALID says what is
    wrong.
    """
    document = _document(untrusted, file)
    try:
        card = from_plain(KeyCard, document["kartu"], "kartu")
    except NotPlain as wrong:
        raise UserFault(codes.CARD_INVALID, file=file, why=f"isian {wrong.where}") from None
    signature, previous = document["tanda_tangan"], document["tanda_tangan_kunci_lama"]
    if why := _wrong(card, signature, previous):
        raise UserFault(codes.CARD_INVALID, file=file, why=why)
    return SignedCard(card, str(signature), str(previous))


def _document(untrusted: bytes, file: str) -> dict[str, object]:
    if len(untrusted) > LIMIT_BYTES:
        raise UserFault(codes.CARD_INVALID, file=file, why="terlalu besar")
    try:
        found = json.loads(untrusted.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise UserFault(codes.CARD_INVALID, file=file, why="bukan JSON yang utuh") from None
    wanted = {"kartu_kunci", "kartu", "tanda_tangan", "tanda_tangan_kunci_lama"}
    if not isinstance(found, dict) or set(found) != wanted or found["kartu_kunci"] != 1:
        raise UserFault(codes.CARD_INVALID, file=file, why="bukan kartu kunci yang dikenal")
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("repeated key")
    return made


def _wrong(card: KeyCard, signature: object, previous: object) -> str:
    checks = (
        (bool(_PARTY.fullmatch(card.party)), "kode pihak"),
        (bool(_HEX_KEY.fullmatch(card.signing_key)), "kunci tanda tangan"),
        (bool(_RECIPIENT.fullmatch(card.recipient)), "kunci penerima"),
        (bool(_RECIPIENT.fullmatch(card.recovery_recipient)), "kunci pemulihan"),
        (card.recipient != card.recovery_recipient, "kunci pemulihan sama dengan kunci penerima"),
        (0 < card.number < 10_000, "nomor kartu"),
        (0 < len(card.schemas) <= 20, "daftar skema"),
        (card.valid_from < card.valid_to, "masa berlaku"),
        (isinstance(signature, str) and bool(_HEX_SIGNATURE.fullmatch(signature)), "tanda tangan"),
        (
            previous == "" or (isinstance(previous, str) and bool(_HEX_SIGNATURE.fullmatch(previous))),
            "tanda tangan kunci lama",
        ),
        (bool(card.previous) == bool(previous), "tanda tangan kunci lama"),
    )
    return next((why for holds, why in checks if not holds), "")
