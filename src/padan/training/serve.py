"""The practice SIASN made ready on this computer: its people, its address, the files that lead to it;
loopback only.
"""

import asyncio
import json
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from padan.common.codes import training as codes
from padan.common.errors import UserFault
from padan.domain.plain import to_plain
from padan.domain.web.profile import GatewayHolder, ServiceProfile, SsoHolder
from padan.training.export_files import write_files
from padan.training.registers import TrainingRegisters, generate
from padan.training.siasn_records import practice_people
from padan.training.siasn_service import CONSUMER, FAULTS, Manner, PracticeSiasn, practice_token
from padan.training.workspace import PEOPLE, RATES, SEED, STEWARDS

PORT = 8943
PROFILE = "siasn-praktik"
_HOST = "127.0.0.1"
_FAR = 4_102_444_800  # the year 2100
_GRACE_SECONDS = 2.0


@dataclass(frozen=True)
class Wish:
    """Which service: people of which steward's register and how many (0: as in the practice workspace),
    by which seed (0: likewise), the share of calls that fail and how, on which port (0: any free one).
    """

    party: str = "dpr"
    people: int = 0
    seed: int = 0
    rate: float = 0.0
    faults: tuple[str, ...] = FAULTS
    port: int = PORT


@dataclass(frozen=True)
class Ready:
    """A service that listens but does not answer yet; `address` is where it is reached."""

    service: PracticeSiasn
    registers: TrainingRegisters
    listening: socket.socket = field(repr=False)

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        return int(self.listening.getsockname()[1])

    @property
    def address(self) -> str:
        """Return the address of its SIMPEG API."""
        return profile_at(self.port).base

    def serve(self) -> None:
        """Answer until Ctrl+C or an end signal, then end cleanly."""
        try:
            web.run_app(
                self.service.application(),
                sock=self.listening,
                print=None,
                access_log=None,
                shutdown_timeout=_GRACE_SECONDS,
                loop=asyncio.new_event_loop(),
            )
        finally:
            self.listening.close()


def make_ready(wish: Wish) -> Ready:
    """Return the service that is wished for; the same wish gives the same people and the same faults.

    Errors: UserFault PRACTICE_PORT_TAKEN.
    """
    try:
        listening = socket.create_server((_HOST, wish.port))
    except (OSError, OverflowError):
        raise UserFault(codes.PRACTICE_PORT_TAKEN, port=wish.port) from None
    seed = wish.seed or SEED + 1 + list(STEWARDS).index(wish.party)
    registers = generate(seed, wish.people or PEOPLE[wish.party], party=wish.party, rates=RATES)
    people = practice_people(registers.siasn.iter_rows(named=True), seed)
    service = PracticeSiasn(people, Manner(seed, wish.rate, wish.faults, write_rate=wish.rate))
    return Ready(service, registers, listening)


def profile_at(port: int) -> ServiceProfile:
    """Return the profile that leads to a practice service on this computer."""
    base = f"http://{_HOST}:{port}"
    return ServiceProfile(
        id=PROFILE,
        name="SIASN praktik di komputer ini",
        party="bkn",
        training=True,
        base=f"{base}/apisiasn/1.0",
        reference=f"{base}/referensi_siasn/1",
        gateway_token=f"{base}/oauth2/token",
        sso_token="",
        sso_client="",
        gateway_by=GatewayHolder.OFFICE,
        sso_by=SsoHolder.PERSON,
        contact="ruang latihan",
        calls_a_minute=0,
        at_once=4,
        proxy="none",
    )


@dataclass(frozen=True)
class Leading:
    """The files that lead an officer to the service, as the commands of the guide want them."""

    profile: Path
    secret: Path
    token: Path
    roster: Path


def write_leading(ready: Ready, folder: Path) -> Leading:
    """Write profile, secret, SSO token and the roster ("Export Data ASN") into `folder`; practice values
    only, so that they may stand in plain text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = Leading(
        folder / f"{PROFILE}.json",
        folder / "rahasia.txt",
        folder / "token.txt",
        write_files(ready.registers, folder).siasn,
    )
    plain = to_plain(profile_at(ready.port))
    _write(made.profile, json.dumps(plain, ensure_ascii=False, indent=1))
    _write(made.secret, CONSUMER[1])
    _write(made.token, practice_token(_FAR))
    return made


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def steps(made: Leading, agreement_id: str) -> Sequence[str]:
    """Return the commands that take an officer from the files to a snapshot, in order."""
    return (
        f"padanctl service set {made.profile}",
        f"padanctl service keys {PROFILE} --consumer-key {CONSUMER[0]} --secret-file {made.secret}",
        f"padanctl service token {PROFILE} --token-file {made.token}",
        f"padanctl service test {PROFILE}",
        f"padanctl import {made.roster} --agreement {agreement_id} --register SIASN",
        f"padanctl sync start --roster POTRET --service {PROFILE}",
        "padanctl sync run PENGAMBILAN",
        "padanctl sync finish PENGAMBILAN",
    )
