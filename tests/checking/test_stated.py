"""What a return states, as several checks ask for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking.stated import (
    applicable,
    computed_score,
    decimals_of,
    in_use,
    owed,
    permitted_score,
    says_nothing,
    sound_score,
    statement_is_contradicted,
)
from scoresheet.submission import NOWHERE


def test_a_score_is_owed_by_items_that_apply_and_were_found() -> None:
    """Missing rows, missing cells and items that don't apply owe none."""
    catalog = samples.catalog()
    form = form_for(catalog, replace(catalog.units[0], not_applicable={"1": NotApplicable.FULL}))
    made = samples.with_answer(samples.submission(form), "2", found=False)
    made = samples.with_answer(made, "3", score=NOWHERE)

    assert [answer.id for answer in applicable(made)] == ["3", "4", "5"]
    assert [answer.id for answer in owed(made)] == ["4", "5"]


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("", True),
        ("无", True),
        (" 无。", True),
        ("／", True),
        ("——", True),
        ("N/A", True),
        ("没有。", True),
        ("0", True),
        ("已全部完成！", True),
        ("没有完成", False),
        ("无故", False),
        ("1", False),
    ],
)
def test_bare_words_and_punctuation_say_nothing(text: str, nothing: bool) -> None:
    """Any other letter or digit says something."""
    assert says_nothing(text) is nothing


@pytest.mark.parametrize(
    ("number", "decimals"), [("3", 0), ("3.00", 0), ("2.5", 1), ("2.675", 3), ("1E+2", 0)]
)
def test_trailing_zeros_are_no_decimals(number: str, decimals: int) -> None:
    """3.00 is a whole number."""
    assert decimals_of(Decimal(number)) == decimals


@pytest.mark.parametrize(
    ("typed", "permitted", "sound"),
    [
        ("2.5", "2.5", "2.5"),
        ("2.675", "2.675", None),
        ("3.5", None, None),
        (None, None, None),
        ("两分", None, None),
    ],
)
def test_a_sound_score_is_permitted_and_not_too_exact(
    typed: str | None, permitted: str | None, sound: str | None
) -> None:
    """What can't be used is None, not 0."""
    made = samples.submission(scores={"1": typed})

    assert permitted_score(made.answers[0]) == (None if permitted is None else Decimal(permitted))
    assert sound_score(made, made.answers[0]) == (None if sound is None else Decimal(sound))


@pytest.mark.parametrize(
    ("event", "deduction", "used"),
    [
        ("通报批评", "1", True),
        ("通报批评", None, True),
        ("", "1", True),
        ("无", None, False),
        ("无", "0", False),
    ],
)
def test_a_row_that_says_none_is_not_in_use(event: str, deduction: str | None, used: bool) -> None:
    """无 in the register is the same as leaving the row blank."""
    assert in_use(samples.register_row(4, event, deduction)) is used


def test_nothing_is_computed_from_a_contradicted_register() -> None:
    """As long as nobody knows which holds no score follows."""
    made = tables.read_submission(
        """
        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 | 1        |
        | 4/severe   | 特别重大       | 0        |
        | 本期无扣分 | 是             |          |
        """
    )

    assert statement_is_contradicted(made)
    assert computed_score(made, made.answers[3]) is None
    assert computed_score(replace(made, none_declared=False), made.answers[3]) == Decimal("1.00")


def test_nothing_is_computed_for_self_rated_items() -> None:
    """Their score is the unit's own."""
    made = samples.submission()

    assert computed_score(made, made.answers[0]) is None


def test_a_form_that_deducts_nothing_is_never_contradicted() -> None:
    """Where no item has a register a stray statement says nothing."""
    catalog = samples.catalog()
    none = dict.fromkeys(("4", "5"), NotApplicable.DROP)
    form = form_for(catalog, replace(catalog.units[0], not_applicable=none))

    assert not statement_is_contradicted(samples.submission(form, none_declared=False))
