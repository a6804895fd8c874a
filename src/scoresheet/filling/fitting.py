"""Whether an answer may go into an input of a form: what is put there, or why it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from scoresheet.catalog.form import Form
from scoresheet.catalog.model import Item, Measure
from scoresheet.checking.refused import WHY, instead
from scoresheet.checking.stated import decimals_of
from scoresheet.decisions.cells import as_written
from scoresheet.figures import between
from scoresheet.filling.answers import DENOMINATOR, STATEMENT, Entry, Slot
from scoresheet.grid import Kind, RawCell
from scoresheet.inert import CELL_LIMIT
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import shown
from scoresheet.rule.model import Reply
from scoresheet.titles import NO, YES, Column, yes_or_no
from scoresheet.values import ERROR_VALUES, Refusal, Value, read_number, shows_picture


@dataclass(frozen=True, slots=True)
class Fitted:
    """What goes into an input; a refused answer has no entry but `why`. A `note` tells what was done to it."""

    entry: Entry = None
    why: Text = NOTHING
    note: Text = NOTHING


def fitted(form: Form, slot: Slot, raw: RawCell, *, as_is: bool = False) -> Fitted:
    """Tell what an answer puts into an input of a form that asks for it.

    A number in words, one that the item's rule forbids and a text that no cell holds are refused. With `as_is`
    everything that a cell can hold goes in as it stands.
    """
    if as_is:
        return _as_it_stands(slot, raw)
    if slot == STATEMENT:
        return _choice(form, raw)
    if not slot.takes_number:
        return _text(raw)
    item = form.by_id[slot.item or ""].item
    measure = measure_of(item, slot)
    if measure is not None and measure.reply is Reply.YES_NO:
        return _choice(form, raw)
    return _number(raw, _CHECKS[slot.column](form, item, slot), measure)


def measure_of(item: Item, slot: Slot) -> Measure | None:
    """Give the measure that an input asks for, None where it asks for something else."""
    if slot.column is not Column.ACTUAL:
        return None
    return next((one for one in item.measures if one.id == slot.key.partition("/")[0]), None)


def _as_it_stands(slot: Slot, raw: RawCell) -> Fitted:
    number = read_number(raw).number if slot.takes_number else None
    if number is not None and (raw.kind is Kind.NUMBER or _PLAIN.fullmatch(raw.text or "")):
        return Fitted(number)
    return _text(raw)


_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def _choice(form: Form, raw: RawCell) -> Fitted:
    said = (raw.text or "").strip()
    chosen = yes_or_no(said.casefold())
    if chosen is None:
        chosen = {"true": True, "false": False}.get(said.casefold())
    if chosen is None:
        return Fitted(why=Text("应为“是”或“否”", "is neither yes nor no"))
    return Fitted((YES if chosen else NO).of(form.catalog.locale))


_UNHELD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _text(raw: RawCell) -> Fitted:
    text = raw.text or ""
    if shows_picture(raw.text, raw.formula):
        return Fitted(why=Text("单元格内是图片，不能转入", "is a picture within the cell"))
    if raw.kind is Kind.ERROR or text in ERROR_VALUES:
        return Fitted(why=WHY[Refusal.ERROR])
    if raw.text is None:
        return Fitted(why=WHY[Refusal.NOT_CALCULATED])
    held = _UNHELD.sub("", text)
    if len(held.encode("utf-16-le")) > CELL_LIMIT * 2:
        return Fitted(
            why=Text(
                f"共{len(text)}字，超过一个单元格能存的{CELL_LIMIT}字",
                f"has {len(text)} characters; a cell holds {CELL_LIMIT}",
            )
        )
    if raw.kind is Kind.NUMBER:
        return Fitted(as_written(raw, from_1904=False))
    note = Text("去掉了看不见的控制字符", "invisible control characters were left out")
    return Fitted(held, note=NOTHING if held == text else note)


_Wrong = Callable[[Decimal], Text]


def _number(raw: RawCell, wrong: _Wrong, measure: Measure | None) -> Fitted:
    value = read_number(raw)
    asks_percent = measure is not None and measure.unit == "%" and measure.numerator is None
    if value.refusal is Refusal.PERCENT and asks_percent:
        value = Value(value.suggestion, normalised=True)
    if value.number is None:
        return Fitted(why=_refusal(value))
    why = wrong(value.number)
    return Fitted(why=why) if why is not NOTHING else Fitted(value.number, note=_note(raw, value))


def _refusal(value: Value) -> Text:
    why, meant = WHY[value.refusal or Refusal.NOTHING], instead(value)
    return why if meant is None else Text(f"{why.zh}。{meant.zh}", f"{why.en}. {meant.en}")


def _note(raw: RawCell, value: Value) -> Text:
    number = shown(value.number or Decimal(0))
    if raw.formula is not None:
        return Text(f"原为公式，转入的是结果{number}", f"was a formula; its result {number} was taken")
    if value.seen is not None:
        return Text(
            f"原表上显示为{shown(value.seen)}，转入的是实际的数{number}",
            f"was shown as {shown(value.seen)}; the number itself, {number}, was taken",
        )
    # A text file has nothing but text: digits that are digits already are no change.
    if value.normalised and not _PLAIN.fullmatch(raw.text or ""):
        return Text(f"按数字{number}转入", f"taken as the number {number}")
    return NOTHING


def _score(form: Form, item: Item, slot: Slot) -> _Wrong:  # noqa: ARG001 - all checks of a number take the same
    def wrong(number: Decimal) -> Text:
        rule, decimals = item.rule, form.catalog.decimals
        if not rule.lowest <= number <= rule.highest:
            allowed = between(rule.lowest, rule.highest)
            return Text(f"超出本项范围，应为{allowed.zh}", f"is out of range; it should be {allowed.en}")
        if decimals_of(number) > decimals:
            return Text(f"小数超过{decimals}位", f"has more than {decimals} decimals")
        return NOTHING

    return wrong


def _actual(form: Form, item: Item, slot: Slot) -> _Wrong:  # noqa: ARG001 - all checks of a number take the same
    measure = measure_of(item, slot)

    def wrong(number: Decimal) -> Text:
        if measure is None or measure.signed:
            return NOTHING
        if measure.reply is Reply.COUNT:
            return _whole(number)
        if slot.key.endswith(f"/{DENOMINATOR}") and number == 0:
            return Text("作除数不能是0", "can't be divided by")
        return _not_negative(number)

    return wrong


def _count(form: Form, item: Item, slot: Slot) -> _Wrong:  # noqa: ARG001 - all checks of a number take the same
    return _whole


def _deduction(form: Form, item: Item, slot: Slot) -> _Wrong:  # noqa: ARG001 - all checks of a number take the same
    return _not_negative


_CHECKS: dict[Column, Callable[[Form, Item, Slot], _Wrong]] = {
    Column.SCORE: _score,
    Column.ACTUAL: _actual,
    Column.COUNT: _count,
    Column.DEDUCTION: _deduction,
}


def _not_negative(number: Decimal) -> Text:
    return NOTHING if number >= 0 else Text("不能是负数", "is negative")


def _whole(number: Decimal) -> Text:
    if number < 0:
        return _not_negative(number)
    return NOTHING if number == number.to_integral_value() else Text("应为整数", "is no whole number")
