"""Column mappings as typed: `--map header=field` and mapping files; what the fields mean is intake's
business.
"""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

from padan.common.codes import cli as codes
from padan.common.errors import UserFault

LONGEST = 1 << 20


def mapping_of(words: Iterable[str], file: str | None = None) -> dict[str, str]:
    """Return header → field out of a mapping file and `--map` words; the words win.

    Errors: UserFault for a word without `=`, or a file that is not one flat JSON or TOML object of texts.
    """
    found = _from_file(Path(file)) if file else {}
    for word in words:
        header, sign, field = word.rpartition("=")
        if not sign or not header.strip():
            raise UserFault(codes.MAPPING_MALFORMED, mapping=word)
        found[header.strip()] = field.strip()
    return found


def _from_file(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as opened:
            text = opened.read(LONGEST).decode("utf-8-sig")
        read = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except OSError as error:
        raise _unreadable(path, error.strerror or "tidak dapat dibaca") from None
    except (ValueError, RecursionError):
        raise _unreadable(path, "bukan JSON atau TOML yang sah") from None
    if not isinstance(read, dict) or not all(isinstance(one, str) for one in read.values()):
        raise _unreadable(path, "isinya bukan pasangan judul dan unsur")
    return {str(header): field for header, field in read.items()}


def _unreadable(path: Path, reason: str) -> UserFault:
    return UserFault(codes.MAPPING_FILE_UNREADABLE, file=path.name, reason=reason)
