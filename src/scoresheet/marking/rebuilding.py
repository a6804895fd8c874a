"""A fresh form with a return's answers, for a file that can't be marked itself, and what could not be taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoresheet.catalog.form import Form
from scoresheet.checking.running import Finding, run
from scoresheet.filling.answers import Answers, Entry, ItemAnswer, pour
from scoresheet.inbox.detect import detect
from scoresheet.inbox.intake import File
from scoresheet.inert import cut, legible
from scoresheet.language import Locale, Text
from scoresheet.marking.drawn_parts import held
from scoresheet.reading.returned_form import read_file
from scoresheet.submission import Answer, Cell, Fault, FaultKind, Submission

BEYOND_MARKING = {
    FaultKind.MISSING_SHEET: Text("缺少工作表", "a sheet is missing"),
    FaultKind.MISSING_COLUMN: Text("缺少栏目或表头", "a column or the header is missing"),
    FaultKind.MISSING_ROW: Text("缺少应填的行", "a row is missing"),
    FaultKind.MERGED_SCORES: Text("得分单元格被合并", "score cells were merged"),
}
"""What can't be mended in the county's own file without rebuilding the table: a fresh form is the shorter way."""

_FOREIGN = (
    FaultKind.FOREIGN_ROW,
    FaultKind.DUPLICATE_ROW,
    FaultKind.MERGED_SCORES,
    FaultKind.MOVED_CELLS,
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A fresh form with the answers in it: its bytes, what is wrong with it, what was left out (a sentence each)."""

    data: bytes
    form: Form
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]


def rebuild(submission: Submission, blank: bytes, original: bytes) -> Rebuilt:
    """Give the fresh form `blank` with all answers of a return, and what its checks say.

    Words where a number is asked for are taken over as they stand, so that they are seen and corrected. `original`
    are the bytes of the return. Raises ValueError for a return that nobody's form could be told from.
    """
    if submission.form is None:
        raise ValueError("whose form it is is not known")
    rows = {item: entry.item.rule.register_rows for item, entry in submission.form.by_id.items()}
    data = pour(blank, submission.form, _answers(submission, submission.form.catalog.locale, rows))
    file = File(submission.source.path, detect(data), data=data, sha256=hashlib.sha256(data).hexdigest())
    read = read_file(submission.form.catalog, file)
    locale = submission.form.catalog.locale
    left_out = (
        cut(legible(one.of(locale)), _LONGEST, locale) for one in _left_out(submission, rows, original)
    )
    places = {entry.item.id: number for number, entry in enumerate(submission.form.items)}
    findings = sorted(run(read), key=lambda one: places.get(one.item or "", -1))
    return Rebuilt(data, submission.form, tuple(findings), tuple(dict.fromkeys(left_out)))


def _answers(submission: Submission, locale: Locale, rows: dict[str, int]) -> Answers:
    items = {
        answer.id: _item(answer, locale, rows.get(answer.id, 0))
        for answer in submission.answers
        if answer.asked.not_applicable is None
    }
    return Answers(items, none_declared=submission.none_declared)


def _item(answer: Answer, locale: Locale, rows: int) -> ItemAnswer:
    measures: dict[str, Entry] = {}
    for one in answer.measures:
        key = one.asked.measure.id
        cells = {f"{key}/numerator": one.numerator, f"{key}/denominator": one.denominator}
        measures |= {
            part: _entry(cell) for part, cell in (cells if one.is_rate else {key: one.actual}).items()
        }
    fixed = answer.asked.item.rule.cell_reads
    return ItemAnswer(
        score=_entry(answer.score) if fixed is None else fixed.of(locale),
        done=answer.done.text or None,
        reason=answer.reason.text or None,
        measures=measures,
        events={kind: _entry(cell) for kind, cell in answer.events.items()},
        register=tuple((row.event.text, _entry(row.deduction)) for row in answer.register[:rows]),
    )


def _entry(cell: Cell) -> Entry:
    return cell.number if cell.number is not None and not cell.value.is_blank else cell.text or None


def _left_out(submission: Submission, rows: dict[str, int], original: bytes) -> Iterator[Text]:
    if not any(answer.found for answer in submission.answers):
        yield Text(
            "没有找到原表的自查得分，全部内容请对照原表重新填写。",
            "No scores were found in your file: please enter everything again.",
        )
    for fault in submission.faults:
        if fault.kind in _FOREIGN:
            yield from _cells(fault)
    for answer in submission.answers:
        for row in answer.register[rows.get(answer.id, 0) :]:
            yield from _told((row.event, row.deduction), _FULL)
    said = submission.none_cell
    if submission.none_declared is None and not said.is_blank:
        yield from _told((said,), _STATEMENT)
    yield from held(original, _DRAWN)


_NO_REASON = Text("", "")
_FULL = Text("（登记表的行数不够）", " (the register has no more rows)")
_STATEMENT = Text("（“本期无扣分”只能填“是”或“否”）", " (the statement takes yes or no)")
_DRAWN = (
    (("xl/media/",), Text("原表中粘贴的图片没有转入，请另行附上。", "Pictures were not taken over: please attach them.")),
    (("xl/comments", "xl/threadedComments/"), Text("原表中的批注没有转入。", "Notes were not taken over.")),
)  # fmt: skip


def _cells(fault: Fault) -> Iterator[Text]:
    yield from _told(fault.cells, _NO_REASON)


def _told(cells: Iterable[Cell], why: Text) -> Iterator[Text]:
    shown = [cell for cell in cells if not cell.is_blank and cell.text]
    if shown:
        place = f"{shown[0].sheet} {shown[0].address}"
        words = "；".join(cell.text for cell in shown), "; ".join(cell.text for cell in shown)
        yield Text(f"{place}：{words[0]}{why.zh}", f"{place}: {words[1]}{why.en}")
