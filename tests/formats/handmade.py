"""Workbooks put together part by part, so that a test can say exactly what a file holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_PART = "xl/worksheets/sheet1.xml"

ROOT_RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/>'
    f'<Relationship Id="rId4" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/>'
    "</Relationships>"
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="自查评分表" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
WORKBOOK_RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="/xl/styles.xml"/>'
    "</Relationships>"
)


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """Give a worksheet's part with these rows, and what stands before and after them."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*items: str) -> str:
    """Give the part of the shared strings; each item is what stands inside its si element."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def styles(*formats: str, built_in: tuple[int, ...] = ()) -> str:
    """Give the part of the styles: after the default one, a cell style for each format code or built-in number."""
    codes = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode="{code}"/>' for place, code in enumerate(formats)
    )
    numbers = [0, *(164 + place for place in range(len(formats))), *built_in]
    styled = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs>{styled}</cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>'
    )


def parts(rows: str = "", **others: str) -> dict[str, str]:
    """Give the parts of a workbook with one sheet; `others` are `before` and `after` of the sheet."""
    return {
        "_rels/.rels": ROOT_RELATIONSHIPS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONSHIPS,
        "xl/sharedStrings.xml": strings(),
        "xl/styles.xml": styles(),
        SHEET_PART: sheet(rows, **others),
    }


def zipped(contents: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give the bytes of a zip with these entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook(rows: str = "", **others: str) -> bytes:
    """Give the bytes of a workbook with one sheet that holds these rows, not compressed.

    What a test repeats a thousand times would compress like a bomb, and be refused as one.
    """
    return zipped(parts(rows, **others), zipfile.ZIP_STORED)


def unzipped(data: bytes) -> dict[str, bytes]:
    """Give the entries of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
