"""The list for the telephone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from assessments import HOSTILE
from samples import catalog
from scoresheet.catalog.model import Round
from scoresheet.inbox.ours import is_output
from scoresheet.language import Locale
from scoresheet.letters.wording import Waiting
from scoresheet.reports.reminder_workbook import render


def cells(data: bytes) -> list[list[object]]:
    """Give what stands in the list, row by row."""
    (sheet,) = load_workbook(io.BytesIO(data)).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_units_stand_in_order_with_whom_to_call_and_what_came() -> None:
    """The clerk calls one after the other and writes down the answer."""
    made = catalog()
    first = replace(made.units[0], contact="张三 0839-5221234")
    data = render(made, [Waiting(first, "“总结.docx”"), Waiting(made.units[2], "")], date(2014, 12, 1))
    title, counted, heads, *rows = cells(data)
    assert title[0] == "2014年度自查评分表　催报名单"
    assert counted[0] == "2014年1—11月　　还缺2个单位　　报送期限2014年11月28日，已逾期3天"
    assert heads == ["序号", "单位", "填报单位名称", "联系人和电话", "已收到的材料", "联系时间", "答复"]
    assert rows == [
        [1, "苍溪县", "苍溪县团委", "张三 0839-5221234", "“总结.docx”", None, None],
        [2, "利州区", "利州区团委", None, "无", None, None],
    ]


def test_it_is_an_output_and_the_same_each_time() -> None:
    """It is never taken for a return, and can be replaced."""
    made = catalog()
    one, other = (render(made, [Waiting(made.units[0], "")]) for _ in range(2))
    assert one == other
    assert is_output(one)


@pytest.mark.parametrize(
    ("as_of", "ending"),
    [
        (None, "报送期限2014年11月28日"),
        (date(2014, 11, 28), "，今天到期"),
        (date(2014, 11, 27), "，还有1天"),
        (date(2014, 11, 30), "，已逾期2天"),
    ],
)
def test_lateness(as_of: date | None, ending: str) -> None:
    """It is told of a day that was named only."""
    made = catalog()
    assert str(cells(render(made, [Waiting(made.units[0], "")], as_of))[1][0]).endswith(ending)


def test_a_round_without_a_due_date() -> None:
    """Nothing is said of one."""
    made = catalog(round=Round("1", "2014年", None), locale=Locale.EN)
    assert cells(render(made, [Waiting(made.units[0], "")], date(2014, 12, 1)))[1][0] == "2014年    units: 1"


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_of_files_are_words(words: str) -> None:
    """What a county named its file is never a formula or a link."""
    made = catalog()
    (sheet,) = load_workbook(io.BytesIO(render(made, [Waiting(made.units[0], words)]))).worksheets
    assert sheet["E4"].data_type in {"s", "n"}
    assert sheet["E4"].hyperlink is None
