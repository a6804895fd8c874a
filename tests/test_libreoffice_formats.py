"""What counties filled in, and how they spoilt it, is read the same whichever format LibreOffice saves it in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import product

import pytest
from openpyxl.workbook import Workbook

import returned
from libreoffice import converted, needs_libreoffice
from returned import REGISTER, SCORES, by_openpyxl, good, typed, with_xml
from scoresheet.checking.running import Finding, run
from scoresheet.submission import Answer, Cell, Submission

pytestmark = [pytest.mark.slow, needs_libreoffice]

FORMATS = ("xlsx", "ods", "xls")
ABOUT_FORMATS = frozenset({"F110"})
"""Codes that say what a format can't show."""


def styled(address: str, value: object, number_format: str) -> bytes:
    """Give the correct return with one score typed anew in a number format."""

    def change(book: Workbook) -> None:
        cell = book[SCORES][address]
        cell.value, cell.number_format = value, number_format

    return by_openpyxl(change)


def changed(change: Callable[[Workbook], object]) -> bytes:
    """Give the correct return as another program saves it after a change."""
    return by_openpyxl(change)


def insert_row(book: Workbook) -> None:
    """Put a row of the county's own between two items."""
    book[SCORES].insert_rows(8)
    book[SCORES]["B8"] = "本县自加工作"
    book[SCORES]["D40"] = 135


def merge_scores(book: Workbook) -> None:
    """Merge the score cells of two items."""
    book[SCORES].merge_cells("D6:D7")


def hide_row(book: Workbook) -> None:
    """Hide an item's row."""
    book[SCORES].row_dimensions[9].hidden = True


def drop_marks(book: Workbook) -> None:
    """Delete the hidden sheet."""
    del book["_scoresheet"]


def rename_sheet(book: Workbook) -> None:
    """Call the sheet something else, and move it to the end."""
    book[SCORES].title = "苍溪县自评"
    book.move_sheet("苍溪县自评", 3)


CASES: dict[str, Callable[[], bytes]] = {
    "blank": returned.blank,
    "good": good,
    "half-points": lambda: typed({"D5": Decimal("2.5"), "F5": "一次改在12月"}),
    "third": lambda: typed({"D6": Decimal("2.675"), "F6": "人员调整"}),
    "zero": lambda: typed({"D5": Decimal(0), "F5": "没有开展"}),
    "blank-score": lambda: typed({"D5": None}),
    "too-high": lambda: typed({"D5": Decimal("3.5")}),
    "negative": lambda: typed({"D5": Decimal(-1)}),
    "no-reason": lambda: typed({"D5": Decimal(2), "F5": None}),
    "nothing-as-reason": lambda: typed({"D5": Decimal(2), "F5": "无"}),
    "text-number": lambda: typed({"D5": "3"}),
    "points-written": lambda: typed({"D5": "3分", "D6": "３", "D7": " 3 ", "D8": "三", "D9": "满分"}),
    "words": lambda: typed({"D5": "约3", "D6": "2-3", "D7": "/", "D8": "①", "D9": "#REF!"}),
    "blanks": lambda: typed({"D5": "  ", "E5": "  两个  空格  ", "E6": "第一行\n第二行\n\n第四行"}),
    "long": lambda: typed({"E5": "长" * 3_000, "E6": "<b>&\"'</b>", "E7": "=1+1的结果"}),
    "formula": lambda: with_xml("D5", "><f>1+2</f><v>3</v>"),
    "formula-broken": lambda: with_xml("D5", 't="e"><f>1/0</f><v>#DIV/0!</v>'),
    "formula-text": lambda: with_xml("D5", 't="str"><f>"3"&amp;""</f><v>3</v>'),
    "formula-empty": lambda: with_xml("D5", 't="str"><f>""</f><v></v>'),
    "true": lambda: with_xml("D5", 't="b"><f>TRUE()</f><v>1</v>'),
    "error": lambda: with_xml("D5", 't="e"><f>NA()</f><v>#N/A</v>'),
    "picture": lambda: with_xml(
        "D5", 't="str"><f>_xlfn.DISPIMG("ID_8E2F",1)</f><v>=DISPIMG("ID_8E2F",1)</v>'
    ),
    "picture-for-words": lambda: with_xml(
        "E5", 't="str"><f>_xlfn.DISPIMG("ID_8E2F",1)</f><v>=DISPIMG("ID_8E2F",1)</v>'
    ),
    "date": lambda: styled("D5", datetime(2014, 3, 4), "m-d"),  # noqa: DTZ001 - a cell's date has no zone
    "number-as-date": lambda: styled("D5", 3, "yyyy-mm-dd"),
    "percent": lambda: styled("D5", 1, "0%"),
    "rounded": lambda: styled("D5", 2.46, "0.0"),
    "rounded-negative": lambda: styled("D5", 2.46, "0_);[Red](0)"),
    "padded": lambda: styled("D5", 3, "0.00"),
    "suffix": lambda: styled("D5", 3, '0.0"分"'),
    "text-format": lambda: styled("D5", 3, "@"),
    "total": lambda: changed(lambda book: book[SCORES].__setitem__("D39", 120)),
    "register": lambda: typed({"D5": Decimal(2), "D6": "无"}, REGISTER),
    "inserted-row": lambda: changed(insert_row),
    "merged-scores": lambda: changed(merge_scores),
    "hidden-row": lambda: changed(hide_row),
    "lost-marks": lambda: changed(drop_marks),
    "renamed-sheet": lambda: changed(rename_sheet),
}


NOT_KEPT = {("formula-text", "xls"), ("picture", "xls"), ("picture-for-words", "xls")}
"""For a formula whose result is text, and for one it doesn't know, LibreOffice 7.4 writes the number 0 into an .xls."""


@dataclass(frozen=True)
class Seen:
    """What a return says. Of the total only its place: the form as it was filled in holds no result for it yet."""

    unit: str | None
    issued: tuple[str, str] | None
    answers: list[tuple[object, ...]]
    total: str
    none_declared: bool | None
    faults: list[tuple[object, ...]]
    findings: list[tuple[object, ...]]


def seen(data: bytes) -> Seen:
    """Read a return and give what it says."""
    made = returned.read(data)
    return Seen(
        made.unit_id,
        (made.issued.digest, made.issued.revision) if made.issued else None,
        [answer(one, made) for one in made.answers],
        made.total.address,
        made.none_declared,
        [
            (fault.kind, fault.item, fault.detail, [one.address for one in fault.cells])
            for fault in made.faults
        ],
        [finding(one) for one in run(made) if one.code not in ABOUT_FORMATS],
    )


def answer(one: Answer, made: Submission) -> tuple[object, ...]:
    """Give all that a return says about an item."""
    cells = (one.text, one.points, one.score, one.done, one.reason)
    return (
        one.id,
        one.found,
        *(cell(each, made) for each in cells),
        *(cell(each, made) for measure in one.measures for each in measure.inputs),
        *((event, cell(each, made)) for event, each in one.events.items()),
        *((cell(row.event, made), cell(row.deduction, made)) for row in one.register),
    )


def cell(one: Cell, made: Submission) -> tuple[object, ...]:
    """Give a cell; whether it is a formula only where the format shows that."""
    shown = re.sub(r"(?<=\d)\.0+$", "", one.text)
    return (one.sheet, one.address, shown, one.value, one.formula is not None and made.source.shows_formulas)


def finding(one: Finding) -> tuple[object, ...]:
    """Give a finding."""
    return (
        one.code,
        one.severity,
        one.sheet,
        one.cells,
        one.item,
        one.pattern,
        one.found,
        one.allowed,
        one.remedy,
    )


@cache
def as_sent(case: str) -> Seen:
    """Give what a return says before LibreOffice has had it."""
    return seen(CASES[case]())


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """Give every return as LibreOffice saves it in each format, with one start of the program for each."""
    made = [make() for make in CASES.values()]
    return {
        (case, kind): data
        for kind in FORMATS
        for case, data in zip(CASES, converted(made, tmp_path_factory.mktemp(kind), kind), strict=True)
    }


@pytest.mark.parametrize(("case", "kind"), [one for one in product(CASES, FORMATS) if one not in NOT_KEPT])
def test_a_return_says_the_same_in_every_format(
    case: str, kind: str, saved: dict[tuple[str, str], bytes]
) -> None:
    """Answers, identity, faults and findings are those of the workbook as it was sent."""
    assert seen(saved[case, kind]) == as_sent(case)
