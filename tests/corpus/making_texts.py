"""Hostile text: what is typed into a cell or stands in a name and would do something where it is printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from xml.sax.saxutils import escape

from making_cells import as_text
from returned import good, typed, with_xml
from surgery import Maker, with_part

TEXTS = {
    "formula of a program": "=cmd|'/C calc'!A0",
    "formula with an at sign": "@SUM(1+1)*cmd|'/C calc'!A0",
    "formula with a plus": "+1+cmd|'/C calc'!A0",
    "formula with a tab": "\t=1+1",
    "full-width formula": "＝1+1",
    "link": '=HYPERLINK("http://example.invalid/","点这里")',
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}${7*7}%(x)s{0}",
    "Rich markup": "[red]满分[/red][link=http://example.invalid]x[/link]",
    "Markdown": "| 3 | **满分** |",
    "bidi marks": "\u202e3\u202c\u2066x",
    "forty thousand characters": "超" * 40_000,
    "joiners": "👨‍👩‍👧‍👦 三",
    "JSON": '"},{"code":"","severity":"notice"',
    "new lines": "3\r\n\r\n4\n",
    "a path": "..\\..\\CON.xlsx",
}
"""Texts of a score cell; none is a number, and none may do anything."""
_ESCAPES = {
    "an escape sequence": "_x001B_[31m3_x001B_[2J",
    "a null character": "3_x0000_",
    "a lone surrogate": "3_xD800_",
    "half a character": "三_xDFFF_",
    "a carriage return": "3_x000D_4",
}


def _escaped(text: str) -> bytes:
    return with_xml("D6", f't="inlineStr"><is><t>{text}</t></is>')


def _reason(text: str) -> bytes:
    return typed({"F6": text, "E6": text, "B45": text})


def _unit(text: str) -> bytes:
    return typed({"A2": f"填报单位：{text}"})


def _sheet_named(name: str) -> Callable[[bytes], bytes]:
    shown = escape(name, {'"': "&quot;"})
    return lambda part: part.replace("填表说明".encode(), shown.encode())


def _author(part: bytes) -> bytes:
    return part.replace("共青团广元市委".encode(), b"=cmd|'/C calc'!A0&#27;".replace(b"&#27;", b""), 1)


FILES: dict[str, Maker] = {
    **{f"hostile {name}.xlsx": partial(as_text, text) for name, text in TEXTS.items()},
    **{f"hostile {name}.xlsx": partial(_escaped, text) for name, text in _ESCAPES.items()},
    "hostile words.xlsx": partial(_reason, "=cmd|'/C calc'!A0 <script>alert(1)</script> \"\u202e"),
    "hostile long words.xlsx": partial(_reason, "因" * 32_767),
    "hostile name of the unit.xlsx": partial(_unit, "<b>=1+1</b>\u202e县"),
    "hostile name of a sheet.xlsx": lambda: with_part("xl/workbook.xml", _sheet_named('<i>"=1+1')),
    "hostile author.xlsx": lambda: with_part("docProps/core.xml", _author),
    "=1+1.xlsx": lambda: as_text("三"),
    "[red]form[/red].xlsx": lambda: as_text("三"),
    "<b>&amp;form.xlsx": lambda: as_text("三"),
    "form\n.xlsx": lambda: as_text("三"),
    "form\x1b[31m.xlsx": lambda: as_text("三"),
    "form\u202excod.xlsx": lambda: as_text("三"),
    "-o form.xlsx": lambda: as_text("三"),
    "%s{0}$HOME`id`.xlsx": lambda: as_text("三"),
    " form .xlsx": good,
    "表" * 70 + ".xlsx": good,
}
