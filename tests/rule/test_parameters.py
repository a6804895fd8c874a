"""What a key of the catalog may hold: numbers as they are written, shares, whole numbers, ids."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from scoresheet.rule.parameters import Bound, Id, Limit, Number, Proportion, Whole


@pytest.mark.parametrize(
    ("kind", "written", "taken"),
    [
        (Number, "1.10", Decimal("1.10")),
        (Number, "-3", Decimal(-3)),
        (Proportion, "10%", Decimal("0.1")),
        (Proportion, "0.1", Decimal("0.1")),
        (Limit, "5", Bound(Decimal(5), is_share=False)),
        (Limit, "98%", Bound(Decimal("0.98"), is_share=True)),
        (Whole, "12", 12),
        (Id, "m1", "m1"),
    ],
)
def test_what_is_written_is_taken_as_written(kind: Any, written: str, taken: object) -> None:
    """No digit is lost, and a percentage is a share."""
    assert TypeAdapter(kind).validate_python(written) == taken


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Number, "三"),
        (Number, "1e3"),
        (Number, "NaN"),
        (Number, "1_000"),
        (Number, "1234567890123456"),
        (Number, True),
        (Proportion, "%"),
        (Proportion, "10％"),
        (Limit, "一半"),
        (Whole, "1.0"),
        (Whole, False),
        (Id, "a/b"),
        (Id, "“a”"),
    ],
)
def test_what_can_not_be_meant_is_refused(kind: Any, written: object) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(written)
