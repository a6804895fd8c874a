"""The file itself: what every editor relies on, and the limits within which Excel opens a workbook without a repair."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import python_calamine
from openpyxl.styles import Font

import forms
import samples
from scoresheet.catalog.model import Catalog, NotApplicable
from scoresheet.parts.cells import Package

NOT_APPLICABLE = forms.unit_with(i1=NotApplicable.RESCALE, i4=NotApplicable.DROP)
CATALOGS: dict[str, Catalog] = {
    "sample": samples.catalog(),
    "english": forms.english_catalog(),
    "not applicable": forms.with_unit(samples.catalog(), NOT_APPLICABLE),
    "rate": forms.with_rate(samples.catalog()),
    "shipped": forms.shipped_catalog(),
    "every rule": forms.towns(),
}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = [
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"),
    *("colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
]  # fmt: skip
"""The elements of a worksheet in the order of ECMA-376, part 1, 18.3.1.99."""
EXCEL_2007 = {
    *("AND", "CHOOSE", "COUNT", "COUNTBLANK", "COUNTIF", "HYPERLINK", "IF", "INDEX", "INT", "ISERROR", "ISNUMBER", "LEN"),
    *("LOOKUP", "MATCH", "MAX", "MEDIAN", "MIN", "MOD", "N", "OR", "ROUND", "ROUNDUP", "SUBSTITUTE", "SUM", "TRIM"),
}  # fmt: skip
"""The functions that a form uses; Excel 2007 and WPS know each of them."""


@pytest.fixture(scope="module", name="made")
def _made() -> dict[str, bytes]:
    """Make a form of every catalog."""
    return {name: forms.form_of(catalog) for name, catalog in CATALOGS.items()}


each = pytest.mark.parametrize("name", CATALOGS)


def worksheets(data: bytes) -> Iterator[tuple[str, ET.Element]]:
    """Walk the sheets of a workbook as XML."""
    package = Package(data)
    for name, part in package.sheets.items():
        yield name, ET.fromstring(package.parts[part])  # noqa: S314 - our own file


def place(reference: str) -> tuple[int, int]:
    """Give row and column of an address."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]), column


def bare(formula: str) -> str:
    """Give a formula without the texts in it."""
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


@each
def test_every_part_is_well_formed(name: str, made: dict[str, bytes]) -> None:
    """Each part of the package can be parsed, and is named in the list of contents."""
    with zipfile.ZipFile(io.BytesIO(made[name])) as archive:
        assert archive.testzip() is None
        listed = archive.read("[Content_Types].xml").decode()
        for part in archive.namelist():
            ET.fromstring(archive.read(part))  # noqa: S314 - our own file
            suffix = part.rpartition(".")[2]
            assert f'PartName="/{part}"' in listed or f'Extension="{suffix}"' in listed


@each
def test_other_readers_see_every_sheet(name: str, made: dict[str, bytes]) -> None:
    """Both openpyxl and calamine open the form with all its sheets."""
    expected = forms.opened(made[name]).sheetnames
    read = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made[name]))

    assert read.sheet_names == expected
    assert len(expected) == 5
    assert all(read.get_sheet_by_name(sheet).to_python() for sheet in expected)


@each
def test_elements_stand_in_the_order_of_the_standard(name: str, made: dict[str, bytes]) -> None:
    """A worksheet whose elements stand in another order makes Excel offer a repair."""
    for sheet, root in worksheets(made[name]):
        order = [ORDER.index(element.tag.removeprefix(MAIN)) for element in root]
        assert order == sorted(order), sheet


@each
def test_rows_and_cells_ascend(name: str, made: dict[str, bytes]) -> None:
    """Rows stand from top to bottom, cells from left to right, each in its own row."""
    for sheet, root in worksheets(made[name]):
        rows = root.findall(f"{MAIN}sheetData/{MAIN}row")
        assert all(int(one.get("r", "")) < int(two.get("r", "")) for one, two in pairwise(rows)), sheet
        for row in rows:
            places = [place(cell.get("r", "")) for cell in row]
            assert {number for number, _ in places} <= {int(row.get("r", ""))}
            assert all(one < two for one, two in pairwise(places)), sheet


@each
def test_columns_and_merged_areas_do_not_overlap(name: str, made: dict[str, bytes]) -> None:
    """No column has two widths, no cell belongs to two merged areas."""
    for sheet, root in worksheets(made[name]):
        columns = [
            range(int(one.get("min", "")), int(one.get("max", "")) + 1) for one in root.iter(f"{MAIN}col")
        ]
        numbers = [number for group in columns for number in group]
        assert numbers == sorted(set(numbers)), sheet
        merged = [
            (row, column)
            for area in forms.opened(made[name])[sheet].merged_cells.ranges
            for row, column in area.cells
        ]
        assert len(merged) == len(set(merged)), sheet


@each
def test_every_style_exists(name: str, made: dict[str, bytes]) -> None:
    """No cell refers to a style that the workbook doesn't have."""
    styles = ET.fromstring(Package(made[name]).parts["xl/styles.xml"])  # noqa: S314 - our own file
    formats = styles.find(f"{MAIN}cellXfs")
    assert formats is not None
    for sheet, root in worksheets(made[name]):
        used = {int(cell.get("s", "0")) for cell in root.iter(f"{MAIN}c")}
        assert max(used) < len(formats), sheet


@each
def test_validations_keep_within_the_limits_of_office(name: str, made: dict[str, bytes]) -> None:
    """Prompts and errors are shown, short enough, and refer to their own sheet alone."""
    for sheet in forms.opened(made[name]).worksheets:
        for guard in sheet.data_validations.dataValidation:
            assert guard.showErrorMessage
            assert guard.showInputMessage
            assert 0 < len(guard.prompt) <= 255
            assert 0 < len(guard.error) <= 224
            assert len(guard.promptTitle or "") <= 32
            assert len(guard.errorTitle or "") <= 32
            for formula in (guard.formula1, guard.formula2 or ""):
                assert "!" not in formula
                assert len(formula) <= 255


@each
def test_conditional_formats_refer_to_their_own_sheet(name: str, made: dict[str, bytes]) -> None:
    """Excel 2007 refuses a conditional format that looks at another sheet."""
    rules = [
        formula
        for sheet in forms.opened(made[name]).worksheets
        for area in sheet.conditional_formatting
        for rule in area.rules
        for formula in rule.formula
    ]
    assert rules
    assert not [formula for formula in rules if "!" in formula]


@each
def test_formulas_are_what_excel_2007_computes(name: str, made: dict[str, bytes]) -> None:
    """Formulas use functions of Excel 2007 alone, are not too long, and nest no deeper than .xls allows."""
    for sheet, cells in forms.formulas(made[name]).items():
        for cell, formula in cells.items():
            assert len(formula) <= 8192
            assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", bare(formula))) <= EXCEL_2007, f"{sheet}!{cell}"
            assert depth(bare(formula)) <= 7, f"{sheet}!{cell}"
            assert all(len(text) <= 255 for text in re.findall(r'"((?:[^"]|"")*)"', formula)), (
                f"{sheet}!{cell}"
            )


def depth(formula: str) -> int:
    """Give how many functions stand inside one another."""
    deepest = level = 0
    for mark in re.findall(r"[A-Z]?\(|\)", formula):
        level += -1 if mark == ")" else 1
        deepest = max(deepest, level)
    return deepest


@each
def test_only_inputs_are_unlocked(name: str, made: dict[str, bytes]) -> None:
    """What can be typed into are the yellow cells, the date and the signatures."""
    for sheet in forms.opened(made[name]).worksheets:
        for address in forms.inputs(sheet):
            cell = sheet[address]
            yellow = cell.fill.fgColor.rgb == "00FFFBE6"
            merged = [area for area in sheet.merged_cells.ranges if address in area]
            assert yellow or str(cell.value or merged).startswith(("时间", "Date", "填表人", "[<"))
            assert cell.data_type != "f"


@each
def test_protection_is_against_accidents_only(name: str, made: dict[str, bytes]) -> None:
    """Every sheet is protected without a password, pictures can be pasted, widths and heights changed."""
    book = forms.opened(made[name])
    assert book.security.lockStructure
    assert book.security.workbookPassword is None
    for sheet in book.worksheets:
        protection = sheet.protection
        assert protection.sheet
        assert protection.password is None
        assert not any(
            (protection.objects, protection.scenarios, protection.formatColumns, protection.formatRows)
        )
        assert not protection.selectLockedCells


@each
def test_only_the_memory_is_hidden(name: str, made: dict[str, bytes]) -> None:
    """The hidden sheet can't be unhidden by a click; all others are visible."""
    states = {sheet.title: sheet.sheet_state for sheet in forms.opened(made[name]).worksheets}
    assert states.pop("_scoresheet") == "veryHidden"
    assert set(states.values()) == {"visible"}


@each
def test_rows_that_are_typed_into_can_grow(name: str, made: dict[str, bytes]) -> None:
    """A row with an input has a height to begin with and none that is fixed."""
    for sheet, root in worksheets(made[name]):
        book = forms.opened(made[name])[sheet]
        typed = {book[address].row for address in forms.inputs(book)} - fixed_rows(book)
        rows = {int(row.get("r", "")): row for row in root.iter(f"{MAIN}row")}
        for number in typed:
            assert rows[number].get("customHeight") is None, f"{sheet} {number}"
            assert float(rows[number].get("ht", "0")) >= 24


def fixed_rows(sheet: object) -> set[int]:
    """Give the rows above and below the tables, whose heights are the master's."""
    rows = sheet.iter_rows()  # type: ignore[attr-defined] # any worksheet of openpyxl
    return {
        cell.row
        for row in rows
        for cell in row
        if str(cell.value or "").startswith(("时间", "Date", "填表人", "本期无扣分", "No deductions"))
    }


@each
def test_nothing_of_the_prototype_is_left(name: str, made: dict[str, bytes]) -> None:
    """The words that stood for the unit are all replaced, the names of the master's places are gone."""
    package = Package(made[name])
    assert not [part for part, data in package.parts.items() if re.search(rb"scoresheet-[a-z]+-", data)]
    names = re.findall(rb'<definedName [^>]*?name="([^"]+)"', package.parts["xl/workbook.xml"])
    assert set(names) <= {b"_xlnm.Print_Area", b"_xlnm.Print_Titles"}


def test_same_input_gives_the_same_bytes() -> None:
    """A form made twice is the same file: no time of making gets into it."""
    first = forms.form_of(samples.catalog())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert forms.form_of(samples.catalog()) == first


def test_excel_computes_the_form_when_it_is_opened(made: dict[str, bytes]) -> None:
    """A form that was filled in by a program shows no stale results: the workbook asks for a full calculation."""
    assert b'fullCalcOnLoad="1"' in Package(made["sample"]).parts["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("changes", "hidden"), [({"total_row": False}, {10}), ({"signature": False}, {12}), ({}, set())]
)
def test_catalog_decides_about_total_and_signature(changes: dict[str, bool], hidden: set[int]) -> None:
    """A catalog without a total row or signature line hides what the master has."""
    sheet = forms.opened(forms.form_of(samples.catalog(**changes))).worksheets[0]

    assert {row for row in range(5, 13) if sheet.row_dimensions[row].hidden} == hidden
    assert not [cell.value for row in hidden for cell in sheet[row] if cell.value is not None]
    assert not [cell for cell in forms.inputs(sheet) if sheet[cell].row in hidden]


def test_master_is_left_alone() -> None:
    """Making forms doesn't touch the master."""
    before = forms.MASTER_FORM.read_bytes()
    forms.form_of(samples.catalog())
    assert forms.MASTER_FORM.read_bytes() == before


def test_looks_are_the_masters(tmp_path: Path) -> None:
    """Fonts, margins and page of the master are found again on the form, its own sheets take them over."""
    book = forms.opened(forms.MASTER_FORM.read_bytes())
    sheet = book.worksheets[0]
    sheet.page_setup.orientation = "portrait"
    sheet.page_margins.left = 1.25
    sheet["B5"].font = Font(name="楷体", sz=14)
    master = tmp_path / "master.xlsx"
    book.save(master)

    made = forms.opened(forms.form_of(samples.catalog(), master=master))

    scores, measures = made.worksheets[:2]
    assert scores.page_setup.orientation == "portrait"
    assert (scores["B7"].font.name, scores["B7"].font.sz) == ("楷体", 14)
    assert (measures["B4"].font.name, measures.page_margins.left) == ("楷体", 1.25)
