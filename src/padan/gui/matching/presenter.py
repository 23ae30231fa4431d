"""The Pemadanan screen's presenter: lists runs, matches, shows results and comparisons; findings have their
own.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from padan.domain.officer import Act
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line
from padan.gui.matching import wording
from padan.gui.matching.findings import Findings, export_table
from padan.gui.matching.result_words import result_of
from padan.gui.matching.view import MatchingView
from padan.gui.matching.view_state import state_of_text
from padan.gui.run_words import run_name, snapshot_name
from padan.gui.tasks import Job
from padan.gui.texts import t
from padan.gui.widgets.disclosure import note_of
from padan.services import browse_data, run_matching, show_results
from padan.services.run_matching import MatchRequest
from padan.services.show_results import Compared, ViewExport


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
        view.part.connect(self._part)
        view.submitted.connect(self._submitted)
        view.dismissed.connect(self._dismissed)

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
        if page == "findings" and self._wanted.get("klass") and self._view.runs.key:
            self._part("class", self._wanted["klass"])
        elif page and self._view.runs.key:
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
            "matching.result": lambda: self._view.show_result(
                run_name(self._runs[key]), result_of(self._runs[key])
            ),
            "matching.findings": lambda: self._findings.open(key, run_name(self._runs[key])),
            "matching.review": lambda: self._desk.go("review", run=key),
            "matching.propose": lambda: self._desk.go("corrections", run=key),
            "matching.compare": lambda: self._compare(key),
            "matching.export": lambda: self._view.open_form(
                "export", {}, {"run": key, "view": self._view.findings.state.as_text()}
            ),
            "matching.explain": self._findings.explain,
            "matching.explain_pair": lambda: self._view.open_form("pair", {}, {"run": key}),
            "findings.keep": lambda: self._view.open_form("keep_view", {}, {"run": key}),
            "reload": lambda: self.open({"run": key}),
        }
        if name in acts:
            acts[name]()
        elif name.startswith("findings."):
            self._findings.act(name)

    def _part(self, kind: str, code: str) -> None:
        """Go from a part of the result to what it counts."""
        key = self._view.runs.key
        if key not in self._runs or code in ("total", "identical"):
            self._desk.say(t("matching.result.no_findings"), "info")
        elif code == "review":
            self._desk.go("review", run=key)
        elif self._desk.may(Act.DATA_VIEW):
            element, _, difference = code.partition(":")
            narrowed = {"klass": code} if kind == "class" else {"element": element, "kind": difference}
            self._findings.open(key, run_name(self._runs[key]), narrowed)

    def _dismissed(self, form: str) -> None:
        """Return to the list a form was opened from."""
        if form in ("keep_view", "export") and self._findings.run:
            self._view.turn_to("findings")

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        if form == "run":
            self._match(MatchRequest(values["a"], values["b"]))
        elif form == "keep_view":
            self._view.turn_to("findings")
            self._findings.keep(values["name"])
        elif form == "pair":
            self._explain_pair(values, about["run"])
        else:
            self._export(values, about)

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

    def _explain_pair(self, values: dict[str, Any], run_id: str) -> None:
        session, form = self._desk.session, self._view.forms["pair"]

        def done(rows: tuple[int, int]) -> None:
            self._findings.open(run_id, run_name(self._runs[run_id]))
            self._findings.explain_rows(*rows)

        self._desk.ask(
            self,
            lambda _job: show_results.rows_named(session, run_id, values["a"], values["b"]),
            done,
            failed=lambda fault: form.say(shown_line(fault)),
        )

    def _export(self, values: dict[str, Any], about: dict[str, str]) -> None:
        title = t("actions.matching.export")
        target = self._desk.save_target(title, t("data.export_kinds"), t("matching.export.file"))
        if target is None:
            return
        session, tools, run_id = self._desk.session, self._desk.tools, about["run"]
        state, held = state_of_text(about.get("view", "")), self._findings.held(run_id)

        def work(_job: Job) -> str:
            shown, headings = export_table(session, run_id, held, state)
            wish = ViewExport(target, headings, note_of(values))
            return show_results.export_view(session, tools, run_id, shown, wish)

        def done(_digest: str) -> None:
            self._view.close_form()
            if self._findings.run:
                self._view.turn_to("findings")
            self._desk.say(t("common.saved_file", file=target.name))

        self._desk.ask(self, work, done, label=title)
