"""Perbaikan Data's presenter: lists proposals, makes them from a run, records answers, exports."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.common.errors import Fault
from padan.domain.correction import NEXT_STATES, Correction, CorrectionState
from padan.domain.elements import BY_CODE
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.gui.corrections.view import CorrectionsView
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line
from padan.gui.run_words import agreement_name, run_name
from padan.gui.tasks import Job
from padan.gui.texts import day, number, t, word
from padan.gui.widgets.disclosure import note_of
from padan.gui.widgets.table import Line
from padan.services import keep_agreement, propose_corrections, show_results
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
        self._listed: dict[str, Correction] = {}
        self._place: dict[str, str] = {}
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.filtered.connect(lambda _agreement, _state: self._load())
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
        """Offer an answer's steps again after a lock brought the form back."""
        if form == "answer" and about.get("state"):
            self._view.offer_outcomes(_outcomes(CorrectionState(about["state"])), "")

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
                lambda _job: propose_corrections.corrections(self._desk.session, agreement),
                self._show_list,
            )

    def _show_list(self, found: list[Correction]) -> None:
        wanted = self._view.state_choice.value()
        shown = [one for one in found if not wanted or one.state.value == wanted]
        self._listed = {one.id: one for one in shown}
        counted = Counter(word("correction_state", one.state.value) for one in found)
        totals = " · ".join(f"{name}: {number(count)}" for name, count in counted.items())
        self._view.show_corrections([_line(one) for one in shown], totals)
        self._choose(self._view.table.key)

    def _choose(self, key: str) -> None:
        found = self._desk.conditions() | ({"listed"} if self._listed else set())
        chosen = self._listed.get(key)
        if chosen is not None:
            found.add("chosen")
            if NEXT_STATES[chosen.state]:
                found.add("answerable")
        self._view.allow(found)

    def _act(self, name: str) -> None:
        if name == "correction.propose":
            self._propose("")
        elif name == "correction.answer":
            self._open_answer(self._view.table.key)
        elif name == "correction.export":
            self._view.open_form("export", {}, {"agreement": self._view.agreement.value()})
        elif name == "reload":
            self.open(self.where())

    def _propose(self, run: str) -> None:
        due = local_date(self._desk.session.clock.now()) + _ANSWER_WITHIN
        values = {"due": due.isoformat(), **({"run": run} if run else {})}
        self._view.open_form("propose", values)

    def _open_answer(self, key: str) -> None:
        chosen = self._listed.get(key)
        if chosen is None or not NEXT_STATES[chosen.state]:
            return
        about = t(
            "corrections.answer.about",
            element=_element(chosen),
            old=chosen.old_value or t("common.nothing"),
            proposed=chosen.proposed_value,
            state=word("correction_state", chosen.state.value),
        )
        self._view.offer_outcomes(_outcomes(chosen.state), about)
        self._view.open_form("answer", {}, {"correction": key, "state": chosen.state.value})

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
            outcome = CorrectionState(values["outcome"])
            self._send(
                form,
                lambda _job: propose_corrections.answer(
                    session, about["correction"], outcome, values["reason"]
                ),
            )
        else:
            title, kinds = t("actions.correction.export"), t("data.export_kinds")
            target = self._desk.save_target(title, kinds, t("corrections.export.file"))
            if target is not None:
                agreement, note = about["agreement"], note_of(values)
                self._send(
                    form,
                    lambda _job: propose_corrections.export_corrections(
                        session, tools, agreement, target, note
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


def _outcomes(state: CorrectionState) -> list[tuple[str, str]]:
    allowed = NEXT_STATES[state]
    return [(one.value, word("correction_state", one.value)) for one in CorrectionState if one in allowed]


def _element(one: Correction) -> str:
    return BY_CODE[one.element].label if one.element in BY_CODE else one.element


def _line(one: Correction) -> Line:
    due = day(one.due) if one.due else t("common.nothing")
    cells = (
        one.nip,
        _element(one),
        one.old_value,
        one.proposed_value,
        word("party_short", one.owner),
        word("correction_state", one.state.value),
        one.answer_reason or word("suggestion", one.reason),
        due,
        day(local_date(one.proposed_at)),
    )
    order: dict[int, object] = {7: one.due.isoformat() if one.due else "", 8: one.proposed_at.isoformat()}
    return Line(one.id, cells, order)
