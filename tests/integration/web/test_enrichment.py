"""Enriching a roster over the real store and a service that fails, stopped and killed on the way."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, no_progress
from padan.domain.plain import to_plain
from padan.domain.snapshot import Snapshot
from padan.domain.web.enrichment import CallState
from padan.domain.web.siasn_people import credit_fields, main_fields, position_fields
from padan.services.open_workspace import lock, unlock
from padan.services.receive_data import ReceiveRequest, receive
from padan.services.web import enrich_register, finish_enrichment, keep_services
from padan.services.web.enrich_register import EnrichWish
from padan.training.export_files import write_files
from padan.training.registers import generate
from padan.training.siasn_records import PracticePerson
from padan.training.siasn_service import CONSUMER, practice_token

from .conftest import Running
from .office import AGREEMENT, PASSPHRASE, Office

Start = Callable[..., Running]


def as_told(person: PracticePerson) -> dict[str, str]:
    """Return what a row must hold of a person; dates as intake writes them."""
    told = main_fields(person.main)
    told |= position_fields(person.histories["rw-jabatan"], told.get("tmt_jabatan", ""))
    told |= credit_fields(person.histories["rw-angkakredit"])
    return {name: _iso(value) for name, value in told.items()}


def _iso(text: str) -> str:
    parts = text.split("-")
    return "-".join(reversed(parts)) if [len(one) for one in parts] == [2, 2, 4] else text


def check(office: Office, snapshot: Snapshot, running: Running) -> None:
    """The snapshot holds exactly what the service told, for everyone it knows."""
    rows = office.rows(snapshot)
    for nip, person in running.service.people.items():
        told = {name: value for name, value in as_told(person).items() if name in snapshot.columns}
        assert {name: rows[nip].get(name) for name in told} == told
    assert not {"alamat", "nomor_hp", "no_hp", "email"} & set(snapshot.columns)


def test_roster_is_enriched_into_a_snapshot_as_the_service_tells(office: Office, start: Start) -> None:
    running = start(rate=0.1, seed=5, slow_seconds=0.02, retry_after=0)
    office.leads_to(running)
    found = office.begun()
    done = enrich_register.run(office.session, office.tools, found, no_progress, Cancel())
    assert not done.waiting
    assert set(done.counts) <= {CallState.FOUND, CallState.NOTHING}
    snapshot = finish_enrichment.finish(office.session, office.tools, found)
    assert (snapshot.channel, snapshot.rows) == ("web", office.roster.rows)
    assert {"sk_jabatan_nomor", "angka_kredit"} <= set(snapshot.columns)
    check(office, snapshot, running)
    with pytest.raises(UserFault) as again:
        enrich_register.run(office.session, office.tools, found, no_progress, Cancel())
    assert again.value.code == codes.ENRICHMENT_STATE


def test_run_stopped_by_a_dead_token_goes_on_where_it_was(office: Office, start: Start) -> None:
    running = start()
    office.leads_to(running)
    found = office.begun()
    running.service.manner.dead_sso.add(running.secrets.sso_token)
    with pytest.raises(UserFault) as stopped:
        enrich_register.run(office.session, office.tools, found, no_progress, Cancel())
    assert stopped.value.code == codes.SSO_TOKEN_ENDED
    seen = enrich_register.view(office.session, found)
    assert seen.enrichment.stopped_code == codes.SSO_TOKEN_ENDED
    running.service.manner.dead_sso.clear()
    assert not enrich_register.run(office.session, office.tools, found, no_progress, Cancel()).waiting
    assert set(running.service.seen.answered.values()) == {1}


def test_failed_calls_alone_are_made_again(office: Office, start: Start) -> None:
    running = start(rate=0.75, faults=("html",), seed=2)
    office.leads_to(running)
    found = office.begun()
    first = enrich_register.run(office.session, office.tools, found, no_progress, Cancel())
    failed = first.counts[CallState.FAILED]
    assert failed == len(first.troubles) > 0
    running.service.manner.rate = 0
    assert enrich_register.retry(office.session, found).waiting == failed
    last = enrich_register.run(office.session, office.tools, found, no_progress, Cancel())
    assert not last.troubles
    assert set(running.service.seen.answered.values()) == {1}


def test_only_the_register_of_the_service_s_own_party_is_a_roster(
    office: Office, start: Start, tmp_path: Path
) -> None:
    office.leads_to(start())
    files = write_files(
        generate(4, 20, party="dpr"), tmp_path / "lain" if (tmp_path / "lain").mkdir() is None else tmp_path
    )
    own = receive(office.session, office.tools, ReceiveRequest(files.steward, AGREEMENT, "PERISAI")).snapshot
    with pytest.raises(UserFault) as refused:
        enrich_register.begin(office.session, office.tools, EnrichWish(own.id, "uji"))
    assert refused.value.code == codes.ENRICHMENT_NOT_OF_SIASN


def test_real_service_is_not_asked_for_a_practice_workspace(office: Office, start: Start) -> None:
    running = start()
    office.leads_to(running)
    found = office.begun()
    keep_services.put_profile(office.session, replace(running.profile, training=False))
    for act in (
        lambda: enrich_register.begin(office.session, office.tools, EnrichWish(office.roster.id, "uji")),
        lambda: enrich_register.run(office.session, office.tools, found, no_progress, Cancel()),
    ):
        with pytest.raises(UserFault) as refused:
            act()
        assert refused.value.code == codes.PRACTICE_MARK
    assert not running.service.seen.calls


def test_pasted_rubbish_and_ended_token_are_told(office: Office, start: Start) -> None:
    office.leads_to(start())
    for pasted, code in (
        ("bukan token", codes.TOKEN_NOT_READABLE),
        (practice_token(1_000), codes.SSO_TOKEN_ENDED),
    ):
        with pytest.raises(UserFault) as refused:
            keep_services.paste_token(office.session, office.tools, "uji", pasted)
        assert refused.value.code == code


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_again_and_again_asks_nothing_twice_and_loses_nothing(
    office: Office, start: Start, tmp_path: Path
) -> None:
    running = start(
        rate=0.1, seed=9, slow_seconds=0.05, faults=("runtime", "reset", "html", "slow", "gateway")
    )
    running.profile = replace(running.profile, calls_a_minute=6000, at_once=4)
    office.leads_to(running)
    found = office.begun()
    lock(office.session)
    kills = 0
    while True:
        process = padanctl(office.folder, "sync", "run", found, "--json")
        try:
            told, _err = process.communicate(timeout=1.6 if kills < 6 else 60)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
            continue
        assert process.returncode == 0, told
        break
    assert kills >= 2
    office.session = unlock(office.tools, office.folder, "sari", PASSPHRASE)
    assert not enrich_register.view(office.session, found).waiting
    snapshot = finish_enrichment.finish(office.session, office.tools, found)
    check(office, snapshot, running)
    repeated = sum(count - 1 for count in running.service.seen.answered.values())
    assert repeated <= kills * running.profile.at_once * 2


def padanctl(folder: Path, *words: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "PADAN_WORKSPACE": str(folder),
        "PADAN_PASSPHRASE": PASSPHRASE,
        "PADAN_OFFICER": "sari",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "padan.cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )


def test_no_token_nip_or_name_stands_in_the_log(office: Office, start: Start) -> None:
    running = start()
    office.leads_to(running)
    found = office.begun()
    enrich_register.run(office.session, office.tools, found, no_progress, Cancel())
    finish_enrichment.finish(office.session, office.tools, found)
    with office.session.store.reading() as records:
        log = json.dumps([to_plain(one.details) for one in records.audit.entries()], default=str)
    secrets = [running.secrets.sso_token, *CONSUMER]
    people = [text for nip, one in running.service.people.items() for text in (nip, str(one.main["nama"]))]
    assert not [one for one in (*secrets, *people) if one in log]
