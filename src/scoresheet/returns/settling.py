"""Which file speaks for which unit: copies, corrections, conflicts, and units that sent nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.decision import NO_DECISIONS, Decisions, Effect, Version
from scoresheet.language import Text
from scoresheet.returns.file_names import FileNames
from scoresheet.returns.versions import CONTRADICTORY, Placed, Standing, choose, contest, settled, take_newest
from scoresheet.submission import FaultKind, Submission

__all__ = ["Aside", "Placed", "Returns", "Standing", "UnitReturn", "settle"]


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
class Aside:
    """A file from which no score is read, with what it is in words: an attachment, or one that can't be read.

    `unit` is the id of the unit that its name or its folder names, None where they name none. `is_form` tells that it
    was sent as a form and could not be read, or that nobody can tell from the form itself whose it is.
    """

    path: str
    unit: str | None
    what: Text
    is_form: bool = False


RECEIVED_NOTHING = Text("未收到", "nothing")
"""What is said to have come from a unit of which no file at all was received."""


@dataclass(frozen=True, slots=True)
class Returns:
    """All returns of a round: by unit in the catalog's order, and the files that no unit could be told for.

    `aside` are the files beside them from which no score is read, `effects` what came of the office's decisions.
    `as_of` is the day by which lateness is told, None where the user named none: no other date enters a result.
    """

    catalog: Catalog
    units: tuple[UnitReturn, ...]
    unplaced: tuple[Placed, ...]
    aside: tuple[Aside, ...] = ()
    effects: tuple[Effect, ...] = ()
    as_of: date | None = None

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
    FaultKind.OTHER_FORMAT: Text("这种格式的表格不能读取", "in a workbook format that is not read"),
    FaultKind.UNSAFE: Text("文件内容异常，未读取", "the file is abnormal and was not read"),
    FaultKind.STALLED: Text("读取时间或内存超过限度", "reading it took too much time or memory"),
    FaultKind.CRASHED: Text("文件使读取程序中断", "reading it ended the reader"),
    FaultKind.NO_ACCESS: Text("文件打不开", "the file can't be opened"),
}
_UNIDENTIFIED = {
    FaultKind.NOT_OUR_FORM: Text("不是本次下发的表", "not a form of this round"),
    FaultKind.UNKNOWN_UNIT: Text("填报单位不在名单内", "the unit is not on the list"),
    FaultKind.CONTRADICTORY_IDENTITY: CONTRADICTORY,
    FaultKind.OTHER_CATALOG: Text("是另一套指标的表", "a form of another catalog"),
}


_OF_THE_UNIT = {FaultKind.CONTRADICTORY_IDENTITY}
"""What can be wrong with the marks of a form while its unit is still known."""
_UNKNOWN = Text("看不出是哪家单位的表", "it can't be told which unit it is from")


def settle(
    catalog: Catalog,
    submissions: Iterable[Submission],
    *,
    prefer_newest: bool = False,
    decisions: Decisions = NO_DECISIONS,
    aside: Iterable[Aside] = (),
    as_of: date | None = None,
) -> Returns:
    """Give each unit its return.

    Files with the same bytes or the same answers count once, by the one that was saved last. A file that names the
    one it answers supersedes it. Of several different returns none speaks for the unit, unless one of the `decisions`
    names it, or `prefer_newest` takes the one saved last (the time inside the document, then the file's own; equal
    times stay a conflict). A return of another round never competes, nor does a blank form with one that was filled
    in. The order in which files and decisions come makes no difference.
    """
    ordered = sorted(submissions, key=lambda one: (one.source.path, one.source.sha256))
    by_unit, unplaced = _by_unit(catalog, ordered)
    choices = {version.unit: version for version in decisions.versions}
    names = FileNames(ordered if choices else ())
    units, effects = [], []
    for unit in catalog.units:
        made, effect = _unit_return(
            unit, by_unit[unit.id], choices.get(unit.id), names, prefer_newest=prefer_newest
        )
        units.append(made)
        effects += [effect] if effect is not None else []
    listed = tuple(sorted(aside, key=lambda one: one.path))
    return Returns(catalog, tuple(units), tuple(unplaced), listed, tuple(effects), as_of)


def _by_unit(
    catalog: Catalog, submissions: Iterable[Submission]
) -> tuple[dict[str, list[Submission]], list[Placed]]:
    by_unit: dict[str, list[Submission]] = {unit.id: [] for unit in catalog.units}
    unplaced = []
    for submission in submissions:
        standing = _standing_alone(submission)
        if standing is None and submission.form is not None:
            by_unit[submission.form.unit.id].append(submission)
        else:
            unplaced.append(standing or Placed(submission, Standing.UNIDENTIFIED, _UNKNOWN))
    return by_unit, unplaced


def _standing_alone(submission: Submission) -> Placed | None:
    for kinds, standing in ((_UNREADABLE, Standing.UNREADABLE), (_UNIDENTIFIED, Standing.UNIDENTIFIED)):
        for fault in submission.faults:
            if fault.kind in kinds and not (submission.form and fault.kind in _OF_THE_UNIT):
                return Placed(submission, standing, kinds[fault.kind])
    return None


def _unit_return(
    unit: Unit,
    submissions: list[Submission],
    version: Version | None,
    names: FileNames,
    *,
    prefer_newest: bool,
) -> tuple[UnitReturn, Effect | None]:
    made = contest(submissions)
    effect = None
    if version is not None:
        mine = {id(one) for one in submissions}
        own = [one for one in names.find(version.file) if id(one) in mine]
        effect = choose(made, version, own) if own else _not_here(version, names)
    if len(made.rest) > 1 and prefer_newest:
        take_newest(made)
    chosen = made.rest[0] if len(made.rest) == 1 else None
    return UnitReturn(unit, chosen, settled(made)), effect


def _not_here(version: Version, names: FileNames) -> Effect:
    """Say why no file of the unit answers to the name in a decision."""
    others = names.find(version.file)
    if not others:
        return Effect(version, done=False, words=_ABSENT)
    form = others[0].form
    if form is None or form.unit.id == version.unit:
        return Effect(version, done=False, words=_NO_RETURN)
    return Effect(version, done=False, words=_of_another(form.unit))


_ABSENT = Text("收到的文件里没有它", "no such file was received")
_NO_RETURN = Text(
    "这个文件读不出，或看不出是哪家单位的表", "it can't be read, or it can't be told whose it is"
)


def _of_another(unit: Unit) -> Text:
    return Text(f"它是{unit.name}的表", f"it is a form of {unit.name}")
