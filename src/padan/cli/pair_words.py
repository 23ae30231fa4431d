"""Two rows side by side with the evidence for and against; personal data on the officer's screen, nowhere
else.
"""

from collections.abc import Mapping
from typing import Any

from padan.cli.plain import plain
from padan.cli.vocabulary import element_label, word
from padan.cli.words import decimal, table

Person = Mapping[str, str | None]


def evidence_values(explanation: Any) -> object:
    """Return an explanation as JSON."""
    return plain(explanation)


def pair_text(person_a: Person, person_b: Person, explanation: Any) -> str:
    """Return both rows field by field, then each element's weight, the total and the thresholds."""
    names = [name for name in person_a if not name.startswith("_")]
    names += [name for name in person_b if not name.startswith("_") and name not in person_a]
    rows = [
        (
            " " if person_a.get(name) == person_b.get(name) else "≠",
            name,
            person_a.get(name),
            person_b.get(name),
        )
        for name in names
        if person_a.get(name) or person_b.get(name)
    ]
    evidence = [
        (element_label(one.element), word("evidence", one.state), f"{one.weight:+.1f}".replace(".", ","))
        for one in explanation.elements
    ]
    sums = (
        f"Jumlah {decimal(explanation.total, 1)} bit (ambang telaah {decimal(explanation.threshold_low, 1)}, "
        f"ambang padan {decimal(explanation.threshold_high, 1)}); aturan: {explanation.rule or '–'}"
    )
    if explanation.conflicts:
        sums += f"\nBertentangan: {', '.join(word('reason', one) for one in explanation.conflicts)}"
    return "\n\n".join(
        (table((" ", "Unsur", "A", "B"), rows), table(("Bukti", "Keadaan", "Bit"), evidence), sums)
    )
