"""What is printed beside a key card and a package: ids, counts and fingerprints, no data of any person."""

from dataclasses import dataclass
from datetime import datetime

from padan.domain.exchange.key_card import KeyCard, fingerprint, grouped
from padan.domain.exchange.outgoing import PackageOut

_LINE_GROUPS = 8


@dataclass(frozen=True)
class Sheet:
    """One printed page: facts as label and value, digests in groups, what the QR holds, who signs."""

    name: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    digests: tuple[tuple[str, str], ...]
    qr: str
    notes: tuple[str, ...]
    signatures: tuple[str, ...]
    moment: datetime


def in_lines(digits: str) -> str:
    """Return digits in groups of four, a few groups a line, as they are compared by eye."""
    groups = grouped(digits).split(" ")
    lines = [groups[at : at + _LINE_GROUPS] for at in range(0, len(groups), _LINE_GROUPS)]
    return "\n".join(" ".join(line) for line in lines)


def card_sheet(card: KeyCard) -> Sheet:
    """Return the printed form of a key card."""
    digits = fingerprint(card)
    facts = (
        ("Pihak", card.party),
        ("Nomor kartu", str(card.number)),
        ("Berlaku", f"{card.valid_from.isoformat()} sampai {card.valid_to.isoformat()}"),
        ("Keperluan", "LATIHAN" if card.training else "sungguhan"),
        ("Skema", ", ".join(card.schemas)),
    )
    advice = (
        "Bacakan sidik ini kepada pihak penerima melalui telepon atau tatap muka. Dua petugas pihak penerima "
        "membandingkannya, kelompok demi kelompok, sebelum kunci dipercaya."
    )
    signatures = ("Pemilik kunci", "Pembanding pertama", "Pembanding kedua")
    return Sheet(
        f"kartu-kunci_{card.party}_{card.number}.pdf",
        "KARTU KUNCI PAKET TUKAR ASN",
        "",
        facts,
        (("Sidik kartu", in_lines(digits)), ("Kunci penerima (age)", card.recipient)),
        digits.upper(),
        (advice,),
        signatures,
        card.made_at,
    )


def cover_sheet(package: PackageOut, sender: str) -> Sheet:
    """Return the cover sheet (surat pengantar) of a sealed package."""
    assert package.sealed_at is not None
    facts = (
        ("Pengirim", sender),
        ("Penerima", package.receiver),
        ("Perjanjian", package.agreement_id),
        ("Jenis dan nomor", f"{package.kind} {package.number}"),
        ("Pengenal paket", package.id),
        ("Jumlah baris", f"{package.rows:,}".replace(",", ".")),
        ("Ukuran berkas", f"{package.size:,}".replace(",", ".") + " bita"),
        ("Nama berkas", package.file_name),
        ("Media", package.medium or "......................"),
    )
    digests = (
        ("SHA-256 berkas", in_lines(package.file_sha256)),
        ("Sidik paket", in_lines(package.package_sha256)),
        ("Sidik kunci penerima", in_lines(package.recipient_fingerprint)),
    )
    notes = ("Isi paket terenkripsi. Surat ini tidak memuat data pribadi.",)
    return Sheet(
        f"surat-pengantar_{sender}_{package.receiver}_{package.kind}_{package.number:06d}.pdf",
        "SURAT PENGANTAR PAKET TUKAR ASN",
        "",
        facts,
        digests,
        f"{package.id} {package.file_sha256}",
        notes,
        ("Yang menyerahkan", "Yang menerima"),
        package.sealed_at,
    )
