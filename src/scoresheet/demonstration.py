"""Made-up answers for the shipped catalog, some of them wrong in the ways that returns really are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from scoresheet.catalog.form import Form, FormItem
from scoresheet.filling.answers import Answers, Entry, ItemAnswer, pour
from scoresheet.language import Text, same

MARK = "【演示数据，纯属虚构】"
"""Stands before every made-up text."""


@dataclass(frozen=True, slots=True)
class Return:
    """A file that lands in the demonstration's inbox; `about` says what is wrong with it."""

    file_name: str
    data: bytes
    about: Text


_GOOD = Text("填报无误", "filled in correctly")


def returns(forms: Mapping[str, tuple[Form, bytes]]) -> Iterator[Return]:
    """Give the files that come back. `forms` is each unit's form and blank workbook by unit id, in order."""
    units = list(forms.values())
    mistakes = (_none, _over_and_unexplained, _blank_and_in_words, _shortfall, _register, _tie, _plain)
    for (form, blank), mistake in zip(units, mistakes, strict=False):
        answers, about = mistake(_correct(form))
        yield Return(f"{form.unit.name}自查评分表.xlsx", pour(blank, form, answers), about)
    yield from _second_version(*units[min(6, len(units) - 1)])
    yield Return("自查报告（扫描件）.pdf", b"%PDF-1.4\n% made up\n", Text("附件材料", "an attachment"))
    yield Return("新建 XLSX 工作表.xlsx", b"", Text("空文件", "an empty file"))


def _correct(form: Form) -> Answers:
    items = {entry.item.id: _full_marks(entry) for entry in form.items if entry.not_applicable is None}
    return Answers(items, none_declared=True)


def _full_marks(entry: FormItem) -> ItemAnswer:
    measures: dict[str, Entry] = {}
    for one in entry.measures:
        target = one.goal.target if one.goal.target is not None else Decimal(1)
        if one.measure.numerator is None:
            measures[one.measure.id] = target
        else:
            measures |= {
                f"{one.measure.id}/numerator": Decimal(19),
                f"{one.measure.id}/denominator": Decimal(20),
            }
    return ItemAnswer(entry.item.points, f"{MARK}已按要求完成。", None, measures)


def _changed(answers: Answers, item: str, **changes: object) -> Answers:
    if item not in answers.items:
        return answers
    changed = replace(answers.items[item], **changes)  # type: ignore[arg-type] # fields of ItemAnswer, by name
    return replace(answers, items={**answers.items, item: changed})


def _none(answers: Answers) -> tuple[Answers, Text]:
    return answers, _GOOD


def _over_and_unexplained(answers: Answers) -> tuple[Answers, Text]:
    answers = _changed(answers, "2", score=Decimal("3.5"))
    answers = _changed(answers, "10", score=Decimal("1.5"), reason="无")
    return answers, Text(
        "第2项超出分值；第10项扣了分却没有说明原因", "item 2 above its points; item 10 unexplained"
    )


def _blank_and_in_words(answers: Answers) -> tuple[Answers, Text]:
    answers = _changed(answers, "5", score=None)
    answers = _changed(answers, "9", score=None)
    answers = _changed(answers, "13", score="约2分")
    return answers, Text("第5、9项漏填；第13项填的是文字", "items 5 and 9 blank; item 13 in words")


def _shortfall(answers: Answers) -> tuple[Answers, Text]:
    reason = f"{MARK}有1场座谈会因主讲人行程调整推迟至12月举行。"
    answers = _changed(answers, "4", score=Decimal("2.5"), reason=reason)
    return _changed(answers, "11", score="３", done=f"{MARK}选树典型6个。"), Text(
        "填报无误，第11项是全角数字", "correct, with a full-width digit in item 11"
    )


def _register(answers: Answers) -> tuple[Answers, Text]:
    events = {"ordinary": Decimal(2), "severe": Decimal(1)}
    answers = replace(answers, none_declared=False)
    answers = _changed(answers, "18", score=Decimal("0.5"), events=events, reason=f"{MARK}发生案件3起。")
    register = ((f"{MARK}未按时报送信息", Decimal("0.5")),)
    answers = _changed(answers, "34", score=Decimal("14.5"), register=register, reason=f"{MARK}迟报信息1次。")
    return answers, Text("第18项得分高于登记的扣分", "item 18 above what its register leaves")


def _tie(answers: Answers) -> tuple[Answers, Text]:
    reason = f"{MARK}换届工作安排在明年一季度。"
    return _changed(answers, "28", score=Decimal("1.5"), reason=reason), _GOOD


def _plain(answers: Answers) -> tuple[Answers, Text]:
    return answers, Text("报了两份不同的表", "two different returns")


def _second_version(form: Form, blank: bytes) -> Iterator[Return]:
    reason = f"{MARK}联席会议尚未召开。"
    answers = _changed(_correct(form), "22", score=Decimal(1), reason=reason)
    data = pour(blank, form, answers)
    yield Return(f"{form.unit.name}自查评分表（最终版）.xlsx", data, same(""))
