"""kill -9 in the middle of sealing, writing, opening and applying: nothing acknowledged is lost, nothing is
half-done, and the same step again ends as if nothing had happened.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from padan.domain.exchange.incoming import InState
from padan.domain.exchange.outgoing import OutState, PackageOut
from padan.training.export_files import WrittenFiles

from .conftest import Office

CHILD = Path(__file__).with_name("kill_child.py")
SEAL_POINTS = [
    ("padan.adapters.package.seal:_spool_table", 1),
    ("padan.adapters.package.seal:_write_parts", 1),
    ("padan.adapters.package.seal:os.replace", 1),
    ("padan.adapters.store.originals:OriginalRepository.keep", 1),
    ("padan.adapters.store.packages:PackageOutRepository.update", 1),
    ("padan.adapters.store.audit_log:AuditLogRepository.append", 1),
]
WRITE_POINTS = [
    ("padan.adapters.files.atomic:put_in_place", 1),
    ("padan.adapters.files.carrier:_drop_cache", 1),
    ("padan.adapters.store.packages:PackageOutRepository.update", 1),
    ("padan.adapters.store.audit_log:AuditLogRepository.append", 1),
]
OPEN_POINTS = [
    ("padan.adapters.package.packages:run_child", 1),
    ("padan.adapters.store.originals:RowNameRepository.put", 1),
    ("padan.adapters.store.packages:PackageInRepository.add", 1),
    ("padan.adapters.store.packages:PackageOutRepository.add_message", 2),
    ("padan.adapters.store.audit_log:AuditLogRepository.append", 1),
]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")


def step(office: Office, login: str, *words: str) -> int:
    office.leave()
    command = [sys.executable, str(CHILD), str(office.folder), login, *words]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode in (0, -9), done.stderr.decode()
    return done.returncode


def test_killed_at_every_point_of_sealing_writing_opening_and_applying(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    killed_while_opening(bkn, killed_while_writing(dpr, killed_while_sealing(dpr, register_files)))


def killed_while_sealing(dpr: Office, register_files: WrittenFiles) -> PackageOut:
    prepared = dpr.prepare("DATA", subject=dpr.receive(register_files.steward, "PERISAI"))
    for point, call in SEAL_POINTS:
        assert step(dpr, "budi", "seal", prepared.id, "-", point, str(call)) == -9, point
        with dpr.at("sari").store.reading() as records:
            package = records.packages_out.get(prepared.id)
            assert package is not None
            assert (package.state, package.number) == (OutState.PREPARED, 0), point
            assert list(records.originals.pieces(prepared.id)) == []
            assert len(records.snapshots.all()) == 1
    assert step(dpr, "budi", "seal", prepared.id, "-", "-", "0") == 0
    with dpr.at("sari").store.reading() as records:
        sealed = records.packages_out.get(prepared.id)
    assert sealed is not None
    assert (sealed.state, sealed.number) == (OutState.SEALED, 1)
    return sealed


def killed_while_writing(dpr: Office, sealed: PackageOut) -> Path:
    for point, call in WRITE_POINTS:
        assert step(dpr, "sari", "write", sealed.id, str(dpr.table), point, str(call)) == -9, point
        target = dpr.table / sealed.file_name
        assert not target.exists() or digest_of(target) == sealed.file_sha256
    assert step(dpr, "sari", "write", sealed.id, str(dpr.table), "-", "0") == 0
    path = dpr.table / sealed.file_name
    assert digest_of(path) == sealed.file_sha256
    path.unlink()
    assert step(dpr, "sari", "write", sealed.id, str(dpr.table), "-", "0") == 0
    assert digest_of(path) == sealed.file_sha256
    return path


def killed_while_opening(bkn: Office, path: Path) -> None:
    for point, call in OPEN_POINTS:
        assert step(bkn, "sari", "open", str(path), "-", point, str(call)) == -9, point
        with bkn.at("sari").store.reading() as records:
            assert records.packages_in.all() == [], point
            assert records.snapshots.all() == []
            assert records.packages_out.waiting() == []
    assert step(bkn, "sari", "open", str(path), "-", "-", "0") == 0
    assert bkn.open(path).state is InState.DUPLICATE
    with bkn.at("sari").store.reading() as records:
        (arrived,) = records.packages_in.all()
        (snapshot,) = records.snapshots.all()
        assert arrived.state is InState.APPLIED
        assert arrived.snapshot_id == snapshot.id
        assert len(records.packages_out.waiting()) == 2


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
