"""The Pemadanan screen's presenter: lists runs, matches, shows results and comparisons; findings have their
own.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.desk import Desk
from padan.gui.matching import wording
from padan.gui.matching.findings import Findings
from padan.gui.matching.view import MatchingView
from padan.gui.run_words import run_name, snapshot_name
from padan.gui.tasks import Job
from padan.gui.texts import t
from padan.gui.widgets.disclosure import note_of
from padan.services import browse_data, run_matching, show_results
from padan.services.run_matching import MatchRequest
from padan.services.show_results import Compared


class MatchingPresenter(QObject):
    """Keeps the list of runs in sight and answers its actions."""

    def __init__(self, desk: Desk, view: MatchingView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._runs: dict[str, Run] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._wanted: Mapping[str, str] = {}
        self._findings = Findings(desk, view)
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.submitted.connect(self._submitted)

    def open(self, place: Mapping[str, str]) -> None:
        self._wanted = place
        self._view.say_state(t("common.loading"))
        self._desk.ask(self, lambda _job: self._gather(), self._show)

    def where(self) -> dict[str, str]:
        page = self._view.page
        return {"run": self._view.runs.key, "page": page if page in ("result", "findings") else ""}

    def _gather(self) -> tuple[list[Run], list[Snapshot]]:
        session = self._desk.session
        return show_results.runs(session), browse_data.snapshots(session)

    def _show(self, found: tuple[list[Run], list[Snapshot]]) -> None:
        runs, snapshots = found
        self._runs = {one.id: one for one in runs}
        self._snapshots = {one.id: one for one in snapshots}
        self._view.show_runs([wording.run_line(one, self._snapshots) for one in runs])
        self._view.runs.choose(self._wanted.get("run", ""))
        self._choose(self._view.runs.key)
        self._offer(snapshots)
        page = self._wanted.get("page", "")
        if page and self._view.runs.key:
            self._act(f"matching.{page}")
        self._wanted = {}

    def _offer(self, snapshots: list[Snapshot]) -> None:
        """Suggest the newest snapshot of the steward as A and of BKN as B, of the newest one's agreement."""
        options = [(one.id, snapshot_name(one)) for one in snapshots]
        kin = [one for one in snapshots if one.agreement_id == snapshots[0].agreement_id] if snapshots else []
        a = next((one.id for one in kin if one.party != "bkn"), "")
        b = next((one.id for one in kin if one.party == "bkn"), "")
        self._view.offer(options, a, b)

    def _choose(self, key: str) -> None:
        extra = {"chosen"} if key in self._runs else set()
        self._view.allow(self._desk.conditions() | extra | self._findings.conditions())

    def _act(self, name: str) -> None:
        key = self._view.runs.key
        acts: dict[str, Callable[[], object]] = {
            "matching.run": lambda: self._view.open_form("run"),
            "matching.result": lambda: self._result(key),
            "matching.findings": lambda: self._findings.open(key, run_name(self._runs[key])),
            "matching.review": lambda: self._desk.go("review", run=key),
            "matching.propose": lambda: self._desk.go("corrections", run=key),
            "matching.compare": lambda: self._compare(key),
            "matching.export": lambda: self._view.open_form("export", {}, {"run": key}),
            "matching.explain": self._findings.explain,
            "page.earlier": lambda: self._findings.turn(-1),
            "page.later": lambda: self._findings.turn(1),
            "reload": lambda: self.open({"run": key}),
        }
        if name in acts:
            acts[name]()

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        if form == "run":
            self._match(MatchRequest(values["a"], values["b"]))
        else:
            self._export(values, about["run"])

    def _match(self, request: MatchRequest) -> None:
        session, tools = self._desk.session, self._desk.tools

        def work(job: Job) -> Run:
            return run_matching.match(session, tools, request, job.progress, job.cancel)

        def done(run: Run) -> None:
            self._view.close_form()
            self._desk.say(t("matching.done"))
            self.open({"run": run.id, "page": "result"})
            self._desk.changed.emit()

        self._view.close_form()
        self._desk.ask(self, work, done, label=t("matching.working"), outlives=True)

    def _result(self, key: str) -> None:
        run = self._runs[key]
        self._view.show_result(run_name(run), wording.class_lines(run), wording.facts(run))

    def _compare(self, key: str) -> None:
        def done(found: Compared | None) -> None:
            if found is None:
                self._desk.say(t("matching.compare.nothing"), "info")
                return
            counts, lines = wording.comparison(found.changes)
            title = t("matching.compare.title", before=run_name(found.previous), now=run_name(found.current))
            self._view.show_comparison(title, counts, lines)

        self._desk.ask(
            self,
            lambda _job: show_results.compare(self._desk.session, key),
            done,
            label=t("actions.matching.compare"),
        )

    def _export(self, values: dict[str, Any], run_id: str) -> None:
        title = t("actions.matching.export")
        target = self._desk.save_target(title, t("data.export_kinds"), t("matching.export.file"))
        if target is None:
            return
        session, tools, note = self._desk.session, self._desk.tools, note_of(values)

        def done(_digest: str) -> None:
            self._view.close_form()
            self._desk.say(t("common.saved_file", file=target.name))

        self._desk.ask(
            self,
            lambda _job: show_results.export_findings(session, tools, run_id, target, note),
            done,
            label=title,
        )
