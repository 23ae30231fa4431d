"""The practice partner (mitra latihan): the other office of the two-office exercise, played by the program.

It is Setjen DPR RI, in a workspace of its own beside the practice one, and does by the same use cases what
its officers would do with the files in a folder that stands for the stick:

    card lies there ──► trusts it ──► sends its register ──► answers proposals ──► sends receipts
                                          └─ BKN's register came too ──► matches, signs off, sends its paper

It does at each call whatever can be done by then, and never twice.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from padan.common.catalogue import sentence
from padan.common.errors import UserFault
from padan.domain.berita_acara_parts import Person
from padan.domain.correction import CorrectionState
from padan.domain.exchange.incoming import InState
from padan.domain.exchange.key_card import grouped
from padan.domain.exchange.trust import KeyState
from padan.services.browse_data import snapshots
from padan.services.compose_content import ComposeWish
from padan.services.compose_document import compose, documents
from padan.services.exchange import hand_over, keep_keys, open_package, plan_package, seal_package
from padan.services.exchange.plan_package import PrepareRequest
from padan.services.exchange.show_exchange import Exchange, exchange
from padan.services.follow_corrections import listed
from padan.services.open_workspace import lock, unlock
from padan.services.ports.tools import Tools
from padan.services.propose_corrections import answer_all
from padan.services.run_matching import MatchRequest, match
from padan.services.session import Session
from padan.services.sign_documents import approve, freeze, verify_step
from padan.training.workspace import PASSPHRASE, STEWARDS, receive_registers, staffed

PARTY, OTHER = "dpr", "bkn"
AGREEMENT, REGISTER = STEWARDS[PARTY]
CARD = f"{PARTY}.kartu.json"
PREPARER, CHECKER, OFFICIAL = "sari", "budi", "ratna"
_COUNTERPART = Person("Kepala Latihan", "197001011995032901", "Pembina Utama Muda (IV/c)", "Direktur")


@dataclass
class Partner:
    """One call of the partner: `home` is its workspace, `post` the folder both offices reach."""

    tools: Tools
    home: Path
    post: Path
    said: list[str] = field(default_factory=list)

    def play(self) -> list[str]:
        """Do what can be done now; return what was done, in sentences for the learner."""
        self.post.mkdir(parents=True, exist_ok=True)
        if not (self.home / "vault.json").is_file():
            session = staffed(self.tools, self.home, PARTY)
            receive_registers(session, self.tools, PARTY, 1, (REGISTER,))
            lock(session)
        self._hand_out_card()
        self._trust_cards()
        self._open_packages()
        if self._knows_other():
            self._answer()
            for kind, due in (("DATA", self._register_due), ("BA", self._paper_due)):
                subject = due()
                if subject:
                    self._send(kind, subject)
            self._send_waiting()
        if not self.said:
            self.said.append("Belum ada yang dapat dikerjakan mitra. Periksa langkah yang ditunjukkan.")
        return self.said

    @contextmanager
    def _as(self, login: str) -> Iterator[Session]:
        session = unlock(self.tools, self.home, login, PASSPHRASE)
        try:
            yield session
        finally:
            lock(session)

    def _hand_out_card(self) -> None:
        with self._as(PREPARER) as session:
            own, _partners = keep_keys.keys(session)
            key = own[-1].id if own else keep_keys.make_keys(session, self.tools).key.id
            if not (self.post / CARD).exists():
                keep_keys.export_card(session, self.tools, str(self.post / CARD))
                self.said.append(f"Mitra menyerahkan kartunya: {CARD}.")
                self.said.append(f"Mitra membacakan sidiknya lewat telepon: {grouped(key)}")

    def _trust_cards(self) -> None:
        """Take the learner's card; the call in which its fingerprint was read out is thought of as made."""
        for path in sorted(self.post.glob("*.json")):
            if path.name == CARD:
                continue
            try:
                with self._as(PREPARER) as session:
                    key = keep_keys.import_card(session, self.tools, str(path), path.name)
                    if key.state is KeyState.OFFERED:
                        keep_keys.compare(session, key.id, key.id)
                    elif key.state is not KeyState.COMPARED:
                        continue
                with self._as(CHECKER) as session:
                    keep_keys.trust(session, key.id, key.id)
                self.said.append(
                    f"Dua petugas mitra membandingkan sidik kartu {path.name} dan mempercayainya."
                )
            except UserFault as fault:
                self._tell(path.name, fault)

    def _knows_other(self) -> bool:
        with self._as(PREPARER) as session:
            _own, partners = keep_keys.keys(session)
        return any(one.state is KeyState.TRUSTED for one in partners)

    def _open_packages(self) -> None:
        with self._as(PREPARER) as session:
            seen = {one.file_sha256 for one in exchange(session).incoming}
            for path in sorted(self.post.glob(f"TASN_{OTHER}_{PARTY}_*.age")):
                if self.tools.files.digest(str(path)) in seen:
                    continue
                try:
                    opened = open_package.open_package(session, self.tools, str(path))
                except UserFault as fault:
                    self._tell(path.name, fault)
                    continue
                if opened.state is InState.APPLIED:
                    number = opened.package.number
                    self.said.append(f"Mitra menerapkan paket {opened.package.kind} nomor {number}.")
                elif opened.fault is not None:
                    self._tell(path.name, opened.fault)

    def _answer(self) -> None:
        """Accept the proposals that came, and refuse the last of several with a reason."""
        with self._as(PREPARER) as session:
            waiting = [
                one.correction.id
                for one in listed(session, AGREEMENT)
                if one.correction.state is CorrectionState.SENT and one.correction.owner == PARTY
            ]
            refused = waiting[-1:] if len(waiting) > 1 else []
            if waiting:
                accepted = waiting[: len(waiting) - len(refused)]
                answer_all(session, accepted, CorrectionState.ACCEPTED)
                told = f"Mitra menerima {len(accepted)} usulan"
                if refused:
                    answer_all(session, refused, CorrectionState.REFUSED, "Berbeda dari surat keputusan.")
                    told += " dan menolak satu dengan alasan"
                self.said.append(f"{told}.")

    def _register_due(self) -> str:
        with self._as(PREPARER) as session:
            if any(one.kind == "DATA" for one in exchange(session).outgoing):
                return ""
            return next(one.id for one in snapshots(session) if one.party == PARTY)

    def _paper_due(self) -> str:
        """Compose and sign off the berita acara once both registers crossed; return the document, once."""
        with self._as(PREPARER) as session:
            found = exchange(session)
            pair = _crossed(found)
            if pair is None or documents(session, AGREEMENT):
                return ""
            run = match(session, self.tools, MatchRequest(*pair))
            wish = ComposeWish(run.id, number_first="LATIHAN/DPR/1", official_second=_COUNTERPART)
            document = compose(session, wish).id
        with self._as(CHECKER) as session:
            verify_step(session, self.tools, document)
        with self._as(OFFICIAL) as session:
            approve(session, self.tools, document)
            freeze(session, self.tools, document)
        self.said.append("Mitra memadankan kedua register dan mengesahkan berita acaranya sendiri.")
        return document

    def _send_waiting(self) -> None:
        for kind, wanted in (("USUL", "answer"), ("TT", "receipt")):
            with self._as(PREPARER) as session:
                due = any(one.kind == wanted for one in exchange(session).waiting)
            if due:
                self._send(kind, answers=kind == "USUL")

    def _send(self, kind: str, subject: str = "", *, answers: bool = False) -> None:
        with self._as(PREPARER) as session:
            request = PrepareRequest(AGREEMENT, kind, subject, answers)
            made = plan_package.prepare(session, self.tools, request)
        with self._as(CHECKER) as session:
            seal_package.approve(session, self.tools, made.id)
            written = hand_over.write(session, self.tools, made.id, str(self.post))
            hand_over.hand_over(session, made.id, "folder pos latihan", "petugas BKN")
        self.said.append(f"Mitra menulis paket {kind}: {written.file_name}.")

    def _tell(self, name: str, fault: UserFault) -> None:
        told = sentence(fault)
        self.said.append(f"Mitra tidak dapat memakai {name}: {told.message} {told.remedy}")


def _crossed(found: Exchange) -> tuple[str, str] | None:
    """Return the snapshots that both offices have alike: what was sent and what came; None before that."""
    sent = [one.snapshot_id for one in found.outgoing if one.kind == "DATA" and one.snapshot_id]
    came = [one.snapshot_id for one in found.incoming if one.kind == "DATA" and one.snapshot_id]
    return (sent[-1], came[-1]) if sent and came else None


def partner(practice: Path) -> Callable[[Tools], tuple[list[str], Path]]:
    """Return the partner of the practice workspace: what it did, and the folder both offices reach."""
    home, post = practice.parent / "mitra-latihan", practice.parent / "pos-latihan"
    return lambda tools: (Partner(tools, home, post).play(), post)
