"""The one place that imports SQLCipher; gives its untyped module the types of the standard library's twin."""

from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from sqlite3 import Connection, Error
else:
    Connection = dbapi2.Connection
    Error = dbapi2.Error

__all__ = ["Connection", "Error", "connect"]


def connect(address: str, **options: Any) -> Connection:
    """Open `address` (a file URI) with `options` of the driver's own `connect`."""
    connection: Connection = dbapi2.connect(address, uri=True, **options)
    return connection
