"""What a key of the catalog may hold: the types that pydantic reads it with, and how it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from scoresheet.language import Text


class Strict(BaseModel):
    """A mapping of the catalog: unknown keys are refused, nothing is changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def refusal(sentence: Text, *, at: str = "") -> PydanticCustomError:
    """Give the error that a validator (or `Rule.build`) raises, with the sentence that the clerk will read.

    `at` is the key that has to be changed, where it is one among others.
    """
    return PydanticCustomError("refused", "{en}", {"zh": sentence.zh, "en": sentence.en, "at": at})


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


def _proportion(value: object) -> Decimal:
    text = str(value).strip()
    return _exact(text[:-1].strip()) / 100 if text.endswith("%") else _exact(value)


class MayBePercent:
    """Marks a number that may also be written in percent."""


Proportion = Annotated[Decimal, BeforeValidator(_proportion), MayBePercent()]
"""A share of a whole: 0.1, or the same as 10%."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The end of a band: a number in a measure's unit, or a share of its target where it was written in percent."""

    number: Decimal
    is_share: bool


def _bound(value: object) -> Bound:
    return Bound(_proportion(value), str(value).strip().endswith("%"))


Limit = Annotated[Bound, BeforeValidator(_bound)]
"""The end of a band as the office writes it: 5, or 10% of the target."""

Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number of the catalog."""

Id = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_usable_in_codes)]
"""A name that is part of form codes and placeholders: no blanks, slashes, braces or quotation marks."""
