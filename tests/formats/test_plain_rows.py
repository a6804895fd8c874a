"""Rows read in pieces that may be known already are what the reader of whole parts makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoresheet.formats import bounds, plain_rows, texts, worksheet
from scoresheet.formats.number_formats import NumberStyles, styles_of
from scoresheet.formats.plain_rows import KnownSheets
from scoresheet.formats.worksheet import Contents
from scoresheet.grid import Kind, RawCell, Sheet, Unreadable

PART = "xl/worksheets/sheet1.xml"
STYLES = styles_of(["0", "14", "9"], {})
STRINGS = {"0": RawCell(Kind.TEXT, "已完成"), "1": RawCell(Kind.TEXT, "")}
KNOWN = KnownSheets(STYLES)
"""Kept for all tests: what one part put there may not change what another one holds."""

MERGES = '<mergeCells count="1"><mergeCell ref="A8:B9"/></mergeCells>'
ROW = '<row r="1"><c r="A1"><v>3</v></c><c r="B1" s="1"/><c r="C1" t="s"><v>0</v></c></row>'


def part(rows: str, before: str = "", behind: str = "", begin: str = "<worksheet>") -> bytes:
    """Give a worksheet's part with these rows."""
    return f"{begin}{before}<sheetData>{rows}</sheetData>{behind}</worksheet>".encode()


def contents() -> Contents:
    """Give what the sheets of a workbook share."""
    return Contents(STRINGS, STYLES)


def told(sheet: Sheet, shared: Contents) -> tuple[Any, ...]:
    """Give all that a reading has come to, cells in the order in which they were found."""
    counts = (shared.cells, shared.characters.count, shared.merges, shared.hidden)
    return list(sheet.cells.items()), sheet.merges, sheet.hidden_rows, sheet.hidden_columns, counts


def read_whole(data: Iterable[bytes]) -> tuple[Any, ...]:
    """Read a part as a whole: what it holds, or why it is refused."""
    sheet, shared = Sheet("表"), contents()
    try:
        worksheet.read_worksheet(data, PART, sheet, shared)
    except Unreadable as reason:
        return reason.trouble, reason.place
    return told(sheet, shared)


def read_in_pieces(data: Iterable[bytes], known: KnownSheets = KNOWN) -> tuple[tuple[Any, ...], bool]:
    """Read a part in pieces where that can be done: what it holds, or why it is refused, and whether it was done."""
    sheet, shared = Sheet("表"), contents()
    try:
        plain_rows.read_worksheet(data, PART, sheet, shared, known)
    except Unreadable as reason:
        return (reason.trouble, reason.place), shared.plain
    return told(sheet, shared), shared.plain


PLAIN = [
    part(""),
    part(ROW),
    part(ROW + '<row r="2" hidden="1"><c r="A2"><v>3</v></c></row>'),
    part('<row r="1" ht="0"/><row r="2"/>' + ROW.replace("1", "3")),
    part('<row r="7"/>' + ROW + '<row r="9"/>'),
    part('<row r="1"></row>'),
    part('<row r="1"><c r="A1"/><c r="B1"/></row>'),
    part('<row r="1"><c r="A1"><v>3</v></c><c r="B1"/></row>'),
    part('\n <row r="1">\n <c r="A1"><v> 3 </v></c>\n <c r="B1"><v>4</v></c>\n </row>\n'),
    part('<row r="1"><c r="A1" t="s"><v>1</v></c></row>'),
    part('<row r="1"><c r="A1" t="s"><f>B1</f><v>0</v></c></row>'),
    part('<row r="1"><c r="A1" t="inlineStr"><is><t>甲&lt;/c&gt;</t></is></c></row>'),
    part('<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh></is></c></row>'),
    part('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>2</v></c></row>'),
    part('<row r="2"><c r="A9"><v>3</v></c></row>'),
    part(ROW, behind=MERGES),
    part(ROW, before='<cols><col min="2" max="3" hidden="1"/></cols>', behind=MERGES),
    part(ROW, "<sheetViews><sheetView><selection/></sheetView></sheetViews>", "<headerFooter><oddFooter>&amp;P</oddFooter></headerFooter>"),
    part(ROW, begin='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="a" xmlns:r="b">'),
    part(ROW, begin="﻿<?xml version='1.0' encoding='utf-8'?><worksheet>"),
]  # fmt: skip


@pytest.mark.parametrize("data", PLAIN)
def test_plain_parts_are_read_in_pieces(data: bytes) -> None:
    """What programs write is read in pieces, twice with the same result, which is that of the whole part."""
    expected = read_whole([data])
    assert read_in_pieces([data]) == (expected, True)
    assert read_in_pieces([data]) == (expected, True)
    assert read_in_pieces([data], KnownSheets(STYLES)) == (expected, True)


SWALLOWING = part(
    '<row r="1"><c r="A1"><row><c></c><c r="E5" s="0"><v>3</v></c></row ></c ></row >'
    '<row><c r="E5" s="0"><v>0</v></c ></row ><row><c r="B1"><v>5</v></c></row>'
)
"""Pieces that open what is closed in later ones, and bring as many rows as there are pieces."""
NAMES = " ".join(f'a{number}="1"' for number in range(20))
OTHER = [
    SWALLOWING,
    part('<row r="1"><c r="A1"><v>3</v></c><x><row r="5"><v>7</v></row ></x></row>'),
    part(f'<row r="1"><c r="A1" {NAMES}><v>3</v></c></row>'),
    part(f'<row r="1"><c r="A1"><v {NAMES}>3</v></c></row>'),
    part(f'<row r="1"><c r="A1" s="{"0" * 70_000}"><v>3</v></c></row>'),
    part(f'<row r="1" ht="{"0" * 70_000}"></row>'),
    part('<row r="1"><c r="A1"><v>3</v></c></row>', before='<cols><col min="1" max="16384" hidden="1"/></cols>'),
    part("", behind='<mergeCells><mergeCell ref="A1:B2<sheetViews></sheetViews>"/></mergeCells>'),
    part("", behind='<merge<headerFooter>x</headerFooter>Cells><mergeCell ref="A1:B2"/></mergeCells>'),
    part("", behind="<x>&am<headerFooter>x</headerFooter>p;</x>"),
    part("") + b"<headerFooter>x</headerFooter>",
    part("\x0b" + ROW),
    part(ROW + "\x0c"),
    part("<row r='1'><c r='A1'><v>3</v></c></row><row><c r='A2'><v>3</v></c></row>"),
    part('<row r="1"><c><v>3</v></c></row>'),
    part('<row r="1"><c r="A1"><v>3</v></c><!-- <c r="B1"><v>4</v></c> --></row>'),
    part('<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[</c>]]></t></is></c></row>'),
    part('<row r="1"><?pi </c> ?><c r="A1"><v>3</v></c></row>'),
    part('<row r="1"><c r="A1"><v>3</v></c ><c r="B1"><v>4</v></c></row>'),
    part('<row r="1"><c r="A1"><v>3</v></c></row ><row r="2"><c r="A2"><v>4</v></c></row>'),
    part('<row r="1"><c r="A1" x=">"><v>3</v></c></row><row x=">" r="2"></row>'),
    part('<row r="1"><c r="A1"><v>3</v></c><c r="A1"><v>4</v></c></row>'),
    part('<row r="1"><c r="A1"><v>3</v></row>'),
    part('<row r="1"><c r="A1"><v>3</v></c>'),
    part('<row r="1"><c r="A1"><v>&none;</v></c></row>'),
    part('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
    part('<row r="1"><c r="A1" t="x"><v>9</v></c></row>'),
    part('<row r="1"><c r="XFE1"><v>9</v></c></row>'),
    part('<row r="1048577"><c r="A1"><v>9</v></c></row>'),
    part('<row r="1"><x></row><row r="2"></x></row>'),
    part('<row r="1"><x><c r="A1"><v>1</v></c></row><row r="2"><c r="B1"><v>1</v></c></x></row>'),
    part('<row r="1"></row></sheetData ><y></y><sheetData2><row r="2"></row></sheetData2><sheetData >'),
    part('<x><row r="1"><c r="A1"><v>3</v></c></row></x>'),
    part(ROW, before="<sheetData/>"),
    part(ROW, before="<x>", behind="</x>"),
    part(ROW, before="<sheetData/><x>", behind="</x>"),
    part(ROW, behind=MERGES.replace("B9", "XFE9")),
    part(ROW, behind="<mergeCells>"),
    part(ROW, begin='<worksheet xmlns:x="a"><x:sheetData/>').replace(b"</worksheet>", b"</worksheet>x"),
    part(ROW.replace("3", "\x01")),
    part(ROW).replace(b">3<", b">\xff<"),
    part(ROW, begin='<?xml version="1.0" encoding="ISO-8859-1"?><worksheet>'),
    part(ROW, begin="<!DOCTYPE x><worksheet>"),
    part(ROW, begin="<x:worksheet>").replace(b"</worksheet>", b"</x:worksheet>"),
    part(ROW).replace(b"worksheet>", b"chartsheet>"),
    part(ROW).decode().encode("utf-16"),
    b"",
]  # fmt: skip


@pytest.mark.parametrize("data", OTHER)
def test_other_parts_are_left_to_the_reader_of_whole_parts(data: bytes) -> None:
    """Whatever can't be cut safely, or is to be refused, comes out as the reader of whole parts has it."""
    expected = read_whole([data])
    outcome, was_plain = read_in_pieces([data])
    assert outcome == expected
    assert not was_plain


HONEST = part(
    '<row r="5"><c r="A5"/><c r="E5" s="0"><v>3</v></c></row>'
    '<row r="6" hidden="1"><c r="A1"><v>3</v></c><c r="B1" s="1"><v>7</v></c><c r="F2"><f>A1</f><v>3</v></c></row>'
)


@pytest.mark.parametrize("data", [*PLAIN, *OTHER])
def test_no_part_says_anything_of_another_one(data: bytes) -> None:
    """Whatever a part holds, one that is read after it is read as if it were the first."""
    known = KnownSheets(STYLES)
    read_in_pieces([data], known)
    assert read_in_pieces([HONEST], known) == (read_whole([HONEST]), True)


CELL = st.sampled_from(
    [
        *('<c r="A1"><v>3</v></c>', '<c r="B1" t="s"><v>0</v></c>', '<c r="C1" s="1"><v>7</v></c>'),
        *('<c r="A1"/>', '<c r="D2" s="2"/>', '<c r="E2" t="inlineStr"><is><t>甲</t></is></c>', "<c/>"),
        *('<c r="F2"><f>A1</f><v>3</v></c>', '<c r="G2" t="str"><v></v></c>', '<c r="G2"><v>1</v></c>'),
    ]
)
SCRAP = st.sampled_from(
    [
        *(
            '<row r="1">',
            '<row r="2" hidden="1">',
            "</row>",
            "</row >",
            '<row r="3"/>',
            "<row>",
            "</row ><row>",
        ),
        *('<c r="A1">', '<c r="H1" t="s">', "</c>", "</c >", "<v>", "</v>", "<is>", "</is>", "<t>", "</t>"),
        *("<x>", "</x>", "<rPh>", "</rPh>", "<f>", "</f>", "0", "甲", " ", "&lt;", "&", "<", ">", "<!-- -->"),
        *("<sheetData>", "</sheetData>", "</sheetData >", MERGES, "<headerFooter>", "</headerFooter>"),
    ]
)
FULL_ROW = st.builds(
    lambda begin, cells: begin + "".join(cells) + "</row>",
    st.sampled_from(['<row r="1">', '<row r="2" ht="0">', '<row r="3" hidden="true" spans="1:3">']),
    st.lists(CELL | CELL | CELL | SCRAP, max_size=5),
)
AROUND = st.lists(SCRAP, max_size=2).map("".join)


@given(st.lists(FULL_ROW | FULL_ROW | SCRAP, max_size=4).map("".join), AROUND, AROUND)
def test_pieces_never_say_what_the_whole_does_not(rows: str, before: str, behind: str) -> None:
    """Whatever stands in a part, reading it in pieces and with all that is known gives what reading it whole gives."""
    data = part(rows, before, behind)
    assert read_in_pieces([data])[0] == read_whole([data])
    assert read_in_pieces([HONEST])[0] == read_whole([HONEST])


SWALLOWED = st.lists(
    st.sampled_from(['<c r="E5" s="0"><v>3</v></c>', "<row>", "</row >", "</c >", '<c r="A1">', "<c>", "</c>", "</row><row>"])
    | st.sampled_from(['<c r="E5" s="0"><v>0</v></c >', '<c r="E5" s="0"><v>3</v></c>', '<c r="B1"><v>5</v></c>', "<is>", "</is>"]),
    max_size=14,
).map("".join)  # fmt: skip


@given(SWALLOWED)
def test_pieces_never_reach_into_each_other(cells: str) -> None:
    """However tags are left open in one piece and closed in another, an honest part afterwards is read as it stands."""
    known = KnownSheets(STYLES)
    data = part(f'<row r="1">{cells}</row>')
    assert read_in_pieces([data], known)[0] == read_whole([data])
    assert read_in_pieces([HONEST], known)[0] == read_whole([HONEST])


def test_what_is_known_depends_on_the_styles() -> None:
    """The same bytes are a date in one workbook and a number in another, whichever comes first."""
    data = part('<row r="1"><c r="A1" s="1"><v>41967</v></c></row>')
    for styles, date in ((STYLES, True), (NumberStyles(), False), (STYLES, True)):
        sheet = Sheet("表")
        plain_rows.read_worksheet([data], PART, sheet, Contents({}, styles), KnownSheets(styles))
        assert sheet.cells[1, 1].date is date


@pytest.mark.parametrize(
    ("module", "limit", "least"),
    [(bounds, "MOST_CELLS", 2), (bounds, "MOST_MERGES", 1), (bounds, "MOST_HIDDEN", 2), (texts, "MOST_CHARACTERS", 2)],
)  # fmt: skip
def test_limits_hold_in_pieces(monkeypatch: pytest.MonkeyPatch, module: Any, limit: str, least: int) -> None:
    """A workbook may hold so much and no more, however its parts are read."""
    data = part(ROW, before='<cols><col min="2" max="3" hidden="1"/></cols>', behind=MERGES)
    for most in (least - 1, least):
        monkeypatch.setattr(module, limit, most)
        if hasattr(worksheet, limit):
            monkeypatch.setattr(worksheet, limit, most)
        expected = read_whole([data])
        assert read_in_pieces([data])[0] == expected
        assert isinstance(expected[0], list) is (most == least)


def test_second_sheet_counts_upon_the_first() -> None:
    """What a workbook holds is counted over all its sheets, in pieces and whole."""
    shared = contents()
    for name in ("一", "二"):
        plain_rows.read_worksheet([part(ROW, behind=MERGES)], PART, Sheet(name), shared, KNOWN)
    assert (shared.cells, shared.characters.count, shared.merges) == (4, 4, 2)


def test_long_parts_come_in_chunks() -> None:
    """A part too long to be held is read from its chunks, none of them lost."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 60_001))
    data = part(rows)
    chunks = [data[start : start + 65_536] for start in range(0, len(data), 65_536)]
    outcome, _ = read_in_pieces(chunks)
    assert len(outcome[0]) == 60_000
    assert outcome == read_whole(chunks)
