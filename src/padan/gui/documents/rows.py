"""The rows of the document forms: what officers type; everything countable is counted, never typed."""

from datetime import date

from padan.domain.document_profile import PROFILES
from padan.gui.texts import t
from padan.gui.widgets.disclosure import disclosure_rows
from padan.gui.widgets.fields import ChoiceField, DayField, LineField, LinesField
from padan.gui.widgets.form import Row
from padan.gui.widgets.rows_field import Part, RowsField

OFFICIAL = ("name", "nip", "pangkat", "jabatan")
WITNESS = ("name", "nip", "jabatan", "agency")
POINT = ("text", "responsible", "due")
ALL_COPIES = "all"


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
        Row("witnesses", "documents.compose.witnesses", lambda: _list("witness", WITNESS)),
        Row(
            "acknowledged_by",
            "documents.compose.acknowledged_by",
            lambda: _list("acknowledging", WITNESS),
            False,
            "documents.compose.people_hint",
        ),
        Row(
            "open_points",
            "documents.compose.open_points",
            lambda: _list("point", POINT),
            False,
            "documents.compose.open_points_hint",
        ),
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


def print_rows() -> tuple[Row, ...]:
    """Return what is chosen before printing: which copies, which pages, and why."""
    return (
        Row("copies", "documents.print.copies", ChoiceField, True),
        Row("pages", "documents.print.pages", LineField, False, "documents.print.pages_hint"),
        Row("reason", "documents.print.reason", LineField, True, "documents.print.reason_hint"),
    )


def save_rows() -> tuple[Row, ...]:
    """Return what is chosen before the PDF leaves the store: which copies, and the recorded disclosure."""
    return (Row("copies", "documents.print.copies", ChoiceField, True), *disclosure_rows())


def check_rows() -> tuple[Row, ...]:
    """Return the files to check: the PDF, and both registers where they are at hand."""
    return (
        Row("pdf", "documents.check.pdf", LineField, True),
        Row("first", "documents.check.first", LineField),
        Row("second", "documents.check.second", LineField, False, "documents.check.registers_hint"),
    )


def copy_options(copies: int) -> list[tuple[str, str]]:
    """Return the choice of originals to print or save."""
    every = (ALL_COPIES, t("documents.print.all_copies", count=copies))
    return [every, *((str(one), t("documents.print.one_copy", copy=one)) for one in range(1, copies + 1))]


def _list(kind: str, names: tuple[str, ...]) -> RowsField:
    parts = [Part(one, t(f"documents.{kind}.{one}"), _hint(kind, one)) for one in names]
    return RowsField(t(f"documents.{kind}.one"), parts)


def _hint(kind: str, name: str) -> str:
    return t("documents.point.due_hint") if (kind, name) == ("point", "due") else ""


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
