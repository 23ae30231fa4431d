"""Frozen beside the real programs while a bundle is checked, and taken out again: tries what only loads late.

Prints one JSON object; a library that does not work ends it with a traceback.
"""

import importlib
import json
import sys
from importlib.metadata import entry_points


def main() -> None:
    """Try each library that the programs load only when an officer comes that far."""
    print(json.dumps({name: probe() for name, probe in PROBES.items()}))


def _store() -> str:
    import sqlcipher3

    with sqlcipher3.connect(":memory:") as connection:
        return str(connection.execute("PRAGMA cipher_version").fetchone()[0])


def _pages() -> int:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    document = QPdfDocument()
    document.load(sys.argv[1])
    printer, count = QPrinter(), document.pageCount()
    document.close()
    del printer, application
    return count


def _keyrings() -> list[str]:
    """Return the backends the bundle offers; the system's own must load without its service."""
    system = "Windows" if sys.platform == "win32" else "SecretService"
    importlib.import_module(f"keyring.backends.{system}")
    return sorted(one.value for one in entry_points(group="keyring.backends"))


def _outside() -> list[str]:
    """Return folders of Python's search path that lie outside the bundle; there must be none."""
    bundle = str(getattr(sys, "_MEIPASS", ""))
    return [one for one in sys.path if not one.startswith(bundle)]


PROBES = {"store": _store, "pages": _pages, "keyrings": _keyrings, "outside": _outside}

if __name__ == "__main__":
    main()
