"""Only the edited cells of a workbook change; all else stays byte for byte, whichever program wrote it."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from scoresheet.formats.xlsx import read_xlsx
from scoresheet.parts.cells import (
    Content,
    Formula,
    Package,
    SheetContents,
    edited,
    fill,
    map_sheet,
    uncalculated,
)

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def sheet(data: str, *, head: str = "", tail: str = "") -> bytes:
    """Give a worksheet with this content between its rows' tags."""
    return f'<worksheet xmlns="{NAMESPACE}">{head}<sheetData>{data}</sheetData>{tail}</worksheet>'.encode()


def change(xml: bytes, heights: dict[int, float] | None = None, **cells: Content) -> bytes:
    """Give a worksheet with these cells put in."""
    return edited(xml, map_sheet(xml), SheetContents(cells, heights or {}))


def workbook(worksheet: bytes, **parts: bytes) -> bytes:
    """Give a workbook with one sheet, Sheet1, and further parts by name."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": worksheet,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in {**made, **parts}.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read(worksheet: bytes) -> dict[tuple[int, int], tuple[str | None, str | None]]:
    """Give what our reader sees in a worksheet: text and formula by row and column."""
    cells = read_xlsx(workbook(worksheet)).sheets[0].cells
    return {place: (cell.text, cell.formula) for place, cell in cells.items()}


def others(data: bytes, *changed: str) -> dict[str, bytes]:
    """Give the parts of a workbook but for these."""
    return {name: part for name, part in Package(data).parts.items() if name not in changed}


# What must not change.


def test_nothing_put_changes_nothing() -> None:
    """A sheet into which nothing is put stays byte for byte, odd quoting and comments included."""
    xml = sheet("<row r='1' ><c r='A1'  s='3' t=\"n\"><v>1</v></c><!-- kept --></row >", tail="<a b='>'/>")
    assert change(xml) == xml


def test_all_but_the_edited_cell_stays() -> None:
    """What stands before and after an edited cell is the same bytes as before."""
    before, cell, after = (
        '<row r="2"><c r="A2" s="1"><v>1</v></c>',
        '<c r="B2" s="7"/>',
        '<c r="C2"><f>A2</f></c></row>',
    )
    expected = f'{before}<c r="B2" s="7"><v>2.5</v></c>{after}'
    assert change(sheet(before + cell + after), B2=Decimal("2.5")) == sheet(expected)


def test_other_parts_stay_as_they_are() -> None:
    """Pictures, comments, shared strings and everything else in the package are untouched."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        made = book.add_worksheet("表")
        made.write("A1", "shared")
        made.write("B1", 1)
        made.write_comment("A1", "a remark")
        made.insert_image("C3", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
        made.merge_range("A5:B6", "merged")
    data = buffer.getvalue()

    result = fill(data, {"表": SheetContents({"B1": Decimal(2), "A9": "new"})})

    part = "xl/worksheets/sheet1.xml"
    assert others(result, part) == others(data, part)
    assert any(name.startswith("xl/media/") for name in others(result))
    opened = openpyxl.load_workbook(io.BytesIO(result))["表"]
    assert (opened["A1"].value, opened["B1"].value, opened["A9"].value) == ("shared", 2, "new")
    assert opened["A1"].comment.text == "a remark"
    assert str(next(iter(opened.merged_cells.ranges))) == "A5:B6"


def test_workbook_of_openpyxl_keeps_its_comments() -> None:
    """A workbook that another library wrote keeps its comments and styles."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first["A1"], first["A1"].comment = "text", Comment("a remark", "somebody")
    first["B1"].number_format = "0.00"
    buffer = io.BytesIO()
    book.save(buffer)

    result = openpyxl.load_workbook(
        io.BytesIO(fill(buffer.getvalue(), {"Sheet": SheetContents({"B1": Decimal(3)})}))
    )

    assert result["Sheet"]["A1"].comment.text == "a remark"
    assert result["Sheet"]["B1"].number_format == "0.00"


def test_equal_parts_give_equal_bytes() -> None:
    """The same contents poured twice give the same file."""
    data = workbook(sheet('<row r="1"><c r="A1"/></row>'))
    contents = {"Sheet1": SheetContents({"A1": "text"})}
    assert fill(data, contents) == fill(data, contents)


def test_style_alone_changes_no_content() -> None:
    """A cell that gets another style keeps what it holds; one that isn't there is put in empty."""
    xml = sheet('<row r="1" spans="1:1"><c r="A1" s="4" t="s"><v>0</v></c></row>')
    made = edited(xml, map_sheet(xml), SheetContents(styles={"A1": 7, "B1": 8}))
    assert made == sheet('<row r="1"><c r="A1" s="7" t="s"><v>0</v></c><c r="B1" s="8"/></row>')


def test_style_and_content_together() -> None:
    """A cell that gets both is written once."""
    xml = sheet('<row r="1"><c r="A1" s="4"/></row>')
    made = edited(xml, map_sheet(xml), SheetContents({"A1": "x"}, styles={"A1": 7}))
    assert made == sheet(
        '<row r="1"><c r="A1" s="7" t="inlineStr"><is><t xml:space="preserve">x</t></is></c></row>'
    )


def test_parts_are_added_and_left_out() -> None:
    """New parts come behind all others, and those that are left out are gone."""
    package = Package(workbook(sheet("")))
    made = Package(package.to_bytes({"new.xml": b"<a/>"}, {"_rels/.rels"})).parts
    assert list(made)[-1] == "new.xml"
    assert "_rels/.rels" not in made


# What is put in.

PUT: dict[str, tuple[Content, str]] = {
    "nothing": (None, '<c r="A1" s="4"/>'),
    "whole number": (Decimal(3), '<c r="A1" s="4"><v>3</v></c>'),
    "decimals kept": (Decimal("2.50"), '<c r="A1" s="4"><v>2.50</v></c>'),
    "no exponent": (Decimal("1E+2"), '<c r="A1" s="4"><v>100</v></c>'),
    "small": (Decimal("-1E-7"), '<c r="A1" s="4"><v>-0.0000001</v></c>'),
    "text": ("字", '<c r="A1" s="4" t="inlineStr"><is><t xml:space="preserve">字</t></is></c>'),
    "number as text": ("1.10", '<c r="A1" s="4" t="inlineStr"><is><t xml:space="preserve">1.10</t></is></c>'),
    "not a formula": ("=1+1", '<c r="A1" s="4" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'),
    "markup": ("<b>&]]>", '<c r="A1" s="4" t="inlineStr"><is><t xml:space="preserve">&lt;b&gt;&amp;]]&gt;</t></is></c>'),
    "formula": (Formula("A2<1", Decimal("1.5")), '<c r="A1" s="4"><f>A2&lt;1</f><v>1.5</v></c>'),
    "formula with text": (Formula("B1", "<"), '<c r="A1" s="4" t="str"><f>B1</f><v>&lt;</v></c>'),
    "formula with an empty text": (Formula("B1", ""), '<c r="A1" s="4" t="str"><f>B1</f><v></v></c>'),
    "formula without result": (Formula("B1", None), '<c r="A1" s="4"><f>B1</f></c>'),
}  # fmt: skip


@pytest.mark.parametrize("what", PUT)
def test_content_is_written_for_what_it_is(what: str) -> None:
    """A cell keeps its style and gets a number, an inline text or a formula; its old type is gone."""
    content, expected = PUT[what]
    xml = sheet('<row r="1"><c r="A1" s="4" t="s"><v>0</v></c></row>')
    assert change(xml, A1=content) == sheet(f'<row r="1">{expected}</row>')


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_number_is_refused(number: str) -> None:
    """A number that no cell can hold would make the file one that can't be opened."""
    with pytest.raises(ValueError, match="can't stand in a cell"):
        change(sheet('<row r="1"><c r="A1"/></row>'), A1=Decimal(number))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x1f\x0bc", "abc"),
        ("a\ud800b\uffff", "ab"),
        ("两行\n文字\t制表", "两行\n文字\t制表"),
        ("  blanks  ", "  blanks  "),
        ("_x0041_ is no A", "_x0041_ is no A"),
        ("😀" * 20_000, "😀" * 16_383),
        ("字" * 40_000, "字" * 32_767),
        ("a" * 32_767, "a" * 32_767),
    ],
    ids=["control", "surrogates", "lines", "blanks", "escape", "emoji", "too long", "longest"],
)  # fmt: skip
def test_text_comes_back_as_far_as_a_cell_can_hold_it(text: str, expected: str) -> None:
    """What XML can't hold is left out, what a cell can't hold is cut, never in the middle of a character."""
    assert read(change(sheet('<row r="1"><c r="A1"/></row>'), A1=text)) == {(1, 1): (expected, None)}


# Cells and rows that aren't there.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<row r="3"><c r="B3"><v>1</v></c></row>'),
        ('<row r="2"/>', '<row r="2"/><row r="3"><c r="B3"><v>1</v></c></row>'),
        ('<row r="4"/>', '<row r="3"><c r="B3"><v>1</v></c></row><row r="4"/>'),
        ('<row r="3"/>', '<row r="3"><c r="B3"><v>1</v></c></row>'),
        ('<row r="3" ht="20"/>', '<row r="3" ht="20"><c r="B3"><v>1</v></c></row>'),
        ('<row r="3"></row>', '<row r="3"><c r="B3"><v>1</v></c></row>'),
        ('<row r="3"><c r="A3"/></row>', '<row r="3"><c r="A3"/><c r="B3"><v>1</v></c></row>'),
        ('<row r="3"><c r="C3"/></row>', '<row r="3"><c r="B3"><v>1</v></c><c r="C3"/></row>'),
        ('<row r="3"><c r="AA3"/></row>', '<row r="3"><c r="B3"><v>1</v></c><c r="AA3"/></row>'),
    ],
)
def test_missing_cell_is_put_where_it_belongs(before: str, after: str) -> None:
    """A cell that isn't there is put in between its neighbours, in a row of its own if need be."""
    assert change(sheet(before), B3=Decimal(1)) == sheet(after)


def test_several_missing_rows_ascend() -> None:
    """Rows are put in from top to bottom, cells from left to right, whatever order they are given in."""
    made = change(
        sheet('<row r="9"/>'), C7=Decimal(1), A7=Decimal(2), AB7=Decimal(3), A5=Decimal(4), A11=Decimal(5)
    )
    assert list(read(made)) == [(5, 1), (7, 1), (7, 3), (7, 28), (11, 1)]
    assert [row.get("r") for row in ET.fromstring(made)[0]] == ["5", "7", "9", "11"]  # noqa: S314 - our own


def test_sheet_without_rows_gets_some() -> None:
    """A sheet whose data is one empty tag is opened."""
    empty = f'<worksheet xmlns="{NAMESPACE}"><sheetData /></worksheet>'.encode()
    assert change(empty) == empty
    assert change(empty, A1=Decimal(1), A2=Decimal(2)) == sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    )


def test_prefixed_names_stay_prefixed() -> None:
    """In a sheet whose elements carry a prefix, what is put in carries it too: else no reader would see it."""
    xml = (
        f'<x:worksheet xmlns:x="{NAMESPACE}"><x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="2"/></x:sheetData></x:worksheet>'
    ).encode()

    made = change(xml, A1="a", B1=Decimal(2), A2=Formula("A1", "a"), A3=None, C3=Decimal(3))

    assert read(made) == {(1, 1): ("a", None), (1, 2): ("2", None), (2, 1): ("a", "A1"), (3, 3): ("3", None)}
    tags = {element.tag for element in ET.fromstring(made).iter()}  # noqa: S314 - our own
    assert all(tag.startswith(f"{{{NAMESPACE}}}") for tag in tags)


def test_quoted_bracket_ends_no_tag() -> None:
    """A '>' inside an attribute is no end of the tag."""
    xml = sheet('<row r="1" a="x>y"><c r="A1" b=\'>\' s="2"><v>1</v></c><c r="B1" b=">"/></row>')
    made = change(xml, A1=Decimal(2), B1=Decimal(3))
    assert made == sheet('<row r="1" a="x>y"><c r="A1" s="2"><v>2</v></c><c r="B1"><v>3</v></c></row>')


def test_cells_without_addresses_follow_one_another() -> None:
    """Some programs leave addresses out: a cell stands right of the one before it, a row below."""
    xml = sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert read(change(xml, B1=Decimal(9), A2=Decimal(8))) == {
        (1, 1): ("1", None),
        (1, 2): ("9", None),
        (2, 1): ("8", None),
    }


def test_cell_may_take_the_looks_of_another() -> None:
    """A cell that is put can take the style of another one."""
    xml = sheet('<row r="1"><c r="A1" s="1"/><c r="B1" s="2"/></row>')
    made = edited(
        xml, map_sheet(xml), SheetContents({"A1": None, "C1": Decimal(1)}, looks={"A1": "B1", "C1": "B1"})
    )
    assert made == sheet('<row r="1"><c r="A1" s="2"/><c r="B1" s="2"/><c r="C1" s="2"><v>1</v></c></row>')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<row r="1">', '<row r="1" ht="30.5">'),
        ('<row r="1" ht="12" customHeight="1" s="3">', '<row r="1" s="3" ht="30.5">'),
        ("<row r='1' ht='12' customHeight = '1'>", "<row r='1' ht=\"30.5\">"),
        ('<row r="1" x:dyDescent="0.25" hidden="0" >', '<row r="1" x:dyDescent="0.25" hidden="0" ht="30.5">'),
    ],
)
def test_height_replaces_a_fixed_one(before: str, after: str) -> None:
    """A row gets its height and may still grow; its other attributes stay."""
    head = "<!-- -->"
    made = change(sheet(f"{before}</row>", head=head), {1: 30.5, 7: 40.0})
    assert made == sheet(f"{after}</row>", head=head)


def test_closed_row_gets_its_height() -> None:
    """A row written as one empty tag stays one when it only gets a height."""
    assert change(sheet('<row r="1"/>'), {1: 20}) == sheet('<row r="1" ht="20"/>')
    assert change(sheet('<row r="1"/>'), {1: 20}, A1=Decimal(1)) == sheet(
        '<row r="1" ht="20"><c r="A1"><v>1</v></c></row>'
    )


def test_sheet_that_is_not_there_is_refused() -> None:
    """Contents for a sheet that the workbook doesn't have are a mistake of the caller's."""
    with pytest.raises(KeyError):
        fill(workbook(sheet("")), {"Sheet2": SheetContents()})


def test_absolute_targets_are_found() -> None:
    """Some programs write the place of a sheet from the root of the package."""
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>'
    ).encode()
    data = workbook(sheet('<row r="1"/>'), **{"xl/_rels/workbook.xml.rels": relations})
    assert read_xlsx(fill(data, {"Sheet1": SheetContents({"A1": "a"})})).sheets[0].text(1, 1) == "a"


TEXTS = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"), include_characters="\n\t", exclude_characters="\ufffe\uffff"
    ),
    max_size=40,
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4)
ADDRESSES = st.builds(lambda column, row: f"{column}{row}", st.sampled_from(["A", "B", "C", "Z", "AA", "AB"]), st.integers(1, 12))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(ADDRESSES, TEXTS | NUMBERS | st.builds(Formula, TEXTS, TEXTS | NUMBERS), max_size=12),
    st.sampled_from(["", "x:"]),
    st.sets(st.integers(1, 12), max_size=6),
)
def test_what_is_poured_in_is_read_back(
    poured: dict[str, str | Decimal | Formula], prefix: str, rows: set[int]
) -> None:
    """Whatever is put into whatever cells of a sheet, our reader finds it there again, and nothing else."""
    there = "".join(
        f'<{prefix}row r="{row}"><{prefix}c r="B{row}" s="0"/></{prefix}row>' for row in sorted(rows)
    )
    declared = f"xmlns{':x' if prefix else ''}"
    xml = (
        f'<{prefix}worksheet {declared}="{NAMESPACE}"><{prefix}sheetData>{there}</{prefix}sheetData>'
        f"</{prefix}worksheet>"
    ).encode()

    made = edited(xml, map_sheet(xml), SheetContents(dict(poured)))
    found = read_xlsx(workbook(made)).sheets[0]

    expected = {}
    for address, content in poured.items():
        value, formula = (content.result, content.text) if isinstance(content, Formula) else (content, None)
        if value != "" or formula is not None:
            expected[address] = (f"{value:f}" if isinstance(value, Decimal) else value, formula)
    assert {_address(place): (cell.text, cell.formula) for place, cell in found.cells.items()} == expected


def _address(place: tuple[int, int]) -> str:
    row, column = place
    letters = {1: "A", 2: "B", 3: "C", 26: "Z", 27: "AA", 28: "AB"}
    return f"{letters[column]}{row}"


def test_results_of_formulas_can_be_taken_out() -> None:
    """Constants, texts and the formulas themselves stay; only what a formula once gave is gone."""
    xml = sheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>1x</v></c>'
        '<c r="C1" s="1"><f>A1*2</f><v>2</v></c><c r="D1" t="inlineStr"><is><t>f</t></is></c></row>'
    )

    cells = read_xlsx(uncalculated(workbook(xml))).sheets[0].cells

    assert cells[1, 1].text == "1"
    assert (cells[1, 2].formula, cells[1, 2].text) == ('A1&"x"', None)
    assert (cells[1, 3].formula, cells[1, 3].text) == ("A1*2", None)
    assert cells[1, 4].text == "f"
