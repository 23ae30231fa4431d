"""The three families of faults; every fault is a catalogue code with values, never a sentence."""

from typing import ClassVar


class Fault(Exception):
    """A mishap with a code of the catalogue (`padan.common.codes`) and the values its sentence needs.

    `values` must hold no personal data: codes, row numbers, column names, file names, counts.
    """

    family: ClassVar[str] = "defect"

    def __init__(self, code: int, **values: object) -> None:
        super().__init__(f"{self.family} {code}")
        self.code = code
        self.values: dict[str, object] = values


class UserFault(Fault):
    """The officer can correct it: wrong file, wrong passphrase, a rule of the agreement (exit status 3)."""

    family = "user"


class EnvironmentFault(Fault):
    """Disk, network, keyring, printer or a damaged store (exit status 4)."""

    family = "environment"


class Defect(Fault):
    """Ours: something that must never happen did (exit status 5)."""

    family = "defect"


class Cancelled(Exception):
    """The officer cancelled; nothing half-done stays behind (exit status 130)."""


FAMILIES: dict[str, type[Fault]] = {kind.family: kind for kind in (UserFault, EnvironmentFault, Defect)}


def fault_from(family: str, code: int, values: dict[str, object]) -> Fault:
    """Rebuild a fault that crossed a process boundary; an unknown family counts as a defect."""
    return FAMILIES.get(family, Defect)(code, **values)
