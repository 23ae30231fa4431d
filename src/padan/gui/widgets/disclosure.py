"""The rows every plain-text export asks for: recipient, purpose, ground (Pasal 9(3)); no text leaves
without them.
"""

from typing import Any

from padan.domain.disclosure import GROUNDS, DisclosureNote
from padan.gui.texts import word
from padan.gui.widgets.fields import ChoiceField, LineField
from padan.gui.widgets.form import Row


def disclosure_rows() -> tuple[Row, ...]:
    """Return the rows of the recorded disclosure."""
    return (
        Row("recipient", "disclosure.recipient", LineField, True),
        Row("purpose", "disclosure.purpose", LineField, True),
        Row(
            "ground",
            "disclosure.ground",
            lambda: ChoiceField([(key, word("ground", key)) for key in GROUNDS]),
            True,
            "disclosure.hint",
        ),
    )


def note_of(values: dict[str, Any]) -> DisclosureNote:
    """Return what was entered as the note that is recorded."""
    return DisclosureNote(str(values["recipient"]), str(values["purpose"]), str(values["ground"]))
