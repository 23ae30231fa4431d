"""The practice workspace (ruang latihan): made once from synthetic registers, marked LATIHAN, disposable.

It belongs to BKN, the party of both agreements, so that a newcomer sees both. Nothing in it is about a real
person. The practice addenda exist because both agreements have ended and an ended agreement allows no new
matching.
"""

import shutil
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from padan.common.codes import training as codes
from padan.common.errors import EnvironmentFault, UserFault
from padan.common.progress import no_progress
from padan.domain.agreement import Addendum
from padan.domain.officer import Role
from padan.services.keep_agreement import extend
from padan.services.manage_officers import OfficerWish, add_officer
from padan.services.open_workspace import MakeWorkspace, NewOfficer, lock, make_workspace
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import KeyCost
from padan.services.receive_data import ReceiveRequest, receive
from padan.services.run_matching import MatchRequest, match
from padan.services.session import Session
from padan.training.export_files import write_files
from padan.training.faults import USUAL
from padan.training.registers import generate

PASSPHRASE = "latihan padan untuk semua petugas"  # noqa: S105
"""Public on purpose: the practice workspace protects nothing, and every newcomer must get in."""
PEOPLE = {"dpr": 2_000, "kemendes": 3_000}
SEED = 2026
RATES = replace(USUAL, pppk_new_ni=0.04)
"""More changed NIs than usual: a newcomer must have some doubtful pairs to decide."""
LIGHT = KeyCost(memory_kib=64 * 1024, passes=3, lanes=2)


@dataclass(frozen=True)
class PracticeOfficer:
    """Someone to be while practising: one login per pair of eyes."""

    login: str
    name: str
    nip: str
    jabatan: str
    roles: frozenset[Role]


PREPARER = PracticeOfficer(
    "sari",
    "Sari Latihan",
    "199001012015032901",
    "Pranata Komputer Ahli Muda",
    frozenset({Role.PETUGAS, Role.ADMIN}),
)
OTHERS = (
    PracticeOfficer(
        "budi",
        "Budi Latihan",
        "198502022010011902",
        "Analis SDM Aparatur Ahli Madya",
        frozenset({Role.VERIFIKATOR}),
    ),
    PracticeOfficer(
        "ratna",
        "Ratna Latihan",
        "197503032000122903",
        "Direktur Pengelolaan Data",
        frozenset({Role.PENANDA_TANGAN}),
    ),
    PracticeOfficer(
        "agus",
        "Agus Latihan",
        "198004042006041904",
        "Auditor Ahli Madya",
        frozenset({Role.PENGAWAS}),
    ),
)
STEWARDS = {"dpr": ("dpr-bkn-2023", "PERISAI"), "kemendes": ("kemendes-bkn-2023", "JF PSM")}
SIASN = "SIASN"


def prepare(tools: Tools, folder: Path, say: Callable[[str], None] = lambda _text: None) -> Path:
    """Return `folder` holding a complete practice workspace, making it when it is missing or cannot be used.

    It is built beside its place and moved there whole, so that an interrupted first start leaves nothing
    half-made. Errors: UserFault when `folder` holds a real workspace.
    """
    if _usable(tools, folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    building = Path(tempfile.mkdtemp(prefix=".latihan-", dir=folder.parent))
    try:
        _build(tools, building / "isi", say)
        (building / "isi").rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _usable(tools: Tools, folder: Path) -> bool:
    if not folder.exists() or not any(folder.iterdir()):
        return False
    try:
        overview = tools.workspaces.look(folder)
    except (UserFault, EnvironmentFault):
        return False
    if not overview.training:
        raise UserFault(codes.NOT_A_PRACTICE_WORKSPACE, folder=str(folder))
    return True


def _build(tools: Tools, folder: Path, say: Callable[[str], None]) -> None:
    say("Menyiapkan ruang latihan …")
    session = staffed(tools, folder, "bkn")
    try:
        for number, party in enumerate(STEWARDS, start=1):
            say(f"Membuat register sintetis {STEWARDS[party][1]} dan SIASN …")
            _fill(session, tools, party, number)
    finally:
        lock(session)


def staffed(tools: Tools, folder: Path, party: str) -> Session:
    """Make a practice workspace of a party with its four officers; return its session, still open."""
    first = NewOfficer(
        PREPARER.login,
        PREPARER.name,
        PASSPHRASE,
        PREPARER.roles,
        PREPARER.nip,
        "Penata (III/c)",
        PREPARER.jabatan,
    )
    opened = make_workspace(tools, folder, MakeWorkspace(party, first, training=True, cost=LIGHT))
    for one in OTHERS:
        wish = OfficerWish(
            one.login, one.name, PASSPHRASE, one.roles, one.nip, "Pembina (IV/a)", one.jabatan, True
        )
        add_officer(opened.session, tools, wish)
    return opened.session


def _fill(session: Session, tools: Tools, party: str, number: int) -> None:
    ids = receive_registers(session, tools, party, number, (STEWARDS[party][1], SIASN))
    match(session, tools, MatchRequest(ids[0], ids[1]))


def receive_registers(
    session: Session, tools: Tools, party: str, number: int, names: Collection[str]
) -> list[str]:
    """Extend the agreement for practice and receive the named synthetic registers; return the snapshots.

    The same number makes the same people, in whatever workspace: two practice offices know of one another's.
    """
    agreement_id, register = STEWARDS[party]
    addendum = Addendum(
        number=f"LATIHAN/{number}/2026",
        signed=date(2026, 1, 5),
        new_end=date(2099, 12, 31),
        note="Adendum latihan: hanya berlaku di ruang latihan",
    )
    extend(session, agreement_id, addendum)
    registers = generate(SEED + number, PEOPLE[party], party=party, rates=RATES)
    with tempfile.TemporaryDirectory(prefix="padan-latihan-") as temporary:
        files = write_files(registers, Path(temporary))
        ids = []
        for path, name in ((files.steward, register), (files.siasn, SIASN)):
            if name in names:
                request = ReceiveRequest(path, agreement_id, name, position=date(2026, 11, 1))
                ids.append(receive(session, tools, request, no_progress).snapshot.id)
    return ids
