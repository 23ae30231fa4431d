"""The shipped deny list joined to the policy; refuses a weak new passphrase before anything is derived from
it.
"""

from dataclasses import replace
from pathlib import Path

from padan.common.codes import store as codes
from padan.common.errors import UserFault
from padan.domain.passphrases import PassphrasePolicy, weaknesses

DENY_LIST = Path("references") / "passphrases" / "ditolak.txt"


def shipped_policy(resources: Path, base: PassphrasePolicy | None = None) -> PassphrasePolicy:
    """Return `base` with the words of the deny list (one a line, `#` comments)."""
    lines = (resources / DENY_LIST).read_text(encoding="utf-8").splitlines()
    words = {line.strip().casefold() for line in lines if line.strip() and not line.startswith("#")}
    return replace(base or PassphrasePolicy(), denied=frozenset(words))


def refuse_weak(passphrase: str, login: str, policy: PassphrasePolicy) -> None:
    """Raise UserFault PASSPHRASE_WEAK naming every reason."""
    found = weaknesses(passphrase, login, policy)
    if found:
        raise UserFault(
            codes.PASSPHRASE_WEAK,
            reasons=", ".join(found),
            min_length=policy.min_length,
            min_words=policy.min_words,
        )
