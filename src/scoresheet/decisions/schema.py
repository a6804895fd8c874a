"""What a file of decisions may hold: every key, with its type and its limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from scoresheet.catalog.schema import Day, Line, Name, Part
from scoresheet.decision import Kind


def _tidied(value: str) -> str:
    return "" if value in _BLANK else value


_BLANK = ("空白", "空", "blank")
"""How a clerk may write down that nothing stood in a cell."""

Written = Annotated[str, Field(max_length=2000), AfterValidator(_tidied)]


class VersionPart(Part):
    """Which file counts for a unit."""

    unit: Name
    file: Annotated[str, Field(min_length=1, max_length=1000)]
    reason: Line
    decided_by: Name
    date: Day


class CorrectionPart(Part):
    """A correction by telephone; `old` and `new` are blank where a cell was, or becomes, blank."""

    unit: Name
    item: Name | None = None
    field: Name = "score"
    old: Written | None
    new: Written | None
    date: Day
    caller: Name
    taken_by: Name
    reason: Line | None = None


class AcceptancePart(Part):
    """A finding that the office lets stand."""

    unit: Name
    code: Name
    item: Name | None = None
    reason: Line
    by: Name
    date: Day


DecisionPart = VersionPart | CorrectionPart | AcceptancePart

PARTS: dict[Kind, type[VersionPart | CorrectionPart | AcceptancePart]] = {
    Kind.VERSION: VersionPart,
    Kind.CORRECTION: CorrectionPart,
    Kind.ACCEPTANCE: AcceptancePart,
}
KEYS = {"versions": Kind.VERSION, "corrections": Kind.CORRECTION, "accepted": Kind.ACCEPTANCE}
"""The lists of the file."""

_SOME_DAY, _SOME_WORD = "2000-01-01", "1"


def as_far_as_sound(kind: Kind, written: Mapping[str, Any], faulty: frozenset[str]) -> DecisionPart | None:
    """Give a decision of which some fields are wrong, so that the others can be held against the catalog.

    What stands in it for the `faulty` fields means nothing and must not be used. None where too much is wrong.
    """
    model = PARTS[kind]
    sound = {key: value for key, value in written.items() if key not in faulty}
    stand_ins = {
        key: _SOME_DAY if key == "date" else _SOME_WORD for key in faulty if key in model.model_fields
    }
    try:
        return model.model_validate({**sound, **stand_ins})
    except ValidationError:
        return None


def refused_fields(error: ValidationError) -> frozenset[str]:
    """Name the fields of a decision in which something is wrong."""
    return frozenset(str(fault["loc"][0]) for fault in error.errors(include_url=False) if fault["loc"])
