"""An OpenDocument formula → the same formula as a workbook writes it."""

from __future__ import annotations

import re

_PREFIX = re.compile(r"(?:[A-Za-z_][\w.-]*+:)?=")
_QUOTED = r"'(?:[^']|'')*+'"
_TOKEN = re.compile(
    rf'(?P<kept>"(?:[^"]|"")*+"|{_QUOTED})'
    rf"|\[(?P<reference>(?:{_QUOTED}|[^\[\]'])*+)\]"
    r"|(?P<inline>\{[^{}\"]*+\})"
    r"|[;~]"
)
_ENDS = re.compile(rf"(?:{_QUOTED}|[^:'])++")


def plain_formula(written: str | None) -> str | None:
    """Give a formula as a workbook writes it, without its equals sign; None where there is none.

    of:=SUM([.D5:.D9];['file:///C:/a.ods'#$Sheet1.A1]) is SUM(D5:D9,'file:///C:/[a.ods]Sheet1'!A1), so that whoever
    compares formulas or looks for other workbooks needs to know one way of writing alone.
    """
    if written is None:
        return None
    prefix = _PREFIX.match(written)
    return _TOKEN.sub(_as_workbook, written[prefix.end() :] if prefix else written)


def _as_workbook(match: re.Match[str]) -> str:
    if match["reference"] is not None:
        return _ENDS.sub(lambda end: _place(end[0]), match["reference"])
    if match["inline"] is not None:
        return match["inline"].replace(";", ",").replace("|", ";")
    return match["kept"] or ","


def _place(written: str) -> str:
    """Give one end of a reference: .D5 is D5, $Sheet1.D5 is Sheet1!D5."""
    file, _, within = written.rpartition("'#")
    sheet, dot, cell = within.rpartition(".")
    sheet = sheet.removeprefix("$")
    if not dot:
        return written
    if file:
        folder, slash, name = file.removeprefix("'").rpartition("/")
        return f"'{folder}{slash}[{name}]{sheet.strip(_QUOTE)}'!{cell}"
    return f"{sheet}!{cell}" if sheet else cell


_QUOTE = "'"
