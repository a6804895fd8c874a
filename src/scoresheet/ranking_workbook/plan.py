"""What the sheets of the ranking workbook share: their names, where each number stands, one line per unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scoresheet.assessment import Assessment, UnitResult
from scoresheet.catalog.item_texts import shared_texts
from scoresheet.catalog.model import Catalog, Category, Item, NotApplicable, Ties
from scoresheet.figures import plain
from scoresheet.language import NOTHING, Locale, Text
from scoresheet.ranking.certainty import Outlook, outlooks
from scoresheet.ranking.grades import NO_VETO, Vetoes, vetoes
from scoresheet.ranking.ordering import Place, PlacedUnit, Ranking, tie_break
from scoresheet.ranking_workbook.rows import Rows
from scoresheet.ranking_workbook.table import (
    CATEGORIES,
    MATRIX,
    RANKING,
    Columns,
    Table,
    category_column,
    item_column,
    level_column,
    span,
    tie_column,
)

LIVE_UNITS = 3000
"""With more units than this the workbook holds values instead of formulas: they compare each unit with all."""


_OF_POINTS = Text("{0}\n（{1}分）", "{0}\n({1} points)")
_WEIGHTED = Text("{0}\n（{1}分，权重{2}%）", "{0}\n({1} points, weight {2} %)")
_HEADING = Text("{0}　{1}", "{0}: {1}")
_OUT = frozenset({NotApplicable.DROP, NotApplicable.RESCALE})


@dataclass(frozen=True, slots=True)
class Line:
    """One unit on its way through the workbook.

    `number` counts the units in the catalog's order, `position` in the order of the ranking, both from 1; `start` is
    the position of the first unit that shares its place, `group_start` that of the first of its group where the
    ranking goes group by group. `main` is the place that the ranking is about, `beside` the other one: among the
    units of the group or among all.
    """

    result: UnitResult
    number: int
    position: int
    start: int | None
    group_start: int | None
    placed: PlacedUnit | None
    main: Place | None
    beside: Place | None
    reason: Text
    group_number: int | None
    vetoes: Vetoes = NO_VETO

    @property
    def ranked(self) -> bool:
        """Whether the unit has a place."""
        return self.placed is not None

    def left_out(self, item: str) -> bool:
        """Tell whether an item carries no score for this unit because it doesn't apply to it."""
        return self.result.unit.not_applicable.get(item) in _OUT


_MATRIX_HELPERS = ("compared", "order", "group_number", "reason", "range", "decided")
_RANKING_HELPERS = ("row", "compared", "group_number", "start", "first_of_group")
_GROUPED_HELPERS = ("row", "compared", "group_number", "start", "group_start")
_VETO_HELPERS = ("fixed", "at_best", "down", "open", "vetoed")

NO_SCORE = -1_000_000
"""Stands for the score of an item that doesn't apply where ties are broken: less than any score."""


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
    def outlooks(self) -> Mapping[str, Outlook]:
        """The places that each unit could take, by unit."""
        return outlooks(self.assessment)

    def range(self, line: Line) -> str:
        """Give the places that a unit could take in the ranking, "" where no item applies to it."""
        found = self.outlooks.get(line.result.unit.id)
        places = None if found is None else found.places
        if found is not None and self.catalog.within_groups:
            places = found.in_group
        return "" if places is None else span(places)

    @cached_property
    def rows(self) -> Rows:
        """Where findings and returned cells stand on the sheets that list them."""
        return Rows(self.assessment)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of every item, for readers of all units together."""
        return shared_texts(self.catalog)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the form."""
        return self.catalog.items

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """The categories that hold items."""
        return tuple(category for category in self.catalog.categories if category.items)

    @cached_property
    def summed(self) -> tuple[Category, ...]:
        """The categories that are worth points; the others hold bonuses or vetoes only."""
        return tuple(category for category in self.categories if category.points)

    @cached_property
    def bonuses(self) -> tuple[Item, ...]:
        """The items whose scores come on top."""
        return tuple(item for item in self.items if item.rule.is_bonus)

    @cached_property
    def has_vetoes(self) -> bool:
        """Whether any item is a veto."""
        return any(item.rule.veto is not None for item in self.items)

    @property
    def has_levels(self) -> bool:
        """Whether the order follows from more than the totals: from tie-breaks, or from groups."""
        return bool(self.catalog.break_ties) or self.catalog.within_groups

    @property
    def order_key(self) -> str:
        """The column of the matrix that the order follows from."""
        return level_column(len(self.catalog.break_ties)) if self.has_levels else "compared"

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of the catalog in their order; empty where it has none."""
        return tuple(dict.fromkeys(unit.group for unit in self.catalog.units if unit.group is not None))

    @cached_property
    def _group_numbers(self) -> Mapping[str, int]:
        return {group: number for number, group in enumerate(self.groups, start=1)}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All units in the catalog's order."""
        placed = {one.result.unit.id: one for one in self.ranking.placed}
        reasons = {one.result.unit.id: one.reason for one in self.ranking.unplaced}
        positions = {unit: position for position, unit in enumerate([*placed, *reasons], start=1)}
        return tuple(
            self._line(
                result,
                number,
                positions[result.unit.id],
                placed.get(result.unit.id),
                reasons.get(result.unit.id),
            )
            for number, result in enumerate(self.assessment.units, start=1)
        )

    def _line(
        self, result: UnitResult, number: int, position: int, placed: PlacedUnit | None, reason: Text | None
    ) -> Line:
        group, within = result.unit.group, self.catalog.within_groups
        overall, in_group = (placed.place, placed.place_in_group) if placed else (None, None)
        start, group_start = self._starts[result.unit.id] if placed else (None, None)
        return Line(
            result,
            number,
            position,
            start,
            group_start,
            placed,
            in_group if within else overall,
            overall if within else in_group,
            reason or NOTHING,
            None if group is None else self._group_numbers[group],
            vetoes(self.catalog, result.submission),
        )

    @cached_property
    def _starts(self) -> dict[str, tuple[int, int]]:
        """Where the ties and the groups of the ranked units start in the list."""
        ties: dict[object, int] = {}
        contests: dict[object, int] = {}
        found = {}
        for position, one in enumerate(self.ranking.placed, start=1):
            contest = one.result.unit.group if self.catalog.within_groups else None
            start = ties.setdefault((contest, one.place.number), position)
            found[one.result.unit.id] = start, contests.setdefault(contest, position)
        return found

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
        the percents is that of the totals. Converted totals are out of the same for all units.
        """
        if self.catalog.scale is not None:
            return False
        return any(line.result.scores.max_score != self.catalog.total for line in self.lines)

    @cached_property
    def precision(self) -> int:
        """The power of ten that turns every total and every reachable score into a whole number."""
        exponents = [line.result.scores.max_score.normalize().as_tuple().exponent for line in self.lines]
        decimals = [-exponent for exponent in exponents if isinstance(exponent, int)]
        return int(10 ** max([self.catalog.decimals, *decimals]))

    def compared(self, line: Line) -> float | str:
        """Give the number by which a unit is compared, exactly as the workbook computes it; "" where it isn't."""
        if not line.ranked:
            return ""
        scores = line.result.scores
        if self.catalog.scale is not None:
            return float(int((scores.compared or Decimal(0)) * self.precision))
        total = int((scores.total or Decimal(0)) * self.precision)
        return total / int(scores.max_score * self.precision) if self.by_percent else float(total)

    def tie_value(self, line: Line, criterion: str) -> Decimal:
        """Give the score of a unit that breaks ties, with the number that stands for one that doesn't apply."""
        score = tie_break(line.result.scores, criterion)
        return Decimal(NO_SCORE) if score is None else score

    def order_value(self, line: Line) -> float | str:
        """Give the number that the order follows from; "" for a unit that isn't ranked."""
        return self.level(line, len(self.catalog.break_ties)) if self.has_levels else self.compared(line)

    def level(self, line: Line, number: int) -> int | str:
        """Give the place among all units once so many tie-breaks were looked at; "" for a unit that isn't ranked."""
        return self._levels[number][self._key(line, number)] if line.ranked else ""

    def is_new(self, line: Line) -> int | str:
        """Give 1 for the first unit in the catalog's order with its place among all, 0 for others that share it."""
        return int(line.number in self._first_of_level) if line.ranked else ""

    @cached_property
    def _first_of_level(self) -> frozenset[int]:
        first: dict[float | str, int] = {}
        for line in self.lines:
            first.setdefault(self.order_value(line), line.number)
        return frozenset(first.values())

    @cached_property
    def _levels(self) -> tuple[dict[object, int], ...]:
        levels = []
        for number in range(len(self.catalog.break_ties) + 1):
            keys = sorted((self._key(line, number) for line in self.lines if line.ranked), reverse=True)
            first: dict[object, int] = {}
            for place, key in enumerate(keys, start=1):
                first.setdefault(key, place)
            levels.append(first)
        return tuple(levels)

    def _key(self, line: Line, number: int) -> tuple[float | Decimal, ...]:
        ties = (self.tie_value(line, one) for one in self.catalog.break_ties[:number])
        return (float(self.compared(line)), *ties)

    def scored(self, line: Line, category: Category | None = None) -> int:
        """Count the items, of one category without its bonuses or of all, that must hold a score for this unit."""
        items = [item for item in category.items if not item.rule.is_bonus] if category else self.items
        return sum(not line.left_out(item.id) for item in items if item.rule.cell_reads is None)

    def rescaled(self, line: Line) -> Decimal:
        """Give the points of the items that don't apply to a unit and for which the rest is scaled up."""
        treatments = line.result.unit.not_applicable
        items = self.items
        rescaled = (
            item.points
            for item in items
            if treatments.get(item.id) is NotApplicable.RESCALE and not item.rule.is_bonus
        )
        return sum(rescaled, Decimal(0))

    @cached_property
    def results(self) -> tuple[str, ...]:
        """The columns of a unit's results."""
        bonus = ["bonus"] if self.bonuses else []
        converted = ["converted"] if self.catalog.scale is not None else []
        return ("total", *bonus, "max", "rate", *converted)

    @cached_property
    def matrix_helpers(self) -> tuple[str, ...]:
        """The hidden columns of the matrix."""
        levels = [level_column(0)] if self.has_levels else []
        for number, criterion in enumerate(self.catalog.break_ties, start=1):
            levels += [tie_column(criterion), level_column(number)]
        new = ["new"] if self.catalog.within_groups and self.catalog.ties is Ties.DENSE else []
        vetoed = _VETO_HELPERS if self.has_vetoes else ()
        return (*_MATRIX_HELPERS, *levels, *new, *vetoed)

    @cached_property
    def ranking_helpers(self) -> tuple[str, ...]:
        """The hidden columns of the ranking."""
        helpers = _GROUPED_HELPERS if self.catalog.within_groups else _RANKING_HELPERS
        equal = ["equal"] if self.catalog.break_ties else []
        graded = ["from", "to", "band", "band_from", *self.bound_columns] if self.catalog.grades else []
        return (*helpers, *equal, *graded)

    @cached_property
    def bound_columns(self) -> tuple[str, ...]:
        """The columns that say how many units have a grade or a better one: one for each group that competes."""
        if not self.catalog.within_groups:
            return ("bound",)
        return tuple(f"bound {number}" for number in range(1, len(self.groups) + 1))

    @cached_property
    def matrix(self) -> Table:
        """Where the matrix of scores stands: units in the catalog's order under seven rows of titles."""
        items = [item_column(item) for item in self.items]
        names = ["unit", *self._group(), "status", "ranked", *items, *self.results, "place"]
        return Table(MATRIX.of(self.locale), Columns([*names, *self.matrix_helpers]), 8, len(self.lines))

    @cached_property
    def subtotals(self) -> Table:
        """Where the subtotals of the categories stand: units in the catalog's order."""
        categories = [category_column(category) for category in self.summed]
        results = [name for name in self.results if name not in {"max", "rate"}]
        names = ["unit", *self._group(), "ranked", *categories, *results]
        return Table(CATEGORIES.of(self.locale), Columns(names), 5, len(self.lines))

    @cached_property
    def places(self) -> Table:
        """Where the ranking stands: units in its order."""
        categories = [category_column(category) for category in self.summed]
        beside = ["beside"] if self.groups else []
        grade = ["grade"] if self.catalog.grades else []
        ties = [tie_column(item.id) for item in self.tie_items]
        scores = [*self.results, *grade, *categories, *ties, "remark"]
        names = ["place", "tied", "unit", *self._group(), *beside, "range", *scores, *self.ranking_helpers]
        return Table(RANKING.of(self.locale), Columns(names), 5, len(self.lines))

    @cached_property
    def tie_items(self) -> tuple[Item, ...]:
        """The items that break ties; categories that do have columns of their own anyway."""
        categories = {category.id for category in self.catalog.categories}
        wanted = [one for one in self.catalog.break_ties if one not in categories]
        items = {item.id: item for item in self.items}
        return tuple(items[one] for one in wanted)

    def _group(self) -> Sequence[str]:
        return ["group"] if self.groups else []

    def points_title(self, category: Category) -> str:
        """Give a category's name over its points, as the title of a column."""
        if category.weight is not None:
            words = _WEIGHTED.of(self.locale)
            return words.format(category.name, plain(category.points), plain(category.weight))
        return _OF_POINTS.of(self.locale).format(category.name, plain(category.points))

    def heading(self, sheet: str) -> str:
        """Give the title of a sheet: what is assessed, and what the sheet shows."""
        return _HEADING.of(self.locale).format(self.catalog.title, sheet)

    @property
    def stage(self) -> str:
        """What the scores are, and what they are not; it stands on every printed page."""
        return self.ranking.stage.word.of(self.locale)

    def footer(self) -> str:
        """Give the words at the foot of every printed page."""
        return f"{self.catalog.title}    {self.catalog.round.label}"
