"""The outer file name of a package: a hint for people, never believed and never a path from outside."""

from padan.domain.exchange.header import PackageHeader

ENDING = ".zip.age"


def outer_name(header: PackageHeader, kind: str, period: str) -> str:
    """Return `TASN_{sender}_{receiver}_{kind}_{period}_{seq6}_{UTC}.zip.age`; no personal data, ASCII."""
    made = header.made_at.strftime("%Y%m%dT%H%M%SZ")
    parts = ("TASN", header.sender, header.receiver, kind, period, f"{header.number:06d}", made)
    return "_".join(parts) + ENDING
