"""What stands around a sheet's cells changes in its place, and nothing else does."""

from __future__ import annotations

import pytest

from scoresheet.parts.surroundings import Worksheet, deselected

SEVENTEEN = '<col min="17" max="17" width="56" customWidth="1"/>'
BARE = '<sheetData><row r="4"><c r="A4"/></row></sheetData>'


def sheet(inside: str = BARE) -> Worksheet:
    """Give a worksheet with these children."""
    return Worksheet(f'<worksheet xmlns="m">{inside}</worksheet>'.encode())


def inside(one: Worksheet) -> str:
    """Give the children of a worksheet as text."""
    return one.xml.decode().partition(">")[2].removesuffix("</worksheet>")


def test_filter_stands_where_the_standard_wants_it() -> None:
    """Behind the protection, before merged cells, whatever else is there."""
    one = sheet(f'{BARE}<sheetProtection sheet="1"/><mergeCells/><pageMargins/>')
    one.set_filter("Q4:Q38")
    assert inside(one) == (
        f'{BARE}<sheetProtection sheet="1"/><autoFilter ref="Q4:Q38"/><mergeCells/><pageMargins/>'
    )


def test_filter_that_is_there_is_widened_with_its_choices() -> None:
    """What the county had chosen in its filter stays."""
    one = sheet(f'{BARE}<autoFilter ref="A4:H38"><filterColumn colId="1"/></autoFilter>')
    one.set_filter("A4:Q38")
    assert inside(one) == f'{BARE}<autoFilter ref="A4:Q38"><filterColumn colId="1"/></autoFilter>'
    assert one.filter is not None
    assert (one.filter.columns, one.filter.rows) == (("A", "Q"), (4, 38))


def test_rows_hidden_by_a_filter_are_shown_when_it_goes() -> None:
    """Only rows of its area are shown again, and only if something was chosen in it."""
    rows = '<sheetData><row r="2" hidden="1"/><row r="5" hidden="1"/><row r="9" hidden="1"/></sheetData>'
    one = sheet(f'{rows}<autoFilter ref="Q4:Q8"><filterColumn colId="0"/></autoFilter>')
    one.drop_filter()
    assert inside(one) == rows.replace('<row r="5" hidden="1"/>', '<row r="5"/>')
    two = sheet(f'{rows}<autoFilter ref="Q4:Q8"/>')
    two.drop_filter()
    assert inside(two) == rows


@pytest.mark.parametrize(
    ("protection", "expected"),
    [
        ("", ""),
        ('<sheetProtection objects="1"/>', '<sheetProtection objects="1"/>'),
        ('<sheetProtection sheet="1" autoFilter="0"/>', '<sheetProtection sheet="1" autoFilter="0"/>'),
        (
            '<sheetProtection sheet="1" hashValue="a"/>',
            '<sheetProtection sheet="1" hashValue="a" autoFilter="0"/>',
        ),
    ],
)
def test_filter_may_be_used_under_protection(protection: str, expected: str) -> None:
    """Where the sheet is protected the filter is allowed; the password stays."""
    one = sheet(BARE + protection)
    one.allow_filter()
    assert inside(one) == BARE + expected


@pytest.mark.parametrize(
    ("cols", "expected"),
    [
        ("", '<cols><col min="17" max="17" width="56" customWidth="1"/></cols>'),
        ('<cols><col min="1" max="2" width="9"/></cols>',
         '<cols><col min="1" max="2" width="9"/><col min="17" max="17" width="56" customWidth="1"/></cols>'),
        ('<cols><col min="9" max="16384" hidden="1"/></cols>',
         '<cols><col min="9" max="16" hidden="1"/>' + SEVENTEEN + '<col min="18" max="16384" hidden="1"/></cols>'),
        ('<cols><col min="17" max="17" hidden="1"/></cols>', '<cols><col min="17" max="17" width="56" customWidth="1"/></cols>'),
    ],
    ids=["none", "before", "within a hidden run", "the same"],
)  # fmt: skip
def test_column_gets_its_width_and_is_seen(cols: str, expected: str) -> None:
    """Other columns of the same run keep what was said of them."""
    one = sheet(cols + BARE)
    one.set_width(17, 56.0)
    assert inside(one) == expected + BARE
    one.set_width(17, None)
    assert 'width="56"' not in inside(one)


def test_used_area_reaches_a_further_column() -> None:
    """The note of the used area is widened, never narrowed."""
    one = sheet(f'<dimension ref="A1:P41"/>{BARE}')
    one.widen("Q4")
    one.widen("C4")
    assert inside(one) == f'<dimension ref="A1:Q41"/>{BARE}'


def test_notes_are_linked_before_what_must_follow() -> None:
    """The link stands behind drawings and before controls, tables and extensions."""
    one = sheet(f'{BARE}<drawing r:id="rId1"/><tableParts/><extLst/>')
    one.link_drawing("rId9")
    made = inside(one)
    assert one.drawing == "rId9"
    assert made.index("<drawing") < made.index("<legacyDrawing") < made.index("<tableParts")


def test_link_that_leads_nowhere_is_replaced() -> None:
    """A sheet has one link to the boxes of its notes."""
    one = sheet(f'{BARE}<legacyDrawing r:id="lost"/><extLst/>')
    one.link_drawing("rId9")
    assert (one.drawing, inside(one).count("<legacyDrawing")) == ("rId9", 1)


def test_sheet_is_no_longer_selected() -> None:
    """Of several selected sheets each gets what is typed into one: only ours stays selected."""
    xml = b'<worksheet><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews></worksheet>'
    assert deselected(xml) == xml.replace(b' tabSelected="1"', b"")
    assert deselected(deselected(xml)) == deselected(xml)


def test_box_stands_beside_its_cell() -> None:
    """Hidden columns and rows take no room; the box is as wide and as high as asked."""
    cols = '<cols><col min="1" max="4" width="10"/><col min="5" max="5" hidden="1" width="30"/></cols>'
    rows = '<sheetData><row r="6" ht="30"/><row r="7" hidden="1" ht="50"/></sheetData>'
    sizes = sheet(f'<sheetFormatPr defaultRowHeight="15"/>{cols}{rows}').sizes()
    assert (sizes.width(4), sizes.width(5), sizes.height(6), sizes.height(7)) == (70, 0, 40, 0)
    left, _, top, _, right, _, bottom, _ = sizes.beside(6, 4, 300, 60)
    assert (left, top) == (4, 4)
    assert right > left
    assert bottom > top


def test_format_of_cells_that_are_not_there() -> None:
    """An empty cell has the format of its row or of its column."""
    one = sheet(
        '<cols><col min="4" max="6" style="7"/></cols><sheetData><row r="3" s="9" customFormat="1"/></sheetData>'
    )
    assert (one.style_of_column(5), one.style_of_column(1), one.row_styles()) == (7, 0, {3: 9})


def test_foreign_part_is_refused() -> None:
    """What is no worksheet is not edited."""
    with pytest.raises(ValueError, match="worksheet"):
        Worksheet(b"<chartsheet/>")
