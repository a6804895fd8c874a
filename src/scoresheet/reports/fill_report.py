"""What became of the answers that were poured into a form: for the screen, and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scoresheet.catalog.form import Form
from scoresheet.filling.answers import STATEMENT, Slot
from scoresheet.filling.answers_out import as_text
from scoresheet.filling.changed_rows import Changed
from scoresheet.filling.fitting import measure_of
from scoresheet.filling.offered import Came, Offered, Outcome
from scoresheet.filling.pouring import Filled, counted, joined_notes
from scoresheet.inert import csv_field, cut, one_line
from scoresheet.language import NOTHING, Locale, Text, same
from scoresheet.quoting import quoted, where_different
from scoresheet.titles import NONE_DECLARED, TITLES, Column, item_label

_FEW = 3
"""So many cells of one column that the form hasn't are listed one by one."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one form: what became of the answers, where they came from, what concerns them all.

    `changes` are the texts and points that the source prints otherwise. `is_read` tells that the answers were only read
    out of a workbook, not put into another.
    """

    filled: Filled
    source: str
    remarks: tuple[Text, ...] = ()
    changes: tuple[Changed, ...] = ()
    is_read: bool = False

    @property
    def is_any(self) -> bool:
        """Whether any answer was carried over."""
        return bool(self.filled.those(Came.POURED))

    @property
    def locale(self) -> Locale:
        """The catalog's language."""
        return self.filled.form.catalog.locale


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
    form, locale = told.filled.form, told.locale
    yield summary(told)
    left = [one for one in told.filled.outcomes if one.came in {Came.REFUSED, Came.LEFT_OUT}]
    check = [one for one in told.filled.those(Came.POURED) if _is_noted(one)]
    headings = _READ if told.is_read else _POURED
    for words, said in (
        (headings.left, list(_grouped(left, form))),
        (headings.anew, list(_grouped(told.filled.those(Came.BY_HAND), form))),
        (
            headings.check,
            [*_grouped(check, form), *_changed(told), *(one.of(locale) for one in told.remarks)],
        ),
        (_KEPT, list(_kept(told))),
    ):
        if said:
            yield words.of(locale)
        yield from (f"  {cut(one_line(line), _LONGEST, locale)}" for line in said)


@dataclass(frozen=True, slots=True)
class _Headings:
    summary: Text
    left: Text
    anew: Text
    check: Text


_POURED = _Headings(
    Text("{0}：转入{1}处，未转入{2}处。", "{0}: {1} carried over, {2} not."),
    Text("没有转入的：", "Not carried over:"),
    Text("请在新表上重新填写的：", "To be written anew on the form:"),
    Text("已转入，请核对：", "Carried over; please check:"),
)
_READ = _Headings(
    Text("{0}：读出{1}处，未读出{2}处。", "{0}: {1} read, {2} not."),
    Text("没有读出的：", "Not read:"),
    Text("不在答案之列的：", "Not among the answers:"),
    Text("已读出，请核对：", "Read; please check:"),
)
_KEPT = Text(
    "表中原有、这次没有新内容、保留不变的：",
    "Stood in the form before and was kept, for want of anything new:",
)


def summary(told: Told) -> str:
    """Say in one line how many answers were carried over, and how many not."""
    words = (_READ if told.is_read else _POURED).summary
    return words.of(told.locale).format(told.filled.form.unit.name, *numbers(told))


def _is_noted(one: Outcome) -> bool:
    return one.note != NOTHING or bool(one.before)


def _kept(told: Told) -> Iterator[str]:
    """Walk the inputs whose old content was left in the form; many of them are one line."""
    form, kept = told.filled.form, told.filled.kept
    for slot, said in kept[:_MOST_KEPT]:
        yield f"{_joined(slot_words(form, slot)).of(told.locale)}{quoted(said)}"
    more = len(kept) - _MOST_KEPT
    if more > 0:
        yield Text(f"另有{more}处", f"and {more} more").of(told.locale)


_MOST_KEPT = 5


def _changed(told: Told) -> Iterator[str]:
    """Walk what the source prints otherwise than the form, the old beside the new."""
    for one in told.changes:
        item, field = _changed_words(told.filled.form, one)
        place = one.place.of(told.locale)
        named = Text(f"（{item.zh} {field.zh}）", f" ({item.en}, {field.en})").of(told.locale)
        yield f"{place}{named}{_colon(told.locale)}{_both(one, told.locale)}"


def _changed_words(form: Form, one: Changed) -> tuple[Text, Text]:
    item, field = item_label(one.slot.item or ""), TITLES[one.column]
    name = _name(form, one.slot)
    return item, Text(f"{name.zh}{field.zh}", f"{name.en}{field.en}")


def _both(one: Changed, locale: Locale, *, is_whole: bool = False) -> str:
    """Give the old and the new wording; long ones from shortly before the first difference, unless all is wanted."""
    before, now = f"“{one.before}”", f"“{one.now}”"
    if not is_whole and max(len(one.before), len(one.now)) > _LONG_TEXT:
        before, now = where_different(one.before, one.now)
    return Text(f"原表为{before}，本表为{now}", f"was {before}, is now {now}").of(locale)


_LONG_TEXT = 60


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
            yield _line(one, form, group)


def _line(one: Outcome, form: Form, group: Sequence[Outcome]) -> str:
    locale = form.catalog.locale
    offered, why = one.offered, _why(one).of(locale)
    named = where(form, offered).of(locale)
    about = Text(f"（{named}）", f" ({named})").of(locale) if named else ""
    if len(group) > 1:
        more = Text(f"等{len(group)}格", f" and others, {len(group)} cells").of(locale)
        return f"{offered.place.of(locale)}{more}{about}{_contents(group, locale)}{_colon(locale)}{why}"
    return f"{offered.place.of(locale)}{about}{quoted(_content(one))}{_colon(locale)}{why}"


def _contents(group: Sequence[Outcome], locale: Locale) -> str:
    """Quote the first of the contents of several cells; where all say the same that is all."""
    said = list(dict.fromkeys(_content(one) for one in group))
    first = "".join(quoted(words) for words in said[:_FEW])
    more = Text(f"等{len(said)}种内容", f" and others, {len(said)} contents").of(locale)
    return first + (more if len(said) > _FEW else "")


def _why(one: Outcome, *, is_whole: bool = False) -> Text:
    """Say why an answer was left out, or what goes with it; `is_whole` gives what was replaced without a cut."""
    if one.why != NOTHING:
        return one.why
    if not one.before:
        return one.note
    before, _ = where_different(one.before, _content(one))
    before = f"“{one.before}”" if is_whole else before
    replaced = Text(f"原来填的是{before}，已替换", f"replaces {before}")
    return joined_notes((one.note, replaced))


def _colon(locale: Locale) -> str:
    return "：" if locale is Locale.ZH else ": "


def _content(one: Outcome) -> str:
    """Give what stood in the source; what was made of it is told beside it."""
    raw = one.offered.raw
    return f"={raw.formula}" if raw.text is None and raw.formula else as_text(raw)


def where(form: Form, offered: Offered) -> Text:
    """Name what an answer was for, in words: 第1项 自查得分; what stands beside it where that can't be told."""
    if offered.slot is not None:
        return _joined(slot_words(form, offered.slot))
    label = cut(one_line(offered.label), 24, form.catalog.locale) if offered.label else ""
    return Text(label, label)


def _joined(words: tuple[Text, Text]) -> Text:
    item, field = words
    return Text(f"{item.zh} {field.zh}".strip(), f"{item.en} {field.en}".strip())


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
    unit, source, check = form.unit.name, told.source, _CHECKED[told.is_read].of(locale)
    changed = {change.slot.row_id for change in told.changes}
    for one in told.filled.outcomes:
        slot, place = one.offered.slot, one.offered.place.of(locale)
        item, field = slot_words(form, slot) if slot else (NOTHING, same(one.offered.label))
        is_noted = _is_noted(one) or (slot is not None and slot.row_id in changed)
        came = check if one.came is Came.POURED and is_noted else _came(one, told).of(locale)
        why = _why(one, is_whole=True).of(locale)
        yield unit, source, place, item.of(locale), field.of(locale), _content(one), came, why
    for change in told.changes:
        item, field = _changed_words(form, change)
        both = _both(change, locale, is_whole=True)
        place = change.place.of(locale)
        yield unit, source, place, item.of(locale), field.of(locale), change.before, check, both
    for remark in told.remarks:
        yield unit, source, "", "", "", "", check, remark.of(locale)
    for slot, said in told.filled.kept:
        item, field = slot_words(form, slot)
        yield unit, "", "", item.of(locale), field.of(locale), said, _KEPT_WORD.of(locale), ""


def _came(one: Outcome, told: Told) -> Text:
    return _READ_WORDS.get(one.came, one.came.word) if told.is_read else one.came.word


_READ_WORDS = {
    Came.POURED: Text("已读出", "read"),
    Came.REFUSED: Text("未读出：不合要求", "refused"),
    Came.LEFT_OUT: Text("未读出：没有对应位置", "left out"),
    Came.BY_HAND: Text("不在答案之列", "not among the answers"),
}
_CHECKED = (
    Text("已转入，请核对", "carried over, please check"),
    Text("已读出，请核对", "read, please check"),
)
_KEPT_WORD = Text("表中原有，保留不变", "kept as it stood")
