"""Rows, cells and repetitions of an OpenDocument sheet are read as they show, and counted before they are written out."""

from __future__ import annotations

import time

import pytest

from handmade_ods import document, number, row, table, text
from scoresheet.formats.bounds import MOST_SHEETS
from scoresheet.formats.ods import read_ods
from scoresheet.grid import Area, Kind, RawCell, Sheet, Trouble, Unreadable

BLANK = "<table:table-cell/>"
COVERED = "<table:covered-table-cell/>"
COLUMNS, ROWS = "table:number-columns-repeated", "table:number-rows-repeated"
HIDDEN = 'table:visibility="collapse"'


def read(rows: str, **more: str) -> Sheet:
    """Read a document with one sheet of these rows."""
    return read_ods(document(table(rows), **more)).sheets[0]


def texts(rows: str) -> dict[tuple[int, int], str | None]:
    """Give the texts of a sheet's cells."""
    return {at: cell.text for at, cell in read(rows).cells.items()}


def refusal(rows: str) -> Unreadable:
    """Give the refusal of a document with one sheet of these rows."""
    with pytest.raises(Unreadable) as raised:
        read(rows)
    return raised.value


def test_an_honest_sheet_repeats_its_blanks_to_the_end() -> None:
    """Nothing is kept of them, and what stands between them keeps its place."""
    end = row(f'<table:table-cell {COLUMNS}="16384"/>', more=f'{ROWS}="1048570"')
    rows = row(BLANK, number("1"), f'<table:table-cell {COLUMNS}="16382"/>') + row(BLANK, more=f'{ROWS}="3"')
    assert texts(rows + row(number("2")) + end) == {(1, 2): "1", (5, 1): "2"}


def test_equal_cells_and_rows_are_written_out() -> None:
    """Repeated values stand in each of their cells."""
    rows = row(number("7", f'{COLUMNS}="2"'), more=f'{ROWS}="2"') + row(number("8"))
    assert texts(rows) == {(1, 1): "7", (1, 2): "7", (2, 1): "7", (2, 2): "7", (3, 1): "8"}


@pytest.mark.parametrize(
    "wrapped",
    [
        "<table:table-header-rows>{}</table:table-header-rows>",
        "<table:table-row-group><table:table-row-group>{}</table:table-row-group></table:table-row-group>",
        "<table:table-rows>{}</table:table-rows>",
    ],
)
def test_groups_of_rows_are_looked_into(wrapped: str) -> None:
    """Header rows and outlines hold rows like any other."""
    assert texts(wrapped.format(row(number("1"))) + row(number("2"))) == {(1, 1): "1", (2, 1): "2"}


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<text:p>甲</text:p><text:p>乙</text:p>", "甲\n乙"),
        ("<text:p>甲</text:p><text:p/><text:p>乙</text:p>", "甲\n\n乙"),
        ("<text:p>甲<text:line-break/>乙</text:p>", "甲\n乙"),
        ('<text:p>甲<text:s text:c="3"/>乙<text:s/>丙<text:tab/>丁</text:p>', "甲   乙 丙\t丁"),
        ("<text:p>\n   甲\n   乙</text:p>", "甲 乙"),
        ("<text:p>甲 </text:p>", "甲 "),
        (
            "<text:p>甲<text:span>乙<text:span>丙</text:span></text:span><text:a>丁</text:a></text:p>",
            "甲乙丙丁",
        ),
        (
            "<office:annotation><dc:date>2014</dc:date><text:p>批注</text:p></office:annotation><text:p>甲</text:p>",
            "甲",
        ),
        ("<text:p>甲<office:annotation><text:p>批注</text:p></office:annotation>乙</text:p>", "甲乙"),
        (
            "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame><text:p>甲</text:p>",
            "甲",
        ),
        ("<text:p>甲<text:note><text:p>注</text:p></text:note></text:p>", "甲"),
    ],
)
def test_text_is_what_the_cell_shows(inside: str, shown: str) -> None:
    """Paragraphs are lines; blanks count only where they are written as such; comments and boxes are no text."""
    cell = f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'
    assert texts(row(cell)) == {(1, 1): shown}


def test_merged_areas_are_told_and_what_they_cover_is_read() -> None:
    """A covered cell may still hold what stood there before."""
    rows = row(
        text("合", 'table:number-columns-spanned="2" table:number-rows-spanned="2"'), COVERED, number("1")
    )
    rows += row(BLANK, '<table:covered-table-cell office:value-type="float" office:value="2"/>', number("3"))
    sheet = read(rows)
    assert sheet.merges == [Area(1, 1, 2, 2)]
    assert {at: cell.text for at, cell in sheet.cells.items()} == {
        (1, 1): "合",
        (1, 3): "1",
        (2, 2): "2",
        (2, 3): "3",
    }


def test_hidden_rows_and_columns_are_told() -> None:
    """Collapsed and filtered rows, and collapsed columns; what is hidden behind the last content is left out."""
    columns = f'<table:table-column/><table:table-column {HIDDEN} {COLUMNS}="2"/><table:table-column/>'
    columns += f'<table:table-column {HIDDEN} {COLUMNS}="16380"/>'
    rows = row(number("1"), more=HIDDEN) + row(BLANK, more=f'{HIDDEN} {ROWS}="2"')
    rows += row(number("1", f'{COLUMNS}="4"'), more='table:visibility="filter"') + row(number("1"))
    rows += row(BLANK, more=f'{HIDDEN} {ROWS}="1048571"')
    sheet = read(columns + rows)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1, 2, 3, 4}, {2, 3})


def test_sheets_are_visible_or_hidden_and_links_are_no_sheets() -> None:
    """What LibreOffice keeps of another file, and of another program, is no sheet of this one."""
    styles = (
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    linked = table(row(number("9")), "'file:///C:/x.ods'#$Sheet1", 'table:style-name="ta2"')
    dde = f"<table:dde-links><table:dde-link>{table(row(number('9')), 'dde')}</table:dde-link></table:dde-links>"
    tables = (
        table("", "一", 'table:style-name="ta1"')
        + table("", "二", 'table:style-name="ta2"')
        + table("", "三")
    )
    grid = read_ods(document(tables + linked + dde, styles))
    assert [(one.name, one.visibility) for one in grid.sheets] == [
        ("一", "visible"),
        ("二", "hidden"),
        ("三", "visible"),
    ]


def test_tables_inside_cells_and_shapes_are_no_cells() -> None:
    """Only the sheet's own rows count."""
    inner = table(row(number("9"), number("9")), "inner")
    rows = f"<table:shapes><draw:frame>{inner}</draw:frame></table:shapes>"
    rows += row(
        f'<table:table-cell office:value-type="float" office:value="1">{inner}</table:table-cell>',
        number("2"),
    )
    assert texts(rows + row(number("3"))) == {(1, 1): "1", (1, 2): "2", (2, 1): "3"}


def test_decimals_are_those_of_the_cell_its_row_or_its_column() -> None:
    """A cell without a style of its own takes that of its row, else of its column."""
    styles = "".join(
        f'<number:number-style style:name="N{places}"><number:number number:decimal-places="{places}"/></number:number-style>'
        f'<style:style style:name="ce{places}" style:family="table-cell" style:data-style-name="N{places}"/>'
        for places in (0, 1, 2)
    )
    rows = '<table:table-column/><table:table-column table:default-cell-style-name="ce1"/>'
    rows += row(number("1"), number("1"), number("1", 'table:style-name="ce0"'))
    rows += row(number("1"), more='table:default-cell-style-name="ce2"')
    sheet = read(rows, styles=styles)
    assert {at: cell.decimals for at, cell in sheet.cells.items()} == {
        (1, 1): None,
        (1, 2): 1,
        (1, 3): 0,
        (2, 1): 2,
    }


FULL = number("1", f'{COLUMNS}="16384"')
HOSTILE = {
    "a value in every cell": row(FULL, more=f'{ROWS}="1048576"'),
    "beyond the last column": row(f'<table:table-cell {COLUMNS}="16384"/>', number("1")),
    "beyond the last row": row(BLANK, more=f'{ROWS}="1048576"') + row(number("1")),
    "a merge over everything": row(number("1", 'table:number-columns-spanned="16384" table:number-rows-spanned="1048576"')),
    "a merge beyond the sheet": row(number("1", 'table:number-columns-spanned="16385"')),
    "too many merges": row(number("1", 'table:number-columns-spanned="2"') * 1_000) * 21,
    "blanks without end": row(text('<text:s text:c="999999999"/>')),
    "many blanks": row(text('<text:s text:c="32767"/>' * 1_000)),
    "hidden rows without end": row(BLANK, more=f'{HIDDEN} {ROWS}="1048575"') + row(number("1")),
    "deep": "<table:table-row-group>" * 200,
}  # fmt: skip


@pytest.mark.parametrize("rows", HOSTILE.values(), ids=HOSTILE)
def test_attack_is_refused_at_once(rows: str) -> None:
    """Nothing is written out before it was counted, and the refusal names the sheet or the part."""
    started = time.process_time()
    refused = refusal(rows)
    assert refused.trouble is Trouble.UNSAFE
    assert "自查评分表" in refused.place.zh or "content.xml" in refused.place.zh
    assert time.process_time() - started < 3


def test_too_many_sheets_are_refused() -> None:
    """A document of a thousand sheets is no form."""
    assert len(read_ods(document(table("") * MOST_SHEETS)).sheets) == MOST_SHEETS
    with pytest.raises(Unreadable) as raised:
        read_ods(document(table("") * (MOST_SHEETS + 1)))
    assert raised.value.trouble is Trouble.UNSAFE


@pytest.mark.parametrize("count", ["0", "-1", "x", "", "1" * 50])
def test_a_count_that_is_none_counts_once(count: str) -> None:
    """What no program writes is taken for the least that it can mean."""
    assert texts(row(number("1", f'{COLUMNS}="{count}"'), number("2"))) == {(1, 1): "1", (1, 2): "2"}


def test_cells_outside_a_row_are_left_out() -> None:
    """They have no place on the sheet."""
    assert read(number("1") + row(number("2")) + number("3")).cells == {(1, 1): RawCell(Kind.NUMBER, "2")}
