"""What use cases need of services on the network, and of what the store keeps of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from padan.common.progress import Cancel, Progress
from padan.domain.web.answers import Answer
from padan.domain.web.code_sets import CodeSet
from padan.domain.web.enrichment import CallState, Enrichment, PersonCall
from padan.domain.web.profile import ServiceProfile
from padan.domain.web.service import Keep, Question, Secrets, Trial
from padan.domain.web.siasn_people import Call
from padan.domain.web.writing import ServiceWrite


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

    def look(
        self, profile: ServiceProfile, secrets: Secrets, nip: str, calls: Sequence[Call]
    ) -> list[Answer]:
        """Return what each call tells of a person: FOUND, NOTHING, REFUSED or, after all attempts, TRANSIENT.

        Errors: as for `read_people`.
        """
        ...

    def write(
        self, profile: ServiceProfile, secrets: Secrets, path: str, body: Mapping[str, object]
    ) -> Answer:
        """Send a request that changes something, once: WRITTEN with the ids given, or REFUSED; anything else
        means that nobody knows whether the service acted.

        Errors: as for `read_people`; also then nobody knows.
        """
        ...

    def upload(
        self, profile: ServiceProfile, secrets: Secrets, path: str, form: Mapping[str, str], paper: bytes
    ) -> Answer:
        """Send a PDF with a form, once; answers and errors as for `write`."""
        ...

    def refresh(
        self, profile: ServiceProfile, secrets: Secrets, path: str, parameters: Mapping[str, str]
    ) -> Answer:
        """Ask the service to derive its data anew; harmless when repeated: WRITTEN, REFUSED or TRANSIENT."""
        ...

    def read_codes(
        self, profile: ServiceProfile, secrets: Secrets, name: str, progress: Progress, cancel: Cancel
    ) -> list[object]:
        """Return the rows of a code set, page by page until a short one.

        Errors: as for `read_people`; EnvironmentFault SERVICE_SILENT when a page does not come.
        """
        ...

    def try_out(self, profile: ServiceProfile, secrets: Secrets, nip: str) -> list[Trial]:
        """Return the steps of one careful try, the first that failed last; asks about `nip` at its end."""
        ...


class CodeSets(Protocol):
    """Versions of code sets; a version never changes."""

    def add(self, made: CodeSet) -> None: ...
    def get(self, set_id: str) -> CodeSet | None: ...
    def all(self, name: str | None = None) -> list[CodeSet]:
        """Return them, oldest first."""
        ...


class ServiceWrites(Protocol):
    """Writes into a service, kept for ever; what was planned never changes."""

    def add(self, write: ServiceWrite, paper: bytes | None = None) -> None: ...
    def paper(self, write_id: str) -> bytes | None: ...
    def update(self, write: ServiceWrite) -> None: ...
    def get(self, write_id: str) -> ServiceWrite | None: ...
    def all(self, agreement_id: str | None = None, correction_id: str | None = None) -> list[ServiceWrite]:
        """Return them, oldest first."""
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
