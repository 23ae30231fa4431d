"""What officers type for a berita acara, as options become values; counts nothing and invents no number."""

from collections.abc import Sequence
from datetime import date

from padan.common.codes import cli as codes
from padan.common.errors import UserFault
from padan.domain.berita_acara_parts import OpenPoint, Person


def person_of(option: str, text: str | None) -> Person | None:
    """Return `Nama|NIP|Pangkat|Jabatan[|Instansi]` as a person; UserFault OFFICIAL_MALFORMED when it is
    not.
    """
    if text is None:
        return None
    parts = [part.strip() for part in text.split("|")]
    if not 1 <= len(parts) <= 5 or not parts[0]:
        raise UserFault(codes.OFFICIAL_MALFORMED, option=option)
    return Person(*parts)


def people_of(option: str, texts: Sequence[str]) -> tuple[Person, ...]:
    """Return several people."""
    found = [person_of(option, text) for text in texts]
    return tuple(one for one in found if one is not None)


def open_points_of(texts: Sequence[str]) -> tuple[OpenPoint, ...]:
    """Return `Uraian|Penanggung jawab[|TTTT-BB-HH]` as open points; UserFault OPEN_POINT_MALFORMED
    otherwise.
    """
    return tuple(_open_point(text) for text in texts)


def _open_point(text: str) -> OpenPoint:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) not in (2, 3) or not all(parts):
        raise UserFault(codes.OPEN_POINT_MALFORMED, text=text)
    try:
        return OpenPoint(parts[0], parts[1], date.fromisoformat(parts[2]) if len(parts) == 3 else None)
    except ValueError:
        raise UserFault(codes.OPEN_POINT_MALFORMED, text=text) from None
