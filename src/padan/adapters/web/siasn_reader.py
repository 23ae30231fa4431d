"""Many questions to SIASN at once, what was told handed on in small lots; the port `SiasnService`."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from padan.adapters.web.connection import Connection
from padan.adapters.web.siasn import Patience, Siasn
from padan.common.codes import web as codes
from padan.common.errors import Cancelled, EnvironmentFault, Fault
from padan.common.progress import Cancel, Progress
from padan.domain.web.answers import Answer, Kind
from padan.domain.web.profile import ServiceProfile
from padan.domain.web.service import Keep, Question, Secrets, Step, Told, Trial, missing
from padan.domain.web.siasn_people import Call

Asked = TypeVar("Asked")
STAGE = "ask"
_LOT_SECONDS = 0.05
_GRACE_SECONDS = 5.0
_FAILED_IN_A_ROW = 12
_PAGE = 500
_MOST_CODES = 1_000_000


class SiasnReader:
    """The port `SiasnService` over HTTP."""

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()

    def read_people(
        self,
        profile: ServiceProfile,
        secrets: Secrets,
        questions: Sequence[Question],
        keep: Keep,
        progress: Progress,
        cancel: Cancel,
    ) -> None:
        """See the port."""
        asking = _Asking(profile, questions, keep, progress, cancel)
        asyncio.run(asking.run(secrets, self._patience))

    def look(
        self, profile: ServiceProfile, secrets: Secrets, nip: str, calls: Sequence[Call]
    ) -> list[Answer]:
        """See the port."""

        async def ask(siasn: Siasn) -> list[Answer]:
            return [await siasn.read(f"/pns/{call.value}/{nip}") for call in calls]

        return self._with(profile, secrets, ask)

    def write(
        self, profile: ServiceProfile, secrets: Secrets, path: str, body: Mapping[str, object]
    ) -> Answer:
        """See the port."""
        return self._with(profile, secrets, lambda siasn: siasn.write(path, {"json": body}))

    def upload(
        self, profile: ServiceProfile, secrets: Secrets, path: str, form: Mapping[str, str], paper: bytes
    ) -> Answer:
        """See the port."""
        return self._with(profile, secrets, lambda siasn: siasn.write(path, {"form": form, "paper": paper}))

    def refresh(
        self, profile: ServiceProfile, secrets: Secrets, path: str, parameters: Mapping[str, str]
    ) -> Answer:
        """See the port."""
        return self._with(profile, secrets, lambda siasn: siasn.read(path, parameters, "write"))

    def read_codes(
        self, profile: ServiceProfile, secrets: Secrets, name: str, progress: Progress, cancel: Cancel
    ) -> list[object]:
        """See the port."""
        return self._with(profile, secrets, lambda siasn: _paged(siasn, profile, name, progress, cancel))

    def _with(
        self, profile: ServiceProfile, secrets: Secrets, ask: Callable[[Siasn], Awaitable[Asked]]
    ) -> Asked:
        async def asked() -> Asked:
            async with Connection(profile) as connection:
                return await ask(Siasn(connection, profile, secrets, self._patience))

        return asyncio.run(asked())

    def try_out(self, profile: ServiceProfile, secrets: Secrets, nip: str) -> list[Trial]:
        """See the port."""
        wanting = missing(profile, secrets)
        steps = [Trial(Step.PROFILE)]
        if wanting:
            values = (("service", profile.name), ("what", ", ".join(wanting)), ("contact", profile.contact))
            return [*steps, Trial(Step.SECRETS, codes.PROFILE_SECRET_MISSING, values)]
        return [*steps, Trial(Step.SECRETS), *asyncio.run(_tried(profile, secrets, self._patience, nip))]


async def _paged(
    siasn: Siasn, profile: ServiceProfile, name: str, progress: Progress, cancel: Cancel
) -> list[object]:
    """Ask page by page. A page longer than asked for is everything; a full one that only repeats comes from
    a service that does not page, which is asked for everything at once.
    """
    found, seen, url = list[object](), set[str](), f"{profile.reference}/{name}/search"
    while len(found) < _MOST_CODES:
        cancel.raise_if_requested()
        page = await _page(siasn, profile, url, {"limit": str(_PAGE), "offset": str(len(found))})
        fresh = {repr(one) for one in page} - seen
        if page and not fresh:
            return await _page(siasn, profile, url, {})
        seen |= fresh
        found += page
        progress(STAGE, len(found), 0)
        if len(page) != _PAGE:
            break
    return found


async def _page(siasn: Siasn, profile: ServiceProfile, url: str, asked: Mapping[str, str]) -> list[object]:
    answer = await siasn.read(url, asked)
    if answer.kind not in (Kind.FOUND, Kind.NOTHING):
        raise EnvironmentFault(codes.SERVICE_SILENT, service=profile.name, contact=profile.contact)
    return answer.data if isinstance(answer.data, list) else []


async def _tried(profile: ServiceProfile, secrets: Secrets, patience: Patience, nip: str) -> list[Trial]:
    steps, reached = list[Trial](), Step.GATEWAY
    try:
        async with Connection(profile) as connection:
            siasn = Siasn(connection, profile, secrets, patience)
            await siasn.open_gateway()
            steps.append(Trial(Step.GATEWAY))
            reached = Step.SERVICE
            answer = await siasn.read(f"/pns/data-utama/{nip}")
            if answer.kind is Kind.TRANSIENT:
                raise EnvironmentFault(codes.SERVICE_SILENT, service=profile.name, contact=profile.contact)
            steps.append(Trial(Step.SERVICE))
    except Fault as fault:
        values = tuple((name, str(value)) for name, value in fault.values.items())
        steps.append(Trial(reached, fault.code, values))
    return steps


class _Asking:
    """One run over the questions; made, run once, and forgotten."""

    def __init__(
        self,
        profile: ServiceProfile,
        questions: Sequence[Question],
        keep: Keep,
        progress: Progress,
        cancel: Cancel,
    ) -> None:
        self._profile = profile
        self._source: Iterator[Question] = iter(questions)
        self._total = len(questions)
        self._keep = keep
        self._progress = progress
        self._cancel = cancel
        self._told: list[Told] = []
        self._done = 0
        self._failed_in_a_row = 0

    async def run(self, secrets: Secrets, patience: Patience) -> None:
        """Ask all; whatever ends it, what was told is kept first."""
        async with Connection(self._profile) as connection:
            siasn = Siasn(connection, self._profile, secrets, patience)
            workers = [asyncio.create_task(self._ask(siasn)) for _ in range(self._profile.at_once)]
            try:
                await self._watched(workers)
            finally:
                await _ended(workers)
                self._hand_on()

    async def _ask(self, siasn: Siasn) -> None:
        while (question := next(self._source, None)) is not None:
            answer = await siasn.read(f"/pns/{question.call.value}/{question.nip}")
            self._told.append(Told(question, answer))
            failed = answer.kind is Kind.TRANSIENT
            self._failed_in_a_row = self._failed_in_a_row + 1 if failed else 0
            if self._failed_in_a_row >= _FAILED_IN_A_ROW:
                values = {"service": self._profile.name, "contact": self._profile.contact}
                raise EnvironmentFault(codes.SERVICE_SILENT, **values)

    async def _watched(self, workers: list["asyncio.Task[None]"]) -> None:
        """Hand on lots while the workers ask; raise the first worker's fault, after a grace for calls under
        way: what the service already worked for should not be asked again.
        """
        waiting = set(workers)
        while waiting:
            done, waiting = await asyncio.wait(
                waiting, timeout=_LOT_SECONDS, return_when=asyncio.FIRST_EXCEPTION
            )
            self._hand_on()
            if self._cancel.requested:
                raise Cancelled
            fault = next((error for one in done if (error := one.exception())), None)
            if fault is not None:
                self._source = iter(())
                await asyncio.wait(waiting or set(workers), timeout=_GRACE_SECONDS)
                raise fault

    def _hand_on(self) -> None:
        if self._told:
            lot, self._told = self._told, []
            self._keep(lot)
            self._done += len(lot)
        self._progress(STAGE, self._done, self._total)


async def _ended(workers: list["asyncio.Task[None]"]) -> None:
    for one in workers:
        one.cancel()
    for one in workers:
        with suppress(asyncio.CancelledError, Exception):
            await one
