"""S115: the unit changed a printed target, unit, name or deduction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.workbook import Workbook

import samples
import tables
from returned import ACHIEVED, CATALOG, REGISTER, UNIT, by_openpyxl, form, good, issued_from, read, typed
from scoresheet.catalog.model import Catalog
from scoresheet.checks.s115_changed_demand import changed_demand
from scoresheet.submission import Fault, FaultKind


def found(data: bytes, catalog: Catalog = CATALOG) -> list[tuple[str, str]]:
    """Give what the check finds in a returned file: the cells and the sentence."""
    return tables.found_by(changed_demand, read(data, catalog=catalog))


def put(sheet: str, cell: str, value: object, number_format: str = "General") -> Callable[[Workbook], None]:
    """Give a change of one cell, as another program saves it."""

    def change(book: Workbook) -> None:
        book[sheet][cell] = value
        book[sheet][cell].number_format = number_format

    return change


def test_a_return_is_left_alone() -> None:
    """As issued, and as another program saves it."""
    assert found(good()) == []
    assert found(by_openpyxl(lambda _: None)) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.CHANGED_PRINT])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    assert tables.found_by(changed_demand, samples.submission(faults=(Fault(other),))) == []


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "number_format"),
    [
        (ACHIEVED, "D4", 3, "0%"),
        (ACHIEVED, "D4", 3, "yyyy-mm-dd"),
        (ACHIEVED, "D4", 3.0000000000000004, "General"),
        (ACHIEVED, "D4", "３", "@"),
        (ACHIEVED, "D4", "3次", "@"),
        (ACHIEVED, "D4", None, "General"),
        (ACHIEVED, "C4", None, "General"),
        (ACHIEVED, "C4", " 次 ", "General"),
        (ACHIEVED, "B4", "第1项技能大比武、大练兵和创新创效活动", "General"),
        (ACHIEVED, "B4", "技能大比武、大练兵和创新创效活动", "General"),
        (REGISTER, "C5", "0.50分", "@"),
        (REGISTER, "F7", 5, "0.00"),
    ],
)
def test_the_same_written_otherwise_is_no_change(
    sheet: str, cell: str, value: object, number_format: str
) -> None:
    """Another format, width or blank says the same, and a blank says nothing."""
    assert found(by_openpyxl(put(sheet, cell, value, number_format))) == []


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        (ACHIEVED, "D4", 30, "第1项“技能大比武、大练兵和创新创效活动”的目标数被改动：现为“30”，应为“3”。"),
        (
            ACHIEVED,
            "D4",
            "不限",
            "第1项“技能大比武、大练兵和创新创效活动”的目标数被改动：现为“不限”，应为“3”。",
        ),
        (
            ACHIEVED,
            "C4",
            "万次",
            "第1项“技能大比武、大练兵和创新创效活动”的计量单位被改动：现为“万次”，应为“次”。",
        ),
        (
            ACHIEVED,
            "B4",
            "第1项 培训",
            "第1项的指标名称被改动：现为“第1项 培训”，应为“第1项 技能大比武、大练兵和创新创效活动”。",
        ),
        (REGISTER, "C5", 0.1, "第18项“一般案（事）件”的每起扣分被改动：现为“0.1”，应为“0.5”。"),
        (REGISTER, "F7", 1, "第18项的扣分上限被改动：现为“1”，应为“5”。"),
    ],
)
def test_what_was_printed_is_shown_beside_what_stands_there(
    sheet: str, cell: str, value: object, told: str
) -> None:
    """The catalog wins, and the cell is named."""
    assert found(by_openpyxl(put(sheet, cell, value))) == [(cell, told)]


def with_target(number: str) -> Catalog:
    """Give the catalog with another target of item 1 for the unit."""
    return replace(CATALOG, targets={**CATALOG.targets, (UNIT, "1", "activities"): Decimal(number)})


def test_what_the_office_changed_since_issue_is_not_the_unit_s_doing() -> None:
    """The form prints the former target, and its hidden sheet remembers it."""
    assert found(issued_from(with_target("7"))) == []


def test_a_target_that_neither_was_issued_nor_holds_now_is_told() -> None:
    """Beside what was issued."""
    data = typed({"D4": "5"}, ACHIEVED, issued_from(with_target("7")))

    assert [(cell, told.rpartition("：")[2]) for cell, told in found(data)] == [("D4", "现为“5”，应为“7”。")]


def test_a_target_that_was_given_elsewhere_may_be_written_down() -> None:
    """Nothing was printed there but that it is given separately."""
    assert form().by_id["8"].measures[5].goal.target is None
    assert found(by_openpyxl(put(ACHIEVED, "D17", 20))) == []
