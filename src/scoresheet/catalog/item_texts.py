"""An item's text for readers of all units together: targets and words that differ between units are left open."""

from __future__ import annotations

from decimal import Decimal

from scoresheet.catalog.form import placeholders
from scoresheet.catalog.model import Catalog, Item
from scoresheet.figures import plain

DIFFERS = "××"
"""Stands for a number that is not the same in all units, as Chinese documents leave one open."""

_FEW = 3


def shared_texts(catalog: Catalog) -> dict[str, str]:
    """Give the text of every item by its id: a target that all units share, otherwise ××; words joined by /."""
    return {item.id: _filled(item.text, _values(catalog, item)) for item in catalog.items}


def shortened(text: str, most: int) -> str:
    """Give at most `most` characters of a text on one line, an ellipsis for the rest; a closing full stop goes."""
    line = " ".join(text.split()).rstrip("。.")
    return line if len(line) <= most else line[: most - 1].rstrip("，、；,;（( ") + "…"


def _values(catalog: Catalog, item: Item) -> dict[str, str]:
    words = sorted({word for unit in catalog.units for word in unit.words})
    values = {word: _joined(list(dict.fromkeys(_words(catalog, word)))) for word in words}
    for measure in item.measures:
        default = measure.goal.target
        targets = {catalog.targets.get((unit.id, item.id, measure.id), default) for unit in catalog.units}
        values[measure.id] = _shown(targets.pop()) if len(targets) == 1 else DIFFERS
    return values


def _words(catalog: Catalog, word: str) -> list[str]:
    return [unit.words[word] for unit in catalog.units if word in unit.words]


def _joined(words: list[str]) -> str:
    return "/".join(words) if len(words) <= _FEW else DIFFERS


def _shown(target: Decimal | None) -> str:
    return "" if target is None else plain(target)


def _filled(text: str, values: dict[str, str]) -> str:
    pieces, end = [], 0
    for name, start in placeholders(text):
        pieces += [_unescaped(text[end:start]), values.get(name, DIFFERS)]
        end = start + len(name) + len("{}")
    return "".join([*pieces, _unescaped(text[end:])])


def _unescaped(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")
