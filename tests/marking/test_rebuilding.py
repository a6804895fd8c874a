"""A return that can't be marked goes into a fresh form: every answer by its item, and a list of what has no place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from returned import (
    ACHIEVED,
    REGISTER,
    SCORES,
    answers,
    blank,
    by_openpyxl,
    form,
    good,
    read,
    told,
    typed,
)
from scoresheet.filling.answers import pour
from scoresheet.marking.rebuilding import Rebuilt, rebuild
from scoresheet.submission import Submission


def rebuilt(data: bytes) -> Rebuilt:
    """Give the fresh form with what a file says."""
    return rebuild(read(data), blank(), data)


def said(submission: Submission) -> dict[str, tuple[Any, ...]]:
    """Give all answers by item, as text and number."""
    return {
        answer.id: (
            answer.score.number, answer.done.text, answer.reason.text,
            *(cell.text for one in answer.measures for cell in one.inputs),
            *(cell.text for cell in answer.events.values()),
            *((row.event.text, row.deduction.text) for row in answer.register),
        )
        for answer in submission.answers
    }  # fmt: skip


def test_sound_return_loses_nothing() -> None:
    """Every answer of a correct return stands in the fresh form, and nothing is left out."""
    made = rebuilt(good())
    assert said(read(made.data)) == said(read(good()))
    assert (told(made.data), made.left_out) == ([], ())


def test_answers_with_events_and_a_register() -> None:
    """Counted events, registered ones and rates are taken over as well."""
    made = answers(
        i18={
            "score": Decimal(1),
            "reason": "发生一起",
            "events": {"ordinary": Decimal(1), "severe": Decimal(0)},
        },
        i34={"score": Decimal(13), "reason": "扣2分", "register": (("迟报", Decimal(2)),)},
    )
    data = pour(blank(), form(), replace(made, none_declared=False))
    assert said(read(rebuilt(data).data)) == said(read(data))
    assert read(rebuilt(data).data).none_declared is False


def test_words_for_a_number_stay_visible() -> None:
    """三分 is no number, but it is what the county wrote: it stands in the cell and is told again."""
    made = rebuilt(typed({"D9": "三分"}))
    assert [(one.code, one.cells) for one in made.findings] == [("V102", ("D9",))]


def _without_row(book: Workbook) -> None:
    book[SCORES].unmerge_cells("A5:A9")
    book[SCORES].delete_rows(7)


def _with_own_row(book: Workbook) -> None:
    book[SCORES].insert_rows(20)
    book[SCORES]["B20"], book[SCORES]["D20"] = "自设项目", 2


def _merged(book: Workbook) -> None:
    book[SCORES].merge_cells("D6:D8")


def _without_header(book: Workbook) -> None:
    book[SCORES].delete_rows(4)


def _without_measures(book: Workbook) -> None:
    del book[ACHIEVED]


@pytest.mark.parametrize(
    ("change", "codes", "left_out"),
    [
        (_without_row, ["V101"], ()),
        (_with_own_row, [], ("自查评分表 B20：自设项目；2",)),
        (_merged, ["V101", "V101", "V101"], ("自查评分表 D6：3",)),
        (_without_measures, ["V110"], ()),
    ],
    ids=["row missing", "row of their own", "merged scores", "sheet missing"],
)
def test_structure_is_whole_again(change: Any, codes: list[str], left_out: tuple[str, ...]) -> None:
    """What was taken apart is whole in the fresh form; what belongs to nothing is listed."""
    made = rebuilt(by_openpyxl(change))
    assert [one.code for one in made.findings] == codes
    assert made.left_out == left_out


def test_form_without_header_is_told() -> None:
    """Where nothing could be read the county is told to enter everything again."""
    made = rebuilt(by_openpyxl(_without_header))
    assert made.left_out == ("没有找到原表的自查得分，全部内容请对照原表重新填写。",)


def test_statement_that_is_neither_yes_nor_no() -> None:
    """An answer that no list offers is listed and asked for again."""
    made = rebuilt(typed({"D2": "基本没有"}, sheet=REGISTER))
    assert made.left_out == ("扣分情况登记 D2：基本没有（“本期无扣分”只能填“是”或“否”）",)
    assert any("D2" in one.cells for one in made.findings)


def test_whose_form_it_is_must_be_known() -> None:
    """Nobody's answers go into nobody's form."""
    with pytest.raises(ValueError, match="not known"):
        rebuild(replace(read(good()), form=None), blank(), good())
