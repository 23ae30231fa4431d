"""What travels between the parent and the child that looks at a package: JSON both ways."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from padan.adapters.package.look import Sought
from padan.domain.exchange.header import PackageHeader
from padan.domain.exchange.parcel import Looked, LookedTable, TrustedSigner


def sought_bytes(sought: Sought) -> bytes:
    """Return the request; it holds secrets and goes through a pipe only."""
    return json.dumps(asdict(sought), default=_text).encode()


def sought_of(request: bytes) -> Sought:
    """Read what `sought_bytes` wrote."""
    given: Any = json.loads(request)
    signers = [
        TrustedSigner(
            one["party"],
            one["public_key"],
            _moment(one["valid_from"]),
            _moment(one["valid_to"]),
            _moment(one["revoked_at"]) if one["revoked_at"] else None,
        )
        for one in given["signers"]
    ]
    return Sought(given["path"], given["secrets"], signers, _moment(given["now"]))


def looked_bytes(looked: Looked) -> bytes:
    """Return the answer: header, counts and digests, no row of anyone."""
    return json.dumps(asdict(looked), default=_text).encode()


def looked_of(answer: bytes) -> Looked:
    """Read what `looked_bytes` wrote."""
    given: Any = json.loads(answer)
    header = given.pop("header")
    header |= {one: _moment(header[one]) for one in ("made_at", "expires_at")}
    header["approved_by"] = tuple(header["approved_by"])
    listed = given.pop("tables")
    given["tables"] = tuple(LookedTable(one["name"], tuple(one["columns"]), one["rows"]) for one in listed)
    given |= {one: tuple(given[one]) for one in ("papers", "warnings")}
    return Looked(header=PackageHeader(**header), **given)


def _text(value: object) -> str:
    assert isinstance(value, datetime)
    return value.astimezone(UTC).isoformat()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
