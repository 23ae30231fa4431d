"""Unlocking a workspace of an older schema: a backup first, then the step, then work as usual."""

from pathlib import Path

import pytest

from padan.adapters.store import migrator
from padan.adapters.workspace.workspaces import FolderWorkspaces


@pytest.fixture
def one_step_more(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = migrator.migrations()
    extra = migrator.Migration(len(shipped) + 1, "next.sql", "CREATE TABLE extra (id TEXT) STRICT;")
    monkeypatch.setattr(migrator, "migrations", lambda _folder=None: [*shipped, extra])


@pytest.mark.usefixtures("one_step_more")
def test_unlock_backs_up_before_it_migrates(
    workspaces: FolderWorkspaces,
    folder: Path,
    passphrase: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = workspaces.unlock(folder, "ani", passphrase)
    opened.store.close()
    (made,) = (folder / "cadangan").glob("sebelum-migrasi-*.padanbackup")
    workspaces.unlock(folder, "ani", passphrase).store.close()
    assert len(list((folder / "cadangan").iterdir())) == 1
    monkeypatch.undo()
    workspaces.restore(made, tmp_path / "lama")
    workspaces.unlock(tmp_path / "lama", "ani", passphrase).store.close()
