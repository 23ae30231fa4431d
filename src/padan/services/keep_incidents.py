"""The register of incidents: reported by whoever works here, followed up until closed, never taken back."""

import json
from dataclasses import dataclass
from datetime import datetime

from padan.common.clock import from_utc_text, utc_text
from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.domain.incident import FollowUp, Incident, IncidentKind
from padan.domain.officer import Act
from padan.services.ports.records import Records
from padan.services.session import Session, record, require

_KEY = "incident:"


@dataclass(frozen=True)
class IncidentWish:
    """A first report: what, when it was noticed, how many it may concern, and which clocks run."""

    kind: IncidentKind
    noticed: datetime
    what: str
    affected: str = ""
    personal: bool = True
    vital: bool = False


def report(session: Session, wish: IncidentWish) -> Incident:
    """Record an incident; UserFault when nothing is said or it lies ahead."""
    require(session, Act.INCIDENT_REPORT)
    now = session.clock.now()
    if not wish.what.strip() or wish.noticed > now:
        raise UserFault(codes.INCIDENT_INCOMPLETE)
    made = Incident(
        id=new_id(now),
        kind=wish.kind,
        noticed=wish.noticed,
        what=wish.what.strip(),
        affected=wish.affected.strip(),
        personal=wish.personal,
        vital=wish.vital,
        officer_id=session.officer.id,
        at=now,
    )
    with session.store as records:
        _keep(records, made)
        told = {"kind": made.kind.value, "personal": made.personal, "vital": made.vital}
        record(session, records, "incident.report", made.id, outcome="ok", **told)
    return made


def follow_up(session: Session, incident_id: str, text: str, *, closes: bool = False) -> Incident:
    """Add what was done; `closes` ends the incident. UserFault when unknown, closed, or nothing is said."""
    require(session, Act.INCIDENT_REPORT, incident_id)
    now = session.clock.now()
    with session.store as records:
        found = next((one for one in _all(records) if one.id == incident_id), None)
        if found is None or found.closed or not text.strip():
            raise UserFault(codes.INCIDENT_INCOMPLETE)
        done = FollowUp(now, session.officer.id, text.strip(), closes)
        changed = Incident(**{**vars(found), "follow_ups": (*found.follow_ups, done)})
        _keep(records, changed)
        record(session, records, "incident.follow", incident_id, outcome="ok", closes=closes)
    return changed


def incidents(session: Session) -> list[Incident]:
    """Return every incident, newest first: everyone who works here may read what happened."""
    with session.store.reading() as records:
        return sorted(_all(records), key=lambda one: one.noticed, reverse=True)


def _all(records: Records) -> list[Incident]:
    return [_read(json.loads(text)) for text in records.preferences.all(_KEY).values()]


def _keep(records: Records, one: Incident) -> None:
    follow = [{**vars(each), "at": utc_text(each.at)} for each in one.follow_ups]
    moments = {"noticed": utc_text(one.noticed), "at": utc_text(one.at)}
    records.preferences.put(_KEY + one.id, json.dumps({**vars(one), **moments, "follow_ups": follow}))


def _read(kept: dict[str, object]) -> Incident:
    follow = kept["follow_ups"]
    assert isinstance(follow, list)
    return Incident(
        id=str(kept["id"]),
        kind=IncidentKind(str(kept["kind"])),
        noticed=from_utc_text(str(kept["noticed"])),
        what=str(kept["what"]),
        affected=str(kept["affected"]),
        personal=bool(kept["personal"]),
        vital=bool(kept["vital"]),
        officer_id=str(kept["officer_id"]),
        at=from_utc_text(str(kept["at"])),
        follow_ups=tuple(
            FollowUp(from_utc_text(one["at"]), one["officer_id"], one["text"], one["closes"])
            for one in follow
        ),
    )
