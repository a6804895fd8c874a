"""A notice as plain text: lines, and the tables among them in the shapes that copying out of Word or Excel leaves."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from scoresheet.language import Text
from scoresheet.notice.cells_apart import Found, aligned, cells_apart, targets_apart
from scoresheet.notice.headings import columns
from scoresheet.notice.marked_rows import marked_cells, marked_rows
from scoresheet.notice.page import Line, Notice, Table, UnusableNotice, line_place, row_of_text
from scoresheet.notice.unit_tables import heads_targets

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def read_text(data: bytes) -> Notice:
    """Read plain text in UTF-8, UTF-16 or GB18030.

    A table may have one row per line (cells apart by tabs, bars, commas or several blanks) or one cell per line.
    Raises UnusableNotice where the bytes are no text.
    """
    return in_parts(_decoded(data).splitlines())


def in_parts(lines: Sequence[str]) -> Notice:
    """Find the tables among lines of text."""
    parts: list[Line | Table] = []
    at = 0
    while at < len(lines):
        found = _table_at(lines, at)
        if found is None:
            parts.append(Line(lines[at].strip(), line_place(at + 1)))
            at += 1
        else:
            table, at = found
            parts.append(table)
    return Notice(tuple(parts))


_MOST_LETTERS, _MOST_LINES = 2_000_000, 20_000
"""A notice of fifty pages has a twentieth of either."""


def _decoded(data: bytes) -> str:
    if len(data) > 4 * _MOST_LETTERS:
        raise UnusableNotice(_TOO_LARGE)
    marked = [encoding for mark, encoding in _MARKS.items() if data.startswith(mark)]
    for encoding in marked or [*_without_mark(data), "utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        if len(plain) > _MOST_LETTERS or plain.count("\n") > _MOST_LINES:
            raise UnusableNotice(_TOO_LARGE)
        return plain
    raise UnusableNotice(_UNKNOWN_ENCODING)


def _without_mark(data: bytes) -> list[str]:
    """Give the kind of UTF-16 that bytes without a mark are in: read as the other kind, or as anything else, they make no sense."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(data) % 2:
        return []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="ignore")
        if len(_USUAL.findall(text)) * _RARE >= len(text) * (_RARE - _ODD):
            return [encoding]
    return []


_USUAL = re.compile(r"[\t\n\r -~\u2010-\u203f\u2460-\u2473\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_ODD = 5
"""Of a hundred characters, so many may be none that a notice usually has."""


def is_nearly_text(data: bytes) -> bool:
    """Tell whether bytes are text but for a few control characters, which Word and old systems leave behind."""
    if _without_mark(data):
        return True
    try:
        text = data[:_SAMPLE].decode("utf-8", errors="strict" if len(data) <= _SAMPLE else "ignore")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            return False
    return len(_CONTROL.findall(text)) * _RARE <= len(text) + _FEW


_RARE = 100
_FEW = 300
"""Three control characters are few in the shortest of texts."""
_SAMPLE = 64 * 1024
_TOO_LARGE = Text(
    "这个文件太大，不像一份通知。请只留下通知和考核表，另存后再试。",
    "This file is too large for a notice. Keep the notice and its table only, save it and try again.",
)
_UNKNOWN_ENCODING = Text(
    "文件编码无法识别。请把通知另存为“UTF-8”编码的文本文件，或另存为 .docx。",
    "The encoding isn't known. Save the notice as text in UTF-8, or as .docx.",
)
_BLANKS = re.compile(r"[ \u3000\xa0]{2,}|\t+")
_LONGEST_HEAD = 1_000
"""Letters of a line of titles."""


def _table_at(lines: Sequence[str], at: int) -> Found | None:
    line = lines[at]
    if not line.strip() or len(line) > _LONGEST_HEAD:
        return None
    for mark in ("\t", ","):
        if mark in line and columns(marked_cells(line, mark)):
            return _rows_apart(lines, at, mark)
    if columns(_by_bars(line)):
        return _rows_with_bars(lines, at)
    if columns(_by_blanks(line)):
        return _rows_in_order(lines, at)
    return cells_apart(lines, at) or _other_at(lines, at)


def _by_bars(line: str) -> list[str]:
    inner = line.strip().replace("｜", "|")
    return [cell.strip() for cell in inner.removeprefix("|").removesuffix("|").split("|")]


def _by_blanks(line: str) -> list[str]:
    return [cell for cell in _BLANKS.split(line.strip()) if cell]


_RULE = re.compile(r"[\s|:+\-=─━]+")
"""The line under the titles of a table in Markdown."""


def _rows_with_bars(lines: Sequence[str], at: int) -> Found:
    rows, end = [], at
    for number in range(at, len(lines)):
        if not lines[number].strip():
            continue
        if "|" not in lines[number].replace("｜", "|"):
            break
        end = number + 1
        if not _RULE.fullmatch(lines[number]):
            rows.append(row_of_text(_by_bars(lines[number]), number))
    return Table(tuple(rows)), end


def _rows_apart(lines: Sequence[str], at: int, mark: str) -> Found:
    """Read rows as a spreadsheet writes them: a cell in quotation marks may hold line breaks."""
    end = _last_with(lines, at, mark) + 1
    rows = [row_of_text(cells, at + place) for place, cells in marked_rows(lines[at:end], mark)]
    return Table(tuple(rows)), end


_GAP = 3
"""So many lines without a mark end a table."""


def _last_with(lines: Sequence[str], at: int, mark: str) -> int:
    last = at
    for number in range(at, len(lines)):
        if mark in lines[number]:
            last = number
        elif number - last > _GAP:
            break
    return last


def _rows_in_order(lines: Sequence[str], at: int) -> Found:
    """Read one row per line with blanks between the cells, so that empty cells leave no trace."""
    titles = _by_blanks(lines[at])
    roles = columns(titles) or {}
    rows, end = [row_of_text(titles, at)], at + 1
    for number in range(at + 1, len(lines)):
        cells = _by_blanks(lines[number])
        if not cells:
            continue
        if len(cells) == 1 and number - end >= _GAP - 1:
            break
        rows.append(row_of_text(aligned(cells, roles, len(titles)), number))
        end = number + 1
    return Table(tuple(rows)), end


def _other_at(lines: Sequence[str], at: int) -> Found | None:
    """Read a table of something else, with a mark between the cells of a line; with blanks, one of the units' targets."""
    for split in (_by_tabs, _by_bars, _by_blanks):
        titles = split(lines[at])
        if len(titles) < _FEWEST or (split is _by_blanks and not heads_targets(titles)):
            continue
        if any(title.endswith((":", "：")) for title in titles):
            # A line to fill in: 填报单位：        时间：
            return None
        end = at + 1
        while end < len(lines) and (len(split(lines[end])) == len(titles) or _RULE.fullmatch(lines[end])):
            end += 1
        taken = [number for number in range(at, end) if not _RULE.fullmatch(lines[number])]
        if len(taken) > _FEWEST:
            return Table(tuple(row_of_text(split(lines[number]), number) for number in taken)), end
    return targets_apart(lines, at)


_FEWEST = 2


def _by_tabs(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]
