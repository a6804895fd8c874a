"""A notice in Word: paragraphs with their automatic numbers, tables with merged cells, footnotes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from scoresheet.language import Text
from scoresheet.notice.numbering import Numbering
from scoresheet.notice.page import EMPTY, Cell, Line, Notice, Row, Table, UnusableNotice, joined_lines

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset({f"{_WORDS}{name}" for name in ("del", "moveFrom", "txbxContent", "tbl")})
_BREAKS = frozenset({f"{_WORDS}br", f"{_WORDS}cr"})


def read_docx(data: bytes) -> Notice:
    """Read a Word document.

    Raises UnusableNotice where it can't be read, or where the part of this program that reads Word isn't installed.
    """
    try:
        from docx import Document
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError as error:
        raise UnusableNotice(_NOT_INSTALLED) from error
    try:
        return _Reading(Document(io.BytesIO(data))).notice()
    except (
        PackageNotFoundError,
        BadZipFile,
        LookupError,
        ValueError,
        SyntaxError,
        OSError,
        AttributeError,
    ) as error:
        raise UnusableNotice(_DAMAGED) from error


_NOT_INSTALLED = Text(
    '读 Word 通知需要另装一个组件，请先运行：pip install "scoresheet[word]"；或在 Word、WPS 里把通知另存为纯文本（.txt）再用。',
    'Reading a notice in Word takes one more package; run: pip install "scoresheet[word]". Or save the notice as plain '
    "text (.txt) in Word or WPS and use that.",
)
_DAMAGED = Text(
    "这个 Word 文件打不开，可能不完整或设了密码。请在 Word 或 WPS 里打开它，另存为 .docx 再试。",
    "This Word file can't be opened; it may be incomplete or protected. Open it in Word or WPS, save it as .docx and try again.",
)


class _Reading:
    """One pass through a document; `numbering` counts its automatic numbers."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.numbering = Numbering(_part(document, "/numbering"), _part(document, "/styles"))
        self.paragraphs = 0
        self.tables = 0

    def notice(self) -> Notice:
        """Give the lines and tables of the body, and the footnotes."""
        parts = tuple(self._parts(self.document.element.body))
        return Notice(parts, tuple(self._footnotes()))

    def _parts(self, body: Any) -> Iterator[Line | Table]:
        for block in body:
            if block.tag == f"{_WORDS}p":
                self.paragraphs += 1
                place = Text(f"第{self.paragraphs}段", f"paragraph {self.paragraphs}")
                yield from (Line(line, place) for line in self._paragraph(block).split("\n"))
            elif block.tag == f"{_WORDS}tbl":
                self.tables += 1
                yield self._table(block)
            elif block.tag == f"{_WORDS}sdt":
                yield from self._parts(_content(block))

    def _paragraph(self, paragraph: Any) -> str:
        return self.numbering.label(paragraph) + "".join(_pieces(paragraph)).strip()

    def _table(self, table: Any) -> Table:
        above: list[Cell] = []
        rows = []
        for number, row in enumerate(table.iter(f"{_WORDS}tr"), start=1):
            if _own_table(row) is not table:
                continue
            cells, spans = self._cells(row, above)
            place = Text(f"表{self.tables}第{number}行", f"table {self.tables}, row {number}")
            rows.append(Row(tuple(cells), place, spans))
            above = cells
        return Table(tuple(rows))

    def _cells(self, row: Any, above: list[Cell]) -> tuple[list[Cell], bool]:
        cells = [EMPTY] * _number(row, "trPr/gridBefore")
        widest = 0
        for cell in _tags(row, "tc"):
            width = max(1, _number(cell, "tcPr/gridSpan", default=1))
            widest = max(widest, width)
            cells += [self._cell(cell, above, len(cells)), *[EMPTY] * (width - 1)]
        return cells, _SEVERAL <= len(cells) <= widest * _MOST_OF

    def _cell(self, cell: Any, above: list[Cell], column: int) -> Cell:
        merged = cell.find(f"{_WORDS}tcPr/{_WORDS}vMerge")
        if merged is not None and merged.get(f"{_WORDS}val") != "restart" and column < len(above):
            return Cell(above[column].text, continues=True)
        return Cell(joined_lines(self._paragraph(paragraph) for paragraph in cell.iter(f"{_WORDS}p")))

    def _footnotes(self) -> Iterator[str]:
        notes = _part(self.document, "/footnotes")
        for note in () if notes is None else notes.iter(f"{_WORDS}footnote"):
            text = joined_lines("".join(_pieces(each)) for each in note.iter(f"{_WORDS}p"))
            if text and note.get(f"{_WORDS}type") is None:
                yield text


_SEVERAL = 2
_MOST_OF = 1.5


def _own_table(row: Any) -> Any:
    return next(row.iterancestors(f"{_WORDS}tbl"))


def _tags(parent: Any, name: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == f"{_WORDS}{name}":
            yield child
        elif child.tag == f"{_WORDS}sdt":
            yield from _tags(_content(child), name)


def _content(control: Any) -> Any:
    """Give what stands in a content control."""
    found = control.find(f"{_WORDS}sdtContent")
    return () if found is None else found


def _number(element: Any, path: str, default: int = 0) -> int:
    found = element.find("/".join(f"{_WORDS}{step}" for step in path.split("/")))
    written = "" if found is None else found.get(f"{_WORDS}val", "")
    return int(written) if written.isdigit() else default


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_WORDS}t":
            yield child.text or ""
        elif child.tag == f"{_WORDS}tab":
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == f"{_WORDS}noBreakHyphen":
            yield "-"
        elif not str(child.tag).endswith(("}Fallback", "}pPr", "}rPr")):
            yield from _pieces(child)


def _part(document: Any, relation: str) -> Any:
    """Give the root of a part that the document refers to; None where it has none."""
    from docx.oxml import parse_xml

    for related in document.part.rels.values():
        if not related.is_external and related.reltype.endswith(relation):
            return parse_xml(related.target_part.blob)
    return None
