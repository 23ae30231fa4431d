"""Works on a workspace whose files may not grow beyond a limit; prints the fault's code; started by
test_disk.py.

argv: folder, passphrase, operation, bytes each file may have.
"""

import resource
import signal
import sys
from pathlib import Path

import conftest  # type: ignore[import-not-found]

from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.clock import FixedClock
from padan.common.errors import Fault
from padan.common.progress import Cancel, no_progress
from padan.domain.passphrases import PassphrasePolicy


def main() -> None:
    folder, passphrase, operation, limit = sys.argv[1:]
    workspaces = FolderWorkspaces(FixedClock(conftest.START), PassphrasePolicy(), None, "uji")
    unlocked = workspaces.unlock(Path(folder), "ani", passphrase)
    table = conftest.people(60_000)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    try:
        if operation == "import":
            with unlocked.store as records:
                records.snapshots.add(conftest.snapshot_of(table), table, conftest.PROBLEMS)
        elif operation == "backup":
            workspaces.backup(unlocked, Path(folder).parent / "x.padanbackup", no_progress, Cancel())
        else:
            workspaces.rotate_key(unlocked)
    except Fault as fault:
        sys.stdout.write(f"{fault.code}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with unlocked.store as records:
        records.preferences.put("sesudah", "tetap bisa menulis")
    unlocked.store.close()


if __name__ == "__main__":
    main()
