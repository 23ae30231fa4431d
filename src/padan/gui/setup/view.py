"""The first-run wizard's pages; passive: it shows, takes input, and emits what was chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from padan.domain.officer import Role
from padan.gui.texts import t, word
from padan.gui.theme.sheet import EDGE, FORM_WIDTH, WIDE
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import ChoiceField, LineField, ManyField
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.key_page import KeyPage
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.scrolled import scrolled

PARTIES = ("dpr", "kemendes", "bkn")
START, PLACE, OFFICER, WORKING, KEY = range(5)


class SetupView(QWidget):
    """Signals: began(kind) · placed(values) · browsed · described(values) · typed(login, passphrase) ·
    repeated(text).
    """

    began = Signal(str)
    placed = Signal(dict)
    browsed = Signal()
    described = Signal(dict)
    typed = Signal(str, str)
    print_wished = Signal()
    repeated = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self.setLayout(column(self.stack))
        self.starts = {kind: plain_button(t(f"setup.start.{kind}"), main=kind == "new") for kind in _STARTS}
        self.browse = plain_button(t("setup.place.browse"))
        self.browse.clicked.connect(self.browsed)
        self.place = FormPage("setup.place", _place_rows(), (holder(row(self.browse, 1)),))
        self.officer = FormPage("setup.officer", _officer_rows())
        self.officer.form.changed.connect(self._typed)
        self.place.submitted.connect(lambda values, _about: self.placed.emit(values))
        self.officer.submitted.connect(lambda values, _about: self.described.emit(values))
        self.place.dismissed.connect(lambda: self.turn_to(START))
        self.officer.dismissed.connect(lambda: self.turn_to(PLACE))
        self.progress = label("", "heading")
        self.key = KeyPage()
        self.key.repeated.connect(self.repeated)
        self.key.print_wished.connect(self.print_wished)
        self.key_text, self.key_again, self.key_done = self.key.key, self.key.again, self.key.done
        pages: Sequence[QWidget] = (self._start(), self.place, self.officer, self._working(), self.key)
        for page in pages:
            self.stack.addWidget(page)

    def turn_to(self, page: int) -> None:
        """Show one of the wizard's pages."""
        self.stack.setCurrentIndex(page)
        if page == START:
            self.starts["new"].setFocus()

    def show_folder(self, folder: str) -> None:
        """Fill in the chosen folder."""
        self.place.form.set_values({"folder": folder})

    def show_strength(self, texts: Sequence[str], good: str) -> None:
        """Show what is wrong with the passphrase, or that it will do."""
        self.officer.say(" ".join(texts) if texts else good, "warn" if texts else "good")

    def show_key(self, key: str) -> None:
        """Show the recovery key, once."""
        self.turn_to(KEY)
        self.key.show_key(key)

    def forget_key(self) -> None:
        """Take the recovery key off the screen."""
        self.key.forget()

    def forget_all(self) -> None:
        """Take the key and every typed secret off the screen."""
        self.key.forget()
        self.officer.form.clear()

    def say(self, text: str) -> None:
        """Tell what is wrong on the page in sight."""
        page = self.stack.currentWidget()
        if isinstance(page, FormPage):
            page.say(text)
            page.wait(False)
        else:
            self.key.say(text)

    def show_working(self, text: str) -> None:
        """Show that the workspace is being made."""
        self.progress.setText(text)
        self.turn_to(WORKING)

    def _start(self) -> QWidget:
        items: list[QWidget | int] = [label(t("setup.start.title"), "title"), label(t("setup.start.intro"))]
        for kind, button in self.starts.items():
            button.setObjectName(f"start.{kind}")
            button.clicked.connect(lambda _on=False, kind=kind: self.began.emit(kind))
            items += [holder(row(button, 1)), label(t(f"setup.start.{kind}_note"), "dim")]
        inner = holder(column(*items, gap=WIDE))
        inner.setMaximumWidth(FORM_WIDTH)
        line = row(1, inner, 1)
        line.setStretch(1, 8)
        return scrolled(holder(column(1, line, 2, edge=EDGE)))

    def _working(self) -> QWidget:
        return holder(column(1, row(1, self.progress, 1), 2, edge=EDGE))

    def _typed(self) -> None:
        values = self.officer.values()
        self.typed.emit(values["login"], values["passphrase"])


_STARTS = ("new", "open", "restore")


def _place_rows() -> tuple[Row, ...]:
    return (
        Row(
            "party",
            "setup.place.party",
            lambda: ChoiceField([(one, word("party", one)) for one in PARTIES]),
            True,
        ),
        Row("folder", "setup.place.folder", lambda: LineField(longest=1000), True, "setup.place.folder_hint"),
    )


def _officer_rows() -> tuple[Row, ...]:
    return (
        Row("login", "officers.login", lambda: LineField(longest=40), True, "officers.login_hint"),
        Row("name", "officers.name", LineField, True),
        Row("nip", "officers.nip", lambda: LineField(longest=18)),
        Row("pangkat", "officers.pangkat", LineField),
        Row("jabatan", "officers.jabatan", LineField),
        Row(
            "roles",
            "officers.roles",
            lambda: ManyField([(r.value, word("role", r.value)) for r in Role]),
            True,
        ),
        Row(
            "passphrase",
            "unlock.passphrase",
            lambda: LineField(secret=True, longest=1024),
            True,
            "setup.officer.passphrase_hint",
        ),
        Row("again", "setup.officer.again", lambda: LineField(secret=True, longest=1024), True),
    )
