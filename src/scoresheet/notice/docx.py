"""A notice in Word: paragraphs with their automatic numbers, tables with merged cells, footnotes and endnotes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from scoresheet.formats.markup import check_prolog
from scoresheet.formats.package import Package
from scoresheet.grid import Trouble, Unreadable
from scoresheet.language import Text
from scoresheet.notice.headings import columns
from scoresheet.notice.numbering import Numbering
from scoresheet.notice.page import EMPTY, Cell, Line, Notice, Row, Table, UnusableNotice, joined_lines
from scoresheet.notice.runs import WORDS, Runs, boxes, inside, paragraphs


def read_docx(data: bytes) -> Notice:
    """Read a Word document.

    Raises UnusableNotice where it can't be read, or where the part of this program that reads Word isn't installed.
    """
    try:
        from docx import Document
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError as error:
        raise UnusableNotice(_NOT_INSTALLED) from error
    _check_size(data)
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


def _check_size(data: bytes) -> None:
    """Inflate the parts piece by piece before anything is built of them; raises UnusableNotice where they are too much."""
    size = tags = 0
    try:
        with Package(data) as package:
            for part in (name for name in package.unread() if name.lower().endswith((".xml", ".rels"))):
                check_prolog(package.chunks(part), part)
                for chunk in package.chunks(part):
                    size, tags = size + len(chunk), tags + chunk.count(b"<")
                    if size > _MOST_BYTES or tags > _MOST_TAGS:
                        raise UnusableNotice(_TOO_LARGE)
    except Unreadable as error:
        raise UnusableNotice(_TOO_LARGE if error.trouble is Trouble.UNSAFE else _DAMAGED) from error


_MOST_BYTES, _MOST_TAGS = 30 * 1024 * 1024, 1_000_000
"""Of all parts together; a notice of fifty pages with its tables has a tenth of either."""
_MOST_COLUMNS = 63
"""Word makes no table of more."""
_TOO_LARGE = Text(
    "这个 Word 文件展开后太大，不像一份通知。请把通知和考核表复制到新文档里，另存为 .docx 再试。",
    "This Word file unpacks to more than a notice holds. Copy the notice and its table to a new document, save it as "
    ".docx and try again.",
)
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
        self.notes = {**_notes(document, "footnote"), **_notes(document, "endnote")}
        self.runs = Runs()
        self.paragraphs = 0
        self.tables = 0

    def notice(self) -> Notice:
        """Give the lines and tables of the body, the notes at the foot and what was left out."""
        parts = tuple(self._parts(self.document.element.body))
        return Notice(parts, tuple(self.notes.values()), tuple(self.runs.remarks()))

    def _parts(self, body: Any) -> Iterator[Line | Table]:
        for block in body:
            if block.tag == f"{WORDS}p":
                yield from self._lines(block)
            elif block.tag == f"{WORDS}tbl":
                yield from self._table_or_layout(block)
            elif block.tag in _WRAPPERS:
                yield from self._parts(inside(block))

    def _lines(self, block: Any) -> Iterator[Line | Table]:
        self.paragraphs += 1
        place = Text(f"第{self.paragraphs}段", f"paragraph {self.paragraphs}")
        yield from (Line(line, place) for line in self._paragraph(block).split("\n"))
        for box in boxes(block):
            yield from self._parts(box)

    def _paragraph(self, paragraph: Any) -> str:
        return self.numbering.label(paragraph) + self.runs.text(paragraph).strip()

    def _table_or_layout(self, table: Any) -> Iterator[Line | Table]:
        """Walk what a table holds that only sets others in their places; any other table is one itself."""
        if not self._is_layout(table):
            yield self._table(table)
            return
        for row in _rows(table):
            for cell in _tags(row, "tc"):
                yield from self._parts(cell)

    def _is_layout(self, table: Any) -> bool:
        if next(table.iterdescendants(f"{WORDS}tbl"), None) is None:
            return False
        runs = Runs()
        return not any(
            columns([runs.text_of(cell, deep=False) for cell in _tags(row, "tc")]) for row in _rows(table)
        )

    def _table(self, table: Any) -> Table:
        self.tables += 1
        above: list[Cell] = []
        rows = []
        for number, row in enumerate(_rows(table), start=1):
            if self.runs.is_deleted(row):
                continue
            cells, spans = self._cells(row, above)
            place = Text(f"表{self.tables}第{number}行", f"table {self.tables}, row {number}")
            notes = tuple(self.notes[key] for key in self.runs.cited(row) if key in self.notes)
            rows.append(Row(tuple(cells), place, spans, notes))
            above = cells
        return Table(tuple(rows), Text(f"表{self.tables}", f"table {self.tables}"))

    def _cells(self, row: Any, above: list[Cell]) -> tuple[list[Cell], bool]:
        cells = [EMPTY] * min(_number(row, "trPr/gridBefore"), _MOST_COLUMNS)
        widest = 0
        for cell in _tags(row, "tc"):
            width = min(max(1, _number(cell, "tcPr/gridSpan", default=1)), _MOST_COLUMNS)
            widest = max(widest, width)
            cells += [self._cell(cell, above, len(cells)), *[EMPTY] * (width - 1)]
        return cells, _SEVERAL <= len(cells) <= widest * _MOST_OF

    def _cell(self, cell: Any, above: list[Cell], column: int) -> Cell:
        merged = cell.find(f"{WORDS}tcPr/{WORDS}vMerge")
        if merged is not None and merged.get(f"{WORDS}val") != "restart" and column < len(above):
            return Cell(above[column].text, continues=True)
        return Cell(joined_lines(self._paragraph(paragraph) for paragraph in paragraphs(cell)))


_SEVERAL = 2
_MOST_OF = 1.5
_WRAPPERS = frozenset({f"{WORDS}{name}" for name in ("sdt", "customXml", "ins", "moveTo", "smartTag")})


def _rows(table: Any) -> Iterator[Any]:
    return (row for row in table.iter(f"{WORDS}tr") if next(row.iterancestors(f"{WORDS}tbl")) is table)


def _tags(parent: Any, name: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == f"{WORDS}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _tags(inside(child), name)


def _number(element: Any, path: str, default: int = 0) -> int:
    found = element.find("/".join(f"{WORDS}{step}" for step in path.split("/")))
    written = "" if found is None else found.get(f"{WORDS}val", "")
    return int(written) if written.isdecimal() and len(written) < _DIGITS else default


_DIGITS = 10


def _notes(document: Any, kind: str) -> dict[tuple[str, str], str]:
    """Give the footnotes or endnotes by kind and id, without the lines that part them from the text."""
    part = _part(document, f"/{kind}s")
    runs = Runs()
    found = {}
    for note in () if part is None else part.iter(f"{WORDS}{kind}"):
        text = runs.text_of(note)
        if text and note.get(f"{WORDS}type") is None:
            found[kind, note.get(f"{WORDS}id", "")] = text
    return found


def _part(document: Any, relation: str) -> Any:
    """Give the root of a part that the document refers to; None where it has none."""
    from docx.oxml import parse_xml

    for related in document.part.rels.values():
        if not related.is_external and related.reltype.endswith(relation):
            return parse_xml(related.target_part.blob)
    return None
