"""What every test gets: a home and temporary folder of its own; no display, keyring or tolerated warning."""

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("padan", deadline=None)  # speed belongs in benchmarks, never in tests
settings.load_profile("padan")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

_LEAKS = ("PADAN_PASSPHRASE", "PADAN_WORKSPACE", "PADAN_OFFICER", "DBUS_SESSION_BUS_ADDRESS")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests away from the developer's files: home, XDG folders, temporary files."""
    home = tmp_path_factory.mktemp("home")
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "LOCALAPPDATA": home / "local",
        "APPDATA": home / "roaming",
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "run",
        "TMPDIR": home / "tmp",
        "TEMP": home / "tmp",
        "TMP": home / "tmp",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in folders.items():
            folder.mkdir(mode=0o700, exist_ok=True)
            patch.setenv(name, str(folder))
        for name in _LEAKS:
            patch.delenv(name, raising=False)
        patch.setattr(tempfile, "tempdir", None)
        yield home


@pytest.fixture(autouse=True)
def no_unexpected_log_warning(
    caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Fail a test that logs a warning it did not announce with `@pytest.mark.log_warnings`."""
    yield
    if request.node.get_closest_marker("log_warnings"):
        return
    logged = [one for one in caplog.get_records("call") if one.levelno >= logging.WARNING]
    assert not logged, [f"{one.name}: {one.getMessage()}" for one in logged]
