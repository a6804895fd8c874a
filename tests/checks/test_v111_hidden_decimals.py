"""V111: the sheet shows another number than the cell holds."""

from __future__ import annotations

import io

import openpyxl
import pytest

import returned
import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.v111_hidden_decimals import hidden_decimals
from scoresheet.formats.number_formats import shown_decimals
from scoresheet.grid import Kind, RawCell
from scoresheet.submission import Cell, Submission
from scoresheet.titles import SCORES
from scoresheet.values import read_number


def scored(digits: str, decimals: int | None, formula: str | None = None) -> Submission:
    """Give a return whose first score is a number cell with a format of so many decimals, and a reason beside it."""
    raw = RawCell(Kind.NUMBER, digits, formula, decimals=decimals)
    score = Cell(SCORES.zh, "D5", digits, read_number(raw), formula)
    reason = samples.cell(SCORES.zh, "F5", "一次改在12月")
    return samples.with_answer(samples.submission(), "1", score=score, reason=reason)


@pytest.mark.parametrize(
    ("digits", "decimals"),
    [
        ("3", 2),
        ("2.5", 1),
        ("2.50", 1),
        ("2.46", None),
        ("2.46", 2),
        ("2.46", 4),
        ("2", 0),
        ("2.2999999999999998", 1),
    ],
)
def test_what_is_shown_as_it_is_stored_is_left_alone(digits: str, decimals: int | None) -> None:
    """3 may be shown as 3.00; as many decimals as there are, or more, hide nothing; noise is no decimal."""
    assert tables.found_by(hidden_decimals, scored(digits, decimals)) == []


def test_forms_as_issued_and_as_filled_in_are_left_alone() -> None:
    """Neither a blank form nor one that was filled in as meant has such a cell."""
    for data in (returned.blank(), returned.good()):
        assert not [one for one in run(returned.read(data)) if one.code == "V111"]


@pytest.mark.parametrize(("digits", "decimals"), [("2.456", 2), ("2.456", 1), ("3.004", 2), ("2.675", 2)])
def test_what_has_to_be_typed_again_in_any_case_is_told_once(digits: str, decimals: int) -> None:
    """A score with too many decimals, or beyond the points, is one finding, which says what is shown."""
    (finding,) = run(scored(digits, decimals))

    assert finding.code in {"V104", "V105"}
    assert "（表上显示为" in finding.pattern.zh


def test_both_numbers_are_told() -> None:
    """The sender sees 2.5 and is told that 2.46 counts."""
    made = scored("2.46", 1)

    assert tables.found_by(hidden_decimals, made) == [
        ("D5", "第1项的自查得分显示为2.5，实际存的是2.46，按2.46计算。")
    ]
    (finding,) = run(made)
    assert finding.remedy.zh == "若为2.5，请重新填 2.5；若确为2.46，请把单元格格式改为“常规”。"


def test_the_result_of_a_formula_is_told_as_well() -> None:
    """A mean that is shown as a whole number counts with its decimals."""
    assert [one.code for one in run(scored("2.46", 0, "AVERAGE(H5:I5)"))] == ["V107", "V111"]


def test_a_registered_deduction_is_told_by_name() -> None:
    """What is deducted counts as it is stored, too."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
    | 5    | 15   | 14       | 已按时报送 | 被通报一次     |

    扣分情况登记
    | 编号       | 扣分情形       | 发生起数 | 应扣分            |
    | 5/1        | 通报批评       |          | 0.96（显示为1.0） |
    | 4/ordinary | 一般案（事）件 | 0        |                   |
    | 4/severe   | 特别重大       | 0        |                   |
    | 本期无扣分 | 否             |          |                   |
    """

    assert tables.found_by(hidden_decimals, table) == [
        ("E4", "第5项登记的应扣分显示为1，实际存的是0.96，按0.96计算。")
    ]


def formatted(code: str, number: str = "3") -> Submission:
    """Give a return of which the first score is shown by a number format."""
    raw = RawCell(Kind.NUMBER, number, shows=shown_decimals(code).instead(number))
    score = Cell(SCORES.zh, "D5", number, read_number(raw))
    reason = samples.cell(SCORES.zh, "F5", "一次改在12月")
    return samples.with_answer(samples.submission(), "1", score=score, reason=reason)


@pytest.mark.parametrize("code", ["General", '0"分"', '0"."', '"3"', "#,##0.00", "@"])
def test_a_format_that_shows_the_number_is_left_alone(code: str) -> None:
    """Whatever else it shows beside it."""
    assert tables.found_by(hidden_decimals, formatted(code)) == []


@pytest.mark.parametrize(
    ("code", "told", "remedy"),
    [
        (";;;", "在表上不显示", "若确为3，请把单元格格式改为“常规”；若不是，请改格式后重新填写。"),
        ('0"0"', "显示为30", "若为30，请重新填 30；若确为3，请把单元格格式改为“常规”。"),
        ('"2"', "显示为2", "若为2，请重新填 2；若确为3，请把单元格格式改为“常规”。"),
        ("0,", "显示为0", "若为0，请重新填 0；若确为3，请把单元格格式改为“常规”。"),
        ('"达标"', "显示为“达标”", "若确为3，请把单元格格式改为“常规”；若不是，请改格式后重新填写。"),
    ],
)
def test_what_a_format_makes_of_a_number_is_told(code: str, told: str, remedy: str) -> None:
    """What is printed is not what counts."""
    made = formatted(code)

    assert tables.found_by(hidden_decimals, made) == [
        ("D5", f"第1项的自查得分{told}，实际存的是3，按3计算。")
    ]
    (finding,) = run(made)
    assert finding.remedy.zh == remedy


@pytest.mark.parametrize(
    ("code", "found"), [("0.00", False), ('0"分"', False), (";;;", True), ('0"0"', True)]
)
def test_the_format_is_taken_from_the_file(code: str, found: bool) -> None:
    """As Excel saves it."""
    book = openpyxl.load_workbook(io.BytesIO(returned.good()))
    sheet = book[SCORES.zh]
    cell = next(
        one
        for row in sheet.iter_rows()
        for one in row
        if isinstance(one.value, int | float) and one.column == 4
    )
    cell.number_format = code
    saved = io.BytesIO()
    book.save(saved)

    told = [one for one in run(returned.read(saved.getvalue())) if one.code == "V111"]

    assert bool(told) is found
