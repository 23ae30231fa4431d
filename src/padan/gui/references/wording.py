"""References as lines and sentences; pure."""

from collections.abc import Sequence

from padan.domain.reference_rows import ReferenceRow, RowChange
from padan.gui.run_words import agreement_name
from padan.gui.texts import decimal, moment, number, t, word
from padan.gui.widgets.table import Line
from padan.services.show_references import RulesShown, ScopeShown, WeightsShown

_SHORT = 16


def entry_line(place: int, one: ReferenceRow) -> Line:
    """Return an entry's line: group, code, name, what else is read as the same."""
    cells = (word("reference_group", one.group), one.code, one.name, " · ".join(one.also))
    return Line(str(place), cells)


def weight_note(shown: WeightsShown) -> str:
    """Return version, digest, source and use of the weights."""
    return t(
        "references.weights_note",
        version=shown.version,
        digest=shown.digest[:_SHORT],
        source=shown.source,
        used=number(shown.snapshots),
    )


def weight_lines(shown: WeightsShown) -> list[Line]:
    """Return each rule with its weight in its dimension and its share of the whole index."""
    lines = []
    whole = sum(weight for _label, weight in shown.dimensions.values())
    for code, dimension, label, weight in shown.rules:
        name, of_whole = shown.dimensions[dimension]
        inside = sum(each for _c, where, _l, each in shown.rules if where == dimension)
        share = 100 * of_whole / whole * weight / inside
        head = f"{name} ({decimal(of_whole, 0)}%)"
        lines.append(
            Line(code, (head, code, label, decimal(weight), f"{decimal(share)}%"), {3: weight, 4: share})
        )
    return lines


def scope_line(one: ScopeShown, parties: tuple[str, ...]) -> Line:
    """Return a scope's line: agreement, direction, version, fields, basis, digest."""
    scope = one.scope
    cells = (
        agreement_name(parties) if parties else scope.agreement_id,
        f"{word('party_short', scope.sender)} → {word('party_short', scope.receiver)}",
        number(scope.version),
        number(len(scope.fields)),
        scope.basis,
        f"{one.digest[:_SHORT]}…",
    )
    return Line(scope.id, cells)


def version_lines(rules: Sequence[RulesShown], weights: WeightsShown) -> list[Line]:
    """Return every rule set and the weights with version, state, use and digest."""
    lines = [Line(one.digest, _rules(one)) for one in rules]
    used = t("references.used_snapshots", count=number(weights.snapshots))
    shipped = t("references.shipped_with", source=weights.source)
    digest = f"{weights.digest[:_SHORT]}…"
    return [*lines, Line(weights.digest, (t("references.weights"), weights.version, shipped, used, digest))]


def _rules(one: RulesShown) -> tuple[str, ...]:
    state = t("references.shipped_with" if one.shipped else "references.kept", source=one.source)
    used = t("references.unused")
    if one.last_used is not None:
        used = t("references.used_runs", count=number(one.runs), last=moment(one.last_used))
    return (t("references.rules"), one.version, state, used, f"{one.digest[:_SHORT]}…")


def rules_options(rules: Sequence[RulesShown]) -> list[tuple[str, str]]:
    """Return the rule sets to choose from."""
    return [
        (one.digest, t("references.rules_option", version=one.version, digest=one.digest[:8]))
        for one in rules
    ]


def change_lines(found: Sequence[RowChange]) -> list[Line]:
    """Return each difference, before and after in words."""
    return [
        Line(
            str(place),
            (word("reference_group", one.group), one.code, _entry(one.before), _entry(one.after)),
        )
        for place, one in enumerate(found)
    ]


def _entry(one: ReferenceRow | None) -> str:
    if one is None:
        return t("references.absent")
    return " · ".join((one.name, *one.also))
