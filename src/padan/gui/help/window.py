"""The guide's own window: contents, search, page; it stays open beside the work and over a lock."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QWidget

from padan.gui.help.guide import Page, page, pages, search
from padan.gui.texts import t
from padan.gui.theme.icons import icon
from padan.gui.theme.look import look
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import LineField
from padan.gui.widgets.labels import column, holder, row

_NAME = Qt.ItemDataRole.UserRole


class GuideWindow(QWidget):
    """Contents and search on the left, the page on the right; links lead from page to page."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(t("help.title"))
        self.setWindowIcon(icon("help", look().colours.accent))
        self.search = LineField(t("help.search_hint"), longest=80)
        self.search.setAccessibleName(t("help.search"))
        self.search.offer_clearing()
        self.contents = QListWidget()
        self.contents.setAccessibleName(t("help.contents"))
        self.contents.setWordWrap(True)
        self.text = QTextBrowser()
        self.text.setAccessibleName(t("help.page"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.anchorClicked.connect(self._follow)
        self.back = plain_button(t("help.back"))
        self.close_button = plain_button(t("common.close"))
        self.back.clicked.connect(self._go_back)
        self.close_button.clicked.connect(self.close)
        self._been: list[str] = []
        left = holder(column(self.search, self.contents, gap=GAP))
        right = holder(column(self.text, row(self.back, 1, self.close_button), gap=GAP))
        self.splitter = QSplitter()
        for part in (left, right):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([260, 640])
        self.setLayout(column(self.splitter, edge=GAP))
        self.resize(900, 640)
        self.search.textChanged.connect(self._find)
        self.contents.currentItemChanged.connect(lambda item, _old: self._choose(item))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)
        look().changed.connect(self._paint)
        self._find("")

    @property
    def name(self) -> str:
        """The name of the page in sight."""
        return self._been[-1] if self._been else ""

    def open_page(self, name: str) -> None:
        """Show a page and come to the front."""
        self._show(page(name))
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()
        event.accept()

    def _find(self, text: str) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        found = (
            [(hit.page, hit.around) for hit in search(text)]
            if text.strip()
            else [(one, "") for one in pages()]
        )
        for one, around in found:
            item = QListWidgetItem(f"{one.title}\n{around}" if around else one.title)
            item.setData(_NAME, one.name)
            self.contents.addItem(item)
        if not found:
            item = QListWidgetItem(t("help.nothing_found"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.contents.addItem(item)
        self.contents.blockSignals(False)
        self._mark()

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME):
            self._show(page(str(item.data(_NAME))))

    def _follow(self, url: QUrl) -> None:
        name = url.fileName().removesuffix(".md")
        if not url.scheme() and any(one.name == name for one in pages()):
            self._show(page(name))

    def _go_back(self) -> None:
        if len(self._been) > 1:
            self._been.pop()
            self._show(page(self._been.pop()))

    def _show(self, shown: Page) -> None:
        if self.name != shown.name:
            self._been.append(shown.name)
        self._paint()
        self._mark()

    def _paint(self) -> None:
        if self.name:
            self.text.setMarkdown(page(self.name).text)
            self.text.setAccessibleDescription(page(self.name).title)
        self.back.setEnabled(len(self._been) > 1)

    def _mark(self) -> None:
        """Let the contents stand on the page in sight."""
        self.contents.blockSignals(True)
        for place in range(self.contents.count()):
            if self.contents.item(place).data(_NAME) == self.name:
                self.contents.setCurrentRow(place)
        self.contents.blockSignals(False)
