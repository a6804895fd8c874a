"""Hostile XML inside a good return: what would make a careless reader hang, or take other scores than the sheet shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from returned import good
from surgery import (
    Maker,
    after_rows,
    last_rows,
    parts_of,
    put,
    related,
    sheet_part,
    with_bulk,
    with_part,
    with_shared_strings,
    with_sheet,
)

STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
CORE = "docProps/core.xml"
WORKBOOK = "xl/workbook.xml"

_XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_REMOTE = '<!DOCTYPE r SYSTEM "http://example.invalid/r.dtd">'
_LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    + "]>"
)
_QUADRATIC = f'<!DOCTYPE r [<!ENTITY a "{"a" * 100_000}">]>'
_DEFAULT = '<!DOCTYPE c [<!ATTLIST c t CDATA "x">]>'


def declared(doctype: str, entity: str = "") -> Callable[[bytes], bytes]:
    """Give the change that puts a document type before a part, and perhaps an entity into its first text."""

    def change(part: bytes) -> bytes:
        start = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
        body = part[start:].replace(b"</t>", entity.encode() + b"</t>", 1) if entity else part[start:]
        return part[:start] + doctype.encode() + body

    return change


def in_utf16(doctype: str) -> Callable[[bytes], bytes]:
    """Give the change that does the same in UTF-16, where a search for the bytes of <!DOCTYPE finds nothing."""
    return lambda part: f'<?xml version="1.0" encoding="UTF-16"?>{doctype}{_body(part)}'.encode("utf-16")


def _body(part: bytes) -> str:
    text = part.decode("utf-8")
    return text[text.index("?>") + 2 :] if text.startswith("<?xml") else text


def _whole_in(encoding: str, codec: str) -> Callable[[bytes], bytes]:
    return lambda part: f'<?xml version="1.0" encoding="{encoding}"?>{_body(part)}'.encode(codec, "replace")


def _unique_count(part: bytes) -> bytes:
    start = part.index(b"<sst")
    return part[:start] + part[start:].replace(b'uniqueCount="', b'uniqueCount="4294967295" was="', 1)


def _names(part: bytes) -> bytes:
    names = "".join(f'<definedName name="n{n}">{n}</definedName>' for n in range(300_000))
    return put(names.encode(), b"</definedNames>")(part)


def _validations(part: bytes) -> bytes:
    ranges = " ".join(f"T{row}:U{row}" for row in range(1, 2_001))
    one = f'<dataValidation type="whole" sqref="{ranges}"><formula1>1</formula1></dataValidation>'
    return put((one * 300).encode(), b"</dataValidations>")(part)


def _conditional_formats(part: bytes) -> bytes:
    ranges = " ".join(f"T{row}:U{row}" for row in range(1, 2_001))
    one = (
        f'<conditionalFormatting sqref="{ranges}"><cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
        "</conditionalFormatting>"
    )
    return after_rows(one * 300)(part)


def _cells(count: int) -> bytes:
    row = "<row>" + "<c><v>1</v></c>" * 16_000 + "</row>"
    return with_bulk(sheet_part(), b"</sheetData>", row.encode(), count // 16_000)


def _nested(part: bytes) -> bytes:
    return after_rows(f"<extLst>{'<a>' * 200_000}{'</a>' * 200_000}</extLst>")(part)


def _nested_in_a_cell(part: bytes) -> bytes:
    inside = f"<is>{'<r>' * 200_000}<t>3</t>{'</r>' * 200_000}</is>"
    return last_rows(f'<row r="60"><c r="D60" t="inlineStr">{inside}</c></row>')(part)


def _many_names_of_elements(part: bytes) -> bytes:
    return after_rows("<extLst>" + "".join(f"<e{n}/>" for n in range(200_000)) + "</extLst>")(part)


def _many_attributes(part: bytes) -> bytes:
    return last_rows("<row " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")(part)


def _long_attribute(part: bytes) -> bytes:
    return last_rows(f'<row r="60" spans="{"1:9 " * 4_000_000}"/>')(part)


def _blanks() -> bytes:
    return with_bulk(sheet_part(), b"</worksheet>", b" " * 1_000_000, 1_000)


def _one_string() -> bytes:
    return with_bulk(STRINGS, b"</t>", b"a" * 1_000_000, 1_000, with_shared_strings())


def _comments(part: bytes) -> bytes:
    return after_rows("<!--" + "x" * 30_000_000 + "-->")(part)


def _instructions(part: bytes) -> bytes:
    return after_rows("<?x y?>" * 2_000_000)(part)


def _characters(part: bytes) -> bytes:
    return last_rows(
        f'<row r="60"><c r="D60" t="inlineStr"><is><t>{"&#x7532;" * 3_000_000}</t></is></c></row>'
    )(part)


def _merges(part: bytes) -> bytes:
    cells = "".join(f'<mergeCell ref="T{row}:U{row}"/>' for row in range(1, 60_001))
    return put(cells.encode(), b"</mergeCells>")(part)


def _merged_whole(part: bytes) -> bytes:
    return put(b'<mergeCell ref="A1:XFD1048576"/>', b"</mergeCells>")(part)


def _linked(reference: str) -> bytes:
    link = f'<hyperlinks><hyperlink ref="{reference}" location="A1"/></hyperlinks>'
    return with_sheet(put(link.encode(), b"<printOptions"))


def below(row: str) -> Maker:
    """Make the return with a row below its own."""
    return partial(with_sheet, last_rows(row))


def _score_twice(part: bytes) -> bytes:
    return last_rows('<row r="6"><c r="D6"><v>1</v></c></row>')(part)


def _row_again_without_number(part: bytes) -> bytes:
    # A second D6 inside the same row: a reader that lets the last one win shows another score than Excel.
    end = part.index(b"</row>", part.index(b'<row r="6"'))
    return part[:end] + b'<c r="D6"><v>1</v></c>' + part[end:]


def _second_rows(part: bytes) -> bytes:
    return part.replace(
        b"</sheetData>", b'</sheetData><sheetData><row r="6"><c r="D6"><v>1</v></c></row></sheetData>', 1
    )


def _alternative(part: bytes) -> bytes:
    # What stands in a fallback is for programs that don't know the choice: both may not count.
    return after_rows(
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Fallback>'
        '<sheetData><row r="6"><c r="D6"><v>1</v></c></row></sheetData></mc:Fallback></mc:AlternateContent>'
    )(part)


def _not_closed(part: bytes) -> bytes:
    return part.replace(b"</row>", b"", 1)


def _control_character(part: bytes) -> bytes:
    return part.replace(b"</t>", b"&#0;</t>", 1)


def _raw_control_character(part: bytes) -> bytes:
    return part.replace(b"</t>", b"\x0b</t>", 1)


def _wrong_bytes(part: bytes) -> bytes:
    return part.replace(b"</t>", b"\xff\xfe</t>", 1)


def _other_root(part: bytes) -> bytes:
    return part.replace(b"<worksheet ", b"<chartsheet ", 1).replace(b"</worksheet>", b"</chartsheet>", 1)


def _undeclared_prefix(part: bytes) -> bytes:
    return after_rows('<extLst><x15:a r="1"/></extLst>')(part)


def _all_prefixed(part: bytes) -> bytes:
    made = part.replace(b"<worksheet xmlns=", b"<worksheet xmlns:x=", 1)
    return made.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:")


def _strict(part: bytes) -> bytes:
    return part.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )


def _sheet_of_another_kind(part: bytes) -> bytes:
    return part.replace(
        b'/worksheet" Target="/xl/worksheets/sheet3', b'/chartsheet" Target="/xl/worksheets/sheet3', 1
    )


def _same_part_for_two(part: bytes) -> bytes:
    return part.replace(b"sheet2.xml", b"sheet1.xml", 1)


def _relationship_outwards(part: bytes) -> bytes:
    return part.replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd", 1)


def _relationship_to_the_network(part: bytes) -> bytes:
    return part.replace(
        b'Target="/xl/worksheets/sheet1.xml"',
        b'TargetMode="External" Target="http://example.invalid/s.xml"',
        1,
    )


def _sheet_without_relationship(part: bytes) -> bytes:
    return part.replace(b'r:id="rId1"', b'r:id="rId99"', 1)


def _two_sheets_of_one_name(part: bytes) -> bytes:
    return part.replace("量化指标完成数".encode(), "自查评分表".encode(), 1)


def _no_sheets(part: bytes) -> bytes:
    start = part.index(b"<sheets>")
    return part[:start] + b"<sheets/>" + part[part.index(b"</sheets>") + len(b"</sheets>") :]


def _broken_properties(part: bytes) -> bytes:
    # WPS has written a core part that breaks the packaging rules: an element twice, and one of no type.
    twice = b"<dcterms:created>2014</dcterms:created><dc:creator/><cp:lastPrinted>x</cp:lastPrinted>"
    return put(twice, b"</cp:coreProperties>")(part)


IN_SHEET: dict[str, Callable[[bytes], bytes]] = {
    "doctype in a sheet.xlsx": declared(_XXE, "&x;"),
    "doctype in a sheet, UTF-16.xlsx": in_utf16(_XXE),
    "doctype elsewhere in the network.xlsx": declared(_REMOTE),
    "billion laughs in a sheet.xlsx": declared(_LAUGHS, "&a10;"),
    "quadratic blowup in a sheet.xlsx": declared(_QUADRATIC, "&a;" * 20_000),
    "doctype with a default.xlsx": declared(_DEFAULT),
    "validations.xlsx": _validations,
    "conditional formats.xlsx": _conditional_formats,
    "nested elements.xlsx": _nested,
    "nested elements in a cell.xlsx": _nested_in_a_cell,
    "many names of elements.xlsx": _many_names_of_elements,
    "many attributes.xlsx": _many_attributes,
    "long attribute.xlsx": _long_attribute,
    "long comment.xlsx": _comments,
    "many instructions.xlsx": _instructions,
    "many references to characters.xlsx": _characters,
    "many merged areas.xlsx": _merges,
    "merged over the whole sheet.xlsx": _merged_whole,
    "score in a second row 6.xlsx": _score_twice,
    "score twice in one row.xlsx": _row_again_without_number,
    "score in a second table of rows.xlsx": _second_rows,
    "score in a fallback.xlsx": _alternative,
    "element not closed.xlsx": _not_closed,
    "reference to a null character.xlsx": _control_character,
    "control character in the XML.xlsx": _raw_control_character,
    "bytes that are no UTF-8.xlsx": _wrong_bytes,
    "sheet with another root.xlsx": _other_root,
    "prefix that is not declared.xlsx": _undeclared_prefix,
    "sheet with prefixes.xlsx": _all_prefixed,
    "strict dialect.xlsx": _strict,
    "sheet in UTF-16.xlsx": _whole_in("UTF-16", "utf-16"),
    "sheet in GBK.xlsx": _whole_in("GBK", "gbk"),
    "sheet in an unknown encoding.xlsx": _whole_in("x-nowhere", "utf-8"),
    "sheet in UTF-7.xlsx": _whole_in("UTF-7", "utf-7"),
}
FILES: dict[str, Maker] = {
    **{name: partial(with_sheet, change) for name, change in IN_SHEET.items()},
    "doctype in the strings.xlsx": lambda: with_part(STRINGS, declared(_XXE, "&x;"), with_shared_strings()),
    "doctype in the strings, UTF-16.xlsx": lambda: with_part(STRINGS, in_utf16(_LAUGHS), with_shared_strings()),
    "doctype in the styles.xlsx": lambda: with_part(STYLES, declared(_LAUGHS)),
    "doctype in the workbook.xlsx": lambda: with_part(WORKBOOK, declared(_XXE)),
    "doctype in the workbook, UTF-16.xlsx": lambda: with_part(WORKBOOK, in_utf16(_XXE)),
    "doctype in the properties.xlsx": lambda: with_part(CORE, declared(_XXE)),
    "doctype in the relationships.xlsx": lambda: with_part("_rels/.rels", declared(_XXE)),
    "doctype in a part that is not read.xlsx": lambda: with_part("xl/theme/theme1.xml", declared(_LAUGHS)),
    "strings that lie about their number.xlsx": lambda: with_part(STRINGS, _unique_count, with_shared_strings()),
    "sixteen million cells.xlsx": partial(_cells, 16_000_000),
    "a million cells.xlsx": partial(_cells, 1_040_000),
    "a gigabyte of blanks.xlsx": _blanks,
    "a string of a gigabyte.xlsx": _one_string,
    "defined names.xlsx": lambda: with_part(WORKBOOK, _names),
    "link over the whole sheet.xlsx": lambda: _linked("A1:XFD1048576"),
    "cell in the last corner.xlsx": below('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "address beyond the sheet.xlsx": below('<row r="60"><c r="AAAAAAA1"><v>1</v></c></row>'),
    "address of row 0.xlsx": below('<row r="60"><c r="D0"><v>1</v></c></row>'),
    "address in words.xlsx": below('<row r="60"><c r="得分"><v>1</v></c></row>'),
    "row beyond the sheet.xlsx": below('<row r="99999999999999999999"><c><v>1</v></c></row>'),
    "row below zero.xlsx": below('<row r="-5"><c r="D6"><v>1</v></c></row>'),
    "row in words.xlsx": below('<row r="六"><c r="D6"><v>1</v></c></row>'),
    "two sheets from one part.xlsx": lambda: with_part("xl/_rels/workbook.xml.rels", _same_part_for_two),
    "register that is a chart.xlsx": lambda: with_part("xl/_rels/workbook.xml.rels", _sheet_of_another_kind),
    "relationship out of the file.xlsx": lambda: with_part("xl/_rels/workbook.xml.rels", _relationship_outwards),
    "relationship to the network.xlsx": lambda: with_part(
        "xl/_rels/workbook.xml.rels", _relationship_to_the_network
    ),
    "sheet without relationship.xlsx": lambda: with_part(WORKBOOK, _sheet_without_relationship),
    "two sheets of one name.xlsx": lambda: with_part(WORKBOOK, _two_sheets_of_one_name),
    "no sheets.xlsx": lambda: with_part(WORKBOOK, _no_sheets),
    "core properties against the rules.xlsx": lambda: with_part(CORE, _broken_properties),
    "workbook twice in the relationships.xlsx": lambda: related("", "officeDocument", "xl/other.xml", {
        "xl/other.xml": parts_of(good())[WORKBOOK].replace(b"rId1", b"rId2"),
    }),
}  # fmt: skip
