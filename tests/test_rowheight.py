"""Row heights are estimated without a font; LibreOffice, which has one, must find room for the text and little more."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import forms
from libreoffice import converted, needs_libreoffice
from scoresheet.catalog.form import form_for
from scoresheet.rowheight import height, lines

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FONT = "Noto Sans Mono CJK SC"
"""Its letters are half as wide as its characters, as in the fonts of official forms; its lines are higher."""
POINTS = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0}
WIDTHS = (26, 50, 92)
SIZES = (9, 11, 14)


def texts() -> list[str]:
    """Give texts of 10 to 400 characters, as such forms print them: the shipped items, and cuts of their joined texts."""
    catalog = forms.shipped_catalog()
    items = [entry.text for entry in form_for(catalog, catalog.units[0]).items]
    joined = "".join(items)
    return [*items, *(joined[length * 3 : length * 4] for length in range(10, 401, 13))]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 50, 1),
        ("按期换届。", 50, 1),
        ("字" * 21, 50, 1),
        ("字" * 22, 50, 2),
        ("a" * 43, 50, 1),
        ("a" * 44, 50, 2),
        ("一\n二\n三", 50, 3),
        ("\n", 50, 2),
        ("字" * 10, 2, 10),
    ],
)
def test_lines_are_counted_by_the_width_of_characters(text: str, width: float, expected: int) -> None:
    """A Chinese character is as wide as two digits; each line break begins a line, however narrow the column."""
    assert lines(text, width, 11) == expected


def test_larger_letters_need_more_room() -> None:
    """A larger font needs more lines and higher ones; no row is lower than the least height."""
    text = "字" * 60
    assert height(text, 50, 14) > height(text, 50, 11) > height("字", 50, 11) == 26
    assert height("字", 50, 11, least=40) == 40


@needs_libreoffice
def test_estimates_hold_what_libreoffice_sets(tmp_path: Path) -> None:
    """No estimate is lower than the height that the text takes, none is more than about twice that."""
    wrong = []
    for (width, size), measured in _measured(tmp_path).items():
        for text, taken in zip(texts(), measured, strict=True):
            estimate = height(text, width, size, least=0)
            if not taken <= estimate <= 2.1 * taken:
                wrong.append((round(width), size, len(text), taken, estimate))
    assert wrong == []


def _measured(folder: Path) -> dict[tuple[float, float], list[float]]:
    """Give the heights of the texts' rows by width (in digits) and font size, as LibreOffice sets them."""
    sizes = [(width, size) for width in WIDTHS for size in SIZES]
    document = "".join(_table(width, size) for width, size in sizes)
    styles = "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{(width * 7 + 5) * 0.75}pt"/></style:style>'
        for width in WIDTHS
    ) + "".join(
        f'<style:style style:name="s{size}" style:family="table-cell"><style:table-cell-properties '
        f'fo:wrap-option="wrap"/><style:text-properties style:font-name="{FONT}" style:font-name-asian="{FONT}" '
        f'fo:font-size="{size}pt" style:font-size-asian="{size}pt"/>'
        "</style:style>"
        for size in SIZES
    )
    xml = _DOCUMENT.format(styles=styles, tables=document)
    with zipfile.ZipFile(io.BytesIO(converted([xml.encode()], folder, "ods", "fods")[0])) as archive:
        root = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - our own file
    heights = {
        style.get(f"{STYLE}name", ""): _points(properties.get(f"{STYLE}row-height", ""))
        for style in root.iter(f"{STYLE}style")
        for properties in style.iter(f"{STYLE}table-row-properties")
    }
    tables = root.iter(f"{TABLE}table")
    return {size: _heights(table, heights) for size, table in zip(sizes, tables, strict=True)}


_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
    f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="&apos;{FONT}&apos;"/>'
    "</office:font-face-decls>"
    '<office:automatic-styles><style:style style:name="r" style:family="table-row"><style:table-row-properties '
    'style:use-optimal-row-height="true"/></style:style>{styles}</office:automatic-styles>'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"
)


def _table(width: int, size: int) -> str:
    rows = "".join(
        f'<table:table-row table:style-name="r"><table:table-cell table:style-name="s{size}" '
        f'office:value-type="string"><text:p>{text}</text:p></table:table-cell></table:table-row>'
        for text in texts()
    )
    return f'<table:table table:name="{width} {size}"><table:table-column table:style-name="w{width}"/>{rows}</table:table>'


def _heights(table: ET.Element, heights: dict[str, float]) -> list[float]:
    rows: list[float] = []
    for row in table.iter(f"{TABLE}table-row"):
        repeated = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        rows += [heights[row.get(f"{TABLE}style-name", "")]] * repeated
    return rows[: len(texts())]


def _points(length: str) -> float:
    number, unit = re.fullmatch(r"([0-9.]+)([a-z]+)", length).groups()  # type: ignore[union-attr] # a wrong one fails
    return float(number) * POINTS[unit]
