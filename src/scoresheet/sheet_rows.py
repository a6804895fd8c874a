"""Rows of a sheet as XML: each is written out as soon as it is complete, and kept packed until its workbook is stored.

A cell that is kept as an object until then takes some hundred bytes, as XML in a packed row five.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from scoresheet.grid import column_letters

_PIECE = 1 << 18
"""Characters that are packed together."""
_LEVEL = 4
"""Of zlib: a sixth smaller than at level 1, in three quarters of the time that level 6 takes."""


class Packed:
    """A long text that is added to at its end, and read once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._packed: list[bytes] = []
        self._open: list[str] = []
        self._length = 0

    def __bool__(self) -> bool:
        """Tell whether anything was added."""
        return bool(self._packed or self._open)

    def add(self, text: str) -> None:
        """Add to the end."""
        self._open.append(text)
        self._length += len(text)
        if self._length >= _PIECE:
            self._packed.append(zlib.compress("".join(self._open).encode(), _LEVEL))
            self._open.clear()
            self._length = 0

    def taken(self) -> Iterator[bytes]:
        """Walk the text in pieces, as UTF-8; each is forgotten once it was given."""
        self._packed.reverse()
        while self._packed:
            yield zlib.decompress(self._packed.pop())
        yield "".join(self._open).encode()
        self._open.clear()


@dataclass(slots=True)
class Run:
    """Complete rows that follow one another without a gap; they are counted from 1."""

    first: int
    last: int
    text: Packed


class Rows:
    """The complete rows of one sheet, in order, and where their cells lead."""

    def __init__(self) -> None:
        """Begin with none."""
        self.runs: list[Run] = []
        self.links = Packed()

    def add(self, row: int, cells: str, height: float | None) -> None:
        """Add a row below all others, `cells` as XML from left to right, `height` in points.

        Raises ValueError where the row isn't below the others.
        """
        if not self.runs or row > self.runs[-1].last + 1:
            self.runs.append(Run(row, row, Packed()))
        elif row <= self.runs[-1].last:
            raise ValueError(f"row {row} comes after row {self.runs[-1].last}")
        run = self.runs[-1]
        run.last = row
        run.text.add(f'<row r="{row}"{_height(height)}>{cells}</row>')

    def link(self, row: int, column: int, target: str) -> None:
        """Let a cell lead to another one, `target` with its sheet; links come from left to right and down."""
        self.links.add(
            f'<hyperlink ref="{column_letters(column)}{row}" location="{_attribute(target)}" display=""/>'
        )


_USUAL_HEIGHT = 20
"""Pixels."""


@lru_cache(maxsize=1_000)
def _height(points: float | None) -> str:
    """Write a height: in whole pixels, and not at all where it is the usual one."""
    pixels = _USUAL_HEIGHT if points is None else int(points * 4 / 3 + 0.5)
    return "" if pixels == _USUAL_HEIGHT else f' ht="{pixels * 0.75:.16g}" customHeight="1"'


def blank(row: int, column: int, style: int) -> str:
    """Write an empty cell; `style` is the number of its format in the workbook."""
    return f'<c r="{column_letters(column)}{row}" s="{style}"/>'


def shared(row: int, column: int, style: int, index: int) -> str:
    """Write a cell with a text, `index` being its number among the workbook's texts."""
    return f'<c r="{column_letters(column)}{row}" s="{style}" t="s"><v>{index}</v></c>'


def number(row: int, column: int, style: int, value: float) -> str:
    """Write a cell with a number."""
    return f'<c r="{column_letters(column)}{row}" s="{style}"><v>{value:.16G}</v></c>'


def formula(row: int, column: int, style: int, words: str, result: float | str) -> str:
    """Write a cell with a formula, without its equals sign, and its result."""
    kind = ' t="str"' if result and isinstance(result, str) else ""
    shown = _data(result) if isinstance(result, str) else result
    return f'<c r="{column_letters(column)}{row}" s="{style}"{kind}><f>{_data(words)}</f><v>{shown}</v></c>'


def _data(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _data(text).replace('"', "&quot;").replace("\n", "&#xA;")


class Store:
    """What is left out of a workbook's sheets while they are put together, and put in when they are stored."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: list[Packed] = []

    def mark(self, text: Packed) -> str:
        """Give the mark that stands for a text until the workbook is stored."""
        self._kept.append(text)
        return f"<!--{len(self._kept) - 1}-->"

    def filled(self, workbook: bytes) -> bytes:
        """Give a workbook with the texts in place of their marks; nothing is unpacked for longer than it takes."""
        if not self._kept:
            return workbook
        buffer = io.BytesIO()
        with ZipFile(io.BytesIO(workbook)) as marked, ZipFile(buffer, "w") as package:
            for part in marked.infolist():
                named = ZipInfo(part.filename, part.date_time)
                named.compress_type = ZIP_DEFLATED
                with package.open(named, "w") as into:
                    for piece in self._pieces(part.filename, marked.read(part)):
                        into.write(piece)
        return buffer.getvalue()

    def _pieces(self, name: str, data: bytes) -> Iterator[bytes]:
        # Nothing but a mark can look like one: each sign "<" of a text is written as "&lt;".
        for number, piece in enumerate(_MARK.split(data) if name.startswith(_SHEETS) else [data]):
            if number % 2:
                yield from self._kept[int(piece)].taken()
            else:
                yield piece


_MARK = re.compile(rb"<!--([0-9]+)-->")
_SHEETS = "xl/worksheets/"
