"""The workbook of problems: what an office filters, prints and forwards."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from assessments import HOSTILE, assessment, file, finding, mixed
from scoresheet.assessment import Assessment, FileStatus
from scoresheet.checking.running import Severity
from scoresheet.inert import cell_text
from scoresheet.language import Locale, same
from scoresheet.reports.problems_workbook import render

GOLDEN = Path(__file__).parent / "golden"
FIRST = 4
"""The first row below title, summary and header."""


def opened(made: Assessment) -> Workbook:
    """Open the workbook of an assessment."""
    return openpyxl.load_workbook(io.BytesIO(render(made)))


def rows(made: Assessment, sheet: str) -> list[list[object]]:
    """Give the rows of a sheet below its header."""
    return [
        ["" if value is None else value for value in row]
        for row in opened(made)[sheet].iter_rows(FIRST, values_only=True)
    ]


def dumped(made: Assessment) -> str:
    """Give the whole workbook as text."""
    lines = []
    for sheet in opened(made).worksheets:
        lines.append(f"== {sheet.title}")
        lines += [
            " | ".join("" if value is None else str(value).replace("\n", "⏎") for value in row).rstrip(" |")
            for row in sheet.iter_rows(values_only=True)
        ]
    return "\n".join(lines) + "\n"


def test_accepted_round_says_that_nothing_was_found() -> None:
    """Without findings the list says so in a sentence, and every unit is accepted."""
    made = assessment()
    assert [[value for value in row if value] for row in rows(made, "问题清单")] == [["没有发现问题。"]]
    assert {row[1] for row in rows(made, "报送情况")} == {"校验通过"}
    assert [[value for value in row if value] for row in rows(made, "文件清单")] == [["没有收到文件。"]]


@pytest.mark.parametrize(("made", "name"), [(mixed(), "problems.txt"), (mixed(Locale.EN), "problems_en.txt")])
def test_workbook_as_text(made: Assessment, name: str) -> None:
    """All sheets hold what was approved."""
    assert dumped(made) == (GOLDEN / name).read_text(encoding="utf-8")


def test_same_results_give_the_same_bytes() -> None:
    """Nothing in the file tells when it was written."""
    assert render(mixed()) == render(mixed())


def test_equal_findings_are_one_row() -> None:
    """Items and cells are gathered; what differs between them is said item by item."""
    made = assessment(
        (
            finding(item="1", cells=("D5",), found=same("三"), allowed=same("0至3")),
            finding(item="3", cells=("D7",), found=same("-"), allowed=same("0至3")),
        )
    )
    (row,) = rows(made, "问题清单")
    assert row[2:7] == [
        "第1、3项",
        "自查评分表 D5、D7",
        "第1、3项没有填自查得分。",
        "第1项：三\n第3项：-",
        "0至3",
    ]


def test_units_in_the_catalogs_order_and_worst_first_in_each() -> None:
    """The unknown unit comes last."""
    made = assessment(
        (
            finding("E101", Severity.WARNING),
            finding("V101"),
            finding("V102", unit="510821"),
            finding("F101", Severity.FATAL, unit=None),
        )
    )
    assert [(row[0], row[1]) for row in rows(made, "问题清单")] == [
        ("苍溪县", "须更正"),
        ("苍溪县", "请核实"),
        ("旺苍县", "须更正"),
        ("", "无法受理"),
    ]


def test_scores_are_text_and_counts_are_numbers() -> None:
    """A score keeps its digits; a count can be sorted."""
    (row, *_) = rows(assessment((finding(),)), "报送情况")
    assert row == ["苍溪县", "校验通过", "inbox/苍溪县.xlsx", "25.00", "25", 1, 0]


def test_every_file_is_listed() -> None:
    """Each file has its status in words and its reason."""
    made = assessment(files=tuple(file(f"{status}.xlsx", status, same("why")) for status in FileStatus))
    assert [row[1:3] for row in rows(made, "文件清单")] == [[status.word.zh, "why"] for status in FileStatus]


@pytest.mark.parametrize("sheet", ["问题清单", "报送情况", "文件清单"])
def test_sheet_filters_scrolls_and_prints(sheet: str) -> None:
    """The header filters, stays in view and is repeated on each page of A4 landscape, one page wide."""
    page = opened(mixed())[sheet]
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref.startswith("A3:")
    assert page.print_title_rows == "$3:$3"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    # One page is the width that a file needn't name.
    assert page.page_setup.fitToWidth in {None, 1}
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_body_is_wrapped_in_the_offices_font() -> None:
    """Rows are set in 宋体, wrapped, and high enough for their text."""
    page = opened(mixed())["问题清单"]
    assert page["E4"].font.name == "宋体"
    assert page["E4"].alignment.wrap_text
    heights = [page.row_dimensions[row].height for row in range(FIRST, page.max_row + 1)]
    assert min(heights) >= 20
    assert max(heights) > 30


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    """Hostile text is a string in every cell, never a formula or a link, and is not run when edited."""
    hostile = finding(
        unit=text, sheet=text, file=text, pattern=same(text), remedy=same(text), found=same(text)
    )
    made = assessment((hostile,), (file(text, FileStatus.UNREADABLE, same(text)),))
    page = opened(made)["问题清单"]
    seen = cell_text(text, Locale.ZH)
    assert page["F4"].value == seen
    assert page["F4"].data_type == "s"
    assert page["F4"].style.startswith("Normal")
    assert page["F4"].quotePrefix
    assert len(str(page["E4"].value)) <= 32767
    with zipfile.ZipFile(io.BytesIO(render(made))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    assert not any(re.search("<f>|<hyperlink", sheet) for sheet in sheets)
