"""The catalog on the screen, as a workbook and as a page: everything is there, and nothing in it acts."""

from __future__ import annotations

import io

import openpyxl
import pytest
from rich.cells import cell_len
from rich.console import Console

from forms import towns
from scoresheet.catalog.view import CatalogView, ShownCategory, ShownItem, ShownMeasure, view
from scoresheet.language import Locale
from scoresheet.reports import catalog_markdown, catalog_terminal, catalog_workbook

ODD = CatalogView(
    Locale.ZH,
    "=标题\x1b[31m",
    ("发文单位",),
    (
        ShownCategory(
            "甲|乙",
            "1项，1分",
            (
                ShownItem(
                    "1|*",
                    "1",
                    "=1+1 <b>粗</b> {x}\n第二行" + "长" * 200,
                    "规则_",
                    (ShownMeasure("率`", "不少于1%"),),
                    "不适用",
                ),
            ),
        ),
    ),
    "合计：1项",
)


def screen(shown: CatalogView, width: int) -> str:
    """Give what is printed on a screen of this width."""
    console = Console(file=io.StringIO(), width=width)
    catalog_terminal.render(shown, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_line_fits_the_screen(width: int) -> None:
    """However wide Chinese characters are, no line is wider than the screen."""
    for shown in (view(towns()), ODD):
        assert max(cell_len(line) for line in screen(shown, width).splitlines()) <= width


def test_the_screen_shows_text_rule_and_measures() -> None:
    """Each item stands with its number and points, its rule as a sentence and its measures below."""
    lines = screen(view(towns()), 80).splitlines()
    place = lines.index("1        8  完成固定资产投资××万元，按完成率计分，完成目标得满分。")
    assert lines[place + 1].strip().startswith("计分：满分8分，按完成率计分")
    assert lines[place + 2].strip().startswith("· 固定资产投资：不少于")


def test_the_page_holds_every_item_and_no_markup_of_its_texts() -> None:
    """The page is a table for each category; signs of markup in a text are shown, not followed."""
    page = catalog_markdown.render(view(towns()))
    assert page.startswith(catalog_markdown.MARK)
    assert sum(line.startswith("| ") for line in page.splitlines()) == 19 + 2 * 4
    odd = catalog_markdown.render(ODD)
    assert r"\<b\>粗\</b\> \{x\} 第二行" in odd
    assert r"| 1\|\* | 1 |" in odd
    assert "\x1b" not in odd


def test_the_workbook_holds_every_item_and_no_formula() -> None:
    """The workbook has a row for each item; a text that begins with an equals sign stays a text."""
    sheet = openpyxl.load_workbook(io.BytesIO(catalog_workbook.render(view(towns())))).active
    assert sheet is not None
    ids = [row[0] for row in sheet.iter_rows(values_only=True) if row[1]]
    assert ids[1:] == [str(number) for number in range(1, 20)]
    odd = openpyxl.load_workbook(io.BytesIO(catalog_workbook.render(ODD))).active
    assert odd is not None
    assert {cell.data_type for row in odd.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_the_same_catalog_gives_the_same_bytes() -> None:
    """Nothing in the workbook comes from the clock."""
    assert catalog_workbook.render(ODD) == catalog_workbook.render(ODD)
