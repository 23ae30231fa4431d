"""Preparing a package: the form whose subjects follow agreement and kind; asks the services."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.errors import Fault
from padan.domain.exchange.outgoing import PackageOut
from padan.gui.desk import Desk
from padan.gui.exchange.found import Found, subjects
from padan.gui.exchange.out_words import NEED_SUBJECT
from padan.gui.exchange.view import ExchangeView
from padan.gui.fault_texts import shown_line
from padan.gui.texts import t
from padan.services.exchange import plan_package
from padan.services.exchange.plan_package import PrepareRequest


class Preparing(QObject):
    """`prepared` carries the package that was made: another officer approves it."""

    prepared = Signal(object)

    def __init__(self, desk: Desk, view: ExchangeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._found = Found()
        self._heard = False
        view.submitted.connect(self._submitted)
        view.restored.connect(lambda form, _about: self._offer_all() if form == "prepare" else None)

    def know(self, found: Found) -> None:
        """Take what is in the store; an open form finds its subjects again."""
        self._found = found
        if self._view.page == "prepare":
            self._offer_all()

    def start(self, agreement: str = "", kind: str = "", subject: str = "") -> None:
        """Open the form, with what is wanted chosen."""
        self._offer_all()
        values = {"agreement": agreement, "kind": kind}
        self._view.open_form("prepare", {name: one for name, one in values.items() if one})
        self._offer()
        if subject:
            self._view.forms["prepare"].form.set_values({"subject": subject})

    def _offer_all(self) -> None:
        """Offer agreements and subjects; the form's controls are made when it first opens."""
        self._view.offer("prepare", "agreement", list(self._found.agreement_names().items()))
        if not self._heard:
            self._heard = True
            fields = self._view.forms["prepare"].form.fields
            for name in ("agreement", "kind"):
                fields[name].currentIndexChanged.connect(lambda _place: self._offer())
        self._offer()

    def _offer(self) -> None:
        page = self._view.forms["prepare"]
        values = page.values()
        offered = subjects(self._found, values["agreement"], values["kind"])
        self._view.offer("prepare", "subject", offered or [("", t("exchange.prepare.nothing"))])
        page.form.fields["subject"].setEnabled(any(key for key, _name in offered))
        page.form.fields["reason"].setEnabled(values["kind"] == "TARIK")

    def _submitted(self, form: str, values: dict[str, Any], _about: dict[str, str]) -> None:
        if form != "prepare":
            return
        session, tools, page = self._desk.session, self._desk.tools, self._view.forms[form]
        wrong = _lacking(values)
        if wrong:
            page.say(wrong)
            return
        request = _request(values)
        page.wait(True)

        def done(made: PackageOut) -> None:
            self._view.close_form()
            self._desk.say(t("exchange.prepare.done"))
            self.prepared.emit(made)

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(
            self,
            lambda _job: plan_package.prepare(session, tools, request),
            done,
            failed=failed,
            label=t("exchange.working"),
        )


def _lacking(values: dict[str, Any]) -> str:
    """Say what is missing before the store is asked."""
    if values["kind"] in NEED_SUBJECT and not values["subject"]:
        return t("exchange.prepare.need_subject", why=t(f"exchange.prepare.why_{values['kind'].lower()}"))
    if values["kind"] == "TARIK" and not values["reason"]:
        return t("exchange.prepare.need_reason")
    return ""


def _request(values: dict[str, Any]) -> PrepareRequest:
    kind, subject = values["kind"], values["subject"]
    return PrepareRequest(
        values["agreement"],
        "USUL" if kind == "JAWAB" else kind,
        "" if kind == "USUL" else subject,
        answers=kind == "JAWAB",
        reason=values["reason"] if kind == "TARIK" else "",
        run_id=subject if kind == "USUL" else "",
    )
