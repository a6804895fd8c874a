"""Where findings and returned cells stand on the sheets of the ranking workbook that list them one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scoresheet import phrases
from scoresheet.assessment import Assessment, UnitResult
from scoresheet.checking.running import Finding, Group, grouped
from scoresheet.ranking_workbook.table import LIST_HEAD, is_listed


@dataclass(frozen=True)
class Rows:
    """The rows of 问题清单 and 数据来源, counted from 1."""

    assessment: Assessment

    @cached_property
    def problems(self) -> tuple[tuple[str | None, Group], ...]:
        """The findings with the unit that they concern (None for an unknown one), equal ones together, as listed."""
        found = phrases.by_unit(self.assessment)
        order = [*(result.unit.id for result in self.assessment.units), None]
        return tuple((unit, group) for unit in order for group in grouped(found.get(unit, [])))

    @cached_property
    def first_problem(self) -> Mapping[str | None, int]:
        """The row of each unit's first finding; a unit whose findings found no room has none."""
        rows: dict[str | None, int] = {}
        for row, (unit, _) in enumerate(self.problems, start=LIST_HEAD + 1):
            if is_listed(row):
                rows.setdefault(unit, row)
        return rows

    @cached_property
    def _of_item(self) -> Mapping[tuple[str | None, str], tuple[tuple[Finding, int], ...]]:
        found: dict[tuple[str | None, str], list[tuple[Finding, int]]] = {}
        for row, (_, group) in enumerate(self.problems, start=LIST_HEAD + 1):
            for finding in group.findings:
                if finding.item is not None:
                    found.setdefault((finding.file, finding.item), []).append((finding, row))
        return {key: tuple(each) for key, each in found.items()}

    def findings(self, file: str | None, item: str) -> tuple[tuple[Finding, int], ...]:
        """Give what was found in a file about an item, worst first, each with its row."""
        return self._of_item.get((file, item), ())

    @cached_property
    def first_source(self) -> Mapping[str, int]:
        """The row of each unit's first item; a unit for which no return speaks has one row."""
        rows, row = {}, LIST_HEAD + 1
        for result in self.assessment.units:
            rows[result.unit.id] = row
            row += len(self.assessment.catalog.items) if result.submission else 1
        return rows

    def source(self, result: UnitResult, item: str) -> int:
        """Give the row that tells where the score of an item comes from."""
        first = self.first_source[result.unit.id]
        return first + self._numbers[item] if result.submission else first

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {item.id: number for number, item in enumerate(self.assessment.catalog.items)}
