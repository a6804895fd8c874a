"""What a form says while it is filled in: LibreOffice computes it, and it agrees with the verdict on the return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import forms
import samples
from libreoffice import needs_libreoffice, recalculated
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog, Round
from scoresheet.checking.running import Finding, Severity, run
from scoresheet.forms import guards
from scoresheet.inbox.detect import FileType
from scoresheet.inbox.intake import File
from scoresheet.language import Locale
from scoresheet.parts.cells import Content, Formula, SheetContents, fill
from scoresheet.reading.returned_form import read_file

pytestmark = pytest.mark.slow

S, M, D = "自查评分表", "量化指标完成数", "扣分情况登记"
ERROR_VALUE = Formula("1/0", None)
DONE, WHY = "已按要求完成", "原定的一次活动改在12月"

Typed = Mapping[tuple[str, str], Content | int]
"""What is typed, by sheet and address."""
FILLED: Typed = {
    (S, "D5"): 3,
    (S, "D6"): 4,
    (S, "D7"): Decimal("1.5"),
    (S, "D8"): Decimal("1.5"),
    (S, "D9"): 15,
    **{(S, f"E{row}"): DONE for row in range(5, 10)},
    (M, "E4"): Decimal(3),
    (M, "E5"): Decimal(40),
    (D, "D2"): "是",
}  # fmt: skip
"""A form with full marks, every target met and nothing to deduct."""


SAMPLE = samples.catalog()


@dataclass(frozen=True, slots=True)
class Situation:
    """What is typed over a form that is filled in correctly, and what is said about it.

    `listed` are the lines of the live list, `status` the status line without its label, `codes` the findings on the
    same return, notices left out. `stricter` says why the form asks for more than the verdict does.
    """

    name: str
    typed: Typed
    status: str
    listed: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    catalog: Catalog = SAMPLE
    stricter: str = ""
    base: Typed = field(default_factory=lambda: FILLED)


def deducted(*counts: Content | int, **typed: Content) -> dict[tuple[str, str], Content | int]:
    """Give what is typed on the register where it says that there are deductions: two counts, then cells."""
    made: dict[tuple[str, str], Content | int] = {(D, "D2"): "否"}
    made |= {(D, f"D{row}"): count for row, count in zip((5, 6), counts, strict=False)}
    return made | {(D, address): content for address, content in typed.items()}


def score(number: str, reason: Content = WHY, row: int = 5) -> dict[tuple[str, str], Content | int]:
    """Give a score with its reason."""
    return {(S, f"D{row}"): Decimal(number), (S, f"F{row}"): reason}


INTERIM = samples.catalog(round=Round("2014-11", "2014年1—11月", interim=True))
DEFAULTS = samples.catalog(
    targets={},
    categories=tuple(
        replace(category, items=tuple(
            replace(item, measures=tuple(replace(one, goal=samples.at_least("3")) for one in item.measures))
            for item in category.items
        ))
        for category in samples.catalog().categories
    ),
)  # fmt: skip
RATE = forms.with_rate(samples.catalog())
COMPUTING = samples.computing()
QUESTIONS = load_catalog(Path(__file__).parents[1] / "fixtures" / "questions.yaml")
ANSWERED: Typed = {
    (S, "D5"): 2,
    (S, "D6"): 0,
    (S, "D8"): 5,
    **{(S, f"E{row}"): DONE for row in (5, 8)},
    (M, "E4"): "是",
    (M, "E5"): 0,
    (M, "E6"): "否",
    (M, "E7"): 10,
}
"""The form of the rules that ask questions, filled in correctly."""
COMPUTED: Typed = {(S, "D10"): 2, (S, "E10"): DONE, (M, "E6"): 50}
READY = "可以报送"
TO_FILL, TO_MEND = "还有1项未填", "1处需更正"

NO_COUNTS = ("第4项 一般案（事）件：请填发生起数，没有请填0", "第4项 特别重大：请填发生起数，没有请填0")
WHOLE = "发生起数请填整数，不能是负数"

SITUATIONS = (
    # Nothing to say.
    Situation("full marks", {}, READY),
    Situation(
        "less than full marks with reasons, nothing measured, a register that says 无",
        {**score("2"), **score("0", row=6), (S, "E6"): None, (M, "E4"): None, (M, "E5"): None,
         (D, "B9"): "无", (D, "B10"): "无", (D, "E10"): Decimal(0)},
        READY,
    ),
    Situation(
        "as low as the events allow, and lower than the open register leaves",
        {**deducted(0, 5, B9="迟报一次", E9=Decimal("0.5")), **score("-3.5", row=8), **score("14", row=9)},
        READY,
    ),
    Situation(
        "register filled in, the statement left out",
        {**deducted(0, 0, D2=None, B9="迟报一次", E9=Decimal("0.5")), **score("14.5", row=9)},
        READY,
    ),
    Situation("a rate that is met", {(M, "E6"): Decimal(18), (M, "E7"): Decimal(20)}, READY, catalog=RATE),
    # The score.
    Situation(
        "scores of blanks",
        {(S, "D5"): None, (S, "D6"): "  ", (S, "D7"): "\u3000"},
        "还有2项未填，1处需更正",
        ("第1项：请填自查得分", "第2项：请填自查得分", "第3项：自查得分请填数字"),
        ("V101", "V101", "V101"),
    ),
    Situation(
        "scores that are no numbers",
        {(S, "D5"): "三分", (S, "D6"): ERROR_VALUE, **score("1.005", row=7)},
        "3处需更正",
        ("第1项：自查得分请填数字", "第2项：单元格里是错误值，请重填", "第3项：小数位数过多"),
        ("V102", "V102", "V105"),
    ),
    Situation(
        "scores out of range",
        {**deducted(0, 9), (S, "D5"): Decimal("3.01"), **score("-0.5", row=6), **score("-3.6", row=8)},
        "3处需更正",
        ("第1项：超出本项分值", "第2项：超出本项分值", "第4项：超出本项分值"),
        ("V104", "V104", "V104"),
    ),
    Situation(
        "full-width digit",
        {(S, "D5"): "３"},
        TO_MEND,
        ("第1项：自查得分请填数字",),
        stricter="the form's own total leaves out a number stored as text",
    ),
    # What explains it.
    *(
        Situation(
            f"reasons that say nothing: {reasons}",
            dict(entry for row, reason in zip((5, 6, 7), reasons, strict=True)
                 for entry in score("1", reason, row).items()),
            "3处需更正",
            tuple(f"第{item}项：请说明未完成原因" for item in (1, 2, 3)),
            ("E101", "E101", "E101"),
        )
        for reasons in ((None, "无", " 无 "), ("无。", "/", "／"), ("N/A", "已完成", "\u3000"), ("——", "……", "None."),
                        ("没有", "暂无。", "同上"), (Decimal(0), "NA", "无未完成情况。"),
                        ("没有未完成情况", "已全部完成", "全部完成。"))
    ),
    Situation(
        "error value for a reason",
        score("2", ERROR_VALUE),
        TO_MEND,
        ("第1项：请说明未完成原因",),
        ("E101",),
    ),
    Situation(
        "nothing said about what was done",
        {(S, "E5"): None, (S, "E6"): "\u3000"},
        "可以报送，另有2处请核实",
        ("第1项：请填完成情况", "第2项：请填完成情况"),
        ("E102", "E102"),
    ),
    # The achieved numbers.
    Situation(
        "full points with a missed target, words for a number",
        {(M, "E4"): Decimal(2), (M, "E5"): "约40名"},
        TO_MEND,
        ("第1项：满分但有指标未达目标，请更正", "第2项：请填数字"),
        ("R103", "V108"),
    ),
    Situation(
        "full points with a missed target in an interim round, a negative number",
        {(M, "E4"): Decimal(2), (M, "E5"): Decimal(-3)},
        "可以报送，另有2处请核实",
        ("第1项：满分但有指标未达目标，请核实", "第2项：不能是负数"),
        ("R103", "V108"),
        INTERIM,
    ),
    Situation(
        "full points with a missed default target, an error value for a number",
        {(M, "E4"): Decimal(2), (M, "E5"): ERROR_VALUE},
        "可以报送，另有2处请核实",
        ("第1项：满分但有指标未达目标，请核实", "第2项：请填数字"),
        ("R103", "V108"),
        DEFAULTS,
    ),
    Situation(
        "full points with a missed rate",
        {(M, "E6"): Decimal(17), (M, "E7"): Decimal(20)},
        "可以报送，另有1处请核实",
        ("第3项：满分但有指标未达目标，请核实",),
        ("R103",),
        RATE,
    ),
    Situation(
        "a rate that is divided by 0", {(M, "E6"): Decimal(18), (M, "E7"): Decimal(0)},
        "可以报送，另有1处请核实", ("第3项：分母不能是0",), ("V108",), RATE,
    ),
    # What is computed from an achieved number.
    Situation("a computed score", COMPUTED, READY, catalog=COMPUTING),
    Situation(
        "half of the target and half of the points", {**COMPUTED, (M, "E6"): 25, **score("1", row=10)},
        READY, catalog=COMPUTING,
    ),
    Situation(
        "more than half of the target makes", {**COMPUTED, (M, "E6"): 25, **score("1.01", row=10)},
        TO_MEND, ("第6项：高于按填报数据算出的得分",), ("R101",), COMPUTING,
    ),
    Situation(
        "nothing to compute from", {**COMPUTED, (M, "E6"): None},
        TO_FILL, ("第6项 培训干部：请填实际完成数",), ("R107",), COMPUTING,
    ),
    Situation(
        "words to compute from", {**COMPUTED, (M, "E6"): "约50人"},
        TO_MEND, ("第6项 培训干部：请填数字",), ("V108",), COMPUTING,
    ),
    # What rules ask themselves.
    Situation("questions answered", {}, READY, catalog=QUESTIONS, base=ANSWERED),
    Situation(
        "a condition that is missing and points that go with it",
        {(M, "E4"): "否", **score("0", row=5)}, READY, catalog=QUESTIONS, base=ANSWERED,
    ),
    Situation(
        "more than the points without a cap, a bonus up to its cap",
        {(M, "E7"): 20, (S, "D8"): 10, (M, "E5"): 4, (S, "D6"): 3, (S, "E6"): DONE},
        READY, catalog=QUESTIONS, base=ANSWERED,
    ),
    Situation(
        "points for a condition that is missing, a bonus for nothing, more than was achieved",
        {(M, "E4"): "否", (S, "D6"): Decimal("0.5"), (S, "E6"): DONE, (S, "D8"): Decimal("5.01")},
        "3处需更正",
        tuple(f"第{item}项：高于按填报数据算出的得分" for item in (1, 2, 4)),
        ("R101", "R101", "R101"), QUESTIONS, base=ANSWERED,
    ),
    Situation(
        "questions left open", {(M, "E4"): None, (M, "E5"): None, (M, "E6"): None},
        "还有3项未填",
        ("第1项 有固定场所：请选“是”或“否”", "第2项 市级表彰：请填数量，没有请填0", "第3项 是否发生本项所列情形：请选“是”或“否”"),
        ("R107", "R107", "R107"), QUESTIONS, base=ANSWERED,
    ),
    Situation(
        "answers that are none", {(M, "E4"): "有", (M, "E5"): Decimal("1.5"), (M, "E6"): ERROR_VALUE},
        "3处需更正",
        ("第1项 有固定场所：只能填“是”或“否”", "第2项 市级表彰：请填整数，不能是负数", "第3项 是否发生本项所列情形：只能填“是”或“否”"),
        ("V108", "V108", "V108"), QUESTIONS, base=ANSWERED,
    ),
    Situation(
        "a number of times in words", {(M, "E5"): "两次"},
        TO_MEND, ("第2项 市级表彰：请填数字",), ("V108",), QUESTIONS, base=ANSWERED,
    ),
    # The register of deductions.
    Situation("above what the register leaves", deducted(2, 0), TO_MEND, ("第4项：高于按填报数据算出的得分",), ("R101",)),
    Situation(
        "statement of none with a count", {(D, "D5"): Decimal(1)},
        TO_MEND, ("本期无扣分：已选“是”，但登记了扣分",), ("R105",),
    ),
    Situation(
        "statement of none with an open event", {(D, "B9"): "迟报一次", (D, "E9"): Decimal("0.5")},
        TO_MEND, ("本期无扣分：已选“是”，但登记了扣分",), ("R105",),
    ),
    Situation(
        "statement of some with none", deducted(0, 0),
        TO_MEND, ("本期无扣分：已选“否”，但没有登记扣分",), ("R105",),
    ),
    Situation(
        "nothing but a statement of some", deducted(),
        "还有2项未填，1处需更正", ("本期无扣分：已选“否”，但没有登记扣分", *NO_COUNTS), ("R105",),
    ),
    Situation(
        "neither statement nor counts", {(D, "D2"): None},
        "还有3项未填", ("本期无扣分：请选择本期有无扣分", *NO_COUNTS), ("R104", "R104"),
    ),
    Situation(
        "counts but nothing about the open register", deducted(0, 0, D2=None),
        TO_FILL, ("本期无扣分：请选择本期有无扣分",), ("R104",),
    ),
    Situation("one of two counts", deducted(1), TO_FILL, NO_COUNTS[1:], ("R104",)),
    Situation(
        "another word for the statement", deducted(0, 0, D2="没有"),
        TO_MEND, ("本期无扣分：只能填“是”或“否”",), ("R104",),
    ),
    Situation(
        "error value for the statement", deducted(0, 0, D2=ERROR_VALUE),
        TO_MEND, ("本期无扣分：只能填“是”或“否”",), ("R104",),
    ),
    Situation(
        "half an event, words for a count", deducted(Decimal("1.5"), "一起"),
        "2处需更正", (f"第4项 一般案（事）件：{WHOLE}", "第4项 特别重大：发生起数请填数字"), ("V109", "V109"),
    ),
    Situation(
        "fewer than no events, an error value for a count", deducted(-1, ERROR_VALUE),
        "2处需更正", (f"第4项 一般案（事）件：{WHOLE}", "第4项 特别重大：发生起数请填数字"), ("V109", "V109"),
    ),
    Situation(
        "event without its deduction, deduction without its event, negative deduction",
        deducted(0, 0, B9="迟报一次", E10=Decimal("0.5"), B11="漏报一次", E11=Decimal("-0.5")),
        "还有1项未填，2处需更正",
        ("第5项：请填应扣分", "第5项：请写明扣分情形", "第5项：应扣分不能是负数"),
        ("R104", "R104", "V109"),
    ),
    Situation(
        "words and an error value for deductions",
        deducted(0, 0, B9="迟报一次", E9="半分", B10="漏报一次", E10=ERROR_VALUE),
        "2处需更正", ("第5项：应扣分请填数字", "第5项：应扣分请填数字"), ("V109", "V109"),
    ),
    # Several at once.
    Situation(
        "one to fill in, two to mend, one to verify",
        {(S, "D5"): None, (S, "D6"): Decimal(5), (S, "D7"): "两分", (S, "E9"): None},
        "还有1项未填，2处需更正",
        ("第1项：请填自查得分", "第2项：超出本项分值", "第3项：自查得分请填数字", "第5项：请填完成情况"),
        ("E102", "V101", "V102", "V104"),
    ),
)  # fmt: skip


@pytest.fixture(scope="module", name="computed")
def _computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Compute the form of every situation, all in one go."""
    blanks = {id(one): forms.form_of(one) for one in (SAMPLE, INTERIM, DEFAULTS, RATE, COMPUTING, QUESTIONS)}
    filled = [typed_in(situation, blanks[id(situation.catalog)]) for situation in SITUATIONS]
    made = recalculated(filled, tmp_path_factory.mktemp("guards"))
    return {situation.name: one for situation, one in zip(SITUATIONS, made, strict=True)}


@pytest.fixture(scope="module", name="said")
def _said(computed: dict[str, bytes]) -> dict[str, dict[str, dict[str, Any]]]:
    """Give what every cell of every situation says."""
    return {name: forms.results(data) for name, data in computed.items()}


def typed_in(situation: Situation, blank: bytes) -> bytes:
    """Give a blank form with what is typed in a situation."""
    contents: dict[str, SheetContents] = {}
    for (sheet, address), content in {**situation.base, **situation.typed}.items():
        made = Decimal(content) if isinstance(content, int) else content
        contents.setdefault(sheet, SheetContents()).cells[address] = made
    return fill(blank, contents)


def verdict(catalog: Catalog, data: bytes) -> list[Finding]:
    """Give the findings on a return that are more than notices."""
    submission = read_file(catalog, File("苍溪县.xlsx", FileType.XLSX, data=data, sha256="a" * 64))
    return [one for one in run(submission) if one.severity is not Severity.NOTICE]


def live_list(values: Mapping[str, object]) -> tuple[str, ...]:
    """Give the lines of the live list on the instructions."""
    lines = (values.get(f"A{row}") for row in range(14, 60))
    return tuple(str(line) for line in lines if line)


each_situation = pytest.mark.parametrize("situation", SITUATIONS, ids=[one.name for one in SITUATIONS])


@needs_libreoffice
@each_situation
def test_form_says_what_is_wrong(situation: Situation, said: dict[str, Any]) -> None:
    """Status line and live list say exactly what is expected, the list in the words of the self-checks."""
    values = said[situation.name]

    assert values[S]["A3"] == f"填报状态：{situation.status}"
    assert values["填表说明"]["A13"] == values[S]["A3"]
    assert live_list(values["填表说明"]) == situation.listed
    checks = [values.get(sheet, {}).get(f"H{row}") for sheet in (S, D, M) for row in range(2, 13)]
    assert tuple(check for check in checks if check not in {None, "", "自检"}) == situation.listed


@needs_libreoffice
@each_situation
def test_form_agrees_with_the_verdict(
    situation: Situation, computed: dict[str, bytes], said: dict[str, Any]
) -> None:
    """A form that may be sent is accepted, one that may not is refused, item by item, but where it is stricter."""
    found = verdict(situation.catalog, computed[situation.name])

    assert tuple(sorted(one.code for one in found)) == situation.codes
    refused = any(one.severity.blocks for one in found)
    assert situation.status.startswith(READY) is not (refused or bool(situation.stricter))
    if not situation.stricter:
        states = {item: said[situation.name][S][f"O{row}"] for item, row in (("1", 5), ("2", 6), ("3", 7))}
        on_scores = {one.item for one in found if one.severity.blocks and one.sheet == S} & states.keys()
        assert on_scores == {item for item, state in states.items() if 0 < state < guards.FIRST_TO_VERIFY}


@needs_libreoffice
@each_situation
def test_an_error_value_stays_where_it_was_typed(situation: Situation, said: dict[str, Any]) -> None:
    """No formula but the total passes on an error value."""
    typed = {place for place, content in situation.typed.items() if content is ERROR_VALUE}
    shown = {
        (sheet, address)
        for sheet, cells in said[situation.name].items()
        for address, value in cells.items()
        if str(value).startswith("#")
    }
    assert shown - {(S, "D10")} == typed


def test_every_word_is_heard() -> None:
    """Each thing that a self-check can say is expected in one of the situations."""
    heard = {line.rpartition("：")[2] for situation in SITUATIONS for line in situation.listed}
    words = (
        *guards.SCORE_WORDS,
        *guards.MEASURE_WORDS,
        *guards.TIMES_WORDS,
        *guards.YES_NO_WORDS,
        *guards.COUNT_WORDS,
        *guards.REGISTER_WORDS,
        *guards.NONE_WORDS,
    )
    assert heard == {word.zh for word in words}


@pytest.mark.parametrize(("to_fill", "expected"), [(0, "填报状态：可以报送"), (3, "填报状态：还有3项未填")])
def test_status_of_a_blank_form(to_fill: int, expected: str) -> None:
    """The status line of a form that was just issued says how much is to be filled in."""
    assert guards.blank_status(to_fill, Locale.ZH) == expected


def test_quotation_marks_are_doubled() -> None:
    """A text with quotation marks stays one string in a formula, and a sheet's name one reference."""
    assert guards.quoted('说"无"') == '"说""无"""'
    assert guards.sheet_ref("It's", "A1") == "'It''s'!A1"
