"""The forms of the Pertukaran screen: what each asks; sends nothing."""

from padan.gui.texts import t, words
from padan.gui.widgets.fields import ChoiceField, LineField, LinesField
from padan.gui.widgets.form import Row


def prepare_rows() -> tuple[Row, ...]:
    """What leaves, under which agreement: the subjects offered follow the kind."""
    return (
        Row("agreement", "exchange.agreement", ChoiceField, True),
        Row("kind", "exchange.prepare.kind", lambda: ChoiceField(words("package_choice")), True),
        Row("subject", "exchange.prepare.subject", ChoiceField, False, "exchange.prepare.subject_hint"),
        Row("reason", "exchange.prepare.reason", LineField, False, "exchange.prepare.reason_hint"),
    )


def hand_over_rows() -> tuple[Row, ...]:
    """Which medium went into whose hand."""
    return (
        Row("medium", "exchange.hand_over.medium", LineField, True, "exchange.hand_over.medium_hint"),
        Row("person", "exchange.hand_over.person", LineField, True, "exchange.hand_over.person_hint"),
    )


def reason_rows() -> tuple[Row, ...]:
    """Why: it is kept for good."""
    return (Row("reason", "exchange.reason", LinesField, True, "exchange.reason_hint"),)


def heard_rows() -> tuple[Row, ...]:
    """The fingerprint as its owner read it out: typed, never copied from this screen."""
    hint = t("exchange.compare.heard_shape")
    return (
        Row(
            "heard",
            "exchange.compare.heard",
            lambda: LineField(hint, longest=200),
            False,
            "exchange.compare.heard_hint",
        ),
    )
