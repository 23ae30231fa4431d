"""What is asked of a service and what it told, one call at a time; secrets of a profile; no network."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from padan.domain.web.answers import Answer
from padan.domain.web.profile import GatewayHolder, ServiceProfile, SsoHolder
from padan.domain.web.siasn_people import Call


@dataclass(frozen=True)
class Secrets:
    """What a profile needs besides its addresses; lives in the encrypted store only."""

    consumer_key: str = ""
    consumer_secret: str = ""
    sso_token: str = ""
    gateway_key: str = ""

    def __repr__(self) -> str:
        """Never show a value: a repr ends in logs."""
        told = ", ".join(
            f"{one.name}={'set' if getattr(self, one.name) else 'empty'}" for one in fields(self)
        )
        return f"Secrets({told})"

    def with_values(self, **values: str) -> "Secrets":
        """Return these with some replaced."""
        return replace(self, **values)


def missing(profile: ServiceProfile, secrets: Secrets) -> list[str]:
    """Return the names of the secrets that the profile needs and that are empty."""
    needed = []
    if profile.gateway_by is GatewayHolder.OFFICE:
        needed += ["consumer_key", "consumer_secret"]
    if profile.sso_by is SsoHolder.PERSON:
        needed.append("sso_token")
    if profile.key_header:
        needed.append("gateway_key")
    return [name for name in needed if not getattr(secrets, name)]


@dataclass(frozen=True)
class Question:
    """One call about one person; `row` is the row of the roster."""

    row: int
    nip: str = field(repr=False)
    call: Call


@dataclass(frozen=True)
class Told:
    """An answer to a question: FOUND, NOTHING, REFUSED, or TRANSIENT after all attempts."""

    question: Question
    answer: Answer


Keep = Callable[[list[Told]], None]
"""Stores what was told, before it counts as told."""


class Step(StrEnum):
    """The steps of trying a connection, in order."""

    PROFILE = "profile"
    SECRETS = "secrets"
    GATEWAY = "gateway"
    SERVICE = "service"


@dataclass(frozen=True)
class Trial:
    """One step of trying a connection: `code` 0 when it held, else the fault's code with its values."""

    step: Step
    code: int = 0
    values: tuple[tuple[str, str], ...] = ()
