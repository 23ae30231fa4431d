"""An agreement (perjanjian kerja sama) as data: parties, numbers, term, duties, addenda, and its state on a
day.

States on a day (articles 6(1)-6(3)):

    NOT_YET ──signed──► IN_FORCE ──one month before the end──► LAST_MONTH ──end passed──► ENDED
                            ▲                                                               │
                            └───────────────── an addendum with a later end ────────────────┘

An ended agreement stays readable and its unfinished duties stay open; anything new needs an addendum or an
override.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from padan.common.codes import agreements as codes
from padan.common.errors import UserFault
from padan.domain.duties import Clause, Duty
from padan.domain.plain import NotPlain, from_plain


class AgreementState(StrEnum):
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    LAST_MONTH = "last_month"
    ENDED = "ended"


class PartyRole(StrEnum):
    """PIHAK KESATU is the steward of the JF, PIHAK KEDUA is BKN."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Signatory:
    """Who signed the agreement for a party."""

    name: str
    title: str


@dataclass(frozen=True)
class Contact:
    """Whom to write to or call at a party (article 13)."""

    title: str
    address: str
    phone: str
    email: str


@dataclass(frozen=True)
class Party:
    """A party of the agreement: its codes, names, register, number on the agreement and its documents'
    profile.

    `successor` is the name the agency has now, where it changed after signing; empty otherwise.
    """

    code: str
    role: PartyRole
    instansi_code: str
    name: str
    short_name: str
    register: str
    register_title: str
    number: str
    signatory: Signatory
    contact: Contact
    successor: str = ""

    @property
    def present_name(self) -> str:
        """Return the name for new documents: the successor's where there is one."""
        return self.successor or self.name


@dataclass(frozen=True)
class Addendum:
    """A change of the agreement's end: number, day of signing, the new last day, and a note."""

    number: str
    signed: date
    new_end: date
    note: str = ""


@dataclass(frozen=True)
class Agreement:
    """One agreement. `parties` holds PIHAK KESATU, then PIHAK KEDUA. `first_end` is the last day as signed.

    `clause_berita_acara` is the clause that asks for the berita acara, `report_title` the title of the
    periodic report, `reference_codes` the directions in which code sets travel (`bkn>dpr`).
    """

    id: str
    version: int
    title: str
    subject: str
    place: str
    signed: date
    first_end: date
    term_years: int
    parties: tuple[Party, ...]
    clause_berita_acara: str
    report_title: str
    reference_codes: tuple[str, ...]
    copies: int
    notice_months: int
    profile: str
    duties: tuple[Duty, ...]
    addenda: tuple[Addendum, ...] = ()
    clauses: tuple[Clause, ...] = ()

    @property
    def ends(self) -> date:
        """Return the last day in force, addenda counted."""
        return max((self.first_end, *(one.new_end for one in self.addenda)))

    def state_on(self, day: date) -> AgreementState:
        """Return the state on `day`; the last month begins one calendar month before the end (article
        6(2)).
        """
        if day < self.signed:
            return AgreementState.NOT_YET
        if day > self.ends:
            return AgreementState.ENDED
        if day >= months_before(self.ends, self.notice_months):
            return AgreementState.LAST_MONTH
        return AgreementState.IN_FORCE

    def days_left(self, day: date) -> int:
        """Return the days from `day` to the last day in force, negative after it."""
        return (self.ends - day).days

    def party(self, code: str) -> Party | None:
        """Return the party of that code, or None."""
        return next((one for one in self.parties if one.code == code), None)


def months_before(day: date, months: int) -> date:
    """Return the same day `months` earlier; the last day of that month where it is shorter."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def parse_agreement(untrusted: Mapping[str, object]) -> Agreement:
    """Return a file's content as an agreement; UserFault AGREEMENT_FILE_INVALID names the place that is
    wrong.
    """
    filled = with_defaults(untrusted)
    try:
        agreement = from_plain(Agreement, filled, "perjanjian")
    except NotPlain as wrong:
        raise UserFault(
            codes.AGREEMENT_FILE_INVALID, where=wrong.where, why="isian kurang, lebih, atau salah jenis"
        ) from None
    if why := _contradiction(agreement):
        raise UserFault(codes.AGREEMENT_FILE_INVALID, where=agreement.id, why=why)
    return agreement


def with_defaults(untrusted: Mapping[str, object]) -> dict[str, object]:
    """Fill in what a file may leave out, so that strict reading can demand every key."""
    filled: dict[str, object] = {"addenda": [], "clauses": [], **untrusted}
    filled["parties"] = [{"successor": "", **one} for one in _tables(untrusted.get("parties"))]
    blank = {"times_a_year": 0, "days": 0, "survives": True, "rhythm": "as_needed", "evidence": []}
    filled["duties"] = [{**blank, **one} for one in _tables(untrusted.get("duties"))]
    filled["addenda"] = [{"note": "", **one} for one in _tables(filled["addenda"])]
    return filled


def _tables(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        return []
    return [one for one in value if isinstance(one, Mapping)]


def _contradiction(agreement: Agreement) -> str:
    roles = [one.role for one in agreement.parties]
    if roles != [PartyRole.FIRST, PartyRole.SECOND]:
        return "harus ada tepat dua pihak, Pihak Kesatu lalu Pihak Kedua"
    if agreement.first_end <= agreement.signed:
        return "akhir perjanjian tidak sesudah tanggal penandatanganan"
    codes_known = {one.code for one in agreement.parties}
    for duty in agreement.duties:
        if not duty.articles or not set(duty.owed_by) <= codes_known:
            return f"kewajiban {duty.kind.value} tanpa pasal atau tanpa pihak yang dikenal"
        if wrong := duty.contradiction(agreement.notice_months):
            return f"kewajiban {duty.kind.value} {wrong}"
    for one in agreement.reference_codes:
        if not set(one.split(">")) <= codes_known:
            return f"arah kode referensi {one} menyebut pihak yang tidak dikenal"
    return ""
