"""A disclosure: personal data leaving the store in plain text, always recorded (agreements, Pasal 9(3))."""

from dataclasses import dataclass

GROUNDS = {
    "exchange": "pertukaran menurut perjanjian",
    "consent": "persetujuan tertulis kedua pihak (Pasal 9(3))",
    "order": "perintah pengadilan atau pejabat berwenang (Pasal 9(3))",
    "law": "ketentuan peraturan perundang-undangan (Pasal 9(3))",
}
"""The agreement's own exchange, and the three grounds of Pasal 9(3)."""


@dataclass(frozen=True)
class DisclosureNote:
    """What is recorded for ever with a plain-text export: who receives it, why, and on which ground."""

    recipient: str
    purpose: str
    ground: str

    def missing(self) -> list[str]:
        """Return the Indonesian names of what is not filled in; empty when the note is complete."""
        lacking = []
        if not self.recipient.strip():
            lacking.append("penerima")
        if not self.purpose.strip():
            lacking.append("keperluan")
        if self.ground not in GROUNDS:
            lacking.append("dasar")
        return lacking
