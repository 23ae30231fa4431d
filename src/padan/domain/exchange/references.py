"""Code sets in a package (REF): their tables, which may travel, and what a table that came holds; pure."""

from collections.abc import Collection, Iterable, Mapping

from padan.domain.web.code_sets import SETS, CodeRow

COLUMNS = ("id", "kode", "nama", "induk_id", "berlaku_mulai", "berlaku_sampai", "pengganti_id")
"""`referensi_{set}.csv` (exchange.md, "Names and tables"); what a set does not know stays empty."""
_GROUPS = {"asn": frozenset(SETS), "jf": frozenset({"jabatan-fungsional", "kel-jabatan", "ref-jenjang-jf"})}
"""What a scope calls `asn` and `jf` (web-services.md, section 3): BKN's sets, a steward's own JF codes."""
_BEGINNING, _ENDING = "referensi_", ".csv"


def table_name(name: str) -> str:
    """Return the file that a set travels in."""
    return f"{_BEGINNING}{name.replace('-', '_')}{_ENDING}"


def set_name(file: str) -> str:
    """Return the set of a file's name; "" for one that is none of ours."""
    stem = file.removeprefix(_BEGINNING).removesuffix(_ENDING).replace("_", "-")
    return stem if stem in SETS else ""


def may_travel(name: str, groups: Collection[str]) -> bool:
    """Tell whether the groups of code sets in a scope hold a set."""
    return any(name in _GROUPS.get(group, ()) for group in groups)


def rows_out(rows: Iterable[CodeRow]) -> list[tuple[str, ...]]:
    """Return the rows as they travel."""
    return [(one.id, one.code, one.name, "", "", "", "") for one in rows]


def rows_in(rows: Iterable[Mapping[str, str]]) -> tuple[tuple[CodeRow, ...], list[int]]:
    """Return the codes of a table that came, and the places (1, 2, …) of rows without an id."""
    found, wrong = set(), []
    for place, row in enumerate(rows, start=1):
        identity = row.get("id", "").strip()
        if identity:
            found.add(CodeRow(identity, row.get("kode", "").strip(), row.get("nama", "")))
        else:
            wrong.append(place)
    return tuple(sorted(found, key=lambda one: (one.id, one.code, one.name))), wrong
