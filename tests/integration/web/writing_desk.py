"""An office that writes into SIASN: corrections to write, a second officer, a clock that can be put ahead."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from padan.common.clock import SystemClock
from padan.common.ids import new_id
from padan.domain.correction import Correction, CorrectionState
from padan.domain.officer import Role
from padan.domain.web.writing import ServiceWrite
from padan.services.manage_officers import OfficerWish, add_officer
from padan.services.open_workspace import lock, unlock
from padan.services.session import Session
from padan.services.web import carry_write, plan_write
from padan.services.web.plan_write import WriteWish
from padan.training.siasn_records import PracticePerson, Row

from .conftest import Running
from .office import AGREEMENT, PASSPHRASE, Office

ACCEPTED = {"owner": "bkn", "proposer": "dpr", "state": CorrectionState.ACCEPTED}
UPHELD = {"owner": "dpr", "proposer": "bkn", "state": CorrectionState.REFUSED}


@dataclass
class Ahead:
    """The system's clock, put ahead so that nobody must wait; or stopped."""

    by: timedelta = timedelta(0)
    stopped: datetime | None = None

    def now(self) -> datetime:
        return (self.stopped or SystemClock().now()) + self.by


@dataclass
class Desk:
    """Where sari plans and sends, and budi approves."""

    office: Office
    running: Running
    clock: Ahead = field(default_factory=Ahead)

    def __post_init__(self) -> None:
        wish = OfficerWish(
            "budi", "Budi Uji", PASSPHRASE, frozenset({Role.VERIFIKATOR}), "198502022010011902", "", "", True
        )
        add_officer(self.office.session, self.office.tools, wish)
        self.running.profile = replace(self.running.profile, seconds_a_call=2)
        self.office.leads_to(self.running)

    @property
    def session(self) -> Session:
        return replace(self.office.session, clock=self.clock)

    def person(self, history: str, *, more: bool = False) -> PracticePerson:
        """Return someone with exactly one living row of a history; with `more` anyone who has none."""
        for one in self.running.service.people.values():
            living = [row for row in one.histories[history] if not row.get("deletedAt")]
            if len(living) == (0 if more else 1) and one.main["tmtJabatan"]:
                return one
        raise AssertionError

    def settled(self, person: PracticePerson, element: str, value: str, **changes: object) -> str:
        """Keep a correction about a person that settled `value`; return its id."""
        now = self.session.clock.now()
        upheld = changes.get("owner") == "dpr"
        values: dict[str, object] = {
            "id": new_id(now),
            "agreement_id": AGREEMENT,
            "run_id": "",
            "target_row": 0,
            "target_fingerprint": "0" * 12,
            "source_row": 0,
            "nip": person.main["nipBaru"],
            "element": element,
            "old_value": value if upheld else "lama",
            "proposed_value": "lama" if upheld else value,
            "basis": "uji",
            "reason": "uji",
            "proposed_by": self.session.officer.id,
            "proposed_at": now,
        }
        made = Correction(**{**values, **ACCEPTED, **changes})  # type: ignore[arg-type]
        with self.session.store as records:
            records.corrections.add([made])
        return made.id

    def plan(self, correction_id: str, **more: object) -> ServiceWrite:
        wish = WriteWish(correction_id, "uji", **more)  # type: ignore[arg-type]
        return plan_write.plan(self.session, self.office.tools, wish)

    @contextmanager
    def other(self) -> Iterator[Session]:
        """Let budi sit down for a while."""
        lock(self.office.session)
        budi = unlock(self.office.tools, self.office.folder, "budi", PASSPHRASE)
        try:
            yield budi
        finally:
            lock(budi)
            self.office.session = unlock(self.office.tools, self.office.folder, "sari", PASSPHRASE)

    def approved(self, correction_id: str, **more: object) -> ServiceWrite:
        planned = self.plan(correction_id, **more)
        with self.other() as budi:
            return plan_write.approve(budi, planned.id)

    def send(self) -> list[ServiceWrite]:
        return carry_write.send(self.session, self.office.tools)

    def write(self, write_id: str) -> ServiceWrite:
        return plan_write.one_write(self.session, write_id)

    def correction(self, write: ServiceWrite) -> Correction:
        with self.session.store.reading() as records:
            found = records.corrections.get(write.correction_id)
        assert found is not None
        return found

    def times_done(self, write: ServiceWrite) -> int:
        """Return how often the service acted on a write."""
        done = self.running.service.writes.done
        return sum(count for (_path, nip), count in done.items() if nip == write.nip)

    def row(self, write: ServiceWrite, history: str) -> Row:
        """Return the service's row that a write made or changed."""
        rows = self.running.service.people[write.nip].histories[history]
        return next(one for one in rows if one["id"] == write.made_id)


NEW_CREDIT = {
    "bulanMulaiPenailan": "1",
    "tahunMulaiPenailan": "2025",
    "bulanSelesaiPenailan": "12",
    "tahunSelesaiPenailan": "2025",
    "nomorSk": "7/PAK/2026",
    "kreditUtamaBaru": "90",
    "kreditPenunjangBaru": "10.5",
}
CREDIT = "100.5; 2026-01-15"
