"""A judged item takes any score from 0 to its points, and computes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from scoresheet.language import Locale
from scoresheet.rule.model import Entries
from scoresheet.rules import kinds
from scoresheet.rules.judged import Judged

RULE = Judged(Decimal("1.50"))


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["judged"] is Judged


def test_it_computes_nothing() -> None:
    """No entry changes the limit, and there is neither formula nor arithmetic nor register."""
    entries = Entries(events={"x": Decimal(3)}, register=(Decimal(1),), none_declared=False)
    assert RULE.limit(entries) == RULE.limit(Entries()) == Decimal("1.5")
    assert (RULE.formula({}), RULE.arithmetic(entries), RULE.computes) == (None, None, False)
    assert (dict(RULE.event_kinds), RULE.register_rows, RULE.deduct_at_most) == ({}, 0, None)


def test_its_range_is_from_0_to_the_points() -> None:
    """A score is bound by the points alone."""
    assert (RULE.lowest, RULE.highest) == (Decimal(0), Decimal("1.5"))


def test_its_sentence_names_the_range_in_both_languages() -> None:
    """A county officer reads what can be entered."""
    assert RULE.sentence().of(Locale.ZH) == "由填报单位自评，0至1.5分。"
    assert RULE.sentence().of(Locale.EN) == "Self-rated, from 0 to 1.5 points."


def test_its_signature_changes_with_the_points_alone() -> None:
    """1.50 and 1.5 are the same rule, 2 is another."""
    assert RULE.signature() == Judged(Decimal("1.5")).signature() != Judged(Decimal(2)).signature()


def test_it_takes_no_parameters() -> None:
    """Whatever is written beside the kind is refused."""
    assert Judged.build(Decimal(3), Judged.Parameters.model_validate({})) == Judged(Decimal(3))  # type: ignore[arg-type]  # the class is typed as any model
    with pytest.raises(ValidationError):
        Judged.Parameters.model_validate({"lowest": "1"})
