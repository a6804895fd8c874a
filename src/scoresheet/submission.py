"""What is read from a returned file and what is checked: answers with the cells they stand in, and faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from scoresheet.catalog.form import Form, FormItem, FormMeasure
from scoresheet.decision import Correction, FieldKind
from scoresheet.language import NOTHING, Text
from scoresheet.rule.model import Entries, MeasureEntry
from scoresheet.values import BLANK, Value


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the returned workbook as the sender sees it; `address` is "" where the cell was not found.

    `text` is what stands there, blanks around it removed; `value` the number in it, where a number is asked for.
    `formula` is the cell's formula without its equals sign, None for a constant.
    """

    sheet: str = ""
    address: str = ""
    text: str = ""
    value: Value = BLANK
    formula: str | None = None

    @property
    def number(self) -> Decimal | None:
        """The number in the cell, None for a blank and for what is no number."""
        return self.value.number

    @property
    def is_blank(self) -> bool:
        """Whether nothing visible stands in the cell and it holds no formula."""
        return not self.text and self.formula is None


NOWHERE = Cell()


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """A measure as reported. A rate is asked for as `numerator` and `denominator`; then `actual` is no cell."""

    asked: FormMeasure
    actual: Cell = NOWHERE
    numerator: Cell = NOWHERE
    denominator: Cell = NOWHERE

    @property
    def is_rate(self) -> bool:
        """Whether two numbers are asked for instead of a rate."""
        return self.asked.measure.numerator is not None

    @property
    def inputs(self) -> tuple[Cell, ...]:
        """The cells that the unit fills in."""
        return (self.numerator, self.denominator) if self.is_rate else (self.actual,)

    @property
    def number(self) -> Fraction | None:
        """The achieved number, a rate in percent, 1 for yes and 0 for no; None where it can't be told."""
        if not self.is_rate:
            return None if self.actual.number is None else Fraction(self.actual.number)
        over, under = self.numerator.number, self.denominator.number
        return None if over is None or not under else Fraction(over) * 100 / Fraction(under)

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where number or target is unknown."""
        return self.asked.goal.met_by(self.number if self.is_rate else self.actual.number)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row of the open register that is in use: what happened and what it costs."""

    event: Cell
    deduction: Cell


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a return says about one item; `found` is False where its row is missing or not unique."""

    asked: FormItem
    found: bool = False
    text: Cell = NOWHERE
    points: Cell = NOWHERE
    score: Cell = NOWHERE
    done: Cell = NOWHERE
    reason: Cell = NOWHERE
    measures: tuple[MeasureAnswer, ...] = ()
    events: Mapping[str, Cell] = field(default_factory=dict)
    register: tuple[RegisterRow, ...] = ()

    @property
    def id(self) -> str:
        """The item's id."""
        return self.asked.item.id

    def entries(self, *, none_declared: bool | None) -> Entries:
        """Give what the item's rule computes from."""
        return Entries(
            measures={
                answer.asked.measure.id: MeasureEntry(answer.asked.goal, answer.number)
                for answer in self.measures
            },
            events={event: cell.number for event, cell in self.events.items()},
            register=tuple(row.deduction.number for row in self.register),
            none_declared=none_declared,
        )


class FaultKind(StrEnum):
    """What reading found wrong with a file, an identity or a structure; each is reported by one check."""

    EMPTY = "empty file"
    DAMAGED = "damaged file"
    ENCRYPTED = "encrypted file"
    NOT_A_WORKBOOK = "not a workbook"
    OTHER_FORMAT = "a workbook format that is not read"
    UNSAFE = "beyond the limits of an honest form"
    STALLED = "took its reader too much time or memory"
    CRASHED = "ended the program that read it"
    NO_ACCESS = "can't be opened"
    NOT_OUR_FORM = "not a form of this tool"
    UNKNOWN_UNIT = "unit not in the catalog"
    CONTRADICTORY_IDENTITY = "marks name different units or rounds"
    OTHER_CATALOG = "form of another catalog"
    OTHER_ROUND = "form of another round"
    CHANGED_RULES = "form issued under other rules"
    CHANGED_UNIT_NAME = "printed name that is not the unit's"
    UNMARKED = "unit told by the printed name alone"
    LOST_IDS = "sheet without the ids of its rows"
    MISSING_SHEET = "sheet missing"
    MISSING_COLUMN = "column missing"
    MISSING_ROW = "row missing"
    DUPLICATE_ROW = "row twice"
    FOREIGN_ROW = "row that is not of this form"
    MERGED_SCORES = "one cell for the scores of several items"
    MOVED_CELLS = "cells of one row that belong to different items"
    OTHER_NUMBERS = "numbers beside the items outside the form's own columns"
    OTHER_WORDS = "a correction in words outside the table"
    CHANGED_PRINT = "printed demand that was changed"
    HIDDEN_ROWS = "rows of items that the sender doesn't see"


class Mark(StrEnum):
    """What the marks of a form say about its origin."""

    CATALOG = "catalog"
    ROUND = "round"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that reading found and did not guess about.

    `cells` is where it stands; `detail` what was found, in words for the message; `item` the item it concerns;
    `mark` what the marks of the form contradict each other about, or what nothing in the form tells; `guesses` are
    the names of the units that may have been meant; `title` is what the cell is called, where a check has to say so.
    """

    kind: FaultKind
    cells: tuple[Cell, ...] = ()
    item: str | None = None
    detail: Text = NOTHING
    mark: Mark | None = None
    guesses: tuple[str, ...] = ()
    title: Text = NOTHING


@dataclass(frozen=True, slots=True)
class IssuedItem:
    """An item as it was printed when the form was issued, from the form's hidden sheet.

    `measures` are the goals, `names` the names of its measures, by the measure's id.
    """

    text: str
    points: str
    rule: str
    measures: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issued:
    """What the form's hidden sheet remembers: digest, revision, the file it answers, the items as printed.

    `has_total` tells that the form was issued with a total row.
    """

    digest: str = ""
    revision: str = ""
    answers_to: str = ""
    items: Mapping[str, IssuedItem] = field(default_factory=dict)
    has_total: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a submission was read from.

    `path` is as the report shows it ("a.zip!/name" for a member of an archive), `format` what it is by content,
    `modified` the time that the saving program wrote into it, `application` that program's name, `mtime` the file's
    own time (seconds). `shows_formulas` and `shows_errors` are False where the format's reader can't see them.
    `place` is the path as seen from what the user named, without what lies above the inbox. `carries` names what in
    it could act when somebody opens it: macros, links, objects.
    """

    path: str
    sha256: str
    format: str
    size: int = 0
    modified: datetime | None = None
    mtime: float = 0.0
    application: str = ""
    shows_formulas: bool = True
    shows_errors: bool = True
    place: str = ""
    carries: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A cell that a correction by telephone has changed: as the file has it, and as it counts."""

    correction: Correction
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Submission:
    """A returned file as it was read; without `form` it could not be told whose it is.

    `none_declared` is the unit's statement that nothing is to be deducted (its cell in `none_cell`), `total` the
    total as the sheet shows it. `corrections` are what was laid over the file, in the order in which it was done:
    the answers hold the corrected cells, the total stays as it was typed.
    """

    source: Source
    form: Form | None = None
    answers: tuple[Answer, ...] = ()
    total: Cell = NOWHERE
    none_declared: bool | None = None
    none_cell: Cell = NOWHERE
    issued: Issued | None = None
    faults: tuple[Fault, ...] = ()
    corrections: tuple[Corrected, ...] = ()

    @property
    def added_by_corrections(self) -> Decimal:
        """What the corrections add to the sum of the scores that the file states; a score that was none counts 0."""
        return sum(
            (
                (one.after.number or Decimal(0)) - (one.before.number or Decimal(0))
                for one in self.corrections
                if one.correction.field.kind is FieldKind.SCORE
            ),
            Decimal(0),
        )

    def faults_of(self, kind: FaultKind) -> tuple[Fault, ...]:
        """Give the faults of one kind, in the order in which they were found."""
        return tuple(fault for fault in self.faults if fault.kind is kind)

    def entries(self, answer: Answer) -> Entries:
        """Give what an item's rule computes from, the statement about deductions included."""
        return answer.entries(none_declared=self.none_declared)

    @property
    def unit_id(self) -> str | None:
        """The id of the unit that the file is from, None where it could not be told."""
        return self.form.unit.id if self.form else None
