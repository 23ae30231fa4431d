"""Backup, integrity check and key rotation from the window; each asks the service and shows what it found."""

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.domain.workspace import BackupMade
from padan.gui.desk import Desk
from padan.gui.preferences.view import PreferencesView
from padan.gui.texts import size, t
from padan.services import back_up


class Safety(QObject):
    """Answers the actions of the safety tab."""

    def __init__(self, desk: Desk, view: PreferencesView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view

    def act(self, name: str) -> None:
        """Answer an action of the table."""
        if name == "backup.make":
            self._back_up()
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
        self._desk.ask(
            self,
            lambda _job: back_up.new_recovery_key(session, tools),
            lambda key: self._view.show_safety(t("preferences.recovery_made", recovery=key)),
            label=t("preferences.rekeying"),
            outlives=True,
        )
