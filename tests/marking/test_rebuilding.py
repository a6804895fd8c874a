"""A return that can't be marked goes into a fresh form: every answer by its item, and a list of what has no place."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from libreoffice import converted, needs_libreoffice
from returned import (
    ACHIEVED,
    CATALOG,
    REGISTER,
    SCORES,
    UNIT,
    answers,
    blank,
    by_openpyxl,
    form,
    good,
    read,
    told,
    typed,
)
from scoresheet.assessment import assess
from scoresheet.checking.running import Severity, run
from scoresheet.decision import Acceptance
from scoresheet.filling.answers import pour
from scoresheet.language import NOTHING
from scoresheet.marking.rebuilding import Rebuilt, rebuild
from scoresheet.reports.marked_return import render
from scoresheet.submission import Submission
from scoresheet.values import Value

pytestmark = pytest.mark.slow

ACCEPTED = Acceptance(UNIT, "V104", "2", "见佐证材料", "李四", date(2014, 12, 1))


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
        (_with_own_row, [], ("自查评分表 B20、D20：自设项目；2（这一行不是本表的任何一项）",)),
        (
            _merged,
            ["V101", "V101", "V101"],
            ("自查评分表 D6：3（单元格合并了第2、3、4项的几处，看不出是哪一处的）",),
        ),
        (_without_measures, ["V110"], ()),
    ],
    ids=["row missing", "row of their own", "merged scores", "sheet missing"],
)
def test_structure_is_whole_again(change: Any, codes: list[str], left_out: tuple[str, ...]) -> None:
    """What was taken apart is whole in the fresh form; what belongs to nothing is listed."""
    made = rebuilt(by_openpyxl(change))
    assert [one.code for one in made.findings] == codes
    assert made.left_out == left_out


def test_form_without_header_loses_nothing() -> None:
    """Answers are found by what the form prints beside them, and that the titles were gone is said."""
    made = rebuilt(by_openpyxl(_without_header))
    assert said(read(made.data)) == said(read(good()))
    assert made.left_out == ()
    assert len(made.remarks) == 1


def test_form_in_which_nothing_is_found() -> None:
    """Where nothing could be read the county is told to enter everything again, and sees what it wrote."""

    def change(book: Workbook) -> None:
        for name in (SCORES, ACHIEVED, REGISTER):
            del book[name]
        book["填表说明"]["E60"] = "已改用另一张表"

    made = rebuilt(by_openpyxl(change))
    assert made.left_out[0] == "没有找到原表的自查得分，全部内容请对照原表重新填写。"
    assert any(one.startswith("填表说明 E60：已改用另一张表") for one in made.left_out)


def test_statement_that_is_neither_yes_nor_no() -> None:
    """An answer that no list offers stands where it stood, and is asked for again."""
    made = rebuilt(typed({"D2": "基本没有"}, sheet=REGISTER))
    assert _book(made)[REGISTER]["D2"].value == "基本没有"
    assert any("D2" in one.cells for one in made.findings)


def _book(made: Rebuilt) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(made.data))


def _with_everything(book: Workbook) -> None:
    scores, register = book[SCORES], book[REGISTER]
    scores["A41"] = "填表人：张三　　审核人：李四　　（公章）"
    scores["E2"] = "时间：2014年11月25日"
    scores["A44"], scores["H3"], scores["R8"] = "备注1：第5项12月完成", "另写", "旁注"
    scores["D9"].comment = Comment("等统计局数据", "张三")
    register["D2"], register["D5"], register["G5"] = "否", 1, "情况说明一"
    register["B9"], register["E9"], register["G9"] = "迟报信息", 0.5, "已整改"
    book.create_sheet("佐证材料")["A1"] = "佐证第一条"
    hidden = book.create_sheet("隐藏页")
    hidden["A1"], hidden.sheet_state = "隐藏的话", "hidden"


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_nothing_that_the_county_wrote_is_lost(kind: str, tmp_path: Path) -> None:
    """Remarks, date and signatures are poured in; notes, words beside the tables and own sheets are listed."""
    data = by_openpyxl(_with_everything)
    if kind != "xlsx":
        (data,) = converted([data], tmp_path, kind)
    made = rebuilt(data)
    book = _book(made)
    assert "张三" in book[SCORES]["A41"].value
    assert book[SCORES]["E2"].value == "时间：2014年11月25日"
    assert [book[REGISTER][cell].value for cell in ("D2", "D5", "G5", "B9", "E9", "G9")] == [
        "否", 1, "情况说明一", "迟报信息", 0.5, "已整改",
    ]  # fmt: skip
    listed = "\n".join(made.left_out)
    for place in ("A44：备注1：第5项12月完成", "H3：另写", "R8：旁注"):
        assert f"{SCORES} {place}" in listed
    assert "佐证材料 A1：佐证第一条" in listed
    assert "隐藏页 A1：隐藏的话" in listed
    assert ("D9 的批注：等统计局数据" in listed) is (kind == "xlsx")


def test_what_counts_is_poured_in() -> None:
    """A score that was corrected by telephone is in the fresh form; what the file says is listed."""
    data = typed({"D6": Decimal("3.5")})
    submission = read(data)
    answered = tuple(
        replace(one, score=replace(one.score, text="3", value=Value(Decimal(3)))) if one.id == "2" else one
        for one in submission.answers
    )
    made = rebuild(replace(submission, answers=answered), blank(), data)
    assert _book(made)[SCORES]["D6"].value == 3
    assert made.left_out == ("自查评分表 D6：3.5（新表中是登记或更正后的内容）",)


def test_what_the_office_let_stand_stands() -> None:
    """A finding that the office accepted is none to correct in the fresh form either; others stay as they are."""
    data = typed({"D6": Decimal("3.5"), "D7": Decimal(4)})
    submission = read(data)
    known = [
        replace(one, severity=Severity.NOTICE, remedy=NOTHING, accepted=ACCEPTED) if one.item == "2" else one
        for one in run(submission)
    ]
    made = rebuild(submission, blank(), data, known=known)
    severities = {one.item: one.severity for one in made.findings}
    assert severities == {"2": Severity.NOTICE, "3": Severity.ERROR}


def test_replies_of_an_earlier_round_are_listed() -> None:
    """What stands beside the problems and in the list of a marked copy goes along when that is rebuilt."""
    made = rebuilt(by_openpyxl(_replied, _marked()))
    assert made.left_out == ("自查评分表 D6：正在核对", "自查评分表 Q20：等数据")


def _replied(book: Workbook) -> None:
    book.worksheets[0]["H8"], book[SCORES]["Q20"] = "正在核对", "等数据"


def _marked() -> bytes:
    data = typed({"D6": Decimal("3.5")})
    assessment = assess(CATALOG, [read(data)])
    result = next(one for one in assessment.units if one.unit.id == UNIT)
    return render(assessment, result, data, blank).data


def test_workbook_that_can_not_be_opened_again() -> None:
    """Its answers as they were read are in the form, and that the rest is missing is said."""
    made = rebuild(read(good()), blank(), b"\xd0\xcf\x11\xe0")
    assert said(read(made.data)) == said(read(good()))
    assert made.left_out[0].startswith("原文件没能再次打开")


def test_whose_form_it_is_must_be_known() -> None:
    """Nobody's answers go into nobody's form."""
    with pytest.raises(ValueError, match="not known"):
        rebuild(replace(read(good()), form=None), blank(), good())
