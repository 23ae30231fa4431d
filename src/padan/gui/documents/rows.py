"""The rows of the document forms: what officers type; everything countable is counted, never typed."""

from datetime import date

from padan.domain.document_profile import PROFILES
from padan.gui.texts import t
from padan.gui.widgets.fields import ChoiceField, DayField, LineField, LinesField
from padan.gui.widgets.form import Row

OFFICIAL = ("name", "nip", "pangkat", "jabatan")


def compose_rows() -> tuple[Row, ...]:
    """Return what is typed for a berita acara."""
    return (
        Row("run", "documents.compose.run", ChoiceField, True),
        Row("period", "documents.compose.period", LineField, False, "documents.compose.period_hint"),
        Row("place", "documents.compose.place", LineField, True),
        Row("day", "documents.compose.day", lambda: DayField(date(2026, 1, 1)), True),
        *number_rows(),
        *_official("first"),
        *_official("second"),
        Row("profile", "documents.compose.profile", _profiles),
        Row(
            "one_person_office",
            "documents.compose.one_person",
            LineField,
            False,
            "documents.compose.one_person_hint",
        ),
    )


def number_rows() -> tuple[Row, ...]:
    """Return the two official numbers."""
    return (
        Row("number_first", "documents.number_first", LineField),
        Row("number_second", "documents.number_second", LineField, False, "documents.number_hint"),
    )


def return_rows() -> tuple[Row, ...]:
    """Return what is typed to send a document back."""
    return (Row("reason", "documents.return.reason", LinesField, True),)


def _official(party: str) -> tuple[Row, ...]:
    hint = "documents.compose.official_hint"
    return tuple(
        Row(
            f"{party}_{name}",
            f"documents.official.{party}_{name}",
            LineField,
            False,
            hint if name == "name" else "",
        )
        for name in OFFICIAL
    )


def _profiles() -> ChoiceField:
    options = [("", t("documents.compose.profile_agreement"))]
    return ChoiceField([*options, *((one.id, one.name) for one in PROFILES.values())])
