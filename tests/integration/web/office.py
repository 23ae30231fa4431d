"""An office's workspace with SIASN's export received as the roster, and a practice service as a profile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from padan.bootstrap import build_tools
from padan.domain.agreement import Addendum
from padan.domain.officer import Role
from padan.domain.snapshot import Snapshot
from padan.services.keep_agreement import extend
from padan.services.open_workspace import MakeWorkspace, NewOfficer, lock, make_workspace
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import KeyCost
from padan.services.receive_data import ReceiveRequest, receive
from padan.services.session import Session
from padan.services.web import enrich_register, keep_services
from padan.services.web.enrich_register import EnrichWish
from padan.training.export_files import write_files
from padan.training.registers import generate
from padan.training.siasn_service import CONSUMER

from .conftest import Running

PASSPHRASE = "lima kata sandi untuk pengujian"
AGREEMENT = "dpr-bkn-2023"


@dataclass
class Office:
    """A workspace with SIASN's export received as the roster, and the practice service as a profile."""

    tools: Tools
    folder: Path
    session: Session
    roster: Snapshot

    def leads_to(self, running: Running) -> None:
        """Keep profile, keys and token of a running service."""
        keep_services.put_profile(self.session, running.profile)
        key, secret = CONSUMER
        keep_services.put_keys(self.session, self.tools, "uji", consumer_key=key, consumer_secret=secret)
        keep_services.paste_token(
            self.session, self.tools, "uji", f"Auth: bearer {running.secrets.sso_token}\n"
        )
        self.tools = replace(self.tools, siasn=running.reader)

    def begun(self) -> str:
        return enrich_register.begin(
            self.session, self.tools, EnrichWish(self.roster.id, "uji")
        ).enrichment.id

    def rows(self, snapshot: Snapshot) -> dict[str, dict[str, str]]:
        """Return the rows of a snapshot by NIP, the first row of each."""
        with self.session.store.reading() as records:
            found: dict[str, dict[str, str]] = {}
            for row in records.snapshots.load(snapshot.id).iter_rows(named=True):
                found.setdefault(row["nip_baru"].strip("'"), {k: v for k, v in row.items() if v})
            return found


@contextmanager
def opened(folder_of_test: Path) -> Iterator[Office]:
    tools, folder = build_tools(), folder_of_test / "ruang"
    first = NewOfficer(
        "sari", "Sari Uji", PASSPHRASE, frozenset({Role.PETUGAS, Role.ADMIN}), "199001012015032001"
    )
    session = make_workspace(
        tools, folder, MakeWorkspace("dpr", first, training=True, cost=KeyCost(64 * 1024, 3, 1))
    ).session
    term = Addendum("ADD/1", date(2026, 1, 5), date(2099, 12, 31), "uji")
    extend(session, AGREEMENT, term)
    files = write_files(generate(3, 120, party="dpr"), folder_of_test)
    roster = receive(session, tools, ReceiveRequest(files.siasn, AGREEMENT, "SIASN")).snapshot
    made = Office(tools, folder, session, roster)
    yield made
    lock(made.session)
