"""An incident with personal data and its two clocks: what is known, by when whom to tell; stores nothing.

UU 27/2022: three times 24 hours to the persons and the authority where personal data failed to be protected;
once 24 hours where the office is vital information infrastructure (security.md, "Registers").
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PERSONAL_LIMIT = timedelta(hours=72)
VITAL_LIMIT = timedelta(hours=24)


class IncidentKind(StrEnum):
    """What happened, in the few kinds a first report needs."""

    LOST_MEDIUM = "lost_medium"
    WRONG_RECIPIENT = "wrong_recipient"
    UNAUTHORISED = "unauthorised"
    ALTERED = "altered"
    OTHER = "other"


@dataclass(frozen=True)
class FollowUp:
    """What was done about an incident, by whom and when; `closes` ends it."""

    at: datetime
    officer_id: str
    text: str
    closes: bool


@dataclass(frozen=True)
class Incident:
    """One incident. `noticed` starts the clocks; `affected` is a number or estimate in words, never names."""

    id: str
    kind: IncidentKind
    noticed: datetime
    what: str
    affected: str
    personal: bool
    vital: bool
    officer_id: str
    at: datetime
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def closed(self) -> bool:
        return any(one.closes for one in self.follow_ups)

    @property
    def due(self) -> datetime | None:
        """Return the earlier of the clocks that run, None where none does or the incident is closed."""
        limits = [limit for on, limit in ((self.personal, PERSONAL_LIMIT), (self.vital, VITAL_LIMIT)) if on]
        return self.noticed + min(limits) if limits and not self.closed else None
