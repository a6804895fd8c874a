"""Macros, links, connections and objects inside a good return: nothing of them runs, and they are told."""

from __future__ import annotations

from functools import partial

from returned import SCORES, good, typed, with_xml
from surgery import (
    OFFICE,
    Maker,
    packed,
    parts_of,
    put,
    related,
    sheet_part,
    with_part,
    with_parts,
    with_sheet,
)
from test_detect import ole

WORKBOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = (
    f'<externalLink xmlns="{_MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"><sheetNames><sheetName val="A"/>'
    "</sheetNames></externalBook></externalLink>"
).encode()
_LINK_TARGET = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/externalLinkPath" Target="file:///C:/x.xlsx" TargetMode="External"/></Relationships>'
).encode()
_DDE = (
    f'<externalLink xmlns="{_MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"><ddeItems><ddeItem name="A0"/>'
    "</ddeItems></ddeLink></externalLink>"
).encode()
_CONNECTIONS = (
    f'<connections xmlns="{_MAIN}"><connection id="1" name="x" type="4" refreshedVersion="6" refreshOnLoad="1">'
    '<webPr url="http://example.invalid/"/></connection></connections>'
).encode()
_MACRO_SHEET = (
    f'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns="{_MAIN}"><sheetData>'
    '<row r="1"><c r="A1"><f>EXEC("calc")</f><v>0</v></c></row></sheetData></xm:macrosheet>'
).encode()


_FORM_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def _hidden_macros() -> bytes:
    return related(WORKBOOK, "vbaProject", "vbaProject.bin", {"xl/vbaProject.bin": ole("VBA", "PROJECT")})


def _macros() -> bytes:
    return with_part(_TYPES, lambda part: part.replace(_FORM_TYPE, _MACRO_TYPE), _hidden_macros())


def _macro_sheet() -> bytes:
    data = related(
        WORKBOOK, "xlMacrosheet", "macrosheets/sheet1.xml", {"xl/macrosheets/sheet1.xml": _MACRO_SHEET}
    )
    return with_part(
        WORKBOOK,
        put('<sheet name="宏" sheetId="99" state="veryHidden" r:id="rIdAdded"/>'.encode(), b"</sheets>"),
        data,
    )


def _linked(part: bytes, target: bytes | None = _LINK_TARGET) -> bytes:
    added = {"xl/externalLinks/externalLink1.xml": part}
    if target is not None:
        added["xl/externalLinks/_rels/externalLink1.xml.rels"] = target
    return related(WORKBOOK, "externalLink", "externalLinks/externalLink1.xml", added)


def _used_link() -> bytes:
    return with_xml("D6", "><f>[1]A!D6</f><v>3</v>", data=_linked(_LINK))


def _runs_when_opened() -> bytes:
    names = '<definedName name="_xlnm.Auto_Open" hidden="1">宏!$A$1</definedName>'.encode()
    return with_part(WORKBOOK, put(names, b"</definedNames>"), _macro_sheet())


def _cell_pictures() -> bytes:
    pictures = b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    data = with_parts(
        {"xl/cellimages.xml": pictures, "xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(64)}
    )
    shown = '_xlfn.DISPIMG("ID_0F1E2D3C4B5A69788796A5B4C3D2E1F0",1)'
    return with_xml("E6", f't="str"><f>{shown}</f><v>={shown}</v>', data=data)


def _of_wps() -> bytes:
    """Give the return with what WPS leaves behind: its own properties, its own program name, a wrong dimension."""
    parts = parts_of(good())
    custom = parts["docProps/custom.xml"].replace(
        b"</Properties>",
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="KSOProductBuildVer"><vt:lpwstr>'
        b'2052-12.1.0.16120</vt:lpwstr></property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="10" '
        b'name="ICV"><vt:lpwstr>0F1E_12</vt:lpwstr></property></Properties>',
    )
    app = parts["docProps/app.xml"].replace(b"</Properties>", b"<Company/></Properties>")
    return packed(parts | {"docProps/custom.xml": custom, "docProps/app.xml": app})


FILES: dict[str, Maker] = {
    "with macros.xlsm": _macros,
    "with macros named as a form.xlsx": _hidden_macros,
    "with an old macro sheet.xlsm": _macro_sheet,
    "with a macro that runs when opened.xlsm": _runs_when_opened,
    "with a link to another workbook.xlsx": partial(_linked, _LINK),
    "with a link that a score uses.xlsx": _used_link,
    "with a link to a program.xlsx": partial(_linked, _DDE, None),
    "with a connection.xlsx": lambda: related(
        WORKBOOK, "connections", "connections.xml", {"xl/connections.xml": _CONNECTIONS}
    ),
    "with an embedded program.xlsx": lambda: related(
        sheet_part(),
        "oleObject",
        "../embeddings/oleObject1.bin",
        {"xl/embeddings/oleObject1.bin": ole("\x01Ole10Native")},
    ),
    "with an embedded workbook.xlsx": lambda: related(
        sheet_part(), "package", "../embeddings/form.xlsx", {"xl/embeddings/form.xlsx": good()}
    ),
    "with a control.xlsx": lambda: related(
        sheet_part(), "control", "../activeX/activeX1.xml", {"xl/activeX/activeX1.xml": b"<ax/>"}
    ),
    "with a link in the text.xlsx": lambda: related(sheet_part(), "hyperlink", "http://example.invalid/"),
    "with comments.xlsx": lambda: related(
        sheet_part(),
        "comments",
        "../comments1.xml",
        {"xl/comments1.xml": f'<comments xmlns="{_MAIN}"><commentList/></comments>'.encode()},
    ),
    "with pictures in cells.xlsx": _cell_pictures,
    "saved by WPS.xlsx": _of_wps,
    "protected again with a password.xlsx": lambda: with_sheet(
        lambda part: part.replace(b"<sheetProtection ", b'<sheetProtection password="CC1A" ', 1), SCORES
    ),
    "signed digitally.xlsx": lambda: related(
        "", "digital-signature/origin", "_xmlsignatures/origin.sigs", {"_xmlsignatures/origin.sigs": b""},
    ),
    "with the score pasted as text of a formula.xlsx": lambda: typed({"D6": "=1+2"}),
}  # fmt: skip
