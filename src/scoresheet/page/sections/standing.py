"""The state of the returns at a glance, what to do next, and every unit in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoresheet import phrases
from scoresheet.assessment import FileStatus, UnitResult, UnitStatus
from scoresheet.checking.running import Severity
from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.page.shared import Linked, Page, percent, permille

UNITS_LISTED = 300
"""With more units than this only those with something to do are listed, and no more than this of them."""

NAMES_LISTED = 12

NOT_TAKEN = (FileStatus.UNREADABLE, FileStatus.UNIDENTIFIED)
"""Files that somebody has to send again."""


@dataclass(frozen=True, slots=True)
class Tile:
    """How many units stand there; `start` and `width` are the part of the bar that they take."""

    status: str
    word: str
    number: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do; `rest` tells how many units more than those named it is about."""

    words: str
    units: tuple[Linked, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """Where one unit stands, with the numbers of its findings."""

    unit: Linked
    status: str
    word: str
    total: str
    most: str
    counts: phrases.Counts


@dataclass(frozen=True, slots=True)
class Standing:
    """The section; `hidden` is how many units have no line."""

    units: int
    tiles: tuple[Tile, ...]
    counts: phrases.Counts
    steps: tuple[Step, ...]
    lines: tuple[UnitLine, ...]
    hidden: int


def section(page: Page) -> Standing:
    """Give the section."""
    every = page.assessment.units
    listed = every if len(every) <= UNITS_LISTED else _busy(page)
    return Standing(
        len(every),
        tuple(_tiles(page)),
        phrases.counts(page.assessment.findings),
        tuple(_steps(page)),
        tuple(_line(page, result) for result in listed),
        len(every) - len(listed),
    )


def _busy(page: Page) -> tuple[UnitResult, ...]:
    waiting = page.by_status[UnitStatus.NEEDS_FIX] + page.by_status[UnitStatus.CONFLICT]
    return waiting[:UNITS_LISTED]


def _tiles(page: Page) -> Iterator[Tile]:
    whole, start = len(page.assessment.units), 0
    for status, units in page.by_status.items():
        end = start + len(units)
        # Both ends are rounded the same way, so that no gap opens between two parts.
        left, right = permille(start, whole), permille(end, whole)
        yield Tile(status.value, page.say(status.word), len(units), percent(left), percent(right - left))
        start = end


_TO_DO = {
    UnitStatus.NEEDS_FIX: Text(
        "请{0}个单位更正后重新报送：", "Ask these units to correct and send again ({0}): "
    ),
    UnitStatus.CONFLICT: Text(
        "请{0}个单位确认以哪份表为准：", "Ask these units which version counts ({0}): "
    ),
    UnitStatus.MISSING: Text("催报{0}个单位：", "Chase the units that sent nothing ({0}): "),
}
_SEND_AGAIN = Text(
    "有{0}个文件无法读取或认不出单位，请发送人重新报送（见“文件”）。",
    "Files that can't be read or told whose they are ({0}): ask their senders again (see Files).",
)
_VERIFY = Text("有{0}处请核实，核实后可以汇总排名。", "Places to verify: {0}; then the units can be ranked.")
_RANK = Text(
    "全部单位校验通过，可以汇总排名，送部室审核。",
    "Every unit is accepted: rank them and pass the scores on for review.",
)


def _steps(page: Page) -> Iterator[Step]:
    nothing = True
    for status, words in _TO_DO.items():
        if page.by_status[status]:
            nothing = False
            yield _step(page, words, page.by_status[status])
    unusable = sum(file.status in NOT_TAKEN for file in page.assessment.files)
    if unusable:
        yield Step(page.say(_SEND_AGAIN, unusable))
    warnings = page.assessment.count(Severity.WARNING)
    if warnings and nothing:
        yield Step(page.say(_VERIFY, warnings))
    elif nothing and not unusable:
        yield Step(page.say(_RANK))


def _step(page: Page, words: Text, units: Sequence[UnitResult]) -> Step:
    more = len(units) - NAMES_LISTED
    rest = page.say(Text("等", " and {0} more"), more) if more > 0 else ""
    named = tuple(page.linked(result) for result in units[:NAMES_LISTED])
    return Step(page.say(words, len(units)), named, rest)


def _line(page: Page, result: UnitResult) -> UnitLine:
    return UnitLine(
        page.linked(result),
        result.status.value,
        page.say(result.status.word),
        phrases.total(result, page.decimals) or "",
        plain(result.scores.max_score),
        phrases.counts(page.findings.get(result.unit.id, ())),
    )
