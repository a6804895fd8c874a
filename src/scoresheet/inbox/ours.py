"""Knowing again what this program wrote itself: it is no return, and it alone may be replaced by a new output."""

from __future__ import annotations

import io
import re
import secrets

from scoresheet.inbox.archive import BadArchive, entries, unpacked

PROPERTY = "scoresheet_output"
"""The custom property that every workbook of results carries."""

PAGE = "<!doctype html>\n<!-- scoresheet-report -->\n"
"""What every page of results begins with."""

_PROPERTIES = "docProps/custom.xml"
_LONGEST = 64 * 1024
_MOST_ENTRIES = 1000
_JSON = b'{\n  "schema": "scoresheet-'
_CSV_TITLES = (
    *("单位,严重程度,代码,", "Unit,Severity,Code,"),
    *("单位,来源文件,位置,", "Unit,Source,Place,"),
)
_TARGETS = ("unit,", "单位,", "单位编号,")
_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.tmp")


def is_output(data: bytes) -> bool:
    """Tell whether these bytes are a report or a workbook of results that this program wrote."""
    if data.startswith(b"PK"):
        return PROPERTY.encode() in _properties(data)
    return data.startswith((_JSON, PAGE.encode())) or _first_line(data).startswith(_CSV_TITLES)


def is_input(data: bytes, suffix: str) -> bool:
    """Tell whether these bytes are the clerk's own catalog or table of targets."""
    return suffix in {".yaml", ".yml"} or (suffix == ".csv" and _first_line(data).startswith(_TARGETS))


def temporary_name() -> str:
    """Make up a name for a file that is being written; it is short whatever the final name, and nobody has it yet."""
    return f".{secrets.token_hex(6)}.tmp"


def is_temporary_name(name: str) -> bool:
    """Tell whether a file is named like one that was being written when the program was ended."""
    return _TEMPORARY.fullmatch(name) is not None


def _properties(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    try:
        found = [entry for entry in entries(stream, _MOST_ENTRIES) if entry.name == _PROPERTIES]
        return unpacked(stream, found[0]) if found and found[0].size <= _LONGEST else b""
    except BadArchive:
        return b""


def _first_line(data: bytes) -> str:
    line = data[:_LONGEST].removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    return line.decode("utf-8", "replace")
