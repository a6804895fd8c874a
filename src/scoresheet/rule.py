"""What a scoring rule is: its range, its score from what was entered, its Excel formula, its sentence."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from scoresheet.language import Text


class Comparison(StrEnum):
    """How an achieved number is held against its target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BELOW = "below"
    EQUALS = "equals"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a measure asks for; `target` is None where the notice prints no number."""

    comparison: Comparison
    target: Decimal | None

    def met_by(self, actual: Decimal | None) -> bool | None:
        """Tell whether `actual` meets the target; None where either number is unknown."""
        if actual is None or self.target is None:
            return None
        match self.comparison:
            case Comparison.AT_LEAST:
                return actual >= self.target
            case Comparison.AT_MOST:
                return actual <= self.target
            case Comparison.BELOW:
                return actual < self.target
            case Comparison.EQUALS:
                return actual == self.target


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure as the unit reported it; `actual` is None where nothing usable was entered."""

    goal: Goal
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class Entries:
    """What a unit entered for one item, apart from the score itself.

    `events` holds the count of each kind of event, None where it was left blank; `register` the deductions of the
    rows in use of an open register, None where a row in use has no usable deduction; `none_declared` is the unit's
    statement that nothing is to be deducted (None: not stated). Under a statement of "none", blank counts are 0.
    """

    measures: Mapping[str, MeasureEntry] = field(default_factory=dict)
    events: Mapping[str, Decimal | None] = field(default_factory=dict)
    register: tuple[Decimal | None, ...] = ()
    none_declared: bool | None = None


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event that is counted in the register of deductions; `deduct` is points per event."""

    name: str
    deduct: Decimal


@dataclass(frozen=True, slots=True)
class Rule(ABC):
    """A scoring rule with its parameters, made once per item from the catalog.

    A subclass is one file in `rules/`. It names its `kind`, its `Parameters` (checked by pydantic at the door) and
    sees nothing but parameters and entries: no catalog, no workbook.
    """

    kind: ClassVar[str]
    Parameters: ClassVar[type[BaseModel]]

    points: Decimal

    @classmethod
    @abstractmethod
    def build(cls, points: Decimal, parameters: Any) -> Self:
        """Make the rule of an item that is worth `points` from its checked `Parameters`."""

    @property
    def lowest(self) -> Decimal:
        """The lowest score that the rule permits."""
        return Decimal(0)

    @property
    def highest(self) -> Decimal:
        """The highest score that the rule permits."""
        return self.points

    @property
    def computes(self) -> bool:
        """Whether the score follows from the entries, so that a blank among them is an error."""
        return False

    @property
    def event_kinds(self) -> Mapping[str, EventKind]:
        """The kinds of event that the unit counts, by id; empty where it counts none."""
        return {}

    @property
    def register_rows(self) -> int:
        """How many rows the open register of deductions has; 0 where there is none."""
        return 0

    @property
    def deduct_at_most(self) -> Decimal | None:
        """The most that can be deducted; None where the rule deducts no events."""
        return None

    def limit(self, entries: Entries) -> Decimal | None:  # noqa: ARG002 - the rules that compute use it
        """Give the highest score that the entries allow; None while they are incomplete."""
        return self.highest

    def formula(self, cells: Mapping[str, str]) -> str | None:  # noqa: ARG002 - the rules that compute use it
        """Give the Excel formula (Excel 2007 functions, no leading =) for `limit`; None where it is a constant.

        `cells` maps the name of an entry to the cell or range that holds it: `events.<id>` a count, `register` the
        deductions of the open register.
        """
        return None

    def arithmetic(self, entries: Entries) -> Text | None:  # noqa: ARG002 - the rules that compute use it
        """Give the computation of `limit` in words, None where nothing is computed."""
        return None

    @abstractmethod
    def sentence(self) -> Text:
        """Say the rule in one sentence, as a county officer would want to read it."""

    def signature(self) -> str:
        """Give the rule as one line of text that changes exactly when the rule does (for the form digest)."""
        return f"{self.kind} points={plain(self.points)}"


class Strict(BaseModel):
    """A mapping of the catalog: unknown keys are refused, nothing is changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def refusal(sentence: Text) -> PydanticCustomError:
    """Give the error that a validator (or `Rule.build`) raises, with the sentence that the clerk will read."""
    return PydanticCustomError("refused", "{en}", {"zh": sentence.zh, "en": sentence.en})


_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_NOT_IN_IDS = re.compile(r"""[/\s\x00-\x1f\x7f-\x9f{}“”‘’"']""")

# A cell of a workbook holds no more digits than these.
_DIGITS = 15


def _exact(value: object) -> Decimal:
    # Decimal itself would take "1_000", "１" and "NaN", none of which a clerk means as a number of points.
    text = str(value).strip()
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise PydanticCustomError("number", "not a number")
    number = Decimal(text)
    if len(number.as_tuple().digits) > _DIGITS:
        raise PydanticCustomError("number_too_long", "more digits than a cell holds")
    return number


def _whole(value: object) -> int:
    if (
        isinstance(value, bool)
        or not isinstance(value, str | int)
        or not _WHOLE.fullmatch(str(value).strip())
    ):
        raise PydanticCustomError("whole_number", "not a whole number")
    return int(value)


def _usable_in_codes(value: str) -> str:
    if _NOT_IN_IDS.search(value):
        raise PydanticCustomError("identifier", "not usable in a form code")
    return value


Number = Annotated[Decimal, BeforeValidator(_exact)]
"""A decimal number of the catalog, taken exactly as it is written."""

Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number of the catalog."""

Id = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_usable_in_codes)]
"""A name that is part of form codes and placeholders: no blanks, slashes, braces or quotation marks."""


def plain(number: Decimal) -> str:
    """Write a number as people do: no exponent, no trailing zeros (1.50 becomes 1.5, -0 becomes 0)."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def signed(number: Decimal) -> str:
    """Write a number for a sentence, with the minus sign that print uses: −0.5."""
    return plain(number).replace("-", "−")
