"""bag-info.txt: the signed header as lines, and strictly back; every label once."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from padan.domain.exchange.header import MAIN, RECEIPTS, PackageHeader

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_HEX = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[a-z]{2,20}")
_ID = re.compile(r"[0-9A-Za-z-]{8,40}")
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,59}")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}|0")
_POINT = re.compile(r"[0-9]{1,15}:[0-9a-f]{8,128}")
_CLASSES = ("BIASA", "TERBATAS", "RAHASIA")
_TRAINING = {"ya": True, "tidak": False}


class HeaderWrong(ValueError):
    """A label is missing, repeated, or not of its form; the text names it."""


def lines_of(header: PackageHeader, oxum: str) -> bytes:
    """Return the content of bag-info.txt."""
    chain = f"{RECEIPTS}." if header.chain == RECEIPTS else ""
    direction = f"{header.sender}.{header.receiver}.{header.agreement_id}"
    pairs = [
        ("Source-Organization", header.sender),
        (
            "External-Identifier",
            f"{direction}.{chain}{header.number}",
        ),
        ("Bagging-Date", header.made_at.strftime("%Y-%m-%d")),
        ("Payload-Oxum", oxum),
        ("X-Paket-UUID", header.uuid),
        ("X-Penerima", header.receiver),
        ("X-Perjanjian", header.agreement_id),
        ("X-Urut", str(header.number)),
        ("X-Paket-Sebelumnya-SHA256", header.previous),
        ("X-Skema", header.schema),
        ("X-Dibuat", header.made_at.astimezone(UTC).strftime(_TIME)),
        ("X-Kedaluwarsa", header.expires_at.astimezone(UTC).strftime(_TIME)),
        ("X-Klasifikasi", header.classification),
        ("X-Uji", "ya" if header.training else "tidak"),
        ("X-Balasan-Untuk", header.reply_to),
        ("X-Jumlah-Baris", str(header.rows)),
        ("X-Sidik-Kunci-Penerima", header.recipient_fingerprint),
        ("X-Disetujui-Oleh", ",".join(header.approved_by)),
        ("X-Titik-Audit", header.checkpoint),
        ("X-Posisi", header.position),
    ]
    return "".join(f"{label}: {value}\n" for label, value in pairs if value).encode()


def read_header(text: bytes) -> PackageHeader:
    """Return the header; HeaderWrong names what is missing or ill-formed."""
    labels = _labels(text)

    def need(label: str, form: re.Pattern[str] | None = None) -> str:
        value = labels.get(label, "")
        if not value or (form is not None and not form.fullmatch(value)):
            raise HeaderWrong(label)
        return value

    sender, receiver = need("Source-Organization", _CODE), need("X-Penerima", _CODE)
    agreement, number = need("X-Perjanjian", _NAME), int(need("X-Urut", _NUMBER))
    chain = _chain(need("External-Identifier"), f"{sender}.{receiver}.{agreement}", number)
    training, kind = need("X-Uji").casefold(), need("X-Klasifikasi")
    if training not in _TRAINING or kind not in _CLASSES or number < 1:
        raise HeaderWrong("X-Uji, X-Klasifikasi, X-Urut")
    return PackageHeader(
        uuid=need("X-Paket-UUID", _ID),
        sender=sender,
        receiver=receiver,
        agreement_id=agreement,
        chain=chain,
        number=number,
        previous=need("X-Paket-Sebelumnya-SHA256", _HEX),
        schema=need("X-Skema", _NAME),
        made_at=_moment(need("X-Dibuat"), "X-Dibuat"),
        expires_at=_moment(need("X-Kedaluwarsa"), "X-Kedaluwarsa"),
        classification=kind,
        training=_TRAINING[training],
        rows=int(need("X-Jumlah-Baris", _NUMBER)),
        recipient_fingerprint=need("X-Sidik-Kunci-Penerima", _HEX),
        approved_by=tuple(one for one in labels.get("X-Disetujui-Oleh", "").split(",") if one),
        checkpoint=_if_any(labels, "X-Titik-Audit", _POINT),
        reply_to=_if_any(labels, "X-Balasan-Untuk", _HEX),
        position=_day(labels.get("X-Posisi", "")),
    )


def _if_any(labels: Mapping[str, str], label: str, form: re.Pattern[str]) -> str:
    value = labels.get(label, "")
    if value and not form.fullmatch(value):
        raise HeaderWrong(label)
    return value


def _labels(text: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    seen: set[str] = set()
    try:
        lines = text.decode("utf-8").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        raise HeaderWrong("UTF-8") from None
    last = ""
    for line in lines:
        if line[:1] in (" ", "\t") and last:
            found[last] += " " + line.strip()
            continue
        label, colon, value = line.partition(":")
        if not line.strip():
            continue
        last = label.strip()
        if not colon or last.casefold() in seen:
            raise HeaderWrong(last[:40])
        seen.add(last.casefold())
        found[last] = value.strip()
    return found


def _chain(identifier: str, begin: str, number: int) -> str:
    for chain, text in ((MAIN, f"{begin}.{number}"), (RECEIPTS, f"{begin}.{RECEIPTS}.{number}")):
        if identifier == text:
            return chain
    raise HeaderWrong("External-Identifier")


def _moment(text: str, label: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise HeaderWrong(label)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):  # the last hours of the calendar lie outside it in another zone
        raise HeaderWrong(label) from None


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise HeaderWrong("X-Posisi") from None
