"""Collects row problems by sheet row while a file is read and numbers them at the end; keeps a bounded
number in detail.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from padan.common.codes.files import PROBLEMS_ABRIDGED
from padan.domain.intake import PROBLEMS_KEPT, Notice, RowProblem

Lines = NDArray[np.int64]
_EVIDENCE_LENGTH = 200


@dataclass(slots=True)
class _Found:
    column: str
    sheet_row: int
    evidence: str


@dataclass(slots=True)
class Problems:
    """Problems and notices of one file. `refused_lines` are the sheet rows that make no row of the table.

    `kept`: once known, problems of other columns are not noted: what scope drops leaves no evidence behind
    either.
    """

    notices: list[Notice] = field(default_factory=list)
    kept: frozenset[str] | None = None
    _found: dict[tuple[int, bool], list[_Found]] = field(default_factory=dict)
    _counts: dict[int, int] = field(default_factory=dict)
    _refused: list[Lines] = field(default_factory=list)

    def add(
        self, code: int, column: str, sheet_rows: Sequence[int] | Lines, evidence: Iterable[str | None]
    ) -> None:
        """Note that rows which stay have a problem."""
        if column and self.kept is not None and column not in self.kept:
            return
        self._note(code, column, sheet_rows, evidence, refused=False)

    def refuse(self, code: int, sheet_rows: Sequence[int] | Lines, evidence: Iterable[str | None]) -> None:
        """Note rows that are refused; each sheet row is refused once."""
        self._refused.append(np.asarray(sheet_rows, dtype=np.int64))
        self._note(code, "", sheet_rows, evidence, refused=True)

    def notice(self, code: int, **values: object) -> None:
        """Note a warning about the file."""
        self.notices.append(Notice(code, values))

    def _note(
        self,
        code: int,
        column: str,
        sheet_rows: Sequence[int] | Lines,
        evidence: Iterable[str | None],
        *,
        refused: bool,
    ) -> None:
        if not len(sheet_rows):
            return
        self._counts[code] = self._counts.get(code, 0) + len(sheet_rows)
        kept = self._found.setdefault((code, refused), [])
        room = PROBLEMS_KEPT - len(kept)
        for sheet_row, text in zip(sheet_rows[: max(room, 0)], evidence, strict=False):
            kept.append(_Found(column, int(sheet_row), (text or "")[:_EVIDENCE_LENGTH]))

    @property
    def refused_lines(self) -> Lines:
        """All refused sheet rows, ascending."""
        if not self._refused:
            return np.empty(0, dtype=np.int64)
        return np.sort(np.concatenate(self._refused))

    @property
    def counts(self) -> dict[int, int]:
        return dict(sorted(self._counts.items()))

    def numbered(self, data_lines: Lines) -> tuple[RowProblem, ...]:
        """Return the detailed problems with their row numbers: places among `data_lines`, kept and refused,
        ascending.
        """
        numbered = []
        for (code, refused), found in self._found.items():
            lines = np.fromiter((one.sheet_row for one in found), dtype=np.int64, count=len(found))
            places = np.searchsorted(data_lines, lines)
            for one, place in zip(found, places.tolist(), strict=True):
                if place < len(data_lines) and data_lines[place] == one.sheet_row:
                    numbered.append(RowProblem(place, one.sheet_row, one.column, code, refused, one.evidence))
        return tuple(sorted(numbered, key=lambda problem: (problem.row, problem.column, problem.code)))

    def abridged(self) -> list[Notice]:
        """Return a notice for each code of which only the first were kept."""
        kept: dict[int, int] = {}
        for (code, _refused), found in self._found.items():
            kept[code] = kept.get(code, 0) + len(found)
        return [
            Notice(PROBLEMS_ABRIDGED, {"code": code, "count": count, "kept": kept[code]})
            for code, count in self.counts.items()
            if count > kept.get(code, 0)
        ]
