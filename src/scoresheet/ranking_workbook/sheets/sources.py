"""数据来源: for every score the file, sheet and cell that it was read from, what stood there and what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from scoresheet.assessment import UnitResult
from scoresheet.book import CENTRED, FOREIGN, LINK, WORDS, Book, Style, with_decimals
from scoresheet.catalog.item_texts import shortened
from scoresheet.catalog.model import Item, NotApplicable
from scoresheet.checking.running import Finding, all_checks
from scoresheet.decision import FieldKind
from scoresheet.language import NOTHING, Text
from scoresheet.ranking_workbook import plain_table
from scoresheet.ranking_workbook.plain_table import Column, Later, Linked, Listing, Row, Value
from scoresheet.ranking_workbook.plan import Line, Plan
from scoresheet.ranking_workbook.table import PROBLEMS, SOURCES, is_listed, target
from scoresheet.submission import Answer, Corrected, Submission
from scoresheet.titles import NOT_APPLICABLE

_COLUMNS = (
    Column(Text("单位", "Unit"), 18),
    Column(Text("编号", "ID"), 6),
    Column(Text("考核内容", "Indicator"), 25),
    Column(Text("分值", "Points"), 6.5),
    Column(Text("文件", "File"), 36),
    Column(Text("工作表", "Sheet"), 16),
    Column(Text("单元格", "Cell"), 8),
    Column(Text("原填内容", "What stood there"), 12),
    Column(Text("计入得分", "Counted"), 9),
    Column(Text("说明", "Remarks"), 38),
    Column(Text("问题清单", "Problems"), 9),
)
_NOTE = Text(
    "“得分矩阵”中每个得分的出处，可按单位、编号筛选；为报送时的数，不随“得分矩阵”改变。",
    "Where each score of the score matrix comes from; filter by unit or item. These are the scores as returned and "
    "don't follow the score matrix.",
)
_NO_UNITS = Text("名单中没有单位。", "There are no units on the list.")
_SHORT = 12
_SEE = Text("查看", "see")
_NO_CELL = Text("表中没有找到该项的得分格", "no cell for the score of this item was found")
_ITEM_ROUND = {
    NotApplicable.FULL: Text("不适用，按满分计", "doesn't apply, given full points"),
    NotApplicable.DROP: Text("不适用，不计分，分值从满分中减去", "doesn't apply, its points are taken off"),
    NotApplicable.RESCALE: Text(
        "不适用，不计分，其余各项折算到满分", "doesn't apply, the others are scaled up"
    ),
}
_BY_PLACE = Text("按各单位报送的数排名次计分", "scored by place from the numbers of all units")
_VETO = Text("否决项，不计分", "a veto, not scored")
_CORRECTED = Text("按电话更正登记由{0}改为{1}（{2}）", "corrected by telephone from {0} to {1} ({2})")
_BLANK = Text("空白", "blank")
_FOUND = Text("{0}：{1}", "{0}: {1}")
_ACCEPTED = Text("已核实（{0}）", "verified ({0})")
_BETWEEN = Text("；", "; ")

_PLAIN = replace(CENTRED, wrap=True)
_FOREIGN = replace(_PLAIN, foreign=True)


def write(book: Book, plan: Plan) -> None:
    """Add the sheet: a row for each unit and item, and one for a unit for which no return speaks."""
    plain_table.write(book, plan, Listing(SOURCES, _NOTE, _COLUMNS, _Rows(plan).all(), _NO_UNITS))


class _Rows:
    """The rows of the sheet."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._titles = {one.code: one.title for one in all_checks()}
        self._texts = {item: shortened(text, _SHORT) for item, text in plan.texts.items()}
        self._score = with_decimals(CENTRED, plan.catalog.decimals)

    def all(self) -> Iterator[Row | Later]:
        """Walk all rows, units and items in the catalog's order."""
        for line in self._plan.lines:
            submission = line.result.submission
            if submission is None:
                yield self._without_return(line.result)
                continue
            answers = {answer.id: answer for answer in submission.answers}
            corrected = _score_corrections(submission)
            for item in self._plan.items:
                found = answers.get(item.id), corrected.get(item.id)
                yield partial(self._row, line, submission, item, *found)

    def _say(self, words: Text) -> str:
        return words.of(self._plan.locale)

    def _without_return(self, result: UnitResult) -> Row:
        problem = self._plan.rows.first_problem.get(result.unit.id)
        word = self._say(result.status.word)
        empty: list[tuple[Value, Style]] = [("", _PLAIN)] * (len(_COLUMNS) - 3)
        return ((result.unit.name, WORDS), *empty, (word, WORDS), (self._see(problem), LINK))

    def _see(self, row: int | None) -> Value:
        return (
            ""
            if row is None or not is_listed(row)
            else Linked(self._say(_SEE), target(self._say(PROBLEMS), row))
        )

    def _row(
        self,
        line: Line,
        submission: Submission,
        item: Item,
        answer: Answer | None,
        corrected: Corrected | None,
    ) -> Row:
        found = self._plan.rows.findings(submission.source.path, item.id)
        cell = None if answer is None else answer.score
        stood = cell if corrected is None else corrected.before
        return (
            (line.result.unit.name, WORDS),
            (item.id, CENTRED),
            (self._texts[item.id], WORDS),
            (item.points, CENTRED),
            (submission.source.path, FOREIGN),
            (cell.sheet if cell else "", _FOREIGN),
            (cell.address if cell else "", CENTRED),
            (stood.text if stood else "", _FOREIGN),
            (line.result.scores.items[item.id], self._score),
            (self._remark(line, item, answer, corrected, [finding for finding, _ in found]), FOREIGN),
            (self._see(found[0][1] if found else None), LINK),
        )

    def _remark(
        self,
        line: Line,
        item: Item,
        answer: Answer | None,
        corrected: Corrected | None,
        found: Iterable[Finding],
    ) -> str:
        treatment = line.result.unit.not_applicable.get(item.id)
        told = [self._say(_ITEM_ROUND[treatment] if item.points else NOT_APPLICABLE)] if treatment else []
        told += [self._say(_of_rule(item, answer))] if treatment is None else []
        told += [self._correction(corrected)] if corrected else []
        told += dict.fromkeys(self._finding(finding) for finding in found)
        return self._say(_BETWEEN).join(one for one in told if one)

    def _correction(self, corrected: Corrected) -> str:
        before, after = (one.text or self._say(_BLANK) for one in (corrected.before, corrected.after))
        return self._say(_CORRECTED).format(before, after, self._say(corrected.correction.basis))

    def _finding(self, finding: Finding) -> str:
        title = self._say(self._titles[finding.code])
        if finding.accepted is not None:
            return self._say(_FOUND).format(
                self._say(_ACCEPTED).format(self._say(finding.accepted.basis)), title
            )
        return self._say(_FOUND).format(self._say(finding.severity.word), title)


def _score_corrections(submission: Submission) -> Mapping[str, Corrected]:
    """Give the corrections of scores by item; the first one tells what stood in the file."""
    found: dict[str, Corrected] = {}
    for one in submission.corrections:
        if one.correction.field.kind is FieldKind.SCORE and one.correction.item is not None:
            earlier = found.get(one.correction.item)
            found[one.correction.item] = one if earlier is None else replace(one, before=earlier.before)
    return found


def _of_rule(item: Item, answer: Answer | None) -> Text:
    if item.rule.veto is not None:
        return _VETO
    if item.rule.ranks_units:
        return _BY_PLACE
    return NOTHING if answer is not None and answer.score.address else _NO_CELL
