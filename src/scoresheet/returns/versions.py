"""Which of a unit's files speaks for it: copies, corrections that answer a file, the office's choice, the newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from scoresheet.decision import Effect, Version
from scoresheet.language import NOTHING, Text, joined
from scoresheet.quoting import stripped
from scoresheet.returns.differences import contents
from scoresheet.returns.fields import compared, fields_of
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


@dataclass(slots=True)
class Contest:
    """The files of one unit while it is settled which of them speaks.

    `rest` still compete; `placed` have been taken out, and `replaced_by` gives the files that took the place of one
    that was (by the identity of its object).
    """

    rest: list[Submission]
    placed: list[Placed] = field(default_factory=list)
    replaced_by: dict[int, list[Submission]] = field(default_factory=dict)

    def take_out(self, submission: Submission, standing: Standing, reason: Text, *by: Submission) -> None:
        """Let a file compete no longer; `by` are the files that count in its place."""
        self.placed.append(Placed(submission, standing, reason))
        self.replaced_by[id(submission)] = list(by)


CONTRADICTORY = Text("表内标识互相矛盾", "the form's marks contradict each other")
_SET_ASIDE = {
    FaultKind.OTHER_ROUND: (Standing.OTHER_ROUND, Text("是另一期的表", "a form of another round")),
    FaultKind.CONTRADICTORY_IDENTITY: (Standing.CONTRADICTORY, CONTRADICTORY),
}
"""What speaks for nobody, although it is known which unit it is from."""
_BLANK = Text("空白表，没有填写", "a blank form")
_CONFLICTING = Text("同一单位收到内容不同的表", "the unit sent returns that differ")


def contest(submissions: Iterable[Submission]) -> Contest:
    """Give the files of one unit that really say different things, the others taken out with a reason.

    Files with the same bytes or the same answers count once, by the one that was saved last. A file that names the
    one it answers supersedes it. A return of another round never competes, nor does a blank form with one that was
    filled in.
    """
    made = Contest(list(submissions))
    _leave_out_other_rounds(made)
    _leave_out_blank(made)
    # Corrections first: a correction that goes back to what an older file said is no copy of that file.
    superseded = _leave_out_answered(made)
    _leave_out_copies_of(superseded, made)
    _leave_out_duplicates(made)
    return made


def choose(made: Contest, version: Version, named: Iterable[Submission]) -> Effect:
    """Let the file that the office chose speak, and give what came of it.

    `named` are the unit's files that the decision may mean: one, or several that say the same. A correction that
    answers the chosen file still takes its place: the unit has sent it since.
    """
    wanted = list(named)
    meant = {tuple(id(one) for one in _descended(made, [each])) for each in wanted}
    if len(meant) > 1:
        return Effect(version, done=False, words=_ambiguous(wanted))
    kept = _descended(made, wanted)
    if not kept:
        return Effect(version, done=False, words=_unfit(made, wanted[0]))
    counting = {id(one) for one in kept}
    others = [one for one in made.rest if id(one) not in counting]
    for one in others:
        made.take_out(one, Standing.SUPERSEDED, _ruled(version, kept), *kept)
    made.rest = kept
    return Effect(version, done=True, words=_chosen(wanted, kept, others), file=kept[0].source.path)


def take_newest(made: Contest) -> None:
    """Let the file speak that was saved last; equal times leave everything as it is.

    The time inside the document decides, then the file's own. Where a document holds no time only the files' own can
    be compared.
    """
    dated = all(one.source.modified for one in made.rest)
    saved = {id(one): (_modified(one) if dated else 0.0, one.source.mtime) for one in made.rest}
    last = max(saved.values(), default=(0.0, 0.0))
    kept = [one for one in made.rest if saved[id(one)] == last]
    if len(kept) != 1:
        return
    path = kept[0].source.path
    reason = Text(f"按“取最新”已由 {path} 替代", f"superseded by the newer {path}, as asked")
    for one in made.rest:
        if one is not kept[0]:
            made.take_out(one, Standing.SUPERSEDED, reason, kept[0])
    made.rest = kept


def settled(made: Contest) -> tuple[Placed, ...]:
    """Give all files with their standing: what is left speaks where it is one file, and is in conflict otherwise."""
    standing, reason = (
        (Standing.SPEAKS, NOTHING) if len(made.rest) == 1 else (Standing.CONFLICT, _CONFLICTING)
    )
    return (*made.placed, *(Placed(one, standing, reason) for one in made.rest))


def _leave_out_other_rounds(made: Contest) -> None:
    for one in _taken(made):
        found = next((_SET_ASIDE[fault.kind] for fault in one.faults if fault.kind in _SET_ASIDE), None)
        if found is None:
            made.rest.append(one)
        else:
            made.take_out(one, *found)


def _leave_out_blank(made: Contest) -> None:
    blank = {id(one) for one in made.rest if _is_blank(one)}
    if len(blank) == len(made.rest):
        return
    for one in _taken(made):
        if id(one) in blank:
            made.take_out(one, Standing.BLANK, _BLANK)
        else:
            made.rest.append(one)


def _is_blank(submission: Submission) -> bool:
    """Tell whether nothing was filled in; where something could not be found it can't be told."""
    if any(fault.kind in _HIDES_ANSWERS for fault in submission.faults):
        return False
    return submission.none_cell.is_blank and not any(
        compared(cell) for answer in submission.answers for cell in _answers(answer)
    )


_HIDES_ANSWERS = {
    FaultKind.MISSING_SHEET,
    FaultKind.MISSING_COLUMN,
    FaultKind.MISSING_ROW,
    FaultKind.DUPLICATE_ROW,
    FaultKind.FOREIGN_ROW,
    FaultKind.MERGED_SCORES,
    FaultKind.MOVED_CELLS,
}


def _answers(answer: Answer) -> Iterator[Cell]:
    yield from (cell for _, cell in fields_of(answer))
    if answer.asked.not_applicable is None:
        yield from (cell for row in answer.register for cell in (row.event, row.deduction))


def _leave_out_answered(made: Contest) -> list[Submission]:
    answers: dict[str, list[Submission]] = {}
    for one in made.rest:
        if one.issued is not None and one.issued.answers_to:
            answers.setdefault(one.issued.answers_to, []).append(one)
    superseded = []
    for one in _taken(made):
        by = _corrections(one, answers.get(one.source.sha256, ()))
        if not by:
            made.rest.append(one)
            continue
        path = max(by, key=_modified).source.path
        reason = Text(f"已由更正后的 {path} 替代", f"superseded by its correction {path}")
        made.take_out(one, Standing.SUPERSEDED, reason, *by)
        superseded.append(one)
    return superseded


def _corrections(answered: Submission, answers: Iterable[Submission]) -> list[Submission]:
    """Give the files that correct another one; a marked copy that nobody has corrected yet gives way to those."""
    others = [one for one in answers if one is not answered]
    corrected = [one for one in others if contents(one) != contents(answered)] if len(others) > 1 else []
    return corrected or others


def _leave_out_copies_of(superseded: list[Submission], made: Contest) -> None:
    older = {contents(one): one for one in superseded}
    if not older:
        return
    for one in _taken(made):
        same_as = older.get(contents(one))
        if same_as is None or _corrects(made, one, same_as):
            made.rest.append(one)
        else:
            _leave_out_copy(made, one, same_as)


def _corrects(made: Contest, one: Submission, older: Submission) -> bool:
    """Tell whether a file that says what an older one said is meant to: it answers another, or alone answers that one."""
    answers_to = one.issued.answers_to if one.issued else ""
    if answers_to == older.source.sha256:
        return any(other is one for other in made.replaced_by[id(older)])
    return bool(answers_to)


def _leave_out_duplicates(made: Contest) -> None:
    if len(made.rest) < 2:  # noqa: PLR2004 - one alone is nobody's copy
        return
    groups: dict[object, list[Submission]] = {}
    for one in _taken(made):
        groups.setdefault(contents(one), []).append(one)
    for group in groups.values():
        # What is no answer may still have been mended in a later copy: a typed total, a row too many.
        last = max(group, key=_modified)
        made.rest.append(last)
        for one in group:
            if one is not last:
                _leave_out_copy(made, one, last)


def _leave_out_copy(made: Contest, submission: Submission, same_as: Submission) -> None:
    path = same_as.source.path
    reason = Text(f"与 {path} 填报内容相同，只计一次", f"says the same as {path}, counted once")
    made.take_out(submission, Standing.DUPLICATE, reason, same_as)


def _taken(made: Contest) -> list[Submission]:
    """Empty the list of those that compete and give what was in it."""
    taken, made.rest = made.rest, []
    return taken


def _modified(submission: Submission) -> float:
    modified = submission.source.modified
    return modified.timestamp() if modified else 0.0


def _descended(made: Contest, wanted: list[Submission]) -> list[Submission]:
    """Give those still competing that are among `wanted`, or have taken the place of one that is."""
    seen: set[int] = set()
    waiting = list(wanted)
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            waiting += made.replaced_by.get(id(one), ())
    return [one for one in made.rest if id(one) in seen]


def _ambiguous(wanted: list[Submission]) -> Text:
    paths = _paths(wanted)
    return Text(
        f"有{len(wanted)}份内容不同的文件都叫这个名称（{paths.zh}），请写出所在文件夹或校验码",
        f"{len(wanted)} files that differ go by that name ({paths.en}): give the folder too, or the SHA-256",
    )


def _unfit(made: Contest, wanted: Submission) -> Text:
    reason = next(one.reason for one in made.placed if one.submission is wanted)
    path = wanted.source.path
    return Text(f"{path} {reason.zh}，不能作为报送表", f"{path} is {reason.en} and can't count")


def _ruled(version: Version, kept: list[Submission]) -> Text:
    paths, basis = _paths(kept), stripped(version.basis)
    return Text(f"认定：以 {paths.zh} 为准，{basis.zh}", f"decided: {paths.en} counts; {basis.en}")


def _chosen(wanted: list[Submission], kept: list[Submission], others: list[Submission]) -> Text:
    counts, left_out = _paths(kept), _paths(others)
    zh, en = f"以 {counts.zh} 为准", f"{counts.en} counts"
    if others:
        zh, en = f"{zh}，不采用 {left_out.zh}", f"{en}, not {left_out.en}"
    if not {id(one) for one in wanted} & {id(one) for one in kept}:
        before = _paths(wanted)
        zh, en = f"{zh}（{before.zh} 已更正或与之相同）", f"{en} (in the place of {before.en})"
    if len(kept) > 1:
        zh, en = f"{zh}；这几份仍不一致", f"{en}; these still differ"
    return Text(zh, en)


def _paths(submissions: Iterable[Submission]) -> Text:
    return joined(one.source.path for one in submissions)
