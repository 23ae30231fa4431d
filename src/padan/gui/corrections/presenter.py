"""Perbaikan Data's presenter: lists proposals, makes them from a run, records answers, exports."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.common.errors import Fault
from padan.domain.correction import NEXT_STATES, CorrectionState
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.gui.corrections import wording
from padan.gui.corrections.view import CorrectionsView
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line
from padan.gui.run_words import agreement_name, run_name
from padan.gui.tasks import Job
from padan.gui.texts import number, t
from padan.gui.widgets.disclosure import note_of
from padan.services import follow_corrections, keep_agreement, propose_corrections, show_results
from padan.services.follow_corrections import Listed, Step
from padan.services.keep_agreement import AgreementView
from padan.services.propose_corrections import Proposed, ProposeRequest

_ANSWER_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class _Found:
    agreements: list[AgreementView]
    runs: list[Run]


class CorrectionsPresenter(QObject):
    """Keeps the list of one agreement in sight."""

    def __init__(self, desk: Desk, view: CorrectionsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._all: list[Listed] = []
        self._listed: dict[str, Listed] = {}
        self._place: dict[str, str] = {}
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.moved.connect(self._load)
        view.filtered.connect(self._show_fitting)
        view.submitted.connect(self._submitted)
        view.restored.connect(self._restored)

    def open(self, place: Mapping[str, str]) -> None:
        self._place = dict(place)
        session = self._desk.session
        if not self._desk.may(Act.DATA_VIEW):
            self._view.show_corrections([], "")
            self._view.say_state(t("shell.no_people"))
            return
        self._desk.ask(
            self,
            lambda _job: _Found(keep_agreement.agreements(session), show_results.runs(session)),
            self._show,
        )

    def where(self) -> dict[str, str]:
        return {"agreement": self._view.agreement.value()}

    def _restored(self, form: str, about: dict[str, str]) -> None:
        """Offer an answer's steps again after a lock brought the form back; its scope is then the one
        alone.
        """
        if form == "answer" and about.get("state"):
            self._view.offer_outcomes(wording.outcomes(CorrectionState(about["state"])), "")
            self._view.offer_scope([("one", t("corrections.answer.only_this"))])

    def _show(self, found: _Found) -> None:
        names = {
            one.agreement.id: agreement_name(tuple(party.code for party in one.agreement.parties))
            for one in found.agreements
        }
        run = next((one for one in found.runs if one.id == self._place.get("run")), None)
        wanted = run.agreement_id if run else self._place.get("agreement", "")
        if not wanted and found.runs and not self._view.agreement.value():
            wanted = found.runs[0].agreement_id
        self._view.offer_agreements(list(names.items()), wanted)
        self._view.offer_runs([(one.id, run_name(one)) for one in found.runs])
        self._load()
        if run is not None:
            self._propose(run.id)

    def _load(self) -> None:
        agreement = self._view.agreement.value()
        if agreement:
            self._desk.ask(
                self,
                lambda _job: follow_corrections.listed(self._desk.session, agreement),
                self._show_list,
            )

    def _show_list(self, found: list[Listed]) -> None:
        self._all = found
        self._show_fitting()
        if self._place.get("correction"):
            self._view.table.choose(self._place.pop("correction"))

    def _show_fitting(self) -> None:
        wanted = self._view.wanted()
        shown = [one for one in self._all if wording.fits(one, wanted)]
        self._listed = {one.correction.id: one for one in shown}
        counted = Counter(one.correction.state for one in self._all)
        self._view.show_corrections(
            [wording.line_of(one) for one in shown], wording.totals(len(shown), counted)
        )
        self._choose(self._view.table.key)

    def _choose(self, key: str) -> None:
        found = self._desk.conditions() | ({"listed"} if self._listed else set())
        chosen = self._listed.get(key)
        if chosen is not None:
            found.add("chosen")
            if NEXT_STATES[chosen.correction.state]:
                found.add("answerable")
            self._follow(chosen)
        else:
            self._view.show_history([])
        self._view.allow(found)

    def _follow(self, chosen: Listed) -> None:
        one, session = chosen.correction, self._desk.session

        def done(steps: list[Step]) -> None:
            if self._view.table.key == one.id:
                self._view.show_history(wording.moments(steps, one))

        self._desk.ask(self, lambda _job: follow_corrections.steps(session, one.id), done)

    def _act(self, name: str) -> None:
        if name == "correction.propose":
            self._propose("")
        elif name == "correction.answer":
            self._open_answer(self._view.table.key)
        elif name == "correction.export":
            about = {"agreement": self._view.agreement.value(), "wanted": json.dumps(self._view.wanted())}
            self._view.open_form("export", {}, about)
        elif name == "correction.person":
            chosen = self._listed[self._view.table.key]
            self._desk.go("data", person=f"{chosen.snapshot_id}:{chosen.correction.target_row}")
        elif name == "reload":
            self.open(self.where())

    def _propose(self, run: str) -> None:
        due = local_date(self._desk.session.clock.now()) + _ANSWER_WITHIN
        values = {"due": due.isoformat(), **({"run": run} if run else {})}
        self._view.open_form("propose", values)

    def _open_answer(self, key: str) -> None:
        chosen = self._listed.get(key)
        if chosen is None or not NEXT_STATES[chosen.correction.state]:
            return
        one = chosen.correction
        alike = [each.correction for each in self._listed.values() if each.correction.state is one.state]
        self._view.offer_outcomes(wording.outcomes(one.state), wording.about(one))
        self._view.offer_scope(wording.scopes(one, alike))
        about = {"correction": key, "state": one.state.value}
        self._view.open_form("answer", {"scope": "one"}, about)

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session, tools = self._desk.session, self._desk.tools
        if form == "propose":
            request = ProposeRequest(
                values["run"],
                frozenset(values["elements"]) or None,
                date.fromisoformat(values["due"]),
                values["basis"],
            )
            self._send(
                form, lambda job: propose_corrections.propose(session, request, job.progress, job.cancel)
            )
        elif form == "answer":
            outcome, wanted = CorrectionState(values["outcome"]), _answered(self._listed, values, about)
            self._send(
                form,
                lambda _job: propose_corrections.answer_all(session, wanted, outcome, values["reason"]),
            )
        else:
            title, kinds = t("actions.correction.export"), t("data.export_kinds")
            target = self._desk.save_target(title, kinds, t("corrections.export.file"))
            if target is not None:
                agreement, note = about["agreement"], note_of(values)
                filters = json.loads(about.get("wanted", "{}"))
                kept = {one.correction.id for one in self._all if wording.fits(one, filters)}
                self._send(
                    form,
                    lambda _job: propose_corrections.export_corrections(
                        session, tools, agreement, target, note, lambda one: one.id in kept
                    ),
                )

    def _send(self, form: str, work: Any) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(value: Any) -> None:
            self._view.close_form()
            self._desk.say(_told(form, value))
            self._load()
            self._desk.changed.emit()

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        def run(job: Job) -> Any:
            return work(job)

        label = t("corrections.working") if form != "answer" else ""
        self._desk.ask(self, run, done, failed=failed, label=label)


def _told(form: str, value: Any) -> str:
    if isinstance(value, Proposed):
        return t("corrections.propose.done", added=number(value.added), skipped=number(value.skipped))
    return t(f"corrections.{form}.done")


def _answered(listed: Mapping[str, Listed], values: Mapping[str, Any], about: Mapping[str, str]) -> list[str]:
    """Return the proposals an answer is for."""
    if values["scope"] != "alike":
        return [about["correction"]]
    return [key for key, one in listed.items() if one.correction.state.value == about["state"]]
