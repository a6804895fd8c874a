"""The formulas of the ranking workbook: from a unit's scores to its totals, from its position to its grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from scoresheet.book import Result
from scoresheet.catalog.model import Category, Grade, Item
from scoresheet.figures import plain
from scoresheet.grid import address
from scoresheet.language import Text
from scoresheet.ranking.grades import Undecided, boundaries
from scoresheet.ranking.ordering import share
from scoresheet.ranking_workbook.plan import Line, Plan
from scoresheet.ranking_workbook.references import across, literal, quoted, stretch
from scoresheet.ranking_workbook.table import category_column, item_column
from scoresheet.titles import YES

NO_GRADE = "—"
_HUNDRED = Decimal(100)
_LESS_THAN_ANY = -1_000_000_000

# Enough for the noise of a product of doubles to vanish, too few to reach a real half.
_CLEAR = 8

_NOTHING = '""'


def total(plan: Plan, line: Line) -> str:
    """Give the formula of a unit's total: "" while a required score is missing."""
    row, decimals = _row(plan, line), plan.catalog.decimals
    highest, rescaled = line.result.scores.max_score, plan.rescaled(line)
    scores = f"SUM({_cells(plan, row, plan.items, _is_summed)})"
    bonus = f"+{_at(plan, row, 'bonus')}" if plan.bonuses else ""
    summed = f"ROUND({scores}{bonus},{decimals})"
    if rescaled and rescaled != highest:
        scaled = f"{scores}*{plain(highest)}/{plain(highest - rescaled)}{bonus}"
        summed = _rounded(scaled, decimals)
    return _unless_missing(plan, line, plan.items, plan.scored(line), summed)


def bonus(plan: Plan, line: Line) -> str:
    """Give the formula of what a unit's bonuses count: up to the cap, "" while one is missing."""
    most = plan.catalog.bonus_at_most
    summed = f"SUM({_cells(plan, _row(plan, line), plan.bonuses)})"
    capped = summed if most is None else f"MIN({summed},{plain(most)})"
    required = sum(not line.left_out(item.id) for item in plan.bonuses if item.rule.cell_reads is None)
    rounded = f"ROUND({capped},{plan.catalog.decimals})"
    return _unless_missing(plan, line, plan.bonuses, required, rounded, none_is_0=True)


def subtotal(plan: Plan, line: Line, category: Category) -> str:
    """Give the formula of a category's scores together, without bonuses, for another sheet than the matrix."""
    sheet, items = quoted(plan.matrix.sheet), [item for item in category.items if _is_summed(item)]
    summed = f"ROUND(SUM({_cells(plan, _row(plan, line), items, sheet=sheet)}),{plan.catalog.decimals})"
    return _unless_missing(plan, line, items, plan.scored(line, category), summed, sheet=sheet)


def converted(plan: Plan, line: Line) -> str:
    """Give the formula of a unit's converted total: "" without a total."""
    row, scale = _row(plan, line), plan.catalog.scale or Decimal(100)
    reached, highest = _at(plan, row, "total"), _at(plan, row, "max")
    if not line.result.scores.max_score:
        return _NOTHING
    exact = f"{reached}*{plain(scale)}/{highest}"
    if plan.catalog.is_weighted:
        bonuses = f"+{_at(plan, row, 'bonus')}" if plan.bonuses else ""
        exact = _weighted(plan, line, scale) + bonuses
    return f'IF({reached}="","",{_rounded(exact, plan.catalog.decimals)})'


def compared(plan: Plan, row: int) -> str:
    """Give the formula of the number by which a unit is compared: "" for one that isn't ranked."""
    ranked, highest = _at(plan, row, "ranked"), _at(plan, row, "max")
    number = _at(plan, row, "total" if plan.catalog.scale is None else "converted")
    # Whole numbers are exact in a double, and so is the order of their quotients.
    value, more = f"ROUND({number}*{plan.precision},0)", ""
    if plan.by_percent:
        value, more = f"{value}/ROUND({highest}*{plan.precision},0)", f",{highest}>0"
    joined_in = f"{ranked}={literal(YES.of(plan.locale))}"
    return f'IF(AND({joined_in},ISNUMBER({number}){more}),{value},"")'


def order(plan: Plan, row: int) -> str:
    """Give the formula of a unit's position: equal ones in the catalog's order, those not ranked last."""
    name = plan.order_key
    cell, all_cells, so_far = _at(plan, row, name), _down(plan, name), _down(plan, name, row)
    unranked = f"COUNT({all_cells})+ROWS({so_far})-COUNT({so_far})"
    if not plan.has_levels:
        return f'IF({cell}="",{unranked},RANK({cell},{all_cells})+COUNTIF({so_far},{cell})-1)'
    if not plan.catalog.within_groups:
        return f'IF({cell}="",{unranked},{cell}+COUNTIF({so_far},{cell})-1)'
    group, groups = _at(plan, row, "group_number"), _down(plan, "group_number")
    before = f'COUNTIFS({groups},"<"&{group},{all_cells},">0")'
    better = f'COUNTIFS({groups},{group},{all_cells},"<"&{cell})'
    equal = f"COUNTIFS({_down(plan, 'group_number', row)},{group},{so_far},{cell})"
    return f'IF({cell}="",{unranked},{before}+{better}+{equal})'


def criterion(plan: Plan, named: str, row: int) -> str:
    """Give the cell of a score that breaks ties, of a category or an item."""
    categories = {category.id: category for category in plan.catalog.categories}
    if named not in categories:
        return _at(plan, row, f"item {named}")
    subtotals = plan.subtotals
    return subtotals.cell(category_column(categories[named]), row - plan.matrix.first + subtotals.first)


def _down(plan: Plan, name: str, last: int | None = None) -> str:
    matrix = plan.matrix
    return stretch(matrix.columns[name], matrix.first, last or matrix.last)


def _weighted(plan: Plan, line: Line, scale: Decimal) -> str:
    reach = {category.id: _reachable(line, category) for category in plan.summed}
    counting = [category for category in plan.summed if category.weight is not None and reach[category.id]]
    together = sum((category.weight or Decimal(0) for category in counting), Decimal(0))
    parts = []
    for category in counting:
        items = [item for item in category.items if _is_summed(item)]
        scores = f"SUM({_cells(plan, _row(plan, line), items)})"
        parts.append(f"{plain(category.weight or Decimal(0))}*{scores}/{plain(reach[category.id])}")
    # A category of which nothing applies to the unit leaves its weight to the others.
    factor = Fraction(scale) / Fraction(together) if together else Fraction(0)
    return f"({'+'.join(parts) or '0'})*{factor.numerator}/{factor.denominator}"


def _reachable(line: Line, category: Category) -> Decimal:
    points = (item.points for item in category.items if _is_summed(item) and not line.left_out(item.id))
    return sum(points, Decimal(0))


def _is_summed(item: Item) -> bool:
    return not item.rule.is_bonus


def _is_required(item: Item) -> bool:
    return item.rule.cell_reads is None


def _rounded(exact: str, decimals: int) -> str:
    return f"ROUND(ROUND({exact},{decimals + _CLEAR}),{decimals})"


def _row(plan: Plan, line: Line) -> int:
    return plan.matrix.first + line.number - 1


def _at(plan: Plan, row: int, name: str) -> str:
    return address(row, plan.matrix.columns[name])


def _cells(
    plan: Plan,
    row: int,
    items: Iterable[Item],
    wanted: Callable[[Item], bool] = lambda _: True,
    *,
    sheet: str = "",
) -> str:
    """Give the cells of some items in a row of the matrix: one stretch for each run of columns."""
    columns = [plan.matrix.columns[item_column(item)] for item in items if wanted(item)]
    runs = groupby(enumerate(columns), key=lambda numbered: numbered[1] - numbered[0])
    stretches = [[column for _, column in run] for _, run in runs]
    lead = f"{sheet}!" if sheet else ""
    return ",".join(f"{lead}{across(row, run[0], run[-1])}" for run in stretches)


def _unless_missing(
    plan: Plan,
    line: Line,
    items: Iterable[Item],
    required: int,
    formula: str,
    *,
    sheet: str = "",
    none_is_0: bool = False,
) -> str:
    """Give a formula that shows nothing while a required score is missing, and where there is nothing to add."""
    row = _row(plan, line)
    if required:
        cells = _cells(plan, row, items, _is_required, sheet=sheet)
        return f'IF(COUNT({cells})<>{required},"",{formula})'
    if none_is_0:
        return formula
    every = _cells(plan, row, items, sheet=sheet)
    return f'IF(COUNT({every})=0,"",{formula})' if every else _NOTHING


@dataclass(frozen=True, slots=True)
class Cell:
    """A formula (None for a constant) with its result, and the column that it stands in."""

    column: str
    formula: str | None
    result: Result


@dataclass(frozen=True)
class Bands:
    """The grades of a ranking as the workbook computes them: a hidden table, and two columns for each unit."""

    plan: Plan

    def table(self) -> list[list[Cell]]:
        """Give the rows of the table: a grade's name, the least number for it, how many units are that good."""
        rows = []
        for number, grade in enumerate(self.plan.catalog.grades):
            row = self.plan.places.first + number
            cells = [Cell("band", None, grade.name), Cell("band_from", None, self._threshold(grade))]
            for group, column in enumerate(self.plan.bound_columns, start=1):
                cells.append(
                    Cell(column, self._bound(grade, row, column, group), self._bounds[column][number])
                )
            rows.append(cells)
        return rows

    def formula(self, row: int) -> str:
        """Give the formula of a ranked unit's grade, or of what stands in its place."""
        plan, pending = self.plan, literal(self._say(Undecided.PENDING.word))
        if plan.ranking.pending:
            return pending
        first, last = self._at("from", row), self._at("to", row)
        named = f"INDEX({self._grades('band')},{first})"
        named = f"IF({first}>{len(plan.catalog.grades)},{literal(NO_GRADE)},{named})"
        decided = f"IF({first}={last},{named},{literal(self._say(Undecided.TIE.word))})"
        if not plan.has_vetoes:
            return decided
        return f"IF(INDEX({plan.matrix.cells('open')},{self._at('row', row)})=1,{pending},{decided})"

    def result(self, line: Line) -> str:
        """Give the result of `formula`; "" for a unit that isn't ranked."""
        if line.placed is None:
            return ""
        if line.placed.undecided is not None:
            return self._say(line.placed.undecided.word)
        return line.placed.grade or NO_GRADE

    def number_formula(self, row: int, *, last: bool) -> str:
        """Give the formula of the grade, counted from 1, at the first or the last of the positions that a tie shares."""
        start = self._at("start", row)
        position = f"{start}+COUNTIF({self._units('start')},{start})-1" if last else start
        bounds = self._grades(self.plan.bound_columns[0])
        if self.plan.catalog.within_groups:
            bounds = f"INDEX({self._block},0,{self._at('group_number', row)})"
            position = f"{position}-{self._at('group_start', row)}+1"
        reached = f'COUNTIF({bounds},"<"&({position}))+1'
        return self._vetoed(row, reached) if self.plan.has_vetoes else reached

    def number_result(self, line: Line, *, last: bool) -> int | str:
        """Give the result of `number_formula`; "" for a unit that isn't ranked."""
        if line.start is None:
            return ""
        position = line.start - (line.group_start or 1) + (self._tied[line.start] if last else 1)
        column = f"bound {line.group_number}" if self.plan.catalog.within_groups else "bound"
        reached = sum(bound < position for bound in self._bounds[column])
        return line.vetoes.applied(reached, len(self.plan.catalog.grades)) + 1

    @cached_property
    def _bounds(self) -> Mapping[str, tuple[int, ...]]:
        """How many units have each grade or a better one, for each group that competes."""
        shares: dict[str, list[Fraction]] = {column: [] for column in self.plan.bound_columns}
        for line in self.plan.listed:
            if line.ranked:
                column = f"bound {line.group_number}" if self.plan.catalog.within_groups else "bound"
                shares[column].append(share(line.result.scores, self.plan.catalog))
        return {column: boundaries(self.plan.catalog.grades, reached) for column, reached in shares.items()}

    @cached_property
    def _tied(self) -> Mapping[int | None, int]:
        return Counter(line.start for line in self.plan.lines)

    def _threshold(self, grade: Grade) -> Decimal | str:
        """Give the least number that is compared for a grade; "" where only its quota counts."""
        catalog = self.plan.catalog
        if grade.at_least is None:
            return ""
        if self.plan.by_percent:
            return grade.at_least / _HUNDRED
        full = catalog.total if catalog.scale is None else catalog.scale
        return grade.at_least * full * self.plan.precision / _HUNDRED

    def _bound(self, grade: Grade, row: int, column: str, group: int) -> str:
        numbers, least = self.plan.matrix.cells("compared"), f'">="&{self._at("band_from", row)}'
        units, enough = f"COUNT({numbers})", f"COUNTIF({numbers},{least})"
        if self.plan.catalog.within_groups:
            of_group = f"{self.plan.matrix.cells('group_number')},{group},{numbers}"
            units, enough = f'COUNTIFS({of_group},">{_LESS_THAN_ANY}")', f"COUNTIFS({of_group},{least})"
        reaching = units if grade.at_least is None else enough
        before = self._at(column, row - 1) if row > self.plan.places.first else "0"
        if grade.places is not None:
            reaching = f"MIN({reaching},{before}+{grade.places})"
        if grade.percent_of_units is not None:
            part, whole = grade.percent_of_units.as_integer_ratio()
            reaching = f"MIN({reaching},{before}+INT({units}*{part}/{whole * 100}))"
        return f"MAX({before},{reaching})"

    def _vetoed(self, row: int, reached: str) -> str:
        names = ("fixed", "at_best", "down")
        matrix, own = self.plan.matrix, self._at("row", row)
        fixed, best, down = (f"INDEX({matrix.cells(name)},{own})" for name in names)
        lowered = f"MIN({reached}+{down},{len(self.plan.catalog.grades)})"
        return f"IF({fixed}=0,MAX({reached},{best},{lowered}),MAX({fixed},{best}))"

    def _say(self, text: Text) -> str:
        return text.of(self.plan.locale)

    def _at(self, name: str, row: int) -> str:
        return address(row, self.plan.places.columns[name])

    def _units(self, name: str) -> str:
        table = self.plan.places
        return stretch(table.columns[name], table.first, table.last)

    @property
    def _last(self) -> int:
        return self.plan.places.first + len(self.plan.catalog.grades) - 1

    def _grades(self, name: str) -> str:
        return stretch(self.plan.places.columns[name], self.plan.places.first, self._last)

    @property
    def _block(self) -> str:
        """The table's columns of counts, one per group."""
        top, _ = self._grades(self.plan.bound_columns[0]).split(":")
        _, bottom = self._grades(self.plan.bound_columns[-1]).split(":")
        return f"{top}:{bottom}"
