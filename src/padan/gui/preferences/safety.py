"""Backup, restore, integrity check and new keys from the window; asks the services, shows what they found."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.common.codes import gui as codes
from padan.common.errors import UserFault
from padan.domain.officer import Act
from padan.domain.settings import SAVE_FOLDER
from padan.domain.workspace import BackupMade
from padan.gui.desk import Desk
from padan.gui.fault_texts import sentence
from padan.gui.preferences.view import PreferencesView
from padan.gui.printing import print_text
from padan.gui.texts import moment, size, t
from padan.gui.widgets.key_page import bare_key
from padan.services import back_up


class Safety(QObject):
    """Answers the actions of the safety tab."""

    def __init__(self, desk: Desk, view: PreferencesView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._key = ""
        view.key.repeated.connect(self._repeated)
        view.key.print_wished.connect(self._print_key)

    def show(self) -> None:
        """Show when the last backup was made, to those who make them."""
        if not self._desk.may(Act.BACKUP):
            return
        session = self._desk.session

        def done(at: datetime | None) -> None:
            text = t("preferences.last_backup", at=moment(at)) if at else t("preferences.no_backup")
            self._view.last_backup.setText(text)

        self._desk.ask(self, lambda _job: back_up.last_backup(session), done)

    def act(self, name: str) -> None:
        """Answer an action of the table."""
        if name == "backup.make":
            self._back_up()
        elif name == "backup.restore":
            self._restore()
        elif name == "store.check":
            self._check()
        elif name == "store.rekey":
            self._rekey()
        elif name == "store.recovery_key":
            self._renew_recovery_key()

    def _back_up(self) -> None:
        session, tools = self._desk.session, self._desk.tools
        day = local_date(session.clock.now()).isoformat()
        title, kinds = t("actions.backup.make"), t("setup.backup_kinds")
        target = self._desk.save_target(title, kinds, t("preferences.backup_file", day=day))
        if target is None:
            return

        def done(made: BackupMade) -> None:
            told = t(
                "preferences.backup_made",
                file=made.path.name,
                size=size(made.size_bytes),
                digest=made.sha256[:16],
            )
            self._view.show_safety(told)
            self._desk.say(told)
            self.show()

        self._desk.ask(
            self,
            lambda job: back_up.back_up(session, tools, target, job.progress, job.cancel),
            done,
            label=t("preferences.backing_up"),
            outlives=True,
        )

    def _check(self) -> None:
        session, tools = self._desk.session, self._desk.tools

        def done(damage: list[str]) -> None:
            sound = t("preferences.check_sound")
            self._view.show_safety("\n".join(damage) if damage else sound)
            self._desk.say(t("preferences.check_damaged") if damage else sound, "bad" if damage else "good")

        self._desk.ask(
            self, lambda _job: back_up.check_store(session, tools), done, label=t("preferences.checking")
        )

    def _rekey(self) -> None:
        session, tools = self._desk.session, self._desk.tools
        question, more = t("preferences.rekey"), t("preferences.rekey_more")
        if not self._desk.dialogs.confirm(question, more, t("actions.store.rekey")):
            return
        self._desk.ask(
            self,
            lambda _job: back_up.rotate_key(session, tools),
            lambda _none: self._desk.say(t("preferences.rekeyed")),
            label=t("preferences.rekeying"),
            outlives=True,
        )

    def _renew_recovery_key(self) -> None:
        session, tools = self._desk.session, self._desk.tools
        question, more = t("preferences.recovery"), t("preferences.recovery_more")
        if not self._desk.dialogs.confirm(question, more, t("actions.store.recovery_key")):
            return

        def done(key: str) -> None:
            self._key = key
            self._view.show_key(key)

        self._desk.ask(
            self,
            lambda _job: back_up.new_recovery_key(session, tools, awaits_note=True),
            done,
            label=t("preferences.renewing"),
            outlives=True,
        )

    def _print_key(self) -> None:
        printer = self._desk.dialogs.printer(t("setup.key.print"))
        if printer is not None and self._key:
            print_text(printer, t("setup.key.title"), [t("setup.key.sheet"), "", self._key])

    def _repeated(self, text: str) -> None:
        if bare_key(text) != bare_key(self._key):
            told = sentence(UserFault(codes.RECOVERY_KEY_NOT_REPEATED))
            self._view.key.say(f"{told.message} {told.remedy}")
            return
        self._key = ""
        self._view.key.forget()
        session = self._desk.session

        def done(_none: None) -> None:
            self._view.close_form()
            self._desk.say(t("preferences.recovery_noted"))

        self._desk.ask(self, lambda _job: back_up.note_recovery_key(session), done)

    def _restore(self) -> None:
        """Put a backup into an empty folder of its own: the workspace in use stays untouched."""
        desk, tools = self._desk, self._desk.tools
        title = t("actions.backup.restore")
        backup = desk.dialogs.open_file(title, t("setup.backup_kinds"), str(desk.setting(SAVE_FOLDER) or ""))
        folder = desk.dialogs.folder(t("setup.restore_into")) if backup is not None else None
        if backup is None or folder is None:
            return
        told = t("preferences.restored", folder=str(folder))

        def done(_none: None) -> None:
            self._view.show_safety(told)
            desk.say(told)

        work = partial(back_up.restore, tools, backup, folder)
        desk.ask(self, lambda _job: work(), done, label=t("preferences.restoring"), outlives=True)
