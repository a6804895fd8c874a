"""What an OpenDocument sheet says with styles: which tables are hidden, how many decimals a cell shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from scoresheet.formats.number_formats import Decimals

_DATA_STYLES = frozenset(
    {"number:number-style", "number:currency-style", "number:percentage-style", "number:text-style"}
)
_SECTIONS = {
    "value()>=0": "positive",
    "value()>0": "positive",
    "value()<0": "negative",
    "value()<=0": "negative",
    "value()=0": "zero",
}
_DEEPEST_PARENT = 20
_LARGEST = 20
"""Excel and LibreOffice show no more decimals than 30, of which a number has 15."""

NAMES = _DATA_STYLES | {
    "style:style",
    "style:table-properties",
    "style:map",
    "number:number",
}


@dataclass(slots=True)
class _CellStyle:
    parent: str
    number: str


@dataclass(slots=True)
class _NumberStyle:
    decimals: int | None = None
    sections: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Styles:
    """The styles of a document; those that a part declares itself take the place of older ones of the same name.

    `start` and `end` are called with the elements of the parts that declare styles, styles.xml first.
    """

    hidden_tables: set[str] = field(default_factory=set)
    _cells: dict[str, _CellStyle] = field(default_factory=dict)
    _numbers: dict[str, _NumberStyle] = field(default_factory=dict)
    _shown: dict[str, Decimals] = field(default_factory=dict)
    _number: _NumberStyle | None = None
    _table: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if tag == "style:style":
            self._open_style(attributes)
        elif tag in _DATA_STYLES:
            self._number = self._numbers[attributes.get("style:name", "")] = _NumberStyle()
        elif tag == "number:number" and self._number is not None:
            self._number.decimals = _decimals(attributes)
        elif tag == "style:map" and self._number is not None:
            condition = "".join(attributes.get("style:condition", "").split())
            name = attributes.get("style:apply-style-name", "")
            self._number.sections.append((_SECTIONS.get(condition, ""), name))
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_tables.add(self._table)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag in _DATA_STYLES:
            self._number = None

    def _open_style(self, attributes: dict[str, str]) -> None:
        name, family = attributes.get("style:name", ""), attributes.get("style:family")
        if family == "table":
            self._table = name
            self.hidden_tables.discard(name)
        elif family == "table-cell":
            parent = attributes.get("style:parent-style-name", "")
            self._cells[name] = _CellStyle(parent, attributes.get("style:data-style-name", ""))

    @property
    def count(self) -> int:
        """How many styles there are."""
        return len(self._cells) + len(self._numbers) + len(self.hidden_tables)

    def decimals(self, style: str) -> Decimals:
        """Give how many decimals a cell of this style shows of a number."""
        if style not in self._shown:
            self._shown[style] = self._of_number(self._number_style(style))
        return self._shown[style]

    def _number_style(self, style: str) -> str:
        # A style may name itself as its parent, or stand at the end of a chain that was made to be long.
        for _ in range(_DEEPEST_PARENT):
            found = self._cells.get(style)
            if found is None:
                break
            if found.number:
                return found.number
            style = found.parent
        return ""

    def _of_number(self, name: str) -> Decimals:
        own = self._numbers.get(name)
        if own is None:
            return Decimals()
        sections = {kind: self._own(other) for kind, other in own.sections[:3]}
        if "" in sections:
            # Which section a number falls into depends on conditions of its own: they have to agree.
            same = set(sections.values()) == {own.decimals}
            return Decimals(own.decimals, own.decimals) if same else Decimals()
        return Decimals(sections.get("positive", own.decimals), sections.get("negative", own.decimals))

    def _own(self, name: str) -> int | None:
        style = self._numbers.get(name)
        return None if style is None else style.decimals


def _decimals(attributes: dict[str, str]) -> int | None:
    """Give the decimals of a number; None for as many as there are, and where it is shown divided."""
    written = attributes.get("number:decimal-places", "")
    if attributes.get("number:display-factor", "1") != "1":
        return None
    return min(int(written), _LARGEST) if written.isdecimal() and len(written) < _LARGEST else None
