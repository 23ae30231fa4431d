"""Packages on their way out: looked at, approved, written, handed over; asks the services."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.errors import Fault
from padan.domain.exchange.outgoing import PackageOut
from padan.domain.officer import Act
from padan.gui.desk import Desk
from padan.gui.exchange import out_words
from padan.gui.exchange.found import Found
from padan.gui.exchange.leaving_page import Sheet
from padan.gui.exchange.view import ExchangeView
from padan.gui.fault_texts import shown_line
from padan.gui.tasks import Job
from padan.gui.texts import number, t, word
from padan.services.exchange import hand_over, seal_package, show_exchange
from padan.services.exchange.hand_over import Written
from padan.services.exchange.show_exchange import PREVIEW_ROWS, Leaving


class Sending(QObject):
    """`changed` carries the package that was made or changed."""

    changed = Signal(str)

    def __init__(self, desk: Desk, view: ExchangeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._found = Found()
        self.shown = ""
        view.submitted.connect(self._submitted)

    def know(self, found: Found) -> None:
        """Take what is in the store."""
        self._found = found

    def subject(self, key: str) -> PackageOut | None:
        """Return what an act is about: the package whose content is in sight, else the chosen one."""
        return self._found.out(self.shown if self._view.page == "leaving" else key)

    def may(self) -> dict[str, bool]:
        """Tell whether the officer prepares and approves."""
        return {
            "prepare": self._desk.may(Act.PACKAGE_PREPARE),
            "approve": self._desk.may(Act.PACKAGE_APPROVE),
        }

    def act(self, name: str, key: str) -> bool:
        """Answer an action if it is one of these; tell whether it was."""
        one = self.subject(key)
        if one is None:
            return False
        if name in _WORK:
            getattr(self, _WORK[name])(one)
        elif name in ("exchange.hand_over", "exchange.drop"):
            self._view.open_form(name.removeprefix("exchange."), {}, {"package": one.id})
        else:
            return False
        return True

    def look(self, one: PackageOut) -> None:
        """Show exactly what would leave: rows to who may see people, columns to everybody."""
        session, people = self._desk.session, self._desk.may(Act.DATA_VIEW)
        read = show_exchange.leaving if people else show_exchange.described

        def done(tables: Sequence[Leaving]) -> None:
            self.shown = one.id
            kind, party = out_words.kind_words(one), word("party_short", one.receiver)
            intro = t(
                "exchange.leaving.intro" if people else "exchange.leaving.intro_columns",
                rows=number(PREVIEW_ROWS),
            )
            facts = [fact for fact in out_words.facts(one) if tables] + self._papers(one)
            if not tables and not facts:
                facts = [t("exchange.leaving.no_tables")]
            total = t("exchange.leaving.total", rows=number(out_words.rows_of(one)))
            turn, _tone = out_words.next_words(one, False, self._mine(one))
            self._view.leaving_title.setText(t("exchange.leaving.title", kind=kind, party=party))
            sheets = [Sheet(each.name, each.columns, each.rows) for each in tables]
            self._view.leaving.show_leaving(sheets, (intro, total, facts), turn)
            self._view.turn_to("leaving")
            self._view.leaving.choice.setFocus()

        label = t("exchange.working")
        self._desk.ask(self, lambda _job: read(session, one.id), done, label=label)

    def _papers(self, one: PackageOut) -> list[str]:
        names = [str(one.plan[name]) for name in ("paper",) if name in one.plan]
        return [t("exchange.leaving.paper", name=name) for name in names]

    def _mine(self, one: PackageOut) -> bool:
        return out_words.may_approve(one, self._desk.session.officer.id, self.may())

    def _approve(self, one: PackageOut) -> None:
        """Ask before sealing: what is sealed cannot be changed any more."""
        kind, party = out_words.kind_words(one), word("party_short", one.receiver)
        question = t("exchange.approve.question", kind=kind, party=party)
        who = self._found.exchange.names.get(one.prepared_by, one.prepared_by)
        more = t("exchange.approve.more", rows=number(out_words.rows_of(one)), name=who)
        if not self._desk.dialogs.confirm(question, more, t("actions.exchange.approve")):
            return
        session, tools = self._desk.session, self._desk.tools

        def done(sealed: PackageOut) -> None:
            self._view.close_form()
            self._tell(sealed, t("exchange.approve.done", number=number(sealed.number)))

        self._desk.ask(
            self,
            lambda job: seal_package.approve(session, tools, one.id, job.progress, job.cancel),
            done,
            label=question,
        )

    def _write(self, one: PackageOut) -> None:
        folder = self._desk.save_folder(t("exchange.write.folder"))
        if folder is None:
            return
        session, tools = self._desk.session, self._desk.tools

        def done(written: Written) -> None:
            self._tell(written.package, t("exchange.write.done", file=written.file_name))

        self._desk.ask(
            self,
            lambda _job: hand_over.write(session, tools, one.id, str(folder)),
            done,
            label=t("actions.exchange.write"),
        )

    def _cover(self, one: PackageOut) -> None:
        session, tools = self._desk.session, self._desk.tools
        file = t("exchange.cover.file", number=one.number)
        target = self._desk.save_target(t("actions.exchange.cover"), t("exchange.card.pdf"), file)
        if target is None:
            return

        def work(_job: Job) -> str:
            return tools.files.write(str(target), hand_over.cover(session, tools, one.id).content)

        self._desk.ask(self, work, lambda _digest: self._desk.say(t("exchange.cover.done")))

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session = self._desk.session
        if form == "hand_over":
            medium, person = values["medium"], values["person"]
            self._send(form, lambda _job: hand_over.hand_over(session, about["package"], medium, person))
        elif form == "drop":
            self._send(form, lambda _job: hand_over.drop(session, about["package"], values["reason"]))

    def _send(self, form: str, work: Callable[[Job], PackageOut]) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(made: PackageOut) -> None:
            self._view.close_form()
            self._tell(made, t(f"exchange.{form}.done"))

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, work, done, failed=failed, label=t("exchange.working"))

    def _tell(self, changed: PackageOut, told: str) -> None:
        self._desk.say(told)
        self.changed.emit(changed.id)
        self._desk.changed.emit()


_WORK = {
    "exchange.leaving": "look",
    "exchange.approve": "_approve",
    "exchange.write": "_write",
    "exchange.cover": "_cover",
}
