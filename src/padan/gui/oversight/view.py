"""The Pengawasan screen: the log's entries and the verdict on it; passive."""

from collections.abc import Sequence

from padan.gui.texts import t
from padan.gui.widgets.labels import column, holder, label, set_kind
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table


class OversightView(Screen):
    """Entries newest first."""

    def __init__(self) -> None:
        super().__init__("oversight", ("audit.verify", "audit.more", "reload"))
        self.verdict = label()
        self.table = Table(t("oversight.log"), [t(f"oversight.column.{name}") for name in _COLUMNS], (0,))
        self.set_main(holder(column(self.verdict, self.table)))

    def show_entries(self, lines: Sequence[Line], told: str) -> None:
        """Show the entries."""
        self.table.show_lines(lines)
        self.say_state(told)

    def show_verdict(self, text: str, tone: str) -> None:
        """Show whether the log holds."""
        self.verdict.setText(text)
        set_kind(self.verdict, tone)


_COLUMNS = ("number", "at", "officer", "action", "subject", "outcome", "details", "hash")
