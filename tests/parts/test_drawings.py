"""Pictures, text boxes and charts of the master reach every form, and those below the table move down with it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference

import forms
import samples
import wellformed
from scoresheet.catalog.form import form_for
from scoresheet.parts.cells import Package
from scoresheet.parts.drawings import with_drawings

_ANCHOR = (
    "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
    '<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="360000" cy="360000"/>{inside}<xdr:clientData/>'
    "</xdr:oneCellAnchor>"
)
_BOX = (
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="Box"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
    '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>'
    "共青团</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)
_PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId1"/>'
    '<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</xdr:spPr></xdr:pic>"
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def png() -> bytes:
    """Give a picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xcc\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def master(path: Path) -> Path:
    """Write the shipped master with a logo above its table and a text box below it."""
    drawing = (
        '<?xml version="1.0" encoding="UTF-8"?><xdr:wsDr '
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"{_ANCHOR.format(row=0, inside=_PICTURE)}{_ANCHOR.format(row=8, inside=_BOX)}</xdr:wsDr>"
    )
    rels = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{0}</Relationships>'
    )
    link = '<Relationship Id="rId1" Type="{0}/{1}" Target="{2}"/>'
    with zipfile.ZipFile(forms.MASTER_FORM) as source, zipfile.ZipFile(path, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"</Types>",
                    b'<Default Extension="png" ContentType="image/png"/><Override PartName="/xl/drawings/drawing1.xml" '
                    b'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
                )
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(
                    b"</worksheet>", f'<drawing xmlns:r="{_RELATIONS}" r:id="rId1"/></worksheet>'.encode()
                )
            copy.writestr(name, data)
        to_drawing = link.format(_RELATIONS, "drawing", "../drawings/drawing1.xml")
        copy.writestr("xl/worksheets/_rels/sheet1.xml.rels", rels.format(to_drawing))
        copy.writestr("xl/drawings/drawing1.xml", drawing)
        to_picture = link.format(_RELATIONS, "image", "../media/image1.png")
        copy.writestr("xl/drawings/_rels/drawing1.xml.rels", rels.format(to_picture))
        copy.writestr("xl/media/image1.png", png())
    return path


def test_master_without_drawings_changes_nothing() -> None:
    """Where the master has no drawing no part changes."""
    parts = Package(forms.MASTER_FORM.read_bytes()).parts
    sheets = {"xl/worksheets/sheet1.xml": "xl/worksheets/sheet1.xml"}
    assert with_drawings(parts, parts, sheets, {}) == {}


def test_logo_and_text_box_reach_the_form(tmp_path: Path) -> None:
    """The logo stays above the table, the text box below it moves down with what stands there; the picture is whole."""
    made = forms.form_of(samples.catalog(), master=master(tmp_path / "master.xlsx"))
    package = Package(made)

    assert package.parts["xl/media/image1.png"] == png()
    rows = re.findall(rb"<xdr:row>(\d+)</xdr:row>", package.parts["xl/drawings/drawing1.xml"])
    added = len(form_for(samples.catalog(), samples.catalog().units[0]).items) - 1
    assert rows == [b"0", str(8 + added).encode()]
    assert "共青团".encode() in package.parts["xl/drawings/drawing1.xml"]
    assert wellformed.faults(made) == []


def test_chart_reaches_the_form(tmp_path: Path) -> None:
    """A chart comes along with the parts that it needs."""
    book = openpyxl.load_workbook(forms.MASTER_FORM)
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=3, min_row=4, max_row=5))
    book.worksheets[0].add_chart(chart, "J1")
    book.save(tmp_path / "master.xlsx")
    made = forms.form_of(samples.catalog(), master=tmp_path / "master.xlsx")

    assert "xl/charts/chart1.xml" in Package(made).parts
    assert len(openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]._charts) == 1  # noqa: SLF001 - openpyxl has no other way to see them
