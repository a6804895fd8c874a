"""R105: the statement about deductions and the register contradict each other."""

from __future__ import annotations

import pytest

import tables
from scoresheet.checking.running import grouped, run
from scoresheet.checks.r105_contradictory_register import contradictory_register
from scoresheet.language import Locale


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
        register("是", "", "", "| 5/1 | 无 | | 0 |"),
        register("否", "1", "0"),
        register("否", "0", "0", "| 5/1 | 通报批评 | | 1 |"),
        register("", "1", "0"),
        register("", "0", "0"),
        register("否", "一些", "0"),
    ],
)
def test_statements_that_fit_are_left_alone(table: str) -> None:
    """None with nothing, some with something, and no statement at all contradict nothing."""
    assert tables.found_by(contradictory_register, table) == []


def test_deductions_under_a_statement_of_none_are_told() -> None:
    """Statement and register are both pointed at, and no score is judged by either."""
    made = tables.read_submission(register("是", "1", "0", "| 5/1 | 通报批评 | | 1 |"))
    (group,) = grouped(run(made))

    assert group.message(Locale.ZH) == "“本期无扣分”选了“是”，但第4、5项登记了扣分。"
    assert group.cells == ("D2", "D4", "E4")


def test_an_event_without_its_deduction_contradicts_as_well() -> None:
    """What happened is registered, whatever it costs."""
    table = register("是", "", "", "| 5/1 | 通报批评 | | |")

    assert tables.found_by(contradictory_register, table) == [
        ("D2 B4", "“本期无扣分”选了“是”，但第5项登记了扣分。")
    ]
    assert tables.codes(table) == ["R105"]


@pytest.mark.parametrize("counts", [("", ""), ("0", "0"), ("0", "")])
def test_a_statement_of_some_without_any_is_told(counts: tuple[str, str]) -> None:
    """Where deductions are announced and none is registered it is said once, for the whole form."""
    table = register("否", *counts)

    assert tables.found_by(contradictory_register, table) == [
        ("D2", "“本期无扣分”选了“否”，但没有登记任何扣分。")
    ]
    assert tables.codes(table) == ["R105"]
