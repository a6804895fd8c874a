"""What a check is, and how all of them are run over a submission or over the whole round."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from scoresheet.decision import Acceptance
from scoresheet.language import NOTHING, Locale, Text, joined
from scoresheet.returns.settling import Returns
from scoresheet.submission import Cell, Submission


class Severity(StrEnum):
    """How bad a finding is, defined by its consequence.

    FATAL: the file can't be judged further. ERROR: the unit must correct and is not ranked until then. WARNING: the
    unit should look again; it is ranked. NOTICE: told for information.
    """

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def word(self) -> Text:
        """The word that people read."""
        return _SEVERITY_WORDS[self]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)

    @property
    def blocks(self) -> bool:
        """Whether the unit must mend it before its return counts."""
        return self.rank <= Severity.ERROR.rank


_SEVERITY_WORDS = {
    Severity.FATAL: Text("无法受理", "can't be accepted"),
    Severity.ERROR: Text("须更正", "must be corrected"),
    Severity.WARNING: Text("请核实", "please verify"),
    Severity.NOTICE: Text("提示", "note"),
}

ITEMS = "\ufdd0"
"""Stands in a message for the items it is about: 第3、5、9项 / items 3, 5, 9.

Unicode keeps this character from ever being one, and quoting takes it out of whatever a sender typed.
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: where, what stands there, what is allowed.

    `message` is one sentence with `ITEMS` where the items are named; problems of one unit with equal messages are one
    line. The first of the `cells` says which sheet the finding is about; those on other sheets are named in words.
    `severity` and `remedy` are given only where they differ from the check's own. For a problem of the whole round
    `unit` and `file` say whom it concerns. `score_between` are the lowest and the highest score that the item may get
    when this is settled; without it an error leaves open any score that the item permits, anything less none.
    An error that is about no item leaves open the scores of the items that it `doubts`; of all, where it names none.
    """

    message: Text
    cells: tuple[Cell, ...] = ()
    item: str | None = None
    found: Text = NOTHING
    allowed: Text = NOTHING
    remedy: Text | None = None
    severity: Severity | None = None
    unit: str | None = None
    file: str | None = None
    score_between: tuple[Decimal, Decimal] | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with all that is needed to report it; `cells` are addresses on `sheet`.

    `pattern` is the message with its items still open, so that equal findings can be told as one. `accepted` is the
    office's decision to let it stand; its severity is then that of a notice.
    """

    code: str
    severity: Severity
    unit: str | None
    file: str | None
    sheet: str | None
    cells: tuple[str, ...]
    item: str | None
    pattern: Text
    found: Text
    allowed: Text
    remedy: Text
    score_between: tuple[Decimal, Decimal] | None = None
    accepted: Acceptance | None = None
    doubts: tuple[str, ...] = ()

    def message(self, locale: Locale) -> str:
        """Give the sentence of this finding alone."""
        return sentence(self.pattern, (self.item,) if self.item else (), locale)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one unit that say the same, as one line: all their items and cells."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """One of them, for what they have in common."""
        return self.findings[0]

    @property
    def items(self) -> tuple[str, ...]:
        """Their items, each once."""
        return tuple(dict.fromkeys(finding.item for finding in self.findings if finding.item))

    @property
    def cells(self) -> tuple[str, ...]:
        """Their cells, each once."""
        return tuple(dict.fromkeys(cell for finding in self.findings for cell in finding.cells))

    def message(self, locale: Locale) -> str:
        """Give the sentence that holds for all of them."""
        return sentence(self.first.pattern, self.items, locale)


@dataclass(frozen=True, slots=True)
class Check:
    """One check with all it knows about itself; `bad` and `good` are small tables that the tests run.

    `acceptable` tells that the office may let its findings stand (已核实), because the scores can be used as they are.
    """

    code: str
    name: str
    title: Text
    severity: Severity
    why: Text
    remedy: Text
    bad: str
    good: str
    acceptable: bool = False
    run: Callable[[Submission], Iterable[Problem]] | None = None
    run_round: Callable[[Returns], Iterable[Problem]] | None = None

    def accepts(self, severity: Severity) -> bool:
        """Tell whether the office may let a finding of this severity stand: none that is worse than the check's own."""
        told = severity in {Severity.WARNING, Severity.ERROR}
        return self.acceptable and told and severity.rank >= self.severity.rank


def check(
    *,
    code: str,
    title: Text,
    severity: Severity,
    why: Text,
    remedy: Text,
    bad: str,
    good: str,
    acceptable: bool | None = None,
) -> Callable[[Callable[[Submission], Iterable[Problem]]], Check]:
    """Make a check out of a function that looks at one submission.

    `acceptable` tells that the office may let its findings stand; a warning it may unless that is False, an error
    only where it is True: the score must be of use as it is.
    """
    may_stand = severity is Severity.WARNING if acceptable is None else acceptable

    def decorate(run: Callable[[Submission], Iterable[Problem]]) -> Check:
        return Check(code, run.__name__, title, severity, why, remedy, bad, good, may_stand, run=run)

    return decorate


def check_round(
    *, code: str, title: Text, severity: Severity, why: Text, remedy: Text, bad: str, good: str
) -> Callable[[Callable[[Returns], Iterable[Problem]]], Check]:
    """Make a check out of a function that looks at all returns together.

    Its findings can't be let stand: they go away once a version is chosen, a return sent or a decision put right.
    """

    def decorate(run: Callable[[Returns], Iterable[Problem]]) -> Check:
        return Check(code, run.__name__, title, severity, why, remedy, bad, good, run_round=run)

    return decorate


@cache
def all_checks() -> tuple[Check, ...]:
    """Give every check of the folder `checks`, by code.

    Raises RuntimeError where a file holds no check or its name is not code and name: a mistake in the program.
    """
    package = importlib.import_module("scoresheet.checks")
    found = []
    for module_info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        checks = [value for value in vars(module).values() if isinstance(value, Check)]
        if [f"{one.code.lower()}_{one.name}" for one in checks] != [module_info.name]:
            raise RuntimeError(f"{module.__name__} must hold one check, named for its code and fault")
        found += checks
    return tuple(sorted(found, key=lambda one: one.code))


def run(submission: Submission) -> tuple[Finding, ...]:
    """Give the findings of all checks on one submission, in the order of the codes.

    A fatal finding stands alone: what else the file says can't be judged.
    """
    findings: list[Finding] = []
    for one in all_checks():
        if one.run is not None:
            findings += [
                _finding(one, replace(problem, unit=submission.unit_id, file=submission.source.path))
                for problem in one.run(submission)
            ]
    fatal = tuple(finding for finding in findings if finding.severity is Severity.FATAL)
    return fatal or tuple(findings)


def run_round(returns: Returns) -> tuple[Finding, ...]:
    """Give the findings of all checks across units, in the order of the codes."""
    return tuple(
        _finding(one, problem)
        for one in all_checks()
        if one.run_round is not None
        for problem in one.run_round(returns)
    )


def grouped(findings: Iterable[Finding]) -> Iterator[Group]:
    """Gather findings of one unit and file that say the same, worst first, otherwise in the order given."""
    groups: dict[tuple[int, str, str | None, str | None, str | None, Text], list[Finding]] = {}
    for finding in findings:
        key = (
            finding.severity.rank,
            finding.code,
            finding.unit,
            finding.file,
            finding.sheet,
            finding.pattern,
        )
        groups.setdefault(key, []).append(finding)
    for key in sorted(groups, key=lambda key: key[0]):
        yield Group(tuple(groups[key]))


def sentence(pattern: Text, items: Iterable[str], locale: Locale) -> str:
    """Put the items into a message; one that is about no item names none, whatever stands in it."""
    words = joined(items)
    if not words.zh:
        return pattern.of(locale).replace(ITEMS, "")
    named = Text(f"第{words.zh}项", f"item {words.en}" if ", " not in words.en else f"items {words.en}")
    return pattern.of(locale).replace(ITEMS, named.of(locale))


def _finding(one: Check, problem: Problem) -> Finding:
    placed = [cell for cell in problem.cells if cell.address]
    placed = [cell for cell in placed if cell.sheet == placed[0].sheet]
    return Finding(
        code=one.code,
        severity=problem.severity or one.severity,
        unit=problem.unit,
        file=problem.file,
        sheet=placed[0].sheet if placed else None,
        cells=tuple(cell.address for cell in placed),
        item=problem.item,
        pattern=problem.message,
        found=problem.found,
        allowed=problem.allowed,
        remedy=problem.remedy or one.remedy,
        score_between=problem.score_between,
        doubts=problem.doubts,
    )
