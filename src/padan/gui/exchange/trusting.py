"""Keys between the offices: our own, and another's on its way to trust; asks the services."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.errors import Fault
from padan.domain.exchange.trust import PartnerKey
from padan.domain.settings import OPEN_FOLDER
from padan.gui.desk import Desk
from padan.gui.exchange.found import Found
from padan.gui.exchange.view import ExchangeView
from padan.gui.fault_texts import shown_line
from padan.gui.printing import print_text
from padan.gui.tasks import Job
from padan.gui.texts import number, t, word
from padan.services.exchange import keep_keys
from padan.services.exchange.keep_keys import MadeKeys

_TAIL = 8
"""How many letters of the recovery key are typed back from the officer's note."""


class Trusting(QObject):
    """`changed` carries the key that was made or changed. The recovery secret is shown once, kept nowhere."""

    changed = Signal(str)

    def __init__(self, desk: Desk, view: ExchangeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._found = Found()
        self._secret, self._made = "", ""
        view.submitted.connect(self._submitted)
        view.restored.connect(self._restored)
        view.secret.repeated.connect(self._repeated)
        view.secret.print_wished.connect(self._print_secret)

    def know(self, found: Found) -> None:
        """Take what is in the store."""
        self._found = found

    def act(self, name: str, key: str) -> bool:
        """Answer an action if it is one of these; tell whether it was."""
        if name in ("exchange.compare", "exchange.trust"):
            self._view.open_form("compare", {}, {"key": key, "step": name.removeprefix("exchange.")})
            self._say_whose(key)
        elif name == "exchange.revoke":
            self._view.open_form("revoke", {}, {"key": key})
        elif name in _WORK:
            getattr(self, _WORK[name])()
        else:
            return False
        return True

    def _restored(self, form: str, about: dict[str, str]) -> None:
        if form == "compare":
            self._say_whose(about.get("key", ""))

    def _say_whose(self, key: str) -> None:
        one = self._found.key(key)
        if one is not None:
            party = word("party_short", one.card.party)
            self._view.about.setText(t("exchange.compare.about", party=party, number=number(one.card.number)))

    def _make(self) -> None:
        again = any(one.own is not None for one in self._found.keys)
        question = t("exchange.make.question_again" if again else "exchange.make.question")
        more = t("exchange.make.more_again" if again else "exchange.make.more")
        if not self._desk.dialogs.confirm(question, more, t("exchange.make.ok")):
            return
        session, tools = self._desk.session, self._desk.tools

        def done(made: MadeKeys) -> None:
            self._secret, self._made = made.recovery_secret, made.key.id
            self._view.turn_to("secret")
            self._view.secret.show_key(made.recovery_secret)

        self._desk.ask(self, lambda _job: keep_keys.make_keys(session, tools), done)

    def _print_secret(self) -> None:
        printer = self._desk.dialogs.printer(t("exchange.secret.print"))
        if printer is not None and self._secret:
            lines = [t("exchange.secret.sheet"), "", self._secret]
            print_text(printer, t("exchange.secret.title"), lines)

    def _repeated(self, text: str) -> None:
        if "".join(text.split()).upper() not in (self._secret[-_TAIL:], self._secret):
            self._view.secret.say(t("exchange.secret.wrong"))
            return
        self._secret = ""
        self._view.secret.forget()
        self._view.close_form()
        self._tell(self._made, t("exchange.make.done"))

    def _save_card(self) -> None:
        session, tools = self._desk.session, self._desk.tools
        file = t("exchange.card.file", party=session.store.party)
        target = self._desk.save_target(t("actions.exchange.save_card"), t("exchange.card.json"), file)
        if target is not None:
            self._desk.ask(
                self,
                lambda _job: keep_keys.export_card(session, tools, str(target)),
                lambda _digest: self._desk.say(t("exchange.card.saved")),
            )

    def _print_card(self) -> None:
        session, tools = self._desk.session, self._desk.tools
        file = t("exchange.card.sheet", party=session.store.party)
        target = self._desk.save_target(t("actions.exchange.print_card"), t("exchange.card.pdf"), file)

        def work(_job: Job) -> str:
            return tools.files.write(str(target), keep_keys.print_card(session, tools).content)

        if target is not None:
            self._desk.ask(self, work, lambda _digest: self._desk.say(t("exchange.card.printed")))

    def _receive_card(self) -> None:
        folder = str(self._desk.setting(OPEN_FOLDER) or "")
        path = self._desk.dialogs.open_file(t("exchange.card.open"), t("exchange.card.kinds"), folder)
        if path is None:
            return
        self._desk.remember_folder(OPEN_FOLDER, path.parent)
        session, tools = self._desk.session, self._desk.tools

        def done(key: PartnerKey) -> None:
            self._view.show_tab("keys")
            self._tell(key.id, t("exchange.card.taken", party=word("party_short", key.party)))

        self._desk.ask(self, lambda _job: keep_keys.import_card(session, tools, str(path), path.name), done)

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session, key = self._desk.session, about.get("key", "")
        if form == "compare":
            step = keep_keys.trust if about.get("step") == "trust" else keep_keys.compare
            self._send(form, lambda _job: step(session, key, values["heard"]))
        elif form == "revoke":
            self._send(form, lambda _job: keep_keys.revoke(session, key, values["reason"]))

    def _send(self, form: str, work: Callable[[Job], PartnerKey]) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(key: PartnerKey) -> None:
            self._view.close_form()
            trusted = form == "compare" and key.trusted_at is not None
            party = word("party_short", key.party)
            self._tell(
                key.id,
                t("exchange.compare.trusted", party=party) if trusted else t(f"exchange.{form}.done"),
            )

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, work, done, failed=failed)

    def _tell(self, key: str, told: str) -> None:
        self._desk.say(told)
        self.changed.emit(key)
        self._desk.changed.emit()


_WORK = {
    "exchange.make_keys": "_make",
    "exchange.save_card": "_save_card",
    "exchange.print_card": "_print_card",
    "exchange.receive_card": "_receive_card",
}
