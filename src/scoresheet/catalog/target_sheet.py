"""The table of targets to be filled in: every unit with every measure, what is its own and what is the default."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoresheet.catalog.form import placeholders
from scoresheet.catalog.model import Catalog, Item, Measure, NotApplicable, Unit
from scoresheet.catalog.targets import BY_CATALOG, METHODS, NOTE, Known
from scoresheet.figures import plain
from scoresheet.language import Locale, Text
from scoresheet.rule.model import Comparison

COMPARED = {
    Comparison.AT_LEAST: Text("不少于", "at least"),
    Comparison.AT_MOST: Text("不多于", "at most"),
    Comparison.BELOW: Text("低于", "below"),
    Comparison.EQUALS: Text("等于", "exactly"),
}
"""How a number is held against its target."""

Own = Mapping[tuple[str, str, str], Decimal]
"""The units' own targets by (unit, item, measure)."""

Applies = Mapping[str, Mapping[str, NotApplicable]]
"""The items that don't apply, by unit and item."""


@dataclass(frozen=True, slots=True)
class Column:
    """A measure that a unit can have a target of its own for."""

    item: Item
    measure: Measure

    @property
    def key(self) -> tuple[str, str]:
        """The ids of the item and the measure."""
        return self.item.id, self.measure.id

    @property
    def title(self) -> str:
        """What heads the column: 2/volunteers."""
        return f"{self.item.id}/{self.measure.id}"

    @property
    def default(self) -> Decimal | None:
        """The target of units without one of their own."""
        return self.measure.goal.target


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its own targets, column by column, and what doesn't apply to it in words."""

    unit: Unit
    own: tuple[Decimal | None, ...]
    not_applicable: str


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """The whole table; `notes` are the rows that explain the columns, each with its label."""

    locale: Locale
    title: str
    columns: tuple[Column, ...]
    rows: tuple[UnitRow, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all columns: unit, name, what doesn't apply, the measures."""
        return (*(words.of(self.locale) for words in _TITLES), *(column.title for column in self.columns))

    @property
    def notes(self) -> tuple[tuple[str, ...], ...]:
        """The rows that explain the measures, as wide as the titles."""
        said = (
            (_MEASURE, [column.measure.name for column in self.columns]),
            (_UNIT, [column.measure.unit for column in self.columns]),
            (_ASKED, [COMPARED[column.measure.goal.comparison].of(self.locale) for column in self.columns]),
            (_DEFAULT, [_shown(column.default) for column in self.columns]),
        )
        return tuple((f"{NOTE}{label.of(self.locale)}", "", "", *words) for label, words in said)


_TITLES = (Text("单位编号", "unit"), Text("名称", "name"), Text("不适用", "not_applicable"))
_MEASURE = Text("指标", "measure")
_UNIT = Text("计量单位", "counted in")
_ASKED = Text("要求", "asked for")
_DEFAULT = Text("默认目标数", "default target")


def target_columns(catalog: Catalog) -> tuple[Column, ...]:
    """Give every measure that can have targets, in the order of the form."""
    return tuple(
        Column(item, measure)
        for item in catalog.items
        for measure in item.measures
        if not measure.is_question
    )


def target_sheet(catalog: Catalog, known: Known, own: Own, besides: Applies) -> TargetSheet:
    """Give the table of a catalog.

    `own` are the units' own targets; `besides` are the items that the table itself says don't apply, beside those of
    which `known` the catalog does.
    """
    columns = target_columns(catalog)
    rows = tuple(
        UnitRow(
            unit,
            tuple(own.get((unit.id, *column.key)) for column in columns),
            _not_applying(unit, known, besides, catalog.locale),
        )
        for unit in catalog.units
    )
    return TargetSheet(catalog.locale, catalog.title, columns, rows)


def _not_applying(unit: Unit, known: Known, besides: Applies, locale: Locale) -> str:
    settled, added = known.not_applicable.get(unit.id, {}), besides.get(unit.id, {})
    words = [f"{_entry(item, method, locale)}{BY_CATALOG.of(locale)}" for item, method in settled.items()]
    words += [_entry(item, method, locale) for item, method in added.items() if item not in settled]
    return Text("；", "; ").of(locale).join(words)


def _entry(item: str, method: NotApplicable, locale: Locale) -> str:
    return f"{item}{Text('：', ': ').of(locale)}{METHODS[method].of(locale)}"


def needed(catalog: Catalog) -> Iterator[tuple[Unit, Column]]:
    """Walk the targets that a unit must have of its own, because the catalog gives none and something needs it."""
    for column in target_columns(catalog):
        item, measure = column.item, column.measure
        printed = any(name == measure.id for name, _ in placeholders(item.text))
        counts = measure.id in item.rule.targeted
        for unit in catalog.units if column.default is None else ():
            if printed or (counts and item.id not in unit.not_applicable):
                yield unit, column


def written(sheet: TargetSheet) -> bytes:
    """Give the table as a CSV file that the catalog reads: own targets only, a blank where the default stands.

    The file begins with a mark by which Excel and WPS know its encoding.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(sheet.titles)
    writer.writerows(sheet.notes)
    for row in sheet.rows:
        writer.writerow([row.unit.id, row.unit.name, row.not_applicable, *map(_shown, row.own)])
    return buffer.getvalue().encode("utf-8-sig")


def _shown(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
