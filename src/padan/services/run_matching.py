"""Matching two snapshots of one agreement, or two bare files; keeps the run, never reviews it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.intake import IntakeReport, ReadOptions
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.matching.table import Table
from padan.services import agreement_terms, matching_core
from padan.services.ports.tools import Tools
from padan.services.session import Session, require

if TYPE_CHECKING:
    from padan.matching.engine import MatchResult
    from padan.matching.packed import PackedRegister
    from padan.matching.register import Register


@dataclass(frozen=True)
class MatchRequest:
    """Two snapshot ids, A first; `rules_path` replaces the shipped rule set."""

    a: str
    b: str
    rules_path: Path | None = None


def match(
    session: Session,
    tools: Tools,
    request: MatchRequest,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> Run:
    """Match snapshot A with snapshot B, re-applying remembered decisions, and keep the run.

    Errors: UserFault when the snapshots are no pair, when the agreement has ended without addendum or
    override; EnvironmentFault when a snapshot was damaged or swapped in the store. Cancelling leaves no trace
    but the log.
    """
    require(session, Act.MATCHING_RUN)
    with session.store.reading() as records:
        a, b = (records.snapshots.get(one) for one in (request.a, request.b))
    for wanted, found in ((request.a, a), (request.b, b)):
        if found is None:
            raise UserFault(codes.SNAPSHOT_NOT_FOUND, snapshot=wanted)
    assert a is not None
    assert b is not None
    _check_pair(a, b)
    agreement_terms.require_open(session, a.agreement_id, agreement_terms.MATCHING)
    rules = (
        tools.files.read(str(request.rules_path), 16 << 20) if request.rules_path else tools.shipped.rules()
    )
    return matching_core.run_and_keep(
        session, matching_core.Pairing(a, b, rules), progress, cancel or Cancel()
    )


def _check_pair(a: Snapshot, b: Snapshot) -> None:
    if a.agreement_id != b.agreement_id:
        raise UserFault(codes.SNAPSHOTS_NOT_A_PAIR, why="keduanya dari perjanjian yang berbeda")
    if a.party == b.party:
        raise UserFault(codes.SNAPSHOTS_NOT_A_PAIR, why="keduanya register pihak yang sama")


@dataclass(frozen=True)
class MatchFilesRequest:
    """Two files without a workspace; `mapping` is header → canonical field, for both files."""

    a: Path
    b: Path
    mapping: dict[str, str]
    rules_path: Path | None = None
    allow_empty: bool = False
    accept_damage: bool = False


@dataclass(frozen=True)
class FilesMatched:
    """The result and both intake reports; nothing is kept anywhere."""

    result: "MatchResult"
    report_a: IntakeReport
    report_b: IntakeReport


def match_files(
    tools: Tools, request: MatchFilesRequest, progress: Progress = no_progress, cancel: Cancel | None = None
) -> FilesMatched:
    """Read and match two files with the shipped (or given) rules; no store, no scope, no remembered
    decisions.
    """
    cancel = cancel or Cancel()
    options = ReadOptions(
        mapping=request.mapping,
        mapping_must_apply=False,
        allow_empty=request.allow_empty,
        accept_spreadsheet_damage=request.accept_damage,
    )
    (a, report_a), (b, report_b) = _packed(tools, (request.a, request.b), options, progress, cancel)
    rules = (
        tools.files.read(str(request.rules_path), 16 << 20) if request.rules_path else tools.shipped.rules()
    )
    result = matching_core.compute(a, b, rules, None, progress, cancel)
    return FilesMatched(result, report_a, report_b)


def _packed(
    tools: Tools, paths: tuple[Path, Path], options: ReadOptions, progress: Progress, cancel: Cancel
) -> "list[tuple[Register, IntakeReport]]":
    """Read both files at once, part by part; a fault of the first is raised before one of the second.

    An exception in the waiting thread (Ctrl+C) asks both readers to stop before it goes on.
    """

    def read(path: Path) -> "tuple[Register, IntakeReport]":
        sink = _Lazily(cancel)
        report = tools.reader.read_in_parts(path, options, sink, progress=progress, cancel=cancel)
        return sink.inner().register(), report

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(read, path) for path in paths]
        try:
            return [job.result() for job in jobs]
        except BaseException:
            cancel.request()
            raise


class _Lazily:
    """Satisfies RowSink; loads the engine with the first part: a spreadsheet's child begins before that."""

    def __init__(self, cancel: Cancel) -> None:
        self._cancel = cancel
        self._inner: PackedRegister | None = None

    def inner(self) -> "PackedRegister":
        if self._inner is None:
            from padan.matching.packed import PackedRegister

            self._inner = PackedRegister(self._cancel)
        return self._inner

    def remembered(self, _signature: str) -> Mapping[str, str] | None:
        return None

    def add(self, part: Table) -> None:
        self.inner().add(part)

    def restart(self) -> None:
        self.inner().restart()
