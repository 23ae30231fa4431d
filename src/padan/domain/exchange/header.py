"""The signed header of a package (bag-info) as a plain value."""

from dataclasses import dataclass
from datetime import datetime

MAIN, RECEIPTS = "main", "tt"


@dataclass(frozen=True)
class PackageHeader:
    """Who sends what to whom (exchange.md, "Rulings"). `chain` is `main`, or `tt` for receipts, which have a
    sequence of their own; `previous` and `reply_to` are package hashes, `reply_to` empty when absent.
    `position` is the ISO day that DATA speaks of, empty otherwise (label X-Posisi).
    """

    uuid: str
    sender: str
    receiver: str
    agreement_id: str
    chain: str
    number: int
    previous: str
    schema: str
    made_at: datetime
    expires_at: datetime
    classification: str
    training: bool
    rows: int
    recipient_fingerprint: str
    approved_by: tuple[str, ...]
    checkpoint: str
    reply_to: str = ""
    position: str = ""
