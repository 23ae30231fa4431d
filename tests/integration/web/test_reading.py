"""Reading people from a practice service over real HTTP, in all the ways it fails."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from padan.common.codes import web as codes
from padan.common.errors import Cancelled, EnvironmentFault, Fault, UserFault
from padan.common.progress import Cancel, no_progress
from padan.domain.web.answers import Kind
from padan.domain.web.profile import GatewayHolder
from padan.domain.web.service import Question, Secrets, Step, Told
from padan.domain.web.siasn_people import Call, kept_of
from padan.training.siasn_records import PracticePerson
from padan.training.siasn_service import FAULTS

from .conftest import Running

Start = Callable[..., Running]
STRANGER = "199912312030121009"


def questions(people: dict[str, PracticePerson]) -> list[Question]:
    asked = [*people, STRANGER]
    calls = (Call.MAIN, Call.POSITIONS, Call.CREDITS)
    return [Question(row, nip, call) for row, nip in enumerate(asked) for call in calls]


def read(running: Running, asked: list[Question], secrets: Secrets | None = None) -> list[Told]:
    told: list[Told] = []
    running.reader.read_people(
        running.profile, secrets or running.secrets, asked, told.extend, no_progress, Cancel()
    )
    return told


def test_every_person_is_read_once_as_the_service_tells(
    start: Start, people: dict[str, PracticePerson]
) -> None:
    running = start()
    told = {(one.question.nip, one.question.call): one.answer for one in read(running, questions(people))}
    assert len(told) == 3 * (len(people) + 1)
    assert set(running.service.seen.answered.values()) == {1}
    assert running.service.seen.tokens == 1
    for nip, person in people.items():
        assert kept_of(Call.MAIN, told[nip, Call.MAIN].data) == kept_of(Call.MAIN, person.main)
    assert {told[STRANGER, call].kind for call in (Call.MAIN, Call.POSITIONS)} == {Kind.NOTHING}


@pytest.mark.parametrize("seed", range(3))
def test_faults_are_overcome_and_success_is_never_asked_twice(
    start: Start, people: dict[str, PracticePerson], seed: int
) -> None:
    running = start(seed=seed, rate=0.1, slow_seconds=0.05, retry_after=0)
    asked = questions(people)
    told = read(running, asked)
    seen = running.service.seen
    assert {one.question for one in told} == set(asked)
    assert {one.answer.kind for one in told} <= {Kind.FOUND, Kind.NOTHING}
    assert set(seen.answered.values()) == {1}
    assert sum(seen.calls.values()) <= 1.05 * (len(asked) + seen.failed) + 8 * seen.tokens


@pytest.mark.parametrize(
    "fault", [one for one in FAULTS if one not in ("throttled", "suspended", "slow", "gateway")]
)
def test_call_that_always_fails_stops_the_run_once_many_did(start: Start, fault: str) -> None:
    running = start(rate=1.0, faults=(fault,))
    asked = [Question(row, f"{row:018d}", Call.MAIN) for row in range(60)]
    with pytest.raises(EnvironmentFault) as stopped:
        read(running, asked)
    assert stopped.value.code == codes.SERVICE_SILENT
    # the client library asks a second time by itself when a kept connection breaks before any answer
    assert sum(running.service.seen.calls.values()) < 8 * 30


@pytest.mark.parametrize(
    ("fault", "code"), [("suspended", codes.SERVICE_SUSPENDED), ("throttled", codes.SERVICE_THROTTLED)]
)
def test_hold_that_does_not_end_asks_the_officer(start: Start, fault: str, code: int) -> None:
    running = start(rate=1.0, faults=(fault,), retry_after=0)
    with pytest.raises(EnvironmentFault) as stopped:
        read(running, [Question(0, STRANGER, Call.MAIN)])
    assert stopped.value.code == code
    assert running.service.seen.tokens == 1


def test_gateway_that_refuses_its_own_new_tokens_is_told(start: Start) -> None:
    running = start(rate=1.0, faults=("gateway",))
    with pytest.raises(UserFault) as stopped:
        read(running, [Question(row, STRANGER, Call.MAIN) for row in range(9)])
    assert stopped.value.code == codes.GATEWAY_REFUSED
    assert running.service.seen.tokens == 3


def test_sso_token_dead_in_the_middle_keeps_what_was_told(
    start: Start, people: dict[str, PracticePerson]
) -> None:
    running = start()
    asked = questions(people)
    told: list[Told] = []

    def keep(lot: list[Told]) -> None:
        told.extend(lot)
        if len(told) > 40:
            running.service.manner.dead_sso.add(running.secrets.sso_token)

    with pytest.raises(UserFault) as stopped:
        running.reader.read_people(running.profile, running.secrets, asked, keep, no_progress, Cancel())
    assert stopped.value.code == codes.SSO_TOKEN_ENDED
    rest = [one for one in asked if one not in {one.question for one in told}]
    fresh = running.secrets.with_values(sso_token="baru.baru.baru")
    assert len(told) + len(read(running, rest, fresh)) == len(asked)
    assert set(running.service.seen.answered.values()) == {1}


def test_token_of_another_institution_is_told(start: Start) -> None:
    running = start(sso_tokens={"lain"})
    with pytest.raises(UserFault) as stopped:
        read(running, [Question(0, STRANGER, Call.MAIN)])
    assert stopped.value.code == codes.SSO_TOKEN_MISMATCH


def test_wrong_consumer_key_is_told_without_asking_anything(start: Start) -> None:
    running = start()
    with pytest.raises(UserFault) as stopped:
        read(running, [Question(0, STRANGER, Call.MAIN)], Secrets("salah", "salah", "a.b.c"))
    assert stopped.value.code == codes.GATEWAY_REFUSED
    assert not running.service.seen.calls


def test_service_that_is_away_is_told_after_retries(start: Start) -> None:
    running = start()
    running.profile = replace(running.profile, base="http://127.0.0.1:9", gateway_by=GatewayHolder.GATEWAY)
    with pytest.raises(EnvironmentFault) as stopped:
        read(running, [Question(0, STRANGER, Call.MAIN)])
    assert stopped.value.code == codes.NOT_REACHED


def test_cancel_ends_within_the_call_under_way(start: Start, people: dict[str, PracticePerson]) -> None:
    running = start(rate=1.0, faults=("slow",), slow_seconds=0.2)
    cancel = Cancel()
    threading.Timer(0.5, cancel.request).start()
    told: list[Told] = []
    with pytest.raises(Cancelled):
        running.reader.read_people(
            running.profile, running.secrets, questions(people), told.extend, no_progress, cancel
        )
    assert 0 < len(told) < len(questions(people))


def test_trial_names_the_step_that_fails(start: Start) -> None:
    running = start()
    whole = running.reader.try_out(running.profile, running.secrets, STRANGER)
    assert [(one.step, one.code) for one in whole] == [(step, 0) for step in Step]
    lacking = running.reader.try_out(running.profile, Secrets(), STRANGER)
    assert (lacking[-1].step, lacking[-1].code) == (Step.SECRETS, codes.PROFILE_SECRET_MISSING)
    running.service.manner.dead_sso.add(running.secrets.sso_token)
    dead = running.reader.try_out(running.profile, running.secrets, STRANGER)
    assert (dead[-1].step, dead[-1].code) == (Step.SERVICE, codes.SSO_TOKEN_ENDED)


def test_fault_never_carries_a_token(start: Start) -> None:
    running = start(sso_tokens={"lain"})
    with pytest.raises(Fault) as stopped:
        read(running, [Question(0, STRANGER, Call.MAIN)])
    told = repr(stopped.value.values) + repr(running.secrets)
    assert running.secrets.sso_token not in told
    assert STRANGER not in told
