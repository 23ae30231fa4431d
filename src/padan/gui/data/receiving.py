"""Receiving a register file step by step: form, preview, snapshot; keeps nothing of the file itself."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.clock import local_date
from padan.common.codes.work import FILE_OF_BOTH_PARTIES
from padan.common.errors import Fault
from padan.domain.intake import Preview
from padan.domain.settings import OPEN_FOLDER
from padan.domain.snapshot import Snapshot
from padan.gui.data import wording
from padan.gui.data.view import DataView
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line, words_of
from padan.gui.run_words import agreement_name
from padan.gui.tasks import Job
from padan.gui.texts import number, t, word
from padan.services import browse_data, keep_agreement, receive_data
from padan.services.keep_agreement import AgreementView
from padan.services.receive_data import Received, ReceiveRequest


class Receiving(QObject):
    """`received` carries the new snapshot's id."""

    received = Signal(str)

    def __init__(self, desk: Desk, view: DataView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._request: ReceiveRequest | None = None
        view.browsed.connect(self._browse)
        view.dropped.connect(self.start)
        view.submitted.connect(self._submitted)
        view.restored.connect(self._restored)
        view.preview.remapped.connect(self._remap)

    def start(self, path: str) -> None:
        """Open the form, with `path` when a file was dropped on the window."""
        today = local_date(self._desk.session.clock.now()).isoformat()
        self._view.open_form("receive", {"path": path, "position": today})
        self._ask_registers(fresh=True)

    def _restored(self, _form: str, _about: dict[str, str]) -> None:
        """Fill the choices after a lock brought the form back."""
        self._ask_registers(fresh=False)

    def _ask_registers(self, *, fresh: bool) -> None:
        session = self._desk.session

        def work(_job: Job) -> tuple[list[AgreementView], list[Snapshot]]:
            return keep_agreement.agreements(session), browse_data.snapshots(session)

        self._desk.ask(self, work, lambda found: self._offer(*found, fresh=fresh))

    def _offer(self, views: list[AgreementView], known: list[Snapshot], *, fresh: bool) -> None:
        """Offer every register; in a fresh form the first one that nothing was received of yet is chosen."""
        received = {(one.agreement_id, one.party) for one in known}
        options, lacking = [], []
        for view in views:
            name = agreement_name(tuple(one.code for one in view.agreement.parties))
            for party in view.agreement.parties:
                text = t(
                    "data.register_choice",
                    register=party.register,
                    party=word("party_short", party.code),
                    name=name,
                )
                key = f"{view.agreement.id}|{party.code}|{party.register}"
                options.append((key, text))
                if (view.agreement.id, party.code) not in received:
                    lacking.append(key)
        self._view.registers.offer(options)
        if fresh and lacking:
            self._view.registers.set_value(lacking[0])

    def _browse(self) -> None:
        start = str(self._desk.setting(OPEN_FOLDER) or "")
        found = self._desk.dialogs.open_file(t("data.receive.browse"), t("data.receive.kinds"), start)
        if found is None:
            return
        self._view.show_file(str(found))
        self._desk.remember_folder(OPEN_FOLDER, found.parent)

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        if form == "receive":
            self._request = _request(values, about)
            self._preview(self._request)
        elif form == "preview" and self._request is not None:
            self._receive(self._request)

    def _preview(self, request: ReceiveRequest) -> None:
        self._view.forms["receive"].wait(True)

        def done(found: Preview) -> None:
            self._view.forms["receive"].wait(False)
            if found.fault is not None and not found.columns:
                self._view.turn_to("receive")
                self._view.forms["receive"].say(wording.fault_text(found))
                return
            self._view.turn_to("preview")
            about = {"path": str(request.path)}
            state = wording.preview_state(request.path.name, found)
            self._view.preview.show_preview(state, wording.field_choices(), about)

        def failed(fault: Fault) -> None:
            self._view.forms["receive"].wait(False)
            self._view.turn_to("receive")
            self._view.forms["receive"].say(shown_line(fault))

        self._desk.ask(
            self,
            lambda _job: receive_data.preview(self._desk.session, self._desk.tools, request),
            done,
            failed=failed,
            label=t("data.preview.reading"),
        )

    def _remap(self, mapping: dict[str, str]) -> None:
        if self._request is not None:
            self._request = replace(self._request, mapping=mapping)
            self._view.preview.changed_mapping = mapping
            self._preview(self._request)

    def _receive(self, request: ReceiveRequest) -> None:
        self._view.preview.form.wait(True)

        def work(job: Job) -> Received:
            return receive_data.receive(
                self._desk.session, self._desk.tools, request, job.progress, job.cancel
            )

        def failed(fault: Fault) -> None:
            self._view.preview.form.wait(False)
            self._view.preview.form.say(shown_line(fault))

        label = t("data.receive.working", file=request.path.name)
        self._desk.ask(self, work, self._done, failed=failed, label=label)

    def _done(self, found: Received) -> None:
        report = found.report
        dropped = sum(1 for one in report.columns if one.disposition.startswith("dropped"))
        told = t(
            "data.receive.done",
            kept=number(report.rows_kept),
            refused=number(report.rows_refused),
            read=number(report.rows_read),
            dropped=number(dropped),
        )
        twins = [one for one in report.warnings if one.code == FILE_OF_BOTH_PARTIES]
        told = " ".join([told, *(words_of(one.code, one.values).message for one in twins)])
        self._desk.say(told, "warn" if report.rows_refused or twins else "good")
        self._view.close_form()
        self.received.emit(found.snapshot.id)


def _request(values: dict[str, Any], about: dict[str, str]) -> ReceiveRequest:
    """Return the form as a request; a mapping begun before a lock comes back in `about`."""
    agreement_id, _party, register = str(values["register"]).split("|", 2)
    return ReceiveRequest(
        path=Path(values["path"]),
        agreement_id=agreement_id,
        register=register,
        position=date.fromisoformat(values["position"]),
        mapping=json.loads(about["mapping"]) if "mapping" in about else None,
        sheet=values["sheet"] or None,
        allow_empty=values["allow_empty"],
        accept_damage=values["accept_damage"],
    )
