"""The screen saver locks Padan: heard on a real session bus, in a process of its own."""

import os
import shutil
import subprocess
import sys

import pytest

_LISTEN = """
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from padan.gui.shell.sleep_watch import SleepWatch

application = QCoreApplication([])
bus = QDBusConnection.sessionBus()
assert bus.registerService("org.freedesktop.ScreenSaver")
watch = SleepWatch(application)
watch.leaving.connect(lambda: application.exit(7))
watch.start(0)
place, name = "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"
told = QDBusMessage.createSignal(place, name, "ActiveChanged")
told.setArguments([True])
QTimer.singleShot(100, lambda: bus.send(told))
QTimer.singleShot(20_000, lambda: application.exit(1))
raise SystemExit(application.exec())
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no session bus can be started here")
def test_screen_saver_is_heard_on_the_session_bus() -> None:
    command = ["dbus-run-session", "--", sys.executable, "-c", _LISTEN]
    run = subprocess.run(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, timeout=60, check=False)
    assert run.returncode == 7
