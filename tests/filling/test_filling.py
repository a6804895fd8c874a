"""Answers are poured into a form one by one; each that isn't is told with its reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import forms
import samples
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.filling.answers import STATEMENT, Entry, Slot, put
from scoresheet.filling.offered import Came, Offered, typed
from scoresheet.filling.pouring import filled
from scoresheet.language import NOTHING, Text
from scoresheet.titles import Column

CATALOG = forms.with_rate(samples.catalog())


def form() -> Form:
    """Give the first unit's form."""
    return form_for(CATALOG, CATALOG.units[0])


def offered(slot: Slot | None, said: str, why: Text = NOTHING) -> Offered:
    """Give an answer."""
    return Offered(Text("第1行", "line 1"), typed(said), slot, why)


def test_nothing_offered_changes_nothing() -> None:
    """Without answers the form is the same file, and complete."""
    blank = forms.form_of(CATALOG)
    made = filled(blank, form(), [])
    assert (made.data, made.outcomes, made.is_complete) == (blank, (), True)


def test_every_answer_has_an_outcome() -> None:
    """What fits is poured, what the rule forbids refused, what has no place left out, in the order of the offers."""
    no_place = Text("找不到", "nowhere")
    offers = [
        offered(Slot("1", Column.SCORE), "3"),
        offered(Slot("2", Column.SCORE), "9"),
        offered(Slot("77", Column.SCORE), "1"),
        offered(Slot("5", Column.EVENT, "4"), "第四起"),
        offered(None, "x", no_place),
    ]
    made = filled(forms.form_of(CATALOG), form(), offers)

    assert [one.came.value for one in made.outcomes] == [
        "poured",
        "refused",
        "left out",
        "left out",
        "left out",
    ]
    assert [one.why.zh for one in made.outcomes][2:] == [
        "这份表没有这一项",
        "登记表只有3行，已经填满",
        "找不到",
    ]
    assert not made.is_complete


def test_what_stood_there_is_told() -> None:
    """A number or a text that is replaced by another is named, whole; the same again is not."""
    long = "原来的情况。" * 100
    stood: dict[Slot, Entry] = {Slot("1", Column.SCORE): Decimal(2), Slot("1", Column.DONE): long}
    form_with = put(forms.form_of(CATALOG), form(), stood)
    for column, said, before in (
        (Column.SCORE, "3", "2"),
        (Column.SCORE, "2.0", ""),
        (Column.DONE, "新的情况", long),
        (Column.DONE, long, ""),
        (Column.REASON, "新写的原因", ""),
    ):
        (one,) = filled(form_with, form(), [offered(Slot("1", column), said)]).outcomes
        assert (one.came, one.before) == (Came.POURED, before)


def test_what_stays_is_told() -> None:
    """What stood in the form and isn't replaced is given as kept; a refused answer replaces nothing."""
    stood: dict[Slot, Entry] = {Slot("1", Column.SCORE): Decimal(2), Slot("1", Column.DONE): "原来的"}
    form_with = put(forms.form_of(CATALOG), form(), stood)
    offers = [offered(Slot("1", Column.SCORE), "三分"), offered(Slot("1", Column.REASON), "原因")]

    assert filled(forms.form_of(CATALOG), form(), offers).kept == ()
    assert filled(form_with, form(), offers).kept == (
        (Slot("1", Column.SCORE), "2"),
        (Slot("1", Column.DONE), "原来的"),
    )


def test_two_answers_to_one_question() -> None:
    """The same answer twice counts once, 3 and 3.0 are the same; two different ones are both left out."""
    slot = Slot("1", Column.SCORE)
    same = filled(forms.form_of(CATALOG), form(), [offered(slot, "3"), offered(slot, "3.0")])
    other = filled(forms.form_of(CATALOG), form(), [offered(slot, "3"), offered(slot, "2")])

    assert [one.came for one in same.outcomes] == [Came.POURED]
    assert [one.came for one in other.outcomes] == [Came.LEFT_OUT] * 2


def test_item_that_does_not_apply() -> None:
    """An item that doesn't apply to the unit takes no answer."""
    unit = replace(CATALOG.units[0], not_applicable={"1": NotApplicable.FULL})
    catalog = forms.with_unit(CATALOG, unit)
    made = filled(forms.form_of(catalog), form_for(catalog, unit), [offered(Slot("1", Column.DONE), "x")])
    assert [one.why.zh for one in made.outcomes] == ["本项对苍溪县不适用"]


def test_form_without_a_register_takes_no_statement() -> None:
    """Where nothing is deducted the statement about deductions has no place."""
    judged = replace(CATALOG, categories=CATALOG.categories[:1])
    made = filled(forms.form_of(judged), form_for(judged, judged.units[0]), [offered(STATEMENT, "是")])
    assert [one.why.zh for one in made.outcomes] == ["这份表没有扣分登记"]
