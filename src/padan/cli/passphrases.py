"""Where passphrases and recovery keys come from: a variable, a file, or a prompt; never an argument, never
kept.
"""

import getpass
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from padan.common.codes import cli as codes
from padan.common.errors import UserFault

LONGEST = 16_384  # a pasted token is the longest


@dataclass(frozen=True)
class Secret:
    """One kind of secret: its Indonesian name, variable and option; `twice` asks for a repetition at the
    prompt.

    `lines`: the whole file counts, not its first line only (a recovery key in two shares, one a line).
    """

    what: str
    variable: str
    option: str
    twice: bool = False
    lines: bool = False


PASSPHRASE = Secret("Sandi", "PADAN_PASSPHRASE", "--passphrase-file")
FIRST_PASSPHRASE = Secret("Sandi petugas pertama", "PADAN_PASSPHRASE", "--passphrase-file", twice=True)
NEW_PASSPHRASE = Secret("Sandi baru", "PADAN_NEW_PASSPHRASE", "--new-passphrase-file", twice=True)
CONSUMER_SECRET = Secret("Rahasia aplikasi", "PADAN_CONSUMER_SECRET", "--secret-file")
GATEWAY_KEY = Secret("Kunci gerbang", "PADAN_GATEWAY_KEY", "--gateway-key-file")
SSO_TOKEN = Secret("Token SSO", "PADAN_SSO_TOKEN", "--token-file", lines=True)
RECOVERY_KEY = Secret("Kunci pemulihan", "PADAN_RECOVERY_KEY", "--recovery-key-file", lines=True)


def obtain(secret: Secret, file: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the secret: the named file first, then the variable, then a prompt.

    Errors: UserFault when the file cannot be used, when nothing is given and no terminal can be asked, or
    when the two prompted texts differ.
    """
    if file is not None:
        return _from_file(secret, file)
    if given := environment.get(secret.variable):
        return given
    if not sys.stdin.isatty():
        raise UserFault(
            codes.PASSPHRASE_NOT_GIVEN, what=secret.what, variable=secret.variable, option=secret.option
        )
    return _asked(secret)


def _from_file(secret: Secret, file: str) -> str:
    try:
        with open(file, "rb") as opened:
            content = opened.read(LONGEST + 1)
        kept = content.strip() if secret.lines else content.split(b"\n", 1)[0].removesuffix(b"\r")
        text = kept.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "bukan teks UTF-8"
        raise UserFault(
            codes.PASSPHRASE_FILE_UNREADABLE,
            file=os.path.basename(file),
            what=secret.what.lower(),
            reason=reason,
            option=secret.option,
        ) from None
    if not text or len(content) > LONGEST:
        raise UserFault(codes.PASSPHRASE_FILE_EMPTY, file=os.path.basename(file), what=secret.what.lower())
    return text


def _asked(secret: Secret) -> str:
    given = getpass.getpass(f"{secret.what}: ", stream=sys.stderr)
    if secret.twice and getpass.getpass(f"{secret.what} sekali lagi: ", stream=sys.stderr) != given:
        raise UserFault(codes.PASSPHRASES_DIFFER, what=secret.what.lower())
    return given
