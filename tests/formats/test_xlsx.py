"""A workbook is read as a whole: which sheets, in which order, saved when and by what."""

from datetime import UTC, datetime

import pytest

from handmade import (
    MAIN,
    OFFICE,
    PACKAGE,
    ROOT_RELATIONSHIPS,
    SHEET_PART,
    WORKBOOK,
    WORKBOOK_RELATIONSHIPS,
    parts,
    sheet,
    workbook,
    zipped,
)
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, Kind, RawCell, Trouble, Unreadable

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def read(**changed: str) -> Grid:
    """Read a hand-made workbook with some parts changed; a name is written with __ for a slash and _ for a dot."""
    return read_xlsx(zipped({**parts(ROWS), **named(changed)}))


def named(changed: dict[str, str]) -> dict[str, str]:
    """Give the names of parts that were written as names of arguments."""
    known = {
        "workbook": "xl/workbook.xml",
        "relationships": "xl/_rels/workbook.xml.rels",
        "root": "_rels/.rels",
        "core": "docProps/core.xml",
        "app": "docProps/app.xml",
        "custom": "docProps/custom.xml",
        "second": "xl/worksheets/sheet2.xml",
    }
    return {known[name]: content for name, content in changed.items()}


def refusal(**changed: str) -> Unreadable:
    """Give the refusal of a hand-made workbook with some parts changed."""
    with pytest.raises(Unreadable) as raised:
        read(**changed)
    return raised.value


def test_smallest_workbook_is_read() -> None:
    """A workbook without properties has one sheet with one cell, and nothing is made up."""
    grid = read()
    assert [(made.name, made.visibility) for made in grid.sheets] == [("自查评分表", "visible")]
    assert grid.sheets[0].cells == {(1, 1): RawCell(Kind.NUMBER, "1")}
    assert (grid.properties, grid.modified, grid.application) == ({}, None, "")
    assert grid.shows_formulas
    assert not grid.dates_from_1904


@pytest.mark.parametrize("missing", ["xl/sharedStrings.xml", "xl/styles.xml"])
def test_part_that_is_not_referred_to_may_be_missing(missing: str) -> None:
    """A workbook needs neither shared strings nor styles, as long as it doesn't refer to them."""
    contents = parts(ROWS)
    del contents[missing]
    contents["xl/_rels/workbook.xml.rels"] = (
        WORKBOOK_RELATIONSHIPS.replace(missing.removeprefix("xl/"), "x")
        .replace("/styles", "/other")
        .replace("/sharedStrings", "/other")
    )
    assert read_xlsx(zipped(contents)).sheets[0].cells


SHEETS = (
    f'<workbook xmlns="{MAIN}" xmlns:q="{OFFICE}"><workbookPr date1904="1"/><sheets>'
    '<sheet name="第二" sheetId="7" state="veryHidden" q:id="b"/>'
    '<sheet name="图表" sheetId="8" q:id="c"/>'
    '<sheet name="第一" sheetId="2" state="hidden" q:id="a"/></sheets></workbook>'
)
SHEET_RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="b" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" '
    'Target="/xl/worksheets/Sheet2.xml"/>'
    f'<Relationship Id="c" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/>'
    f'<Relationship Id="d" Type="{OFFICE}/externalLink" Target="http://example.com/" TargetMode="External"/>'
    "</Relationships>"
)


def test_sheets_come_in_the_order_of_the_workbook() -> None:
    """The order is the workbook's, not that of the parts; a chart is no sheet; what is hidden is told."""
    grid = read(
        workbook=SHEETS, relationships=SHEET_RELATIONSHIPS, second=sheet('<row><c t="b"><v>1</v></c></row>')
    )
    assert [(made.name, made.visibility) for made in grid.sheets] == [
        ("第二", "veryHidden"),
        ("第一", "hidden"),
    ]
    assert grid.sheets[0].text(1, 1) == "TRUE"
    assert grid.sheets[1].text(1, 1) == "1"
    assert grid.dates_from_1904


CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dcterms="d"><dcterms:created>2014-11-01T00:00:00Z</dcterms:created>'
    "<dcterms:modified>{}</dcterms:modified></cp:coreProperties>"
)
MOMENTS = [
    ("2014-11-20T08:30:00Z", datetime(2014, 11, 20, 8, 30, tzinfo=UTC)),
    ("2014-11-20T08:30:00", datetime(2014, 11, 20, 8, 30, tzinfo=UTC)),
    ("2014-11-20T08:30:00.5+08:00", datetime(2014, 11, 20, 0, 30, 0, 500_000, tzinfo=UTC)),
    ("", None),
    ("yesterday", None),
    ("0001-01-01T00:00:00+14:00", None),
]


@pytest.mark.parametrize(("written", "expected"), MOMENTS)
def test_time_of_saving_is_read(written: str, expected: datetime | None) -> None:
    """The time that the saving program wrote is given in UTC; what is no time is none."""
    assert read(core=CORE.format(written)).modified == expected


def test_properties_are_text() -> None:
    """Custom properties of every type are given as text; the program's name is told."""
    custom = (
        '<Properties xmlns="p" xmlns:vt="v"><property pid="2" name="unit"><vt:lpwstr>510824</vt:lpwstr></property>'
        '<property pid="3" name="count">\n <vt:i4>3</vt:i4>\n</property><property name="none"><vt:lpwstr/></property>'
        "</Properties>"
    )
    grid = read(custom=custom, app="<Properties><Application>WPS 表格</Application></Properties>")
    assert grid.properties == {"unit": "510824", "count": "3", "none": ""}
    assert grid.application == "WPS 表格"


def without(part: str) -> bytes:
    """Give a workbook that lacks a part."""
    contents = parts('<row><c t="s"><v>0</v></c></row>')
    del contents[part]
    return zipped(contents)


@pytest.mark.parametrize("part", parts())
def test_missing_part_is_damage(part: str) -> None:
    """Every part that something refers to must be there, and is named where it isn't."""
    with pytest.raises(Unreadable) as raised:
        read_xlsx(without(part))
    assert raised.value.trouble is Trouble.DAMAGED
    assert part in raised.value.place.zh


DAMAGED = [
    {"workbook": f'<workbook xmlns="{MAIN}"/>'},
    {"workbook": WORKBOOK.replace("<sheet ", "<other ")},
    {"workbook": WORKBOOK.replace('r:id="rId1"', "")},
    {"workbook": WORKBOOK.replace("rId1", "rId9")},
    {"workbook": WORKBOOK.replace("</sheets>", '<sheet name="b" r:id="rId1"/></sheets>')},
    {"relationships": WORKBOOK_RELATIONSHIPS.replace("/worksheet", "/chartsheet")},
    {"relationships": WORKBOOK_RELATIONSHIPS.replace("worksheets/", "../../../")},
    {"core": "<a>"},
]


@pytest.mark.parametrize("changed", DAMAGED)
def test_workbook_without_its_sheets_is_damaged(changed: dict[str, str]) -> None:
    """No sheet at all, a sheet that points nowhere, two that point to one part: the file is damaged."""
    assert refusal(**changed).trouble is Trouble.DAMAGED


def test_package_without_a_workbook_is_none() -> None:
    """A package whose main document is of another kind isn't a workbook."""
    assert (
        refusal(root=ROOT_RELATIONSHIPS.replace('/officeDocument"', '/other"')).trouble
        is Trouble.NOT_A_WORKBOOK
    )


PARTS = [
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    SHEET_PART,
    "docProps/core.xml",
    "docProps/app.xml",
    "docProps/custom.xml",
]
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", PARTS)
def test_document_type_is_refused_in_every_part(part: str) -> None:
    """Entities can neither fill the memory nor fetch a file: a part that declares a document type is refused."""
    contents = {
        "docProps/core.xml": "<a/>",
        "docProps/app.xml": "<a/>",
        "docProps/custom.xml": "<a/>",
        **parts(ROWS),
    }
    contents[part] = f'<?xml version="1.0"?>{LAUGHS}{contents[part]!s}'
    with pytest.raises(Unreadable) as raised:
        read_xlsx(zipped(contents))
    assert raised.value.trouble is Trouble.UNSAFE
    assert part in raised.value.place.en


@pytest.mark.parametrize("part", PARTS)
def test_great_depth_is_refused_in_every_part(part: str) -> None:
    """A part nested a hundred levels deep is no form, whatever the names of its elements."""
    contents = {
        "docProps/core.xml": "<a/>",
        "docProps/app.xml": "<a/>",
        "docProps/custom.xml": "<a/>",
        **parts(ROWS),
    }
    for name in ("x", "c", "v", "t", "is", "row", "si"):
        root = str(contents[part]).split()[0].split(">")[0].strip("</>")
        contents_now = {**contents, part: f"<{root}>{f'<{name}>' * 120}{f'</{name}>' * 120}</{root}>"}
        with pytest.raises(Unreadable) as raised:
            read_xlsx(zipped(contents_now))
        assert raised.value.trouble is Trouble.UNSAFE


@pytest.mark.parametrize("data", [b"", b"x", b"PK", workbook(ROWS)[:-1], workbook(ROWS)[100:]], ids=range(5))
def test_other_bytes_are_refused_politely(data: bytes) -> None:
    """Whatever the bytes are, the answer is a trouble."""
    with pytest.raises(Unreadable):
        read_xlsx(data)
