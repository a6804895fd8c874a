"""Which file speaks for which unit: copies, corrections, conflicts, and units that sent nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.figures import plain
from scoresheet.language import NOTHING, Text
from scoresheet.matching import normalised
from scoresheet.submission import Answer, Cell, FaultKind, Submission


class Standing(StrEnum):
    """What a file counts for within its unit's return."""

    SPEAKS = "speaks"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    BLANK = "blank"
    OTHER_ROUND = "other round"
    CONTRADICTORY = "contradictory"
    UNIDENTIFIED = "unidentified"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Placed:
    """A submission with its standing; `reason` says why, for the list of files."""

    submission: Submission
    standing: Standing
    reason: Text


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """What one unit returned: the file that speaks for it (None where none or several do), and all its files."""

    unit: Unit
    chosen: Submission | None
    placed: tuple[Placed, ...]

    @property
    def conflicting(self) -> tuple[Submission, ...]:
        """The files that contradict each other; empty where there is no conflict."""
        return tuple(one.submission for one in self.placed if one.standing is Standing.CONFLICT)


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that two returns of one unit answer differently; `texts` is what each file says, by path."""

    item: str
    cells: tuple[Cell, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Returns:
    """All returns of a round: by unit in the catalog's order, and the files that no unit could be told for."""

    catalog: Catalog
    units: tuple[UnitReturn, ...]
    unplaced: tuple[Placed, ...]

    def placed(self) -> Iterable[Placed]:
        """Walk all files, those of units first."""
        for unit in self.units:
            yield from unit.placed
        yield from self.unplaced


_UNREADABLE = {
    FaultKind.EMPTY: Text("文件是空的", "the file is empty"),
    FaultKind.DAMAGED: Text("文件已损坏或不完整", "the file is damaged or incomplete"),
    FaultKind.ENCRYPTED: Text("文件有打开密码", "the file needs a password"),
    FaultKind.NOT_A_WORKBOOK: Text("不是电子表格", "not a spreadsheet"),
    FaultKind.OTHER_FORMAT: Text("不是 .xlsx 格式", "not in .xlsx format"),
    FaultKind.UNSAFE: Text("文件内容异常，未读取", "the file is abnormal and was not read"),
    FaultKind.NO_ACCESS: Text("文件打不开", "the file can't be opened"),
}
_UNIDENTIFIED = {
    FaultKind.NOT_OUR_FORM: Text("不是本次下发的表", "not a form of this round"),
    FaultKind.UNKNOWN_UNIT: Text("填报单位不在名单内", "the unit is not on the list"),
    FaultKind.CONTRADICTORY_IDENTITY: Text("表内标识互相矛盾", "the form's marks contradict each other"),
    FaultKind.OTHER_CATALOG: Text("是另一套指标的表", "a form of another catalog"),
}


_OF_THE_UNIT = {FaultKind.CONTRADICTORY_IDENTITY}
"""What can be wrong with the marks of a form while its unit is still known."""
_UNKNOWN = Text("看不出是哪家单位的表", "it can't be told which unit it is from")


def settle(catalog: Catalog, submissions: Iterable[Submission], *, prefer_newest: bool = False) -> Returns:
    """Give each unit its return.

    Files with the same bytes or the same answers count once, by the one that was saved last. A file that names the one it answers supersedes it.
    Of several different returns none speaks for the unit, unless `prefer_newest` takes the one saved last (the time
    inside the document, then the file's own; equal times stay a conflict). A return of another round never competes,
    nor does a blank form with one that was filled in.
    The order in which the files come makes no difference.
    """
    by_unit: dict[str, list[Submission]] = {unit.id: [] for unit in catalog.units}
    unplaced = []
    for submission in sorted(submissions, key=lambda one: one.source.path):
        standing = _standing_alone(submission)
        if standing is None and submission.form is not None:
            by_unit[submission.form.unit.id].append(submission)
        else:
            unplaced.append(standing or Placed(submission, Standing.UNIDENTIFIED, _UNKNOWN))
    units = tuple(_unit_return(unit, by_unit[unit.id], prefer_newest) for unit in catalog.units)
    return Returns(catalog, units, tuple(unplaced))


def differences(submissions: Iterable[Submission]) -> tuple[Difference, ...]:
    """Give the items that the returns of one unit answer differently, in the order of the form."""
    returns = list(submissions)
    by_id = [{answer.id: answer for answer in submission.answers} for submission in returns]
    asked = {item: answer.asked for answers in by_id for item, answer in answers.items()}
    found = []
    for item, entry in asked.items():
        answers = [one.get(item, Answer(entry)) for one in by_id]
        contents = [_content(answer) for answer in answers]
        if len(set(contents)) > 1:
            texts = {
                submission.source.path: _compared(answer.score)
                for submission, answer in zip(returns, answers, strict=True)
            }
            found.append(Difference(answers[0].id, tuple(answer.score for answer in answers), texts))
    return tuple(found)


def _standing_alone(submission: Submission) -> Placed | None:
    for kinds, standing in ((_UNREADABLE, Standing.UNREADABLE), (_UNIDENTIFIED, Standing.UNIDENTIFIED)):
        for fault in submission.faults:
            if fault.kind in kinds and not (submission.form and fault.kind in _OF_THE_UNIT):
                return Placed(submission, standing, kinds[fault.kind])
    return None


def _unit_return(unit: Unit, submissions: list[Submission], prefer_newest: bool) -> UnitReturn:
    this_round, placed = _of_this_round(submissions)
    filled, blank = _without_blank(this_round)
    # Corrections first: a correction that goes back to what an older file said is no copy of that file.
    rest, superseded = _without_answered(filled)
    rest, copies = _without_copies_of([one.submission for one in superseded], rest)
    rest, duplicates = _without_duplicates(rest)
    placed += [*blank, *superseded, *copies, *duplicates]
    if len(rest) > 1 and prefer_newest:
        rest, older = _newest(rest)
        placed += older
    if len(rest) > 1:
        placed += [Placed(one, Standing.CONFLICT, _CONFLICTING) for one in rest]
        return UnitReturn(unit, None, tuple(placed))
    placed += [Placed(one, Standing.SPEAKS, NOTHING) for one in rest]
    return UnitReturn(unit, rest[0] if rest else None, tuple(placed))


_SET_ASIDE = {
    FaultKind.OTHER_ROUND: (Standing.OTHER_ROUND, Text("是另一期的表", "a form of another round")),
    FaultKind.CONTRADICTORY_IDENTITY: (
        Standing.CONTRADICTORY,
        _UNIDENTIFIED[FaultKind.CONTRADICTORY_IDENTITY],
    ),
}
"""What speaks for nobody, although it is known which unit it is from."""
_BLANK = Text("空白表，没有填写", "a blank form")
_CONFLICTING = Text("同一单位收到内容不同的表", "the unit sent returns that differ")


def _of_this_round(submissions: list[Submission]) -> tuple[list[Submission], list[Placed]]:
    kept, set_aside = [], []
    for submission in submissions:
        found = next((_SET_ASIDE[one.kind] for one in submission.faults if one.kind in _SET_ASIDE), None)
        if found is None:
            kept.append(submission)
        else:
            set_aside.append(Placed(submission, *found))
    return kept, set_aside


def _without_blank(submissions: list[Submission]) -> tuple[list[Submission], list[Placed]]:
    filled: list[Submission] = []
    blank: list[Submission] = []
    for submission in submissions:
        (blank if _is_blank(submission) else filled).append(submission)
    if not filled:
        return blank, []
    return filled, [Placed(one, Standing.BLANK, _BLANK) for one in blank]


def _is_blank(submission: Submission) -> bool:
    """Tell whether nothing was filled in; where something could not be found it can't be told."""
    if any(fault.kind in _HIDES_ANSWERS for fault in submission.faults):
        return False
    return submission.none_cell.is_blank and not any(
        _compared(cell) for answer in submission.answers for cell in _answers(answer)
    )


_HIDES_ANSWERS = {
    FaultKind.MISSING_SHEET,
    FaultKind.MISSING_COLUMN,
    FaultKind.MISSING_ROW,
    FaultKind.DUPLICATE_ROW,
    FaultKind.FOREIGN_ROW,
    FaultKind.MERGED_SCORES,
}


def _without_duplicates(submissions: list[Submission]) -> tuple[list[Submission], list[Placed]]:
    groups: dict[object, list[Submission]] = {}
    for submission in submissions:
        groups.setdefault(_contents(submission), []).append(submission)
    kept, duplicates = [], []
    for group in groups.values():
        # What is no answer may still have been mended in a later copy: a typed total, a row too many.
        last = max(group, key=_modified)
        kept.append(last)
        duplicates += [_duplicate(one, last) for one in group if one is not last]
    return kept, duplicates


def _without_answered(submissions: list[Submission]) -> tuple[list[Submission], list[Placed]]:
    answered = {
        one.issued.answers_to: one for one in submissions if one.issued is not None and one.issued.answers_to
    }
    kept, superseded = [], []
    for submission in submissions:
        answer = answered.get(submission.source.sha256)
        if answer is None or answer is submission:
            kept.append(submission)
        else:
            path = answer.source.path
            reason = Text(f"已由更正后的 {path} 替代", f"superseded by its correction {path}")
            superseded.append(Placed(submission, Standing.SUPERSEDED, reason))
    return kept, superseded


def _without_copies_of(
    superseded: list[Submission], submissions: list[Submission]
) -> tuple[list[Submission], list[Placed]]:
    older = {_contents(one): one for one in superseded}
    kept, copies = [], []
    for submission in submissions:
        same_as = older.get(_contents(submission))
        answers_another = submission.issued is not None and bool(submission.issued.answers_to)
        if same_as is None or answers_another:
            kept.append(submission)
        else:
            copies.append(_duplicate(submission, same_as))
    return kept, copies


def _duplicate(submission: Submission, same_as: Submission) -> Placed:
    path = same_as.source.path
    reason = Text(f"与 {path} 填报内容相同，只计一次", f"says the same as {path}, counted once")
    return Placed(submission, Standing.DUPLICATE, reason)


def _newest(submissions: list[Submission]) -> tuple[list[Submission], list[Placed]]:
    last = max(_saved(one) for one in submissions)
    kept = [one for one in submissions if _saved(one) == last]
    if len(kept) > 1:
        return submissions, []
    path = kept[0].source.path
    reason = Text(f"按“取最新”已由 {path} 替代", f"superseded by the newer {path}, as asked")
    older = [Placed(one, Standing.SUPERSEDED, reason) for one in submissions if one is not kept[0]]
    return kept, older


def _saved(submission: Submission) -> tuple[float, float]:
    return _modified(submission), submission.source.mtime


def _modified(submission: Submission) -> float:
    modified = submission.source.modified
    return modified.timestamp() if modified else 0.0


def _contents(submission: Submission) -> object:
    """Give what a return answers; texts, points and whatever else was printed are no answers."""
    said = submission.none_declared
    statement = _compared(submission.none_cell) if said is None else said
    return tuple(_content(answer) for answer in submission.answers), statement


def _content(answer: Answer) -> object:
    if answer.asked.not_applicable is not None:
        return ()
    given = tuple(_compared(cell) for cell in (answer.score, answer.done, answer.reason))
    measured = tuple(_compared(cell) for measure in answer.measures for cell in measure.inputs)
    counted = {event: said for event, cell in answer.events.items() if (said := _compared(cell))}
    registered = [(_compared(row.event), _compared(row.deduction)) for row in answer.register]
    return given, measured, tuple(sorted(counted.items())), tuple(sorted(registered))


def _answers(answer: Answer) -> Iterator[Cell]:
    if answer.asked.not_applicable is None:
        yield from (answer.score, answer.done, answer.reason)
        yield from (cell for measure in answer.measures for cell in measure.inputs)
        yield from answer.events.values()
        yield from (cell for row in answer.register for cell in (row.event, row.deduction))


def _compared(cell: Cell) -> str:
    """Give what a cell answers: a number however it is written, words whatever their blanks and widths."""
    if cell.number is not None:
        return plain(cell.number)
    return normalised(cell.text) or ("" if cell.formula is None else f"={cell.formula}")
