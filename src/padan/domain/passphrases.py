"""The passphrase policy: a settable table and a pure check that returns what is wrong; nothing is kept or
logged.

A passphrase passes with 14 characters or five words (security.md; BSSN 4/2021 Pasal 27 wants the lifetime
settable). Length beats classes of characters: there is no rule about digits or capitals.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Weakness(StrEnum):
    """Why a passphrase is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_UNIFORM = "too_uniform"
    DENIED = "denied"
    HOLDS_LOGIN = "holds_login"


@dataclass(frozen=True)
class PassphrasePolicy:
    """Limits in characters, words and days. `denied` holds case-folded words known to every guesser."""

    min_length: int = 14
    min_words: int = 5
    min_word_length: int = 3
    min_different: int = 6
    max_length: int = 1024
    lifetime_days: int | None = None
    denied: frozenset[str] = frozenset()


def normalised(passphrase: str) -> str:
    """Return the form that is derived into a key: NFKC, so that keyboards that compose differently agree."""
    return unicodedata.normalize("NFKC", passphrase)


def weaknesses(passphrase: str, login: str, policy: PassphrasePolicy) -> tuple[Weakness, ...]:
    """Return everything wrong with a new passphrase; empty when it may be used."""
    text = normalised(passphrase).strip()
    folded = text.casefold()
    words = [word for word in text.split() if len(word) >= policy.min_word_length]
    found = []
    if len(text) < policy.min_length and len(words) < policy.min_words:
        found.append(Weakness.TOO_SHORT)
    if len(text) > policy.max_length:
        found.append(Weakness.TOO_LONG)
    if len(set(folded)) < policy.min_different:
        found.append(Weakness.TOO_UNIFORM)
    if _is_denied(folded, policy.denied):
        found.append(Weakness.DENIED)
    if len(login) >= 3 and not _long_without(folded, login.casefold(), policy):
        found.append(Weakness.HOLDS_LOGIN)
    return tuple(found)


def has_expired(changed_at: datetime, now: datetime, policy: PassphrasePolicy) -> bool:
    """Tell whether a passphrase set at `changed_at` is older than the policy's lifetime."""
    return policy.lifetime_days is not None and now - changed_at > timedelta(days=policy.lifetime_days)


def _is_denied(folded: str, denied: Collection[str]) -> bool:
    """A denied word stays weak when repeated or dressed with digits and punctuation."""
    if not denied:
        return False
    letters = [part for part in re.split(r"[\W\d_]+", folded) if part]
    squeezed = re.sub(r"\s+", "", folded)
    if squeezed in denied or "".join(letters) in denied:
        return True
    return bool(letters) and all(part in denied for part in set(letters)) and len(set(letters)) <= 2


def _long_without(folded: str, login: str, policy: PassphrasePolicy) -> bool:
    """The login may appear, but the rest must carry the strength alone."""
    if login not in folded:
        return True
    rest = folded.replace(login, "")
    return len(rest.strip()) >= policy.min_length
