"""Small tables, as `explain` prints them, turned into returns of the sample catalog.

A table without a heading is the sheet of scores: rows follow the items, those not named keep full marks, one left
out between two that are named is missing, one without a known number is foreign. `=1+2 → 3` is a formula with its
stored result, `2.46（显示为2.5）` a number that its format rounds. A block 文件 lists files and what is in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

import samples
from scoresheet.catalog.form import Form, form_for
from scoresheet.checking.running import Check, Finding, run, run_round, sentence
from scoresheet.decision import Correction, Decisions, Version
from scoresheet.decision import Kind as DecisionKind
from scoresheet.grid import Kind, RawCell
from scoresheet.language import Locale, Text, same
from scoresheet.reports.explanation import AS_ISSUED, CONTENT, FILE, NO_SHEET, Block, blocks
from scoresheet.returns.corrections import correct
from scoresheet.returns.fields import SCORE
from scoresheet.returns.settling import Aside, Returns, settle
from scoresheet.submission import (
    NOWHERE,
    Answer,
    Cell,
    Fault,
    FaultKind,
    Issued,
    IssuedItem,
    Mark,
    MeasureAnswer,
    RegisterRow,
    Source,
    Submission,
)
from scoresheet.titles import DEDUCTIONS, MEASURES, NO, NONE_DECLARED, SCORES, TITLES, TOTAL, YES, Column
from scoresheet.values import read_number

CONTENTS = {
    "填好的表": None,
    "空文件": Fault(FaultKind.EMPTY),
    "传输中断，只有一半": Fault(FaultKind.DAMAGED, detail=Text("文件内部的内容缺失", "a part is missing")),
    "设了打开密码": Fault(FaultKind.ENCRYPTED),
    "一张照片": Fault(FaultKind.NOT_A_WORKBOOK, detail=Text("图片", "a picture")),
    "“XML 表格 2003”": Fault(
        FaultKind.OTHER_FORMAT, detail=Text("“XML 表格 2003”格式的表格", "an “XML Spreadsheet 2003”")
    ),
    "读取20秒还没有读完": Fault(FaultKind.STALLED),
    "存成 .xlsb 的表，含其他表的链接": None,
    "填好的表，还带有宏": None,
    "表格末尾多出一个单元格": Fault(FaultKind.UNSAFE, detail=Text("表格区域过大", "the area is too large")),
    "没有打开的权限": Fault(FaultKind.NO_ACCESS),
    "自制的表格": Fault(FaultKind.NOT_OUR_FORM),
    "填报单位写“苍城县”": Fault(FaultKind.UNKNOWN_UNIT, detail=same("苍城县")),
    "表内标识都没有了，只有填报单位": Fault(
        FaultKind.UNMARKED,
        (Cell(SCORES.zh, "A2", "填报单位：苍溪县团委"),),
        detail=same("苍溪县团委"),
        mark=Mark.ROUND,
    ),
    "“扣分情况登记”的编号都删除了": Fault(
        FaultKind.LOST_IDS, (Cell(DEDUCTIONS.zh, "A3", "编号"),), detail=DEDUCTIONS
    ),
    "填报单位写苍溪县，编码写旺苍县": Fault(
        FaultKind.CONTRADICTORY_IDENTITY, detail=Text("苍溪县、旺苍县", "苍溪县, 旺苍县")
    ),
    "填报单位写“成都市”": Fault(
        FaultKind.CHANGED_UNIT_NAME, (Cell(SCORES.zh, "A2", "填报单位：成都市"),), detail=same("成都市")
    ),
    "第2、3项的得分合并成一格": Fault(
        FaultKind.MERGED_SCORES,
        (Cell(SCORES.zh, "D6"), Cell(SCORES.zh, "D7")),
        detail=Text("2、3", "2, 3"),
    ),
    "只排了考核内容一栏，与编号对不上": Fault(
        FaultKind.MOVED_CELLS,
        (Cell(SCORES.zh, "B5"), Cell(SCORES.zh, "B6")),
        detail=Text("编号与考核内容对不上，这样的行共有2行", "ids and texts don't fit in 2 rows"),
    ),
    "第1项的目标数由3改成了30": Fault(
        FaultKind.CHANGED_PRINT,
        (Cell(MEASURES.zh, "D4", "30"),),
        "1",
        detail=same("3"),
        title=Text("“活动”的目标数", "Target of “活动”"),
    ),
    "Q列另写了一栏与得分不同的数字": Fault(
        FaultKind.OTHER_NUMBERS,
        (Cell(SCORES.zh, "Q5"), Cell(SCORES.zh, "Q38")),
        detail=Text("工作表“自查评分表”的Q5至Q38", "Q5 to Q38 of the sheet “自查评分表”"),
    ),
    "表下写着“更正：第1项自查得分应为1分”": Fault(
        FaultKind.OTHER_WORDS, (Cell(SCORES.zh, "B42", "更正：第1项自查得分应为1分"),)
    ),
    "第3项的行被隐藏": Fault(FaultKind.HIDDEN_ROWS, (Cell(SCORES.zh, "D7"),), "3"),
    "另一套指标的表": Fault(FaultKind.OTHER_CATALOG, detail=same("目标考核表")),
    "2014年1—6月的表": Fault(FaultKind.OTHER_ROUND, detail=Text("2014年1—6月", "2014-06")),
    "下发后第1项目标由3改为4": Fault(
        FaultKind.CHANGED_RULES, item="1", detail=Text("目标由3改为4", "the target was 3 and is 4")
    ),
}
"""What a file of an example holds, in words, and the fault that reading would record."""

_FORMLESS = {
    FaultKind.EMPTY,
    FaultKind.DAMAGED,
    FaultKind.ENCRYPTED,
    FaultKind.NOT_A_WORKBOOK,
    FaultKind.OTHER_FORMAT,
    FaultKind.UNSAFE,
    FaultKind.STALLED,
    FaultKind.CRASHED,
    FaultKind.NO_ACCESS,
    FaultKind.NOT_OUR_FORM,
    FaultKind.UNKNOWN_UNIT,
    FaultKind.CONTRADICTORY_IDENTITY,
    FaultKind.OTHER_CATALOG,
}
_OTHER_SCORE = re.compile(r"第(\d+)项得分(\S+)")
_FORMULA = re.compile(r"=(\S*)(?: → (\S+))?")
_SHOWN = re.compile(r"(\S+)（显示为[0-9]+(?:\.([0-9]*))?）")
_LETTERS = {Column.TEXT: "B", Column.POINTS: "C", Column.SCORE: "D", Column.DONE: "E", Column.REASON: "F"}
_FIRST_ROW = 5
_SIXTH = "| 6/"
"""What a table holds that needs the sixth item, which is computed from its measure."""


def findings(table: str) -> tuple[Finding, ...]:
    """Give what all checks find in an example."""
    if is_round(table):
        returns = read_returns(table)
        alone = [finding for placed in returns.placed() for finding in run(placed.submission)]
        return (*alone, *run_round(returns))
    return run(read_submission(table))


def codes(table: str) -> list[str]:
    """Give the codes of the findings of an example, each as often as it occurs."""
    return [finding.code for finding in findings(table)]


def found_by(check: Check, table: str | Submission) -> list[tuple[str, str]]:
    """Give what one check finds: the cells it names and its sentence."""
    made = read_submission(table) if isinstance(table, str) else table
    return [
        (" ".join(finding.cells), finding.message(Locale.ZH))
        for finding in run(made)
        if finding.code == check.code
    ]


def found_in_round(check: Check, returns: Returns) -> list[tuple[str | None, str]]:
    """Give what one check across units finds: the unit and the sentence."""
    assert check.run_round is not None
    return [(problem.unit, sentence(problem.message, (), Locale.ZH)) for problem in check.run_round(returns)]


def is_round(table: str) -> bool:
    """Tell whether an example shows the files of several units."""
    return len(_files(table)) > 1


def read_submission(table: str, form: Form | None = None) -> Submission:
    """Give the return that an example shows."""
    files = _files(table)
    if files:
        return _file(*files[0])
    if form is None and _SIXTH in table:
        computing = samples.computing()
        form = form_for(computing, computing.units[0])
    made = samples.submission(form)
    for block in blocks(table):
        made = _BLOCKS[block.heading](made, block)
    return made


def read_returns(table: str) -> Returns:
    """Give the round that an example with several files shows."""
    files = [_file(name, content) for name, content in _files(table)]
    decisions = Decisions(versions=tuple(_versions(table)))
    return settle(samples.catalog(), files, decisions=decisions, aside=_aside(files))


def _aside(files: Iterable[Submission]) -> Iterator[Aside]:
    units = samples.catalog().units
    for one in files:
        if one.form is None:
            unit = next(unit for unit in units if unit.name in one.source.path)
            yield Aside(one.source.path, unit.id, Text("表格", "a workbook"), is_form=True)


def _versions(table: str) -> Iterator[Version]:
    units = {unit.name: unit.id for unit in samples.catalog().units}
    for block in blocks(table):
        if block.heading == DecisionKind.VERSION.word.zh:
            for unit, file, reason, by, day in block.rows[1:]:
                yield Version(units[unit], file, reason, by, date.fromisoformat(day))


def _files(table: str) -> list[tuple[str, str]]:
    return [
        (row[0], row[1])
        for block in blocks(table)
        if block.rows[0] == (FILE.zh, CONTENT.zh)
        for row in block.rows[1:]
    ]


def _file(name: str, content: str) -> Submission:
    catalog = samples.catalog()
    # 苍溪县填好的表 is that unit's, whatever the file is called.
    by_content = next((one for one in catalog.units if content == f"{one.name}填好的表"), None)
    unit = by_content or next(unit for unit in catalog.units if unit.name in name)
    content = "填好的表" if by_content else content
    made = samples.submission(form_for(catalog, unit), path=name, sha256=name)
    other = _OTHER_SCORE.fullmatch(content)
    if other:
        row = next(answer.score.address for answer in made.answers if answer.id == other[1])
        reason = samples.cell(SCORES.zh, row.replace("D", "F"), "人员调整")
        return samples.with_answer(
            made, other[1], score=samples.cell(SCORES.zh, row, other[2]), reason=reason
        )
    fault = CONTENTS[content]
    if fault is not None and fault.kind in _FORMLESS:
        return Submission(Source(name, name, "xlsx"), faults=(fault,))
    if content.endswith("还带有宏"):
        return replace(made, source=replace(made.source, carries=(Text("宏", "macros"),)))
    if ".xlsb" in content:
        hidden = replace(made.source, format="xlsb", shows_formulas=False)
        return replace(made, source=hidden)
    return replace(made, faults=(fault,) if fault else ())


def _scores(made: Submission, block: Block) -> Submission:
    header, *rows = block.rows
    columns = [_column(title) for title in header]
    named = [dict(zip(columns, row, strict=False)) for row in rows]
    items = [answer.id for answer in made.answers]
    listed = [items.index(row[Column.ID]) for row in named if row[Column.ID] in items]
    seen: set[str] = set()
    for row, typed in enumerate(named, start=_FIRST_ROW + (min(listed) if listed else 0)):
        made = _row(made, typed, row, again=typed[Column.ID] in seen)
        seen.add(typed[Column.ID])
    shown = items[min(listed) : max(listed) + 1] if listed else []
    missing = [item for item in shown if item not in {row[Column.ID] for row in named}]
    made = _with_missing_rows(made, missing)
    return made if Column.SCORE in columns else _without_scores(made)


def _row(made: Submission, typed: dict[Column, str], row: int, *, again: bool) -> Submission:
    item = typed[Column.ID]
    if item == TOTAL.zh:
        return replace(made, total=_cell(SCORES.zh, f"D{row}", typed[Column.SCORE]))
    cells = {
        column: _cell(SCORES.zh, f"{letter}{row}", typed[column])
        for column, letter in _LETTERS.items()
        if column in typed
    }
    answer = next((one for one in made.answers if one.id == item), None)
    if answer is None:
        return _with_fault(made, Fault(FaultKind.FOREIGN_ROW, tuple(c for c in cells.values() if c.text)))
    if again:
        return _twice(made, answer, cells[Column.SCORE])
    return samples.with_answer(made, item, **{column.value: cell for column, cell in cells.items()})


def _twice(made: Submission, answer: Answer, second: Cell) -> Submission:
    fault = Fault(FaultKind.DUPLICATE_ROW, (answer.score, second), answer.id)
    return _with_fault(samples.with_answer(made, answer.id, found=False, **_no_cells()), fault)


def _with_missing_rows(made: Submission, missing: Iterable[str]) -> Submission:
    for item in missing:
        made = samples.with_answer(made, item, found=False, **_no_cells())
        made = _with_fault(made, Fault(FaultKind.MISSING_ROW, item=item))
    return made


def _without_scores(made: Submission) -> Submission:
    for answer in made.answers:
        made = samples.with_answer(made, answer.id, score=NOWHERE)
    return _with_fault(made, Fault(FaultKind.MISSING_COLUMN, detail=TITLES[Column.SCORE]))


def _no_cells() -> dict[str, Cell]:
    return dict.fromkeys(("text", "points", "score", "done", "reason"), NOWHERE)


def _measures(made: Submission, block: Block) -> Submission:
    typed = {row[Column.ID]: row[Column.ACTUAL] for row in _named_rows(block)}
    for answer in made.answers:
        measures = tuple(
            _measured(measure, typed.get(f"{answer.id}/{measure.asked.measure.id}"))
            for measure in answer.measures
        )
        made = samples.with_answer(made, answer.id, measures=measures)
    return made


def _measured(measure: MeasureAnswer, typed: str | None) -> MeasureAnswer:
    if typed is None:
        return measure
    return replace(measure, actual=_cell(measure.actual.sheet, measure.actual.address, typed))


def _deductions(made: Submission, block: Block) -> Submission:
    if block.rows[0] == (NO_SHEET.zh,):
        return _without_deductions(made)
    for row in block.rows:
        if row[0] == NONE_DECLARED.zh:
            said = {YES.zh: True, NO.zh: False}.get(row[1])
            made = replace(made, none_declared=said, none_cell=_cell(DEDUCTIONS.zh, "D2", row[1]))
    for number, typed in enumerate(_named_rows(block), start=4):
        if "/" in typed[Column.ID]:
            made = _registered(made, typed, number)
    return made


def _registered(made: Submission, typed: dict[Column, str], row: int) -> Submission:
    item, event = typed[Column.ID].split("/")
    answer = next(one for one in made.answers if one.id == item)
    if event in answer.events:
        cell = _cell(DEDUCTIONS.zh, answer.events[event].address, typed[Column.COUNT])
        return samples.with_answer(made, item, events={**answer.events, event: cell})
    what = _cell(DEDUCTIONS.zh, f"B{row}", typed[Column.EVENT])
    entry = RegisterRow(what, _cell(DEDUCTIONS.zh, f"E{row}", typed[Column.DEDUCTION]))
    return samples.with_answer(made, item, register=(*answer.register, entry))


def _without_deductions(made: Submission) -> Submission:
    for answer in made.answers:
        made = samples.with_answer(made, answer.id, events=dict.fromkeys(answer.events, NOWHERE))
    made = replace(made, none_declared=None, none_cell=NOWHERE)
    return _with_fault(made, Fault(FaultKind.MISSING_SHEET, detail=DEDUCTIONS))


def _issued(made: Submission, block: Block) -> Submission:
    items = {}
    for row in _named_rows(block):
        answer = next(one for one in made.answers if one.id == row[Column.ID])
        items[answer.id] = IssuedItem(row[Column.TEXT], str(answer.asked.item.points), "")
        text = _cell(SCORES.zh, answer.text.address, row[Column.TEXT])
        made = samples.with_answer(made, answer.id, text=text)
    return replace(made, issued=Issued(items=items))


def _corrections(made: Submission, block: Block) -> Submission:
    assert made.form is not None
    told = [
        Correction(made.form.unit.id, item, SCORE, old, new, date.fromisoformat(day), caller, taken_by)
        for item, old, new, day, caller, taken_by in block.rows[1:]
    ]
    returns = settle(made.form.catalog, [made])
    (unit,) = (
        one
        for one in correct(returns, Decisions(corrections=tuple(told))).units
        if one.unit == made.form.unit
    )
    assert unit.chosen is not None
    return unit.chosen


_BLOCKS: dict[str, Callable[[Submission, Block], Submission]] = {
    "": _scores,
    SCORES.zh: _scores,
    MEASURES.zh: _measures,
    DEDUCTIONS.zh: _deductions,
    AS_ISSUED.zh: _issued,
    DecisionKind.CORRECTION.word.zh: _corrections,
}


def _named_rows(block: Block) -> Iterator[dict[Column, str]]:
    if len(block.rows) > 1:
        columns = [_column(title) for title in block.rows[0]]
        for row in block.rows[1:]:
            yield dict(zip(columns, row, strict=False))


def _column(title: str) -> Column:
    return next(column for column, words in TITLES.items() if words.zh == title)


def _cell(sheet: str, address: str, typed: str) -> Cell:
    formula = _FORMULA.fullmatch(typed)
    if formula:
        raw = RawCell(Kind.NUMBER, formula[2], formula[1])
        return Cell(sheet, address, formula[2] or "", read_number(raw), formula[1])
    shown = _SHOWN.fullmatch(typed)
    if shown:
        raw = RawCell(Kind.NUMBER, shown[1], decimals=len(shown[2] or ""))
        return Cell(sheet, address, shown[1], read_number(raw))
    return samples.cell(sheet, address, typed or None)


def _with_fault(made: Submission, fault: Fault) -> Submission:
    return replace(made, faults=(*made.faults, fault))
