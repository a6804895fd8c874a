"""The parts that no reader needs are tested all the same."""

from __future__ import annotations

import time
import zipfile

import pytest

from handmade import MAIN, WORKBOOK, parts, workbook, zipped
from scoresheet.formats.package import Package
from scoresheet.formats.unread import check_unread
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Trouble, Unreadable

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
UTF16 = f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}'


def refusal(others: dict[str, str | bytes]) -> Unreadable:
    """Give the refusal of a workbook with these further parts."""
    with pytest.raises(Unreadable) as raised:
        read_xlsx(zipped({**parts(ROW), **others}))
    return raised.value


@pytest.mark.parametrize(
    "part",
    [
        "<x/>",
        "<x>&lt;!DOCTYPE y&gt;<![CDATA[<!DOCTYPE y>]]></x>",
        "<!-- <!DOCTYPE y> --><x/>",
        "<x><br></x>",
        "no XML at all",
        b"\xff\xfe\x00",
        '<?xml version="1.0" encoding="x-unknown"?><x/>',
        "",
    ],
)
def test_what_declares_no_document_type_is_left_alone(part: str | bytes) -> None:
    """A part that nobody reads may hold anything, and need not be sound XML: drawings of old programs aren't."""
    assert read_xlsx(zipped({**parts(ROW), "xl/drawings/drawing1.xml": part})).sheets


def test_pictures_are_left_alone() -> None:
    """A damaged photo is no reason to refuse the figures."""
    data = zipped({**parts(ROW), "xl/media/image1.xml": DOCTYPE}, zipfile.ZIP_STORED)
    assert read_xlsx(data.replace(b"&a;", b"&b;")).sheets


@pytest.mark.parametrize(
    "part",
    [DOCTYPE, UTF16.encode("utf-16"), UTF16.encode("utf-16-be"), "<!--" + "x" * 70_000 + "-->" + DOCTYPE],
)
@pytest.mark.parametrize(
    "name", ["customXml/item1.xml", "xl/_rels/other.xml.rels", "docProps/CUSTOM2.XML", "xl/drawings/v.vml"]
)
def test_document_type_in_any_part_is_refused(name: str, part: str | bytes) -> None:
    """Whoever opens the file in another program is not to meet it either; the part is named."""
    refused = refusal({name: part})
    assert refused.trouble is Trouble.UNSAFE
    assert name in refused.place.zh
    assert "DOCTYPE" in refused.place.zh


@pytest.mark.parametrize(
    "name", ["docProps/thumbnail.jpeg", "xl/printerSettings/printerSettings1.bin", "xl/theme/theme1.xml"]
)
def test_damaged_part_is_told(name: str) -> None:
    """A wrong checksum says that the file was damaged on its way, whatever part it struck."""
    data = zipped({**parts(ROW), name: b"<x>" + b"a" * 100 + b"</x>"}, zipfile.ZIP_STORED)
    with pytest.raises(Unreadable) as raised:
        read_xlsx(data.replace(b"a" * 50, b"b" * 50))
    assert raised.value.trouble is Trouble.DAMAGED
    assert name in raised.value.place.zh


def test_what_was_read_is_not_tested_again() -> None:
    """Each part is inflated once."""
    with Package(zipped({"a.xml": "<a/>", "B.xml": "<b/>", "folder/": "", "xl/media/1.png": "x"})) as package:
        assert sorted(package.unread()) == ["B.xml", "a.xml"]
        list(package.chunks("b.xml"))
        assert package.unread() == ["a.xml"]
        check_unread(package)
        assert package.unread() == []


def answer(data: bytes) -> str:
    """Read a workbook, or give why it was refused."""
    try:
        read_xlsx(data)
    except Unreadable as refused:
        return refused.trouble
    return "read"


def names(count: int) -> bytes:
    """Give a workbook with so many defined names."""
    defined = "".join(
        f'<definedName name="n{number}">Sheet1!$A${number}</definedName>' for number in range(count)
    )
    book = WORKBOOK.replace("</sheets>", f"</sheets><definedNames>{defined}</definedNames>")
    return zipped({**parts(ROW), "xl/workbook.xml": book}, zipfile.ZIP_STORED)


def validations(count: int, ranges: int) -> bytes:
    """Give a workbook with so many validations, each of so many ranges."""
    one = " ".join(f"A{number}:B{number}" for number in range(1, ranges + 1))
    rule = f'<dataValidation type="list" sqref="{one}"><formula1>"a"</formula1></dataValidation>'
    return workbook(ROW, after=f'<dataValidations count="{count}">{rule * count}</dataValidations>')


def formats(count: int) -> bytes:
    """Give a workbook with so many number formats."""
    made = "".join(f'<numFmt numFmtId="{number}" formatCode="{"0,;_" * 60}"/>' for number in range(count))
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts>{made}</numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'
    return zipped({**parts(ROW), "xl/styles.xml": styles}, zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    "data",
    [names(300_000), validations(300, 2_000), formats(100_000)],
    ids=["names", "validations", "number formats"],
)
def test_lists_that_nobody_keeps_cost_no_time(data: bytes) -> None:
    """300,000 names or 600,000 ranges are read or refused in under three seconds."""
    started = time.process_time()
    assert answer(data) in {"read", Trouble.UNSAFE}
    assert time.process_time() - started < 3


def test_hidden_columns_are_counted_over_all_sheets() -> None:
    """A small file can't make a list of millions of them."""
    hidden = '<cols><col min="1" max="16384" hidden="1"/></cols>'
    one = f'<worksheet xmlns="{MAIN}">{hidden}<sheetData>{ROW}</sheetData></worksheet>'
    contents: dict[str, str | bytes] = dict(parts(ROW))
    sheets = "".join(
        f'<sheet name="s{number}" sheetId="{number + 9}" r:id="x{number}"/>' for number in range(70)
    )
    contents["xl/workbook.xml"] = WORKBOOK.replace("</sheets>", f"{sheets}</sheets>")
    related = "".join(
        f'<Relationship Id="x{number}" Type="http://x/worksheet" Target="worksheets/s{number}.xml"/>'
        for number in range(70)
    )
    listing = str(contents["xl/_rels/workbook.xml.rels"])
    contents["xl/_rels/workbook.xml.rels"] = listing.replace("</Relationships>", f"{related}</Relationships>")
    contents |= {f"xl/worksheets/s{number}.xml": one for number in range(70)}
    with pytest.raises(Unreadable) as raised:
        read_xlsx(zipped(contents))
    assert raised.value.trouble is Trouble.UNSAFE
    assert "隐藏" in raised.value.place.zh
