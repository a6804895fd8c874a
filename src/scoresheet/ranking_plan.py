"""What the sheets of the ranking workbook share: their names, where each number stands, one line per unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scoresheet.assessment import Assessment, UnitResult
from scoresheet.book import quoted, stretch
from scoresheet.catalog.model import Catalog, Category, Item, NotApplicable
from scoresheet.grid import address
from scoresheet.item_texts import shared_texts
from scoresheet.language import NOTHING, Locale, Text
from scoresheet.ranking import Place, Ranking
from scoresheet.rule import plain

RANKING = Text("排名", "Ranking")
MATRIX = Text("得分矩阵", "Score matrix")
CATEGORIES = Text("分类得分", "By category")
SHORTFALLS = Text("未完成情况", "Shortfalls")
DONE = Text("完成情况", "What was done")
RETURNS = Text("报送情况", "Returns")
PROBLEMS = Text("问题清单", "Problems")
METHOD = Text("计分说明", "Method")

LIVE_UNITS = 3000
"""With more units than this the workbook holds values instead of formulas: they compare each unit with all."""


_OF_POINTS = Text("{0}\n（{1}分）", "{0}\n({1} points)")
_HEADING = Text("{0}　{1}", "{0}: {1}")
_OUT = frozenset({NotApplicable.DROP, NotApplicable.RESCALE})


@dataclass(frozen=True, slots=True)
class Line:
    """One unit on its way through the workbook.

    `number` counts the units in the catalog's order, `position` in the order of the ranking, both from 1; `start` is
    the position of the first unit that shares its place.
    """

    result: UnitResult
    number: int
    position: int
    start: int | None
    place: Place | None
    place_in_group: Place | None
    reason: Text
    group_number: int | None

    @property
    def ranked(self) -> bool:
        """Whether the unit has a place."""
        return self.place is not None

    def left_out(self, item: str) -> bool:
        """Tell whether an item carries no score for this unit because it doesn't apply to it."""
        return self.result.unit.not_applicable.get(item) in _OUT


class Columns:
    """Columns that are given out from left to right, each under a name."""

    def __init__(self, names: Iterable[str]) -> None:
        """Give out the columns from 1 on."""
        self._numbers = {name: number for number, name in enumerate(names, start=1)}

    def __getitem__(self, name: str) -> int:
        """Give a column's number."""
        return self._numbers[name]

    def span(self, names: Sequence[str]) -> tuple[int, int]:
        """Give the first and the last column of names that stand side by side."""
        return self[names[0]], self[names[-1]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row per unit: its sheet, its columns, the row of its first unit and how many there are."""

    sheet: str
    columns: Columns
    first: int
    count: int

    @property
    def last(self) -> int:
        """The last unit's row."""
        return self.first + self.count - 1

    def cells(self, name: str) -> str:
        """Give the fixed address of a column's cells, with the sheet."""
        return f"{quoted(self.sheet)}!{stretch(self.columns[name], self.first, self.last)}"

    def cell(self, name: str, row: int) -> str:
        """Give the address of a cell, with the sheet."""
        return f"{quoted(self.sheet)}!{address(row, self.columns[name])}"


MATRIX_HELPERS = ("compared", "order", "group_number", "reason")
RANKING_HELPERS = ("row", "compared", "group_number", "start", "first_of_group")


def item_column(item: Item) -> str:
    """Name the column of an item."""
    return f"item {item.id}"


def category_column(category: Category) -> str:
    """Name the column of a category."""
    return f"category {category.id}"


@dataclass(frozen=True)
class Plan:
    """The assessment and its ranking, laid out; rows and columns count from 1."""

    assessment: Assessment
    ranking: Ranking

    @property
    def catalog(self) -> Catalog:
        """The catalog of the round."""
        return self.assessment.catalog

    @property
    def locale(self) -> Locale:
        """The language of the workbook."""
        return self.catalog.locale

    @property
    def live(self) -> bool:
        """Whether the workbook computes."""
        return len(self.assessment.units) <= LIVE_UNITS

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of every item, for readers of all units together."""
        return shared_texts(self.catalog)

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """The categories that hold items."""
        return tuple(category for category in self.catalog.categories if category.items)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of the catalog in their order; empty where it has none."""
        return tuple(dict.fromkeys(unit.group for unit in self.catalog.units if unit.group is not None))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All units in the catalog's order."""
        placed = {one.result.unit.id: one for one in self.ranking.placed}
        reasons = {one.result.unit.id: one.reason for one in self.ranking.unplaced}
        numbers = {group: number for number, group in enumerate(self.groups, start=1)}
        positions = {unit: position for position, unit in enumerate([*placed, *reasons], start=1)}
        starts: dict[int, int] = {}
        for position, one in enumerate(self.ranking.placed, start=1):
            starts.setdefault(one.place.number, position)
        lines = []
        for number, result in enumerate(self.assessment.units, start=1):
            unit, ranked = result.unit, placed.get(result.unit.id)
            line = Line(
                result,
                number,
                positions[unit.id],
                starts[ranked.place.number] if ranked else None,
                ranked.place if ranked else None,
                ranked.place_in_group if ranked else None,
                reasons.get(unit.id, NOTHING),
                None if unit.group is None else numbers[unit.group],
            )
            lines.append(line)
        return tuple(lines)

    @cached_property
    def _openers(self) -> frozenset[str]:
        # The first unit of each group at each place: these are what dense places in a group count.
        first: dict[tuple[int | None, int], str] = {}
        for line in self.listed:
            if line.start is not None:
                first.setdefault((line.group_number, line.start), line.result.unit.id)
        return frozenset(first.values())

    def first_of_group(self, line: Line) -> int | str:
        """Give 1 for the first unit of its group among equal ones, 0 for the others, "" without place or group."""
        if line.start is None or line.group_number is None:
            return ""
        return int(line.result.unit.id in self._openers)

    @cached_property
    def listed(self) -> tuple[Line, ...]:
        """All units in the order of the ranking, those not ranked last."""
        return tuple(sorted(self.lines, key=lambda line: line.position))

    @cached_property
    def by_percent(self) -> bool:
        """Whether the workbook compares percents.

        It does as soon as any unit can't reach the total, ranked or not: where all ranked units can, the order of
        the percents is that of the totals.
        """
        return any(line.result.scores.max_score != self.catalog.total for line in self.lines)

    @cached_property
    def scale(self) -> int:
        """The power of ten that turns every total and every reachable score into a whole number."""
        exponents = [line.result.scores.max_score.normalize().as_tuple().exponent for line in self.lines]
        decimals = [-exponent for exponent in exponents if isinstance(exponent, int)]
        return int(10 ** max([self.catalog.decimals, *decimals]))

    def compared(self, line: Line) -> float | str:
        """Give the number by which a unit is compared, exactly as the workbook computes it; "" where it isn't."""
        if not line.ranked:
            return ""
        total = int((line.result.scores.total or Decimal(0)) * self.scale)
        return total / int(line.result.scores.max_score * self.scale) if self.by_percent else float(total)

    def scored(self, line: Line, category: Category | None = None) -> int:
        """Count the items, of one category or of all, that must hold a score for this unit."""
        items = category.items if category else self.catalog.items
        return sum(not line.left_out(item.id) for item in items)

    def rescaled(self, line: Line) -> Decimal:
        """Give the points of the items that don't apply to a unit and for which the rest is scaled up."""
        treatments = line.result.unit.not_applicable
        items = self.catalog.items
        rescaled = (item.points for item in items if treatments.get(item.id) is NotApplicable.RESCALE)
        return sum(rescaled, Decimal(0))

    @cached_property
    def matrix(self) -> Table:
        """Where the matrix of scores stands: units in the catalog's order under six rows of titles."""
        items = [item_column(item) for item in self.catalog.items]
        results = ["total", "max", "rate", "place"]
        names = ["unit", *self._group(), "status", "ranked", *items, *results, *MATRIX_HELPERS]
        return Table(MATRIX.of(self.locale), Columns(names), 7, len(self.lines))

    @cached_property
    def subtotals(self) -> Table:
        """Where the subtotals of the categories stand: units in the catalog's order."""
        categories = [category_column(category) for category in self.categories]
        names = ["unit", *self._group(), "ranked", *categories, "total"]
        return Table(CATEGORIES.of(self.locale), Columns(names), 4, len(self.lines))

    @cached_property
    def places(self) -> Table:
        """Where the ranking stands: units in its order."""
        categories = [category_column(category) for category in self.categories]
        in_group = ["place_in_group"] if self.groups else []
        scores = ["total", "max", "rate", *categories, "remark"]
        names = ["place", "tied", "unit", *self._group(), *in_group, *scores, *RANKING_HELPERS]
        return Table(RANKING.of(self.locale), Columns(names), 5, len(self.lines))

    def _group(self) -> Sequence[str]:
        return ["group"] if self.groups else []

    def points_title(self, category: Category) -> str:
        """Give a category's name over its points, as the title of a column."""
        return _OF_POINTS.of(self.locale).format(category.name, plain(category.points))

    def heading(self, sheet: str) -> str:
        """Give the title of a sheet: what is assessed, and what the sheet shows."""
        return _HEADING.of(self.locale).format(self.catalog.title, sheet)

    def footer(self) -> str:
        """Give the words at the foot of every printed page."""
        stage = self.ranking.stage.word.of(self.locale)
        return f"{stage}    {self.catalog.title}    {self.catalog.round.label}"
