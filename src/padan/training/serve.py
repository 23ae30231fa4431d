"""`python -m padan.training.serve`: the practice SIASN on this computer, for learning and trying by hand."""

import argparse
import json
import sys
from collections.abc import Sequence

from aiohttp import web

from padan.domain.plain import to_plain
from padan.domain.web.profile import GatewayHolder, ServiceProfile, SsoHolder
from padan.training.registers import generate
from padan.training.siasn_records import practice_people
from padan.training.siasn_service import CONSUMER, FAULTS, Manner, PracticeSiasn, practice_token

_FAR = 4_102_444_800  # the year 2100


def profile_at(port: int) -> ServiceProfile:
    """Return the profile that leads to a practice service on this computer."""
    base = f"http://127.0.0.1:{port}"
    return ServiceProfile(
        id="siasn-praktik",
        name="SIASN praktik di komputer ini",
        party="bkn",
        training=True,
        base=f"{base}/apisiasn/1.0",
        reference="",
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


def main(words: Sequence[str] | None = None) -> int:
    """Serve until stopped; first tell how to reach it."""
    parser = argparse.ArgumentParser(prog="padan.training.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8943)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=0.0, help="share of calls that fail")
    parser.add_argument("--faults", nargs="*", choices=FAULTS, default=list(FAULTS))
    given = parser.parse_args(words)
    registers = generate(given.seed, given.people, party="dpr")
    people = practice_people(registers.siasn.iter_rows(named=True), given.seed)
    service = PracticeSiasn(people, Manner(given.seed, given.rate, tuple(given.faults)))
    key, secret = CONSUMER
    told = {
        "profile": to_plain(profile_at(given.port)),
        "consumer_key": key,
        "consumer_secret": secret,
        "sso_token": practice_token(_FAR),
        "people": len(people),
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    web.run_app(service.application(), host="127.0.0.1", port=given.port, print=None, access_log=None)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
