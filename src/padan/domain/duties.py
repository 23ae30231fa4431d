"""What an agreement obliges its parties to do, with its article; the calendar of due dates is not kept
here.
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


@dataclass(frozen=True)
class Duty:
    """One duty. `articles` are clauses such as `3(2)4`; `times_a_year` is 0 for a duty that follows an event.

    `owed_by` holds party codes; `days` is a time limit in calendar days where the article sets one (0: none).
    `survives` tells that the duty stays open after the agreement's end (article 6(3)).
    """

    kind: DutyKind
    title: str
    articles: tuple[str, ...]
    owed_by: tuple[str, ...]
    times_a_year: int = 0
    days: int = 0
    survives: bool = True
