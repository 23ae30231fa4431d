"""What an agreement obliges its parties to do, clause by clause; when each falls due is in duty_calendar.

Duties and clauses are data of the agreement's file. `rhythm` says how a due date follows from that data, and
`evidence` which records of the workspace show that the duty was done, so that no duty is known by code.
"""

from dataclasses import dataclass
from enum import StrEnum


class DutyKind(StrEnum):
    """The kinds of duty that the two agreements know."""

    BERITA_ACARA = "berita_acara"
    PERIODIC_REPORT = "periodic_report"
    MONITORING = "monitoring"
    DATA_PROBLEMS = "data_problems"
    INTEGRATION = "integration"
    CORRECTION_LISTS = "correction_lists"
    REFERENCE_CODES = "reference_codes"
    CONFIDENTIALITY = "confidentiality"
    FORCE_MAJEURE_NOTICE = "force_majeure_notice"
    EXTENSION_NOTICE = "extension_notice"


class Rhythm(StrEnum):
    """How a duty falls due: always; on occasion; so many times a year; after an event; before the end."""

    STANDING = "standing"
    AS_NEEDED = "as_needed"
    PERIODIC = "periodic"
    AFTER_EVENT = "after_event"
    BEFORE_END = "before_end"


class DutyEvidence(StrEnum):
    """What in the workspace shows a duty done, besides an officer's own record of it (always possible)."""

    BERITA_ACARA = "berita_acara"
    CORRECTIONS = "corrections"
    ADDENDUM = "addendum"


@dataclass(frozen=True)
class Duty:
    """One duty. `articles` are clauses such as `3(2)4`; `times_a_year` counts for a periodic duty.

    `owed_by` holds party codes; `days` is a time limit in calendar days after an event. `survives` tells that
    the duty stays open after the agreement's end (article 6(3)).
    """

    kind: DutyKind
    title: str
    articles: tuple[str, ...]
    owed_by: tuple[str, ...]
    times_a_year: int = 0
    days: int = 0
    survives: bool = True
    rhythm: Rhythm = Rhythm.AS_NEEDED
    evidence: tuple[DutyEvidence, ...] = ()

    def contradiction(self, notice_months: int) -> str:
        """Return in Indonesian what in the duty's data cannot be, empty when it holds."""
        if self.rhythm is Rhythm.PERIODIC and (self.times_a_year < 1 or 12 % self.times_a_year):
            return "berkala, tetapi times_a_year bukan pembagi 12"
        if self.rhythm is Rhythm.AFTER_EVENT and self.days < 1:
            return "sesudah kejadian, tetapi tanpa batas hari (days)"
        if self.rhythm is Rhythm.BEFORE_END and notice_months < 1:
            return "sebelum akhir, tetapi perjanjian tanpa notice_months"
        return ""


class ClauseAbout(StrEnum):
    """What in the agreement's state answers a clause that is no duty."""

    TERM = "term"
    SURVIVAL = "survival"
    ADDENDA = "addenda"
    CONTACTS = "contacts"
    SCOPE = "scope"
    DISPUTES = "disputes"


@dataclass(frozen=True)
class Clause:
    """A clause that obliges nobody to an act: its article, what it says, and what of the state answers it."""

    article: str
    asks: str
    about: ClauseAbout
