"""What stands in a worksheet's part is read cell by cell, as the file itself says it."""

import pytest

from handmade import MAIN, SHEET_PART, parts, sheet, strings, styles, workbook, zipped
from scoresheet.formats.bounds import MOST_CELLS
from scoresheet.formats.cells import position
from scoresheet.formats.texts import MOST_CHARACTERS
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Area, Kind, RawCell, Sheet, Trouble, Unreadable, address


def read(rows: str = "", **others: str) -> Sheet:
    """Read a hand-made workbook's only sheet."""
    return read_xlsx(workbook(rows, **others)).sheets[0]


def refusal(rows: str = "", **others: str) -> Unreadable:
    """Give the refusal of a hand-made workbook."""
    with pytest.raises(Unreadable) as raised:
        read_xlsx(workbook(rows, **others))
    return raised.value


NOTHING = [
    '<c r="A1"/>',
    '<c r="A1" s="1"/>',
    '<c r="A1"><v/></c>',
    '<c r="A1"><v></v></c>',
    '<c r="A1"><v> </v></c>',
    '<c r="A1" t="s"/>',
    '<c r="A1" t="s"><v></v></c>',
    '<c r="A1" t="s"><v>2</v></c>',
    '<c r="A1" t="str"><v></v></c>',
    '<c r="A1" t="inlineStr"/>',
    '<c r="A1" t="inlineStr"><is><t></t></is></c>',
    '<c r="A1" t="e"><v/></c>',
    '<c r="A1" t="b"/>',
]


@pytest.mark.parametrize("cell", NOTHING)
def test_empty_cell_is_no_cell(cell: str) -> None:
    """A cell that has only a style, or only an empty text, is not kept."""
    contents = {
        **parts(f'<row r="1">{cell}</row>'),
        "xl/sharedStrings.xml": strings("<t>a</t>", "<t>b</t>", "<t/>"),
    }
    assert read_xlsx(zipped(contents)).sheets[0].cells == {}


number, text = Kind.NUMBER, Kind.TEXT
RUNS = (
    '<r><t>甲</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh>'
)
CELLS = [
    ('<c r="A1"><v>3</v></c>', RawCell(number, "3")),
    ('<c r="A1" t="n"><v>2.6749999999999998</v></c>', RawCell(number, "2.6749999999999998")),
    ('<c r="A1"><v>\n  -1E-3 </v></c>', RawCell(number, "-1E-3")),
    ('<c r="A1"><v>NaN</v></c>', RawCell(number, "NaN")),
    ('<c r="A1"><v>1e999</v></c>', RawCell(number, "1e999")),
    ('<c r="A1" s="1"><v>41967</v></c>', RawCell(number, "41967", date=True)),
    ('<c r="A1" s="2"><v>41967</v></c>', RawCell(number, "41967", decimals=2)),
    ('<c r="A1" s="99"><v>41967</v></c>', RawCell(number, "41967", date=False)),
    ('<c r="A1" t="s"><v>1</v></c>', RawCell(text, "已完成")),
    ('<c r="A1" t="s" s="1"><v>0</v></c>', RawCell(text, " 3 ")),
    ('<c r="A1" t="str"><v>a_x000D_b</v></c>', RawCell(text, "a\rb")),
    ('<c r="A1" t="inlineStr"><is><t>字</t></is></c>', RawCell(text, "字")),
    (f'<c r="A1" t="inlineStr"><is>{RUNS}</is></c>', RawCell(text, "甲 乙")),
    ('<c r="A1" t="b"><v>1</v></c>', RawCell(Kind.BOOLEAN, "TRUE")),
    ('<c r="A1" t="b"><v>false</v></c>', RawCell(Kind.BOOLEAN, "FALSE")),
    ('<c r="A1" t="e"><v>#REF!</v></c>', RawCell(Kind.ERROR, "#REF!")),
    ('<c r="A1" t="d"><v>2014-11-05T00:00:00</v></c>', RawCell(text, "2014-11-05T00:00:00", date=True)),
    ('<c r="A1"><f>1+1</f><v>2</v></c>', RawCell(number, "2", "1+1")),
    ('<c r="A1"><f>1+1</f><v/></c>', RawCell(number, None, "1+1")),
    ('<c r="A1"><f>1+1</f></c>', RawCell(number, None, "1+1")),
    ('<c r="A1" t="str"><f>""</f><v></v></c>', RawCell(text, "", '""')),
    ('<c r="A1" t="str"><f>""</f></c>', RawCell(text, None, '""')),
    ('<c r="A1" t="str"><f>B1&amp;"x"</f><v>x</v></c>', RawCell(text, "x", 'B1&"x"')),
    ('<c r="A1" t="s"><f>B1</f><v>1</v></c>', RawCell(text, "已完成", "B1")),
    ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', RawCell(Kind.ERROR, "#DIV/0!", "1/0")),
    ('<c r="A1" t="b"><f>TRUE()</f><v>1</v></c>', RawCell(Kind.BOOLEAN, "TRUE", "TRUE()")),
    ('<c r="A1"><v>3</v><extLst><ext><v>9</v><f>B1</f></ext></extLst></c>', RawCell(number, "3")),
    ('<c r="A1"><f t="shared" si="0"/><v>4</v></c>', RawCell(number, "4", "")),
    ('<c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>4</v></c>', RawCell(number, "4", "B1*2")),
    ('<c r="A1"><f t="array" ref="A1">SUM(B1:B3*2)</f><v>4</v></c>', RawCell(number, "4", "SUM(B1:B3*2)")),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_cell_is_what_the_file_says(cell: str, expected: RawCell) -> None:
    """Value, formula, stored result, kind and date style are taken as they are written."""
    contents = {
        **parts(f'<row r="1">{cell}</row>'),
        "xl/sharedStrings.xml": strings("<t> 3 </t>", "<t>已完成</t>"),
        "xl/styles.xml": styles("yyyy&quot;年&quot;m&quot;月&quot;", "0.00"),
    }
    assert read_xlsx(zipped(contents)).sheets[0].cells == {(1, 1): expected}


POSITIONS = [
    ('<row r="12"><c r="D12"><v>1</v></c></row>', [(12, 4)]),
    ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', [(1_048_576, 16_384)]),
    ("<row><c><v>1</v></c><c><v>1</v></c></row><row><c><v>1</v></c></row>", [(1, 1), (1, 2), (2, 1)]),
    (
        '<row r="5"><c r="C5"/><c><v>1</v></c></row><row><c r="B6"><v>1</v></c><c><v>1</v></c></row>',
        [(5, 4), (6, 2), (6, 3)],
    ),
    ('<row r="2"><c r="b2"><v>1</v></c></row>', [(2, 2)]),
]


@pytest.mark.parametrize(("rows", "expected"), POSITIONS)
def test_place_is_written_or_implied(rows: str, expected: list[tuple[int, int]]) -> None:
    """A cell or row without a number stands right after the one before it; the far corner is a place like others."""
    assert list(read(rows).cells) == expected


@pytest.mark.parametrize(
    ("row", "column"), [(1, 1), (12, 4), (1, 26), (1, 27), (9, 702), (9, 703), (1_048_576, 16_384)]
)
def test_position_is_the_reverse_of_the_address(row: int, column: int) -> None:
    """Reading an address gives the row and column that it was made of."""
    assert position(address(row, column)) == (row, column)


def test_hidden_rows_columns_and_merges_are_told() -> None:
    """What the user can't see is listed, however the file hides it; a merge is normalised."""
    made = read(
        '<row r="2" hidden="1"/><row r="3" hidden="0"/><row r="4" ht="0" customHeight="1"/><row r="5" hidden="true"/>',
        before='<cols><col min="1" max="1"/><col min="3" max="4" hidden="1"/><col min="6" max="6" width="0"/></cols>',
        after='<mergeCells><mergeCell ref="A1:H1"/><mergeCell ref="C9:B8"/><mergeCell ref="A2"/></mergeCells>',
    )
    assert made.hidden_rows == {2, 4, 5}
    assert made.hidden_columns == {3, 4, 6}
    assert made.merges == [Area(1, 1, 1, 8), Area(8, 2, 9, 3), Area(2, 1, 2, 1)]


def test_elements_elsewhere_are_no_cells() -> None:
    """Names that mean a cell among the rows mean nothing in the extensions behind them."""
    after = (
        f'<extLst><ext uri="x"><x14:c xmlns:x14="y" r="B2"><x14:v>6</x14:v></x14:c></ext></extLst>'
        f'<dataValidations xmlns="{MAIN}"><dataValidation><formula1>1</formula1></dataValidation></dataValidations>'
    )
    assert read('<row r="1"><c r="A1"><v>5</v></c></row>', after=after).cells == {
        (1, 1): RawCell(number, "5")
    }


@pytest.mark.parametrize(
    "namespace", [MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"], ids=["transitional", "strict"]
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_namespace_and_prefix_make_no_difference(namespace: str, prefix: str) -> None:
    """A sheet written in the strict dialect, or with a prefix on each name, is read like any other."""
    declared = "xmlns:x" if prefix else "xmlns"
    cells = "<{0}c r='A1'><{0}f>1+2</{0}f><{0}v>3</{0}v></{0}c><{0}c t='inlineStr'><{0}is><{0}t>字</{0}t></{0}is></{0}c>"
    part = (
        f'<{prefix}worksheet {declared}="{namespace}"><{prefix}sheetData><{prefix}row r="1">{cells.format(prefix)}'
        f"</{prefix}row></{prefix}sheetData></{prefix}worksheet>"
    )
    made = read_xlsx(zipped({**parts(), SHEET_PART: part})).sheets[0]
    assert made.cells == {(1, 1): RawCell(number, "3", "1+2"), (1, 2): RawCell(text, "字")}


def test_sheet_formatted_to_its_last_row_is_read() -> None:
    """Empty cells with a style, down to the last row, are no cells and no reason to refuse."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(6, 1_048_577, 10))
    made = read(f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}')
    assert made.cells == {(1, 1): RawCell(number, "1")}


ELSEWHERE = [
    '<extLst><ext uri="x"><c r="D6"><v>3</v></c></ext></extLst>',
    '<extLst><row r="6" hidden="1"><c r="D6"><v>3</v></c></row></extLst>',
    '<extLst><mergeCell ref="A1:B2"/><col min="1" max="1" hidden="1"/></extLst>',
]


@pytest.mark.parametrize("extension", ELSEWHERE)
def test_what_an_extension_holds_is_no_cell(extension: str) -> None:
    """Cells, rows, merges and columns count only where a sheet keeps them: no program shows those of an extension."""
    made = read('<row r="1"><c r="A1"><v>1</v></c></row>', after=extension)
    assert made.cells == {(1, 1): RawCell(number, "1")}
    assert not made.hidden_rows
    assert not made.hidden_columns
    assert not made.merges


REFUSED = [
    ('<row r="1"><c r="XFE1"/></row>', Trouble.UNSAFE, "XFE1"),
    ('<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>', Trouble.UNSAFE, "AAAAAAA1"),
    ('<row r="1"><c r="A0"><v>1</v></c></row>', Trouble.UNSAFE, "A0"),
    ('<row r="1"><c r="A"><v>1</v></c></row>', Trouble.UNSAFE, "A"),
    ('<row r="1"><c r="A１"><v>1</v></c></row>', Trouble.UNSAFE, "A１"),
    ('<row r="1"><c r="A1048577"><v>1</v></c></row>', Trouble.UNSAFE, "A1048577"),
    ('<row r="99999999999999999999"/>', Trouble.UNSAFE, "99999999999999999999"),
    ('<row r="1048577"/>', Trouble.UNSAFE, "1048577"),
    ('<row r="-1"/>', Trouble.UNSAFE, "-1"),
    ('<row r="1048576"/><row/>', Trouble.UNSAFE, "1048577"),
    ('<row r="1"><c r="XFD1"/><c/></row>', Trouble.UNSAFE, ""),
    ('<row r="1"><c r="B7" t="s"><v>5</v></c></row>', Trouble.DAMAGED, "B7"),
    ('<row r="1"><c r="B7" t="s"><v>-1</v></c></row>', Trouble.DAMAGED, "B7"),
    ('<row r="1"><c r="B7" t="x"><v>5</v></c></row>', Trouble.DAMAGED, "B7"),
    ('<row r="1"><c r="B7"><v>5</v></c><c r="B7"><v>6</v></c></row>', Trouble.DAMAGED, "B7"),
]


@pytest.mark.parametrize(("rows", "trouble", "named"), REFUSED)
def test_cell_that_can_not_be_is_refused_by_name(rows: str, trouble: Trouble, named: str) -> None:
    """An address beyond the sheet, a value that points nowhere and a cell that occurs twice are told with their place."""
    refused = refusal(rows)
    assert refused.trouble is trouble
    for words in refused.place:
        assert "自查评分表" in words
        assert named in words


MERGES = [
    ('<mergeCell ref="A1:XFD1048576"/>', Trouble.UNSAFE, "A1:XFD1048576"),
    ('<mergeCell ref="A1:XFE1"/>', Trouble.UNSAFE, "A1:XFE1"),
    ("<mergeCell/>", Trouble.UNSAFE, ""),
    ("".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 20_002)), Trouble.UNSAFE, "20,000"),
]


@pytest.mark.parametrize(("merges", "trouble", "named"), MERGES, ids=["huge", "beyond", "nameless", "many"])
def test_merge_that_no_form_has_is_refused(merges: str, trouble: Trouble, named: str) -> None:
    """A merged area that is huge or beyond the sheet, and too many of them, are refused by sheet and range."""
    refused = refusal(after=f"<mergeCells>{merges}</mergeCells>")
    assert refused.trouble is trouble
    assert "自查评分表" in refused.place.zh
    assert named in refused.place.en


@pytest.mark.parametrize("reference", ["A1:P12500", "A1:XFD1", "B2"])
def test_merge_up_to_the_limit_is_read(reference: str) -> None:
    """An area of 200,000 cells and a merged whole row are still honest."""
    assert len(read(after=f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>').merges) == 1


@pytest.mark.parametrize(
    "columns",
    [
        '<col min="0" max="3" hidden="1"/>',
        '<col min="3" max="2" hidden="1"/>',
        '<col min="1" max="16385" hidden="1"/>',
        '<col hidden="1"/>',
        '<col min="1" max="16384" hidden="1"/>' * 2,
    ],
)
def test_hidden_columns_that_can_not_be_are_refused(columns: str) -> None:
    """Spans of hidden columns that overlap or leave the sheet are damage."""
    assert refusal(before=f"<cols>{columns}</cols>").trouble is Trouble.DAMAGED


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells with content have a limit; empty cells don't count."""
    assert MOST_CELLS == 500_000
    monkeypatch.setattr("scoresheet.formats.bounds.MOST_CELLS", 5_000)
    row = f"<row>{'<c><v>1</v></c><c/>' * 1_000}</row>"
    assert len(read(row * 5).cells) == 5_000
    assert "5,000" in refusal(row * 5 + "<row><c><v>1</v></c></row>").place.en


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of a workbook has a limit, in one cell or in many, as a value or as a formula."""
    assert MOST_CHARACTERS == 10_000_000
    monkeypatch.setattr("scoresheet.formats.texts.MOST_CHARACTERS", 10_000)
    many = f'<row><c t="str"><v>{"文" * 1_000}</v></c></row>' * 10
    assert len(read(many).cells) == 10
    for rows in (
        many + '<row><c t="str"><v>文</v></c></row>',
        f'<row><c t="inlineStr"><is>{"<r><t>文字文字文字文字文字</t></r>" * 1_001}</is></c></row>',
        f"<row><c><f>{'1' * 10_001}</f></c></row>",
    ):
        assert "more than an honest form" in refusal(rows).place.en


@pytest.mark.parametrize("part", ["<a/>", sheet("").replace("worksheet", "chartsheet"), "", "<worksheet>"])
def test_part_that_is_no_worksheet_is_damaged(part: str) -> None:
    """What a workbook calls a worksheet must be one."""
    with pytest.raises(Unreadable) as raised:
        read_xlsx(zipped({**parts(), SHEET_PART: part}))
    assert raised.value.trouble is Trouble.DAMAGED
