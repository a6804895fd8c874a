"""The formulas of the list of places: where each unit stands, whether it shares its place, its place in its group."""

from __future__ import annotations

from dataclasses import dataclass

from scoresheet.catalog.model import Ties
from scoresheet.grid import address
from scoresheet.language import Text
from scoresheet.ranking_workbook.plan import Line, Plan
from scoresheet.ranking_workbook.references import literal, stretch

NO_PLACE = "—"
TIED = Text("并列", "tied")
SEPARATED = Text("同分", "same total")


@dataclass(frozen=True, slots=True)
class PlaceFormulas:
    """The formulas of one ranking; each method takes the row of the ranking that its formula stands in."""

    plan: Plan

    def _say(self, text: Text) -> str:
        return text.of(self.plan.locale)

    def at(self, name: str, row: int) -> str:
        """Give the address of a cell of the ranking."""
        return address(row, self.plan.places.columns[name])

    def found(self, name: str, row: int) -> str:
        """Give the formula of what the matrix says of the unit in a row."""
        return f"INDEX({self.plan.matrix.cells(name)},{self.at('row', row)})"

    def if_ranked(self, row: int, formula: str, otherwise: str = '""') -> str:
        """Give a formula that holds for ranked units alone."""
        return f'IF({self.at("compared", row)}="",{otherwise},{formula})'

    def place(self, line: Line, row: int) -> str:
        """Give the formula of the place that the ranking is about."""
        number, within = self.at("start", row), self.plan.catalog.within_groups
        if self.plan.catalog.ties is Ties.DENSE:
            same, above = f"{number}<{line.position}", self.at("place", row - 1)
            number = f"IF({same},{above},{above}+1)" if line.position > 1 else "1"
            if within and line.position > 1:
                number = f"IF({self.at('group_start', row)}={line.position},1,{number})"
        elif within:
            number = f"{number}-{self.at('group_start', row)}+1"
        return self.if_ranked(row, number, literal(NO_PLACE))

    def tied(self, line: Line, row: int) -> str:
        """Give the formula of whether the place is shared, or was told apart."""
        others = [row - 1] if line.position > 1 else []
        others += [row + 1] if line.position < self.plan.places.count else []
        otherwise = '""'
        if self.plan.catalog.break_ties:
            otherwise = f'IF({self._same("equal", row, others)},{literal(self._say(SEPARATED))},"")'
        same = self._same("compared", row, others)
        return self.if_ranked(row, f"IF({same},{literal(self._say(TIED))},{otherwise})")

    def _same(self, name: str, row: int, others: list[int]) -> str:
        """Give the condition that one of the units beside, of the same group, has the same number."""
        conditions = [f"{self.at(name, row)}={self.at(name, other)}" for other in others]
        if self.plan.catalog.within_groups:
            group = self.at("group_number", row)
            groups = [f"{group}={self.at('group_number', other)}" for other in others]
            conditions = [f"AND({one},{also})" for one, also in zip(conditions, groups, strict=True)]
        return f"OR({','.join(conditions) or 'FALSE'})"

    def among_all(self, row: int) -> str:
        """Give the formula of the place among all, where the ranking goes group by group."""
        level = self.at("compared", row)
        if self.plan.catalog.ties is not Ties.DENSE:
            return level
        return f'SUMIF({self.plan.matrix.cells(self.plan.order_key)},"<="&{level},{self.plan.matrix.cells("new")})'

    def in_group(self, row: int) -> str:
        """Give the formula of the place in the group, where the ranking is one of all."""
        columns, first = self.plan.places.columns, self.plan.places.first
        group = self.at("group_number", row)
        if self.plan.catalog.ties is Ties.DENSE:
            groups = stretch(columns["group_number"], first, row)
            return f"SUMIF({groups},{group},{stretch(columns['first_of_group'], first, row)})"
        # The title's cell stands in for "nobody" above the first.
        groups = stretch(columns["group_number"], first - 1, self.plan.places.last)
        top = address(first - 1, columns["group_number"])
        return f"COUNTIF({top}:INDEX({groups},{self.at('start', row)}),{group})+1"

    def first_of_group(self, row: int) -> str:
        """Give the formula of whether a unit is the first of its group among equal ones."""
        group = self.at("group_number", row)
        groups = stretch(
            self.plan.places.columns["group_number"], self.plan.places.first, self.plan.places.last
        )
        tie = f"INDEX({groups},{self.at('start', row)}):{group}"
        return self.if_ranked(row, f'IF({group}="","",IF(COUNTIF({tie},{group})=1,1,0))')
