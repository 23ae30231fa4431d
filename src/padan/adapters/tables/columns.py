"""Decides what becomes of each column of a file: its field, its scope, who wins a field claimed twice; reads
no rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from padan.adapters.tables.header import Header
from padan.common.codes.files import (
    COLUMNS_NOT_RECOGNISED,
    ENCODING_UNKNOWN,
    FIELD_CLAIMED_TWICE,
    FILE_EMPTY,
    HEADER_MISSING,
    MAPPING_CLASH,
    MAPPING_UNKNOWN_FIELD,
    MAPPING_UNKNOWN_HEADER,
    TOO_MANY_COLUMNS,
)
from padan.common.errors import UserFault
from padan.domain.fields import COMBINED, DEFAULT_FIELDS, EVIDENCE_FIELDS, FIELDS, IDENTIFIERS, ORDINAL
from padan.domain.headings import normalise_heading, recognise
from padan.domain.intake import ColumnUse, Disposition, Notice, ReadOptions

_SHOWN_COLUMNS = 60
_DIGITS_OF_DATA = 8
_IDENTITY = frozenset((*IDENTIFIERS, "nama", "_nama_nip"))


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """Which columns to read (`take`: position → column name while reading) and what to keep of them.

    `rivals`: positions under the very same heading, to be compared once read; names `#5` in `take` are those.
    """

    uses: tuple[ColumnUse, ...]
    take: Mapping[int, str]
    kept: frozenset[str]
    rivals: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def plan_columns(header: Header, options: ReadOptions, file: str) -> ColumnPlan:
    """Return the plan, or raise UserFault when the header cannot make a register (with the columns found)."""
    names = header.names
    if len(names) > options.limits.columns:
        raise UserFault(TOO_MANY_COLUMNS, file=file, found=len(names), limit=options.limits.columns)
    mapped = _mapped_columns(names, options, file)
    claims = _claims(names, mapped)
    winners, rivals, notices = _settle(names, claims, mapped, file)
    if not any(name in _IDENTITY for name in winners.values()):
        raise _without_identity(names, file)
    kept = _kept(winners.values(), options.allowed_fields)
    uses = tuple(_use(names[place], place, claims.get(place), winners, kept) for place in range(len(names)))
    take = {place: name for place, name in winners.items() if _is_read(name, kept)}
    for first, others in rivals.items():
        if first in take:
            take.update({place: f"#{place}" for place in others})
    return ColumnPlan(uses, take, kept, rivals, tuple(notices))


def _without_identity(names: Sequence[str], file: str) -> UserFault:
    """Say what is the matter; a heading that is somebody's number is not repeated."""
    if not any(names):
        return UserFault(FILE_EMPTY, file=file)
    if _is_gibberish("".join(names)):
        return UserFault(ENCODING_UNKNOWN, file=file, kind="judul kolomnya tidak terbaca")
    if any(sum(sign.isdigit() for sign in name) >= _DIGITS_OF_DATA for name in names):
        return UserFault(HEADER_MISSING, file=file)
    return UserFault(COLUMNS_NOT_RECOGNISED, file=file, columns=list_columns(names))


def _is_gibberish(text: str) -> bool:
    """Headings here are written in Latin letters: text in which a third is something else was misread."""
    return sum(not sign.isascii() for sign in text) * 3 > len(text)


def describe_columns(names: Sequence[str], options: ReadOptions) -> tuple[ColumnUse, ...]:
    """Return what each heading would mean, also where no register can be made of them: for a preview."""
    claims = _claims(names, {})
    kept = _kept([name for name, _rank in claims.values()], options.allowed_fields)
    winners = {place: name for place, (name, _rank) in claims.items()}
    return tuple(_use(name, place, claims.get(place), winners, kept) for place, name in enumerate(names))


def list_columns(names: Sequence[str]) -> str:
    """Return the headings for a message: each shortened, at most sixty."""
    shown = [name[:60] for name in names if name][:_SHOWN_COLUMNS]
    return ", ".join(shown) + (" …" if len(names) > _SHOWN_COLUMNS else "") if shown else "–"


def _mapped_columns(names: Sequence[str], options: ReadOptions, file: str) -> dict[int, str]:
    """Return position → field ("" to ignore) of the explicit mapping."""
    mapped: dict[int, str] = {}
    for header, target in options.mapping.items():
        if target and target not in FIELDS and target not in COMBINED and target != ORDINAL:
            target = _canonical(target)
        places = _places(names, header)
        if not places and target and options.mapping_must_apply:
            raise UserFault(MAPPING_UNKNOWN_HEADER, file=file, header=header, columns=list_columns(names))
        mapped.update(dict.fromkeys(places, target))
    _refuse_clash(names, mapped)
    return mapped


def _canonical(target: str) -> str:
    """A mapping may name a field by a known synonym (`tgl_lahir`, `jk`, `unit`)."""
    found = recognise(target)
    if found is None:
        raise UserFault(MAPPING_UNKNOWN_FIELD, field=target)
    return found.field


def _places(names: Sequence[str], header: str) -> list[int]:
    if header.startswith("#") and header[1:].isascii() and header[1:].isdigit():
        place = int(header[1:]) - 1
        return [place] if 0 <= place < len(names) else []
    exact = [place for place, name in enumerate(names) if name == header.strip()]
    wanted = normalise_heading(header)
    return exact or [
        place for place, name in enumerate(names) if wanted and normalise_heading(name) == wanted
    ]


def _refuse_clash(names: Sequence[str], mapped: Mapping[int, str]) -> None:
    by_field: dict[str, list[str]] = {}
    for place, target in mapped.items():
        if target:
            by_field.setdefault(target, []).append(names[place])
    for target, headers in by_field.items():
        if len({normalise_heading(header) for header in headers}) > 1:
            raise UserFault(MAPPING_CLASH, field=target, headers=", ".join(headers))


def _claims(names: Sequence[str], mapped: Mapping[int, str]) -> dict[int, tuple[str, int]]:
    """Return position → (field, rank): an explicit mapping ranks before every heading."""
    claims: dict[int, tuple[str, int]] = {}
    for place, name in enumerate(names):
        if place in mapped:
            if mapped[place]:
                claims[place] = (mapped[place], -1)
        elif (found := recognise(name)) is not None:
            claims[place] = (found.field, found.rank)
    return claims


def _settle(
    names: Sequence[str], claims: Mapping[int, tuple[str, int]], mapped: Mapping[int, str], file: str
) -> tuple[dict[int, str], dict[int, tuple[int, ...]], list[Notice]]:
    """Give each field to its strongest heading; the same heading twice is compared later, another one is
    named.
    """
    by_field: dict[str, list[int]] = {}
    for place, (name, _rank) in sorted(claims.items(), key=lambda item: (item[1][1], item[0])):
        by_field.setdefault(name, []).append(place)
    winners, rivals, notices = {}, {}, []
    for name, places in by_field.items():
        first = places[0]
        winners[first] = name
        if name not in DEFAULT_FIELDS and name not in COMBINED:
            continue
        same = tuple(place for place in places[1:] if names[place].casefold() == names[first].casefold())
        if same:
            rivals[first] = same
        for place in places[1:]:
            if place not in same and place not in mapped:
                values = {"file": file, "field": name, "used": names[first], "ignored": names[place]}
                notices.append(Notice(FIELD_CLAIMED_TWICE, values))
    return winners, rivals, notices


def _kept(names: Iterable[str], allowed: frozenset[str] | None) -> frozenset[str]:
    """Return the fields that may leave the adapter; a combined column is kept when any of its parts is."""
    scope = DEFAULT_FIELDS if allowed is None else allowed & DEFAULT_FIELDS
    kept: set[str] = set()
    for name in names:
        parts = COMBINED.get(name, (name,))
        if allowed is not None and name in allowed and name in COMBINED:
            kept.update(parts)
        kept.update(part for part in parts if part in scope)
    return frozenset(kept)


def _use(
    header: str, place: int, claim: tuple[str, int] | None, winners: Mapping[int, str], kept: frozenset[str]
) -> ColumnUse:
    if claim is None:
        return ColumnUse(header, place + 1, None, "ignored")
    name = claim[0]
    return ColumnUse(header, place + 1, name, _disposition(name, place in winners, kept))


def _disposition(name: str, wins: bool, kept: frozenset[str]) -> Disposition:
    if name == ORDINAL:
        return "ignored"
    if name in FIELDS and FIELDS[name].standing == "never":
        return "dropped_never"
    if any(part in kept for part in COMBINED.get(name, (name,))):
        return "kept" if wins else "ignored"
    return "dropped_scope"


def _is_read(name: str, kept: frozenset[str]) -> bool:
    parts = COMBINED.get(name, (name,))
    return name == ORDINAL or any(part in kept or part in EVIDENCE_FIELDS for part in parts)
