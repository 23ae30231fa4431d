"""The two-office exercise: a learner at BKN and the practice partner, from keys to the crossed paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from padan.bootstrap import build_tools
from padan.domain.correction import CorrectionState
from padan.domain.exchange.key_card import grouped
from padan.domain.exchange.outgoing import OutState
from padan.domain.workspace import LOWEST_COST
from padan.services import show_waiting
from padan.services.browse_data import snapshots
from padan.services.exchange import hand_over, keep_keys, open_package, plan_package, seal_package
from padan.services.exchange.plan_package import PrepareRequest
from padan.services.exchange.show_exchange import exchange
from padan.services.follow_corrections import listed
from padan.services.open_workspace import lock, unlock
from padan.services.propose_corrections import ProposeRequest, propose
from padan.services.run_matching import MatchRequest, match
from padan.services.session import Session
from padan.services.show_results import runs
from padan.training import workspace
from padan.training.partner import AGREEMENT, CARD, partner
from padan.training.workspace import PASSPHRASE, prepare

TOOLS = build_tools()


class Learner:
    """Someone at the practice workspace, alone with the partner."""

    def __init__(self, folder: Path) -> None:
        self.folder = prepare(TOOLS, folder)
        self.partner = partner(folder)
        self.post = folder.parent / "pos-latihan"

    @contextmanager
    def sit(self, login: str = "sari") -> Iterator[Session]:
        session = unlock(TOOLS, self.folder, login, PASSPHRASE)
        try:
            yield session
        finally:
            lock(session)

    def call(self) -> str:
        said, post = self.partner(TOOLS)
        assert post == self.post
        return "\n".join(said)

    def send(self, kind: str, subject: str = "", run: str = "") -> None:
        with self.sit() as session:
            request = PrepareRequest(AGREEMENT, kind, subject, run_id=run)
            made = plan_package.prepare(session, TOOLS, request).id
        with self.sit("budi") as session:
            seal_package.approve(session, TOOLS, made)
            hand_over.write(session, TOOLS, made, str(self.post))

    def open_all(self) -> list[str]:
        kinds = []
        with self.sit() as session:
            seen = {one.file_sha256 for one in exchange(session).incoming}
            for path in sorted(self.post.glob("TASN_dpr_*.age"), key=lambda one: one.name.rpartition("_")[2]):
                if TOOLS.files.digest(str(path)) not in seen:
                    opened = open_package.open_package(session, TOOLS, str(path))
                    assert opened.state == "applied", opened
                    kinds.append(opened.package.kind)
        return kinds

    def done(self) -> set[str]:
        with self.sit() as session:
            return set(show_waiting.exchange_loop(session))


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learner:
    monkeypatch.setattr(workspace, "LIGHT", LOWEST_COST)
    monkeypatch.setattr(workspace, "PEOPLE", {"dpr": 150, "kemendes": 20})
    return Learner(tmp_path / "latihan")


def test_exercise_goes_from_keys_to_the_crossed_paper(learner: Learner) -> None:
    _acquaint(learner)
    assert "paket DATA" in learner.call()
    assert learner.open_all() == ["DATA"]
    with learner.sit() as session:
        [came] = [one.snapshot_id for one in exchange(session).incoming]
        siasn = next(one.id for one in snapshots(session, AGREEMENT) if one.register == "SIASN")
    learner.send("DATA", siasn)
    learner.send("TT")
    assert {"receive", "send", "receipt"} <= learner.done()

    with learner.sit() as session:
        sent = next(one.snapshot_id for one in exchange(session).outgoing if one.kind == "DATA")
        run = match(session, TOOLS, MatchRequest(came, sent))
        propose(session, ProposeRequest(run.id))
    learner.send("USUL", run=run.id)
    said = learner.call()
    assert "menerima" in said
    assert "mengesahkan berita acaranya sendiri" in said
    assert set(learner.open_all()) == {"BA", "USUL", "TT"}
    with learner.sit() as session:
        found = exchange(session)
        states = {one.kind: one.state for one in found.outgoing if one.chain == "main"}
        assert states == {"DATA": OutState.ANSWERED, "USUL": OutState.ANSWERED}
        papers = [one for one in found.incoming if one.kind == "BA"]
        assert [one.warnings for one in papers] == [()]  # recomputed here from the same registers
        answered = {
            one.correction.state for one in listed(session, AGREEMENT) if one.correction.run_id == run.id
        }
        assert answered <= {CorrectionState.ACCEPTED, CorrectionState.REFUSED, CorrectionState.PROPOSED}
        assert CorrectionState.ACCEPTED in answered
        assert runs(session)
    assert {"propose", "settle", "paper"} <= learner.done()
    assert "Belum ada yang dapat dikerjakan" not in said
    assert learner.call().startswith("Belum ada") or "TT" in learner.call()


def _acquaint(learner: Learner) -> None:
    """Make keys, take the partner's card, have two officers hear its fingerprint, hand out the own card."""
    said = learner.call()
    with learner.sit() as session:
        keep_keys.make_keys(session, TOOLS)
        key = keep_keys.import_card(session, TOOLS, str(learner.post / CARD), CARD).id
        assert grouped(key) in said
        keep_keys.compare(session, key, key)
        keep_keys.export_card(session, TOOLS, str(learner.post / "bkn.kartu.json"))
    with learner.sit("budi") as session:
        keep_keys.trust(session, key, key)
    assert learner.done() == {"keys", "card", "trust"}
