"""Knowing again what this program wrote itself: it is no return, and it alone may be replaced by a new output."""

from __future__ import annotations

import io
import zipfile

PROPERTY = "scoresheet_output"
"""The custom property that every workbook of results carries."""

_PROPERTIES = "docProps/custom.xml"
_LONGEST = 64 * 1024
_JSON = b'{\n  "schema": "scoresheet-'
_CSV_TITLES = ("单位,严重程度,代码,", "Unit,Severity,Code,")
_TARGETS = ("unit,", "单位,")


def is_output(data: bytes) -> bool:
    """Tell whether these bytes are a report or a workbook of results that this program wrote."""
    if data.startswith(b"PK"):
        return PROPERTY.encode() in _properties(data)
    return data.startswith(_JSON) or _first_line(data).startswith(_CSV_TITLES)


def is_input(data: bytes, suffix: str) -> bool:
    """Tell whether these bytes are the clerk's own catalog or table of targets."""
    return suffix in {".yaml", ".yml"} or (suffix == ".csv" and _first_line(data).startswith(_TARGETS))


def _properties(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_PROPERTIES) as part:
            return part.read(_LONGEST)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError, ValueError, EOFError):
        return b""


def _first_line(data: bytes) -> str:
    line = data[:_LONGEST].removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    return line.decode("utf-8", "replace")
