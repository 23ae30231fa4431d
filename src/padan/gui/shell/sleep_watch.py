"""Notices that the machine goes to sleep or its screen is locked (Linux: login1 and the screen saver on
D-Bus).

On Windows the same news comes as messages of the window; that part has not been run on Windows.
"""

import sys
from typing import Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)

_LOGIN = ("org.freedesktop.login1", "org.freedesktop.login1.Manager")
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK = 0x02B1, 0x7


class SleepWatch(QObject):
    """`leaving` fires when the officer's session is about to be out of sight."""

    leaving = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filter: QAbstractNativeEventFilter | None = None

    def start(self, window_id: int) -> None:
        """Begin to listen; where nothing can be heard the idle watch remains."""
        if sys.platform == "win32":
            self._listen_on_windows(window_id)
        elif sys.platform.startswith("linux"):
            self._listen_on_bus()

    def _listen_on_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        slot: Any = SLOT("_told(bool)")  # the stubs ask for bytes, the library refuses them
        if system.isConnected():
            path = "/org/freedesktop/login1"
            system.connect(_LOGIN[0], path, _LOGIN[1], "PrepareForSleep", self, slot)
        if session.isConnected():
            for name in _SAVERS:
                path = "/" + name.replace(".", "/")
                session.connect(name, path, name, "ActiveChanged", self, slot)

    def _listen_on_windows(self, window_id: int) -> None:
        import ctypes

        library = getattr(ctypes, "windll", None)
        if library is not None:
            library.wtsapi32.WTSRegisterSessionNotification(window_id, 0)
        self._filter = _WindowsFilter(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)

    @Slot(bool)
    def _told(self, active: bool) -> None:
        if active:
            self.leaving.emit()


class _WindowsFilter(QAbstractNativeEventFilter):
    """Reads two numbers of a window message and passes every message on."""

    def __init__(self, watch: SleepWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if QByteArray(kind).data() == b"windows_generic_MSG":
            from ctypes import wintypes

            found = wintypes.MSG.from_address(int(message))
            asleep = (_WM_POWERBROADCAST, _PBT_APMSUSPEND), (_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK)
            if (found.message, found.wParam) in asleep:
                self._watch.leaving.emit()
        return False, 0
