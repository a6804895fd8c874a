"""OpenDocument spreadsheets put together part by part, so that a test can say exactly what a file holds."""

from __future__ import annotations

import zipfile

from handmade import zipped

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def number(value: str, more: str = "", shown: str | None = None) -> str:
    """Give a cell with a number."""
    text = value if shown is None else shown
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}" {more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def text(words: str, more: str = "") -> str:
    """Give a cell with a text."""
    return f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p></table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    """Give a row with these cells."""
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(rows: str, name: str = "自查评分表", more: str = "") -> str:
    """Give a sheet with these rows."""
    return f'<table:table table:name="{name}" {more}>{rows}</table:table>'


def content(tables: str, styles: str = "", settings: str = "") -> str:
    """Give the part of the content with these sheets."""
    return (
        f"<office:document-content {DECLARED}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{settings}{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def parts(tables: str, styles: str = "", settings: str = "") -> dict[str, str]:
    """Give the parts of a document with these sheets."""
    return {"mimetype": MIMETYPE, "content.xml": content(tables, styles, settings)}


def document(tables: str, styles: str = "", settings: str = "") -> bytes:
    """Give the bytes of a document with these sheets, not compressed."""
    return zipped(parts(tables, styles, settings), zipfile.ZIP_STORED)
