"""R104: the register of deductions is blank or incomplete."""

from __future__ import annotations

from dataclasses import replace

import pytest

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking.running import grouped, run
from scoresheet.checks.r104_blank_register import blank_register
from scoresheet.language import Locale
from scoresheet.titles import DEDUCTIONS


def register(declared: str, ordinary: str = "", severe: str = "", *rows: str) -> str:
    """Write a register with this statement, these counts of item 4 and these rows of item 5."""
    return "\n".join(
        [
            "扣分情况登记",
            "| 编号 | 扣分情形 | 发生起数 | 应扣分 |",
            *rows,
            f"| 4/ordinary | 一般案（事）件 | {ordinary} | |",
            f"| 4/severe | 特别重大 | {severe} | |",
            f"| 本期无扣分 | {declared} | | |",
        ]
    )


@pytest.mark.parametrize(
    "table",
    [
        register("是"),
        register("是", "0", "0"),
        register("是", "", "", "| 5/1 | 无 | | |"),
        register("否", "0", "0", "| 5/1 | 通报批评 | | 1 |"),
        register("", "0", "0", "| 5/1 | 通报批评 | | 1 |"),
    ],
)
def test_a_register_that_can_be_computed_from_is_left_alone(table: str) -> None:
    """Under a statement of none blank counts are 0; without one everything else must be there."""
    assert tables.found_by(blank_register, table) == []


def test_items_that_do_not_apply_need_no_register() -> None:
    """Where the deducting items don't apply to the unit nothing has to be stated."""
    catalog = samples.catalog()
    none = dict.fromkeys(("4", "5"), NotApplicable.DROP)
    form = form_for(catalog, replace(catalog.units[0], not_applicable=none))
    made = samples.submission(form, none_declared=None, none_cell=samples.cell(DEDUCTIONS.zh, "D2"))

    assert tables.found_by(blank_register, made) == []


def test_cells_that_can_not_be_used_are_left_to_their_own_check() -> None:
    """A count in words is not blank."""
    assert tables.codes(register("是", "无", "0")) == ["V109"]


def test_a_form_without_any_statement_is_asked_for_it_once() -> None:
    """Two items without a register are one line, with the statement's cell first."""
    made = tables.read_submission(register(""))
    (group,) = grouped(run(made))

    assert group.message(Locale.ZH) == "第4、5项没有登记扣分，也没有选择“本期无扣分”的“是”或“否”。"
    assert group.cells == ("D2", "D4", "D5")


def test_a_blank_count_beside_others_is_told() -> None:
    """Only the blank cells are named."""
    table = register("否", "1", "", "| 5/1 | 通报批评 | | 1 |")

    assert tables.found_by(blank_register, table) == [("D5", "第4项的发生起数没有填全。")]


def test_a_statement_of_neither_yes_nor_no_is_told() -> None:
    """Other words in the statement's cell are quoted; the rest follows from them."""
    assert tables.found_by(blank_register, register("无")) == [
        ("D2", "“本期无扣分”填的是“无”，只能填“是”或“否”。")
    ]
    assert tables.codes(register("无")) == ["R104"]


def test_rows_that_are_half_filled_are_told() -> None:
    """An event needs its deduction, a deduction needs its event."""
    table = register("否", "0", "0", "| 5/1 | 通报批评 | | |", "| 5/2 | | | 1 |", "| 5/3 | 未报材料 | | 1 |")

    assert tables.found_by(blank_register, table) == [
        ("E4", "第5项登记了扣分情形，没有填应扣分。"),
        ("B5", "第5项登记了应扣分，没有写扣分情形。"),
    ]


def test_a_row_of_the_register_that_is_gone_is_told() -> None:
    """A kind of event without its row can't be counted, unless nothing is declared to have happened."""
    lost = tables.read_submission(register("否", "0", "0", "| 5/1 | 通报批评 | | 1 |"))
    events = {"ordinary": lost.answers[3].events["ordinary"]}
    lost = samples.with_answer(lost, "4", events=events)

    assert tables.found_by(blank_register, lost) == [("", "扣分情况登记中没有找到第4项“特别重大”一行。")]
    assert tables.found_by(blank_register, replace(lost, none_declared=True)) == []
