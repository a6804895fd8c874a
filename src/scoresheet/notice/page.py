"""A notice as plain lines and tables, whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoresheet.language import NOTHING, Text


class UnusableNotice(Exception):  # noqa: N818 - it says what the file is, not that the program erred
    """A notice from which no catalog can be drafted; `reason` says why and what to do."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph outside the tables; `place` says where it stands in the notice."""

    text: str
    place: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `continues` tells that it belongs to a merged cell that begins in a row above."""

    text: str
    continues: bool = False


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `spans` tells that a single cell takes most of its width, `notes` are its footnotes."""

    cells: tuple[Cell, ...]
    place: Text = NOTHING
    spans: bool = False
    notes: tuple[str, ...] = ()

    def text(self, column: int | None) -> str:
        """Give the text in a column counted from 0; "" where the row has no such cell."""
        if column is None or column >= len(self.cells):
            return ""
        return self.cells[column].text

    def continues(self, column: int | None) -> bool:
        """Tell whether the cell in a column belongs to one that begins further up."""
        return column is not None and column < len(self.cells) and self.cells[column].continues

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the row from left to right, continued cells included, empty ones as ""."""
        return tuple(cell.text for cell in self.cells)

    @property
    def filled(self) -> tuple[str, ...]:
        """What begins in the row, without empty and continued cells."""
        return tuple(cell.text for cell in self.cells if cell.text and not cell.continues)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with all its rows, headings included; `name` says which one of the notice it is."""

    rows: tuple[Row, ...]
    name: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Notice:
    """Lines and tables in the order in which they stand.

    `footnotes` stand at the foot of pages or at the end; those of a table's rows are there as well. `remarks` say what
    the file holds that wasn't read, and what was taken for granted.
    """

    parts: tuple[Line | Table, ...]
    footnotes: tuple[str, ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def lines(self) -> Iterator[Line]:
        """Walk the lines outside the tables that hold something."""
        return (part for part in self.parts if isinstance(part, Line) and part.text.strip())

    @property
    def tables(self) -> Iterator[Table]:
        """Walk the tables."""
        return (part for part in self.parts if isinstance(part, Table))


def line_place(number: int) -> Text:
    """Name a line of a text."""
    return Text(f"第{number}行", f"line {number}")


def row_of_text(cells: Sequence[str], number: int) -> Row:
    """Make a row of the cells that begin on a line of a text, lines counted from 0."""
    filled = [cell for cell in cells if cell]
    alone = len(filled) == 1 and len(cells) != 1
    return Row(tuple(Cell(cell) for cell in cells), line_place(number + 1), spans=alone)


def joined_lines(texts: Iterator[str]) -> str:
    """Give the paragraphs of a cell as one text, blanks around each removed and empty ones left out."""
    return "\n".join(text.strip() for text in texts if text.strip())
