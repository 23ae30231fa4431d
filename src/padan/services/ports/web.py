"""What use cases need of services on the network, and of what the store keeps of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from padan.common.progress import Cancel, Progress
from padan.domain.web.enrichment import CallState, Enrichment, PersonCall
from padan.domain.web.profile import ServiceProfile
from padan.domain.web.service import Keep, Question, Secrets, Trial


class SiasnService(Protocol):
    """SIASN over HTTP; runs in the calling thread and keeps nothing itself."""

    def read_people(
        self,
        profile: ServiceProfile,
        secrets: Secrets,
        questions: Sequence[Question],
        keep: Keep,
        progress: Progress,
        cancel: Cancel,
    ) -> None:
        """Ask every question, hand on what was told in small lots, in any order.

        Errors: UserFault or EnvironmentFault when only a person can mend the way; Cancelled. What was told
        until then was kept.
        """
        ...

    def try_out(self, profile: ServiceProfile, secrets: Secrets, nip: str) -> list[Trial]:
        """Return the steps of one careful try, the first that failed last; asks about `nip` at its end."""
        ...


class Services(Protocol):
    """Profiles that the office changed or added, and the secrets of each."""

    def put_profile(self, profile_id: str, body: str, at: datetime, by: str) -> None: ...
    def drop_profile(self, profile_id: str) -> None: ...
    def profiles(self) -> dict[str, str]: ...
    def put_secrets(self, profile_id: str, secrets: Secrets) -> None: ...
    def secrets(self, profile_id: str) -> Secrets: ...


class Enrichments(Protocol):
    """Enrichments and their calls; a call that was told stays told."""

    def add(self, enrichment: Enrichment, calls: Iterable[PersonCall]) -> None: ...
    def update(self, enrichment: Enrichment) -> None: ...
    def get(self, enrichment_id: str) -> Enrichment | None: ...
    def all(self, agreement_id: str | None = None) -> list[Enrichment]:
        """Return them, newest first."""
        ...

    def settle(self, calls: Iterable[PersonCall]) -> None:
        """Write what was told; `attempts` is added to those before."""
        ...

    def again(self, enrichment_id: str, states: Sequence[CallState]) -> int:
        """Let failed or refused calls wait again; return how many."""
        ...

    def counts(self, enrichment_id: str) -> dict[CallState, int]: ...
    def calls(self, enrichment_id: str, state: CallState | None = None) -> Iterator[PersonCall]:
        """Return the calls by row."""
        ...
