"""A made workspace to copy, a clock that stands still, and a small register with people one can look for."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from padan.adapters.workspace.handles import UnlockedWorkspace
from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.clock import FixedClock
from padan.domain.audit import AuditAct
from padan.domain.passphrases import PassphrasePolicy
from padan.domain.snapshot import Snapshot, StoredProblem
from padan.domain.workspace import LOWEST_COST, NewSecret

PASSPHRASE = "kuda besi terbang malam hari"
ONE_TIME = "sekali pakai lalu diganti segera"
NEEDLE = "ZULKARNAENRAHASIA"
NEEDLE_NIP = "197102022006061002"
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def workspaces(clock: FixedClock) -> FolderWorkspaces:
    return FolderWorkspaces(clock, PassphrasePolicy(), None, "uji")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("template") / "ruang"
    maker = FolderWorkspaces(FixedClock(START), PassphrasePolicy(), None, "uji")
    made = maker.make(folder, "dpr", False, NewSecret("o1", "ani", PASSPHRASE), LOWEST_COST)
    act = AuditAct("o1", "workspace.make", "x", "ok", {})
    with made.unlocked.store as records:
        records.audit.append(START, act)
    maker.add_officer(made.unlocked, NewSecret("o2", "budi", ONE_TIME, must_change=True))
    made.unlocked.store.close()
    return folder, made.recovery_key


@pytest.fixture
def recovery_key(template: tuple[Path, str]) -> str:
    return template[1]


@pytest.fixture
def folder(template: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(template[0], tmp_path / "ruang"))


@pytest.fixture
def unlocked(workspaces: FolderWorkspaces, folder: Path) -> UnlockedWorkspace:
    return workspaces.unlock(folder, "ani", PASSPHRASE)


def people(rows: int) -> pl.DataFrame:
    """Return a register with gaps in `_row`, nulls, and one person to look for in the middle."""
    numbers = [row + row // 10 for row in range(rows)]
    names = [f"NAMA {row}" for row in range(rows)]
    nips: list[str | None] = [f"{196001011985031000 + row}" for row in range(rows)]
    if rows:
        names[rows // 2], nips[rows // 2] = NEEDLE, f"'{NEEDLE_NIP[:8]} {NEEDLE_NIP[8:]}"
        nips[0] = None
    return pl.DataFrame(
        {"_row": numbers, "_sheet_row": [number + 2 for number in numbers], "nip_baru": nips, "nama": names},
        schema={"_row": pl.UInt32, "_sheet_row": pl.UInt32, "nip_baru": pl.String, "nama": pl.String},
    )


def snapshot_of(table: pl.DataFrame, snapshot_id: str = "s1") -> Snapshot:
    return Snapshot(
        id=snapshot_id,
        agreement_id="dpr-bkn-2023",
        register="siasn",
        party="bkn",
        position=date(2026, 11, 1),
        received_at=START,
        received_by="o1",
        channel="file",
        file_name="asn.csv",
        file_sha256="00" * 32,
        content_digest="11" * 32,
        rows=table.height,
        rows_read=table.height,
        rows_refused=0,
        columns=tuple(table.columns),
        report={"format": "csv"},
    )


PROBLEMS = [StoredProblem(4, 6, "nip_baru", 60001, False, NEEDLE_NIP)]


@pytest.fixture
def add_people() -> Callable[[UnlockedWorkspace, int], pl.DataFrame]:
    def add(unlocked: UnlockedWorkspace, rows: int) -> pl.DataFrame:
        table = people(rows)
        with unlocked.store as records:
            records.snapshots.add(snapshot_of(table), table, PROBLEMS)
        return table

    return add
