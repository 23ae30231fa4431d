"""How the list of findings is looked at (filters, order, hidden columns) as a value that can be saved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

NARROWING = ("klass", "element", "kind", "owner", "text")


@dataclass(frozen=True)
class ViewState:
    """`order` is a column of the list, empty for the run's own order."""

    klass: str = ""
    element: str = ""
    kind: str = ""
    owner: str = ""
    text: str = ""
    order: str = ""
    descending: bool = False
    hidden: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Tell whether some rows are left out."""
        return any(getattr(self, name) for name in NARROWING)

    def as_value(self) -> dict[str, object]:
        """Return it as JSON-able values."""
        texts = {name: getattr(self, name) for name in (*NARROWING, "order")}
        return {**texts, "descending": self.descending, "hidden": list(self.hidden)}

    def as_text(self) -> str:
        return json.dumps(self.as_value())


def state_of(value: Mapping[str, object]) -> ViewState:
    """Return what `as_value` gave; unknown or missing parts fall back to showing everything."""
    texts = {name: str(value.get(name) or "") for name in (*NARROWING, "order")}
    hidden = value.get("hidden")
    names = tuple(str(one) for one in hidden) if isinstance(hidden, list | tuple) else ()
    return ViewState(**texts, descending=bool(value.get("descending")), hidden=names)


def state_of_text(text: str) -> ViewState:
    """Return what `as_text` gave."""
    return state_of(json.loads(text)) if text else ViewState()
