"""What became of the answers that were poured into a form: for the screen, and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scoresheet.catalog.form import Form
from scoresheet.filling.answers import STATEMENT, Slot
from scoresheet.filling.fitting import measure_of
from scoresheet.filling.offered import Came, Offered, Outcome
from scoresheet.filling.pouring import Filled, counted, written
from scoresheet.inert import csv_field, cut, one_line
from scoresheet.language import NOTHING, Locale, Text
from scoresheet.quoting import quoted
from scoresheet.titles import NONE_DECLARED, TITLES, Column, item_label

_FEW = 3
"""So many cells of one column that the form hasn't are listed one by one."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one form: what became of the answers, where they came from, what concerns them all."""

    filled: Filled
    source: str
    remarks: tuple[Text, ...] = ()


COLUMNS = (
    Text("单位", "Unit"),
    Text("来源文件", "Source"),
    Text("位置", "Place"),
    Text("考核项", "Item"),
    Text("栏目", "Field"),
    Text("内容", "Content"),
    Text("结果", "Result"),
    Text("原因或说明", "Why, or a note"),
)


def lines(told: Told) -> Iterator[str]:
    """Walk the lines for the screen: how many were carried over, each that was not with its reason, what to check."""
    form, locale = told.filled.form, told.filled.form.catalog.locale
    yield summary(told)
    for words, outcomes in (
        (_LEFT, [one for one in told.filled.outcomes if one.came in {Came.REFUSED, Came.LEFT_OUT}]),
        (_ANEW, told.filled.those(Came.BY_HAND)),
        (_CHECK, [one for one in told.filled.those(Came.POURED) if one.note != NOTHING]),
    ):
        remarks = [remark.of(locale) for remark in told.remarks] if words is _CHECK else []
        said = [*_grouped(outcomes, form), *remarks]
        if said:
            yield words.of(locale)
        yield from (f"  {cut(one_line(line), _LONGEST, locale)}" for line in said)


_LEFT = Text("没有转入的：", "Not carried over:")
_ANEW = Text("请在新表上重新填写的：", "To be written anew on the form:")
_CHECK = Text("已转入，请核对：", "Carried over; please check:")


def summary(told: Told) -> str:
    """Say in one line how many answers were carried over, and how many not."""
    words = Text("{0}：转入{1}处，未转入{2}处。", "{0}: {1} carried over, {2} not.")
    return words.of(told.filled.form.catalog.locale).format(told.filled.form.unit.name, *numbers(told))


def numbers(told: Told) -> tuple[str, str]:
    """Give how many answers were carried over, and how many were not."""
    count = counted(told.filled.outcomes)
    return str(count[Came.POURED]), str(count[Came.REFUSED] + count[Came.LEFT_OUT])


def _grouped(outcomes: Sequence[Outcome], form: Form) -> Iterator[str]:
    """Walk the lines of outcomes; many cells of one column that no form has are one line."""
    groups: dict[tuple[str, str, Text], list[Outcome]] = {}
    for one in outcomes:
        sheet = one.offered.place.zh.partition(" ")[0]
        if one.offered.is_foreign and one.offered.label:
            groups.setdefault((sheet, one.offered.label, one.why), []).append(one)
    many = {key: group for key, group in groups.items() if len(group) > _FEW}
    together = {id(one): group for group in many.values() for one in group}
    for one in outcomes:
        group = together.get(id(one), [one])
        if group[0] is one:
            yield _line(one, form, len(group))


def _line(one: Outcome, form: Form, count: int) -> str:
    locale = form.catalog.locale
    offered, why = one.offered, (one.why if one.why != NOTHING else one.note).of(locale)
    named = where(form, offered).of(locale)
    about = Text(f"（{named}）", f" ({named})").of(locale) if named else ""
    if count > 1:
        more = Text(f"等{count}格", f" and others, {count} cells").of(locale)
        return f"{offered.place.of(locale)}{more}{about}{_colon(locale)}{why}"
    return f"{offered.place.of(locale)}{about}{quoted(_content(one))}{_colon(locale)}{why}"


def _colon(locale: Locale) -> str:
    return "：" if locale is Locale.ZH else ": "


def _content(one: Outcome) -> str:
    return written(one.entry) if one.entry is not None else one.offered.raw.text or ""


def where(form: Form, offered: Offered) -> Text:
    """Name what an answer was for, in words: 第1项 自查得分; what stands beside it where that can't be told."""
    if offered.slot is not None:
        item, field = slot_words(form, offered.slot)
        return Text(f"{item.zh} {field.zh}".strip(), f"{item.en} {field.en}".strip())
    label = cut(one_line(offered.label), 24, form.catalog.locale) if offered.label else ""
    return Text(label, label)


def slot_words(form: Form, slot: Slot) -> tuple[Text, Text]:
    """Name an input in words: its item, and the field."""
    if slot == STATEMENT:
        return NOTHING, NONE_DECLARED
    item, title = item_label(slot.item or ""), TITLES[slot.column]
    name = _name(form, slot)
    return item, Text(f"{name.zh}{title.zh}", f"{name.en}{title.en}")


def _name(form: Form, slot: Slot) -> Text:
    entry = form.by_id.get(slot.item or "")
    if entry is None or not slot.key:
        return NOTHING
    if slot.column is Column.ACTUAL:
        measure = measure_of(entry.item, slot)
        named = measure.name if measure else slot.key
        return Text(f"“{named}”", f"“{named}”, ")
    kind = entry.item.rule.event_kinds.get(slot.key)
    if kind is not None:
        return Text(f"“{kind.name}”", f"“{kind.name}”, ")
    return Text(f"登记第{slot.key}行", f"row {slot.key} of the register, ")


def to_csv(told: Iterable[Told], locale: Locale) -> bytes:
    """Give a line for each answer, carried over or not, under a line of titles; UTF-8 with a byte order mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.of(locale) for column in COLUMNS])
    for one in told:
        for row in _rows(one, locale):
            writer.writerow([csv_field(field, locale) for field in row])
    return buffer.getvalue().encode("utf-8-sig")


def _rows(told: Told, locale: Locale) -> Iterator[tuple[str, ...]]:
    form = told.filled.form
    for one in told.filled.outcomes:
        item, field = slot_words(form, one.offered.slot) if one.offered.slot else (NOTHING, NOTHING)
        yield (
            form.unit.name,
            told.source,
            one.offered.place.of(locale),
            item.of(locale),
            field.of(locale) or one.offered.label,
            _content(one),
            one.came.word.of(locale),
            (one.why if one.why != NOTHING else one.note).of(locale),
        )
    for remark in told.remarks:
        yield form.unit.name, told.source, "", "", "", "", Came.POURED.word.of(locale), remark.of(locale)
