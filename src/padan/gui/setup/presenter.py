"""Makes the first workspace, restores one, or points at an existing one; the recovery key passes through
once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.codes import gui as codes
from padan.common.errors import Fault, UserFault
from padan.common.places import user_data
from padan.domain.officer import Role, login_of
from padan.domain.passphrases import PassphrasePolicy, weaknesses
from padan.gui.dialogs import Dialogs
from padan.gui.fault_texts import sentence, shown_line
from padan.gui.printing import print_text
from padan.gui.setup.view import KEY, OFFICER, PLACE, START, SetupView
from padan.gui.tasks import Done, Failed, Job, Outcome, Tasks
from padan.gui.texts import t, word
from padan.gui.widgets.key_page import bare_key
from padan.services import back_up, open_workspace
from padan.services.open_workspace import MakeWorkspace, NewOfficer, Opened
from padan.services.ports.tools import Tools


class SetupPresenter(QObject):
    """`made` carries (session, folder); `found` a folder to look at."""

    made = Signal(object, str)
    found = Signal(str)

    def __init__(
        self,
        tools: Callable[[], Tools],
        tasks: Tasks,
        dialogs: Dialogs,
        view: SetupView,
        training: bool = False,
    ) -> None:
        super().__init__(view)
        self._tools, self._tasks, self._dialogs, self._view = tools, tasks, dialogs, view
        self._training = training
        self._place: dict[str, Any] = {}
        self._opened: Opened | None = None
        view.began.connect(self._begin)
        view.browsed.connect(self._browse)
        view.placed.connect(self._placed)
        view.typed.connect(self._judge)
        view.described.connect(self._make)
        view.print_wished.connect(self._print)
        view.repeated.connect(self._repeated)

    def start(self, folder: str = "") -> None:
        """Show the first page; `folder` is where the new workspace is suggested."""
        self._view.turn_to(START)
        self._view.show_folder(folder or str(user_data() / "ruang-kerja"))

    def _begin(self, kind: str) -> None:
        if kind == "new":
            self._view.turn_to(PLACE)
            self._view.place.form.focus()
        elif kind == "open":
            folder = self._dialogs.folder(t("setup.start.open"))
            if folder is not None:
                self.found.emit(str(folder))
        else:
            self._restore()

    def _restore(self) -> None:
        backup = self._dialogs.open_file(t("setup.start.restore"), t("setup.backup_kinds"))
        folder = self._dialogs.folder(t("setup.restore_into")) if backup is not None else None
        if backup is None or folder is None:
            return
        self._view.show_working(t("setup.restoring"))

        def failed(fault: Fault) -> None:
            self._view.turn_to(START)
            self._dialogs.fault(sentence(fault))

        self._ask(
            lambda: back_up.restore(self._tools(), backup, folder),
            lambda _none: self.found.emit(str(folder)),
            failed,
        )

    def _browse(self) -> None:
        folder = self._dialogs.folder(t("setup.place.folder"))
        if folder is not None:
            self._view.show_folder(str(folder))

    def _placed(self, values: dict[str, Any]) -> None:
        self._place = values
        self._view.turn_to(OFFICER)
        self._view.officer.open({"roles": [Role.ADMIN.value, Role.PETUGAS.value]}, {})

    def _judge(self, login: str, passphrase: str) -> None:
        if not passphrase:
            self._view.show_strength([], "")
            return
        found = weaknesses(passphrase, login, PassphrasePolicy())
        self._view.show_strength([word("weakness", one.value) for one in found], t("setup.officer.good"))

    def _make(self, values: dict[str, Any]) -> None:
        if values["passphrase"] != values["again"]:
            self._view.say(t("unlock.not_repeated"))
            return
        login = login_of(values["login"])
        if not login:
            self._view.say(t("officers.login_wrong"))
            return
        first = NewOfficer(
            login=login,
            name=values["name"],
            passphrase=values["passphrase"],
            roles=frozenset(Role(one) for one in values["roles"]),
            nip=values["nip"],
            pangkat=values["pangkat"],
            jabatan=values["jabatan"],
        )
        folder = Path(self._place["folder"])
        wish = MakeWorkspace(self._place["party"], first, self._training, awaits_note=True)
        self._view.show_working(t("setup.making"))
        self._ask(
            lambda: open_workspace.make_workspace(self._tools(), folder, wish), self._show_key, self._not_made
        )

    def _show_key(self, opened: Opened) -> None:
        self._opened = opened
        self._view.show_key(opened.recovery_key)

    def _not_made(self, fault: Fault) -> None:
        self._view.turn_to(OFFICER)
        self._view.say(shown_line(fault))

    def _print(self) -> None:
        if self._opened is None:
            return
        printer = self._dialogs.printer(t("setup.key.print"))
        if printer is not None:
            lines = [t("setup.key.sheet"), "", self._opened.recovery_key, "", self._place["folder"]]
            print_text(printer, t("setup.key.title"), lines)

    def _repeated(self, text: str) -> None:
        opened = self._opened
        if opened is None:
            return
        if bare_key(text) != bare_key(opened.recovery_key):
            told = sentence(UserFault(codes.RECOVERY_KEY_NOT_REPEATED))
            self._view.turn_to(KEY)
            self._view.say(f"{told.message} {told.remedy}")
            return
        self._opened = None
        self._view.forget_key()
        session, folder = opened.session, self._place["folder"]

        def noted(_none: None) -> None:
            self.made.emit(session, folder)

        self._ask(lambda: back_up.note_recovery_key(session), noted, self._tell)

    def abandon(self) -> None:
        """Nobody is there: close the new workspace, take every secret off the screen.

        Whoever opens the workspace next is led to the recovery key, because nobody has noted it.
        """
        opened, self._opened = self._opened, None
        self._view.forget_all()
        if opened is None:
            self._view.turn_to(START)
            return
        folder = self._place["folder"]
        session = opened.session
        self._ask(lambda: open_workspace.lock(session), lambda _none: self.found.emit(folder), self._tell)

    def _tell(self, fault: Fault) -> None:
        self._dialogs.fault(sentence(fault))

    def _ask(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Fault], None]
    ) -> None:
        def finish(outcome: Outcome) -> None:
            if isinstance(outcome, Done):
                done(outcome.value)
            elif isinstance(outcome, Failed):
                failed(outcome.fault)

        self._tasks.on_store(Job(lambda _job: work(), self, finish))
