"""What changed since the last run: unit by unit, then the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from scoresheet.changes import Changes, FileChange, UnitChange
from scoresheet.checking.running import Severity
from scoresheet.language import Text
from scoresheet.manifest import Input, UnitMark
from scoresheet.page.shared import Page

UNITS_LISTED = 300
FILES_LISTED = 50
NAMES_LISTED = 60


@dataclass(frozen=True, slots=True)
class UnitNews:
    """What is different about a unit; "" where nothing is."""

    name: str
    status: str
    word: str
    score: str
    findings: str


@dataclass(frozen=True, slots=True)
class FileNews:
    """Files to which the same happened; `hidden` is how many are not named."""

    title: str
    number: int
    files: tuple[str, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class News:
    """The section; `judged_by` tells what all returns were judged by and is now another."""

    any: bool
    judged_by: tuple[str, ...]
    units: tuple[UnitNews, ...]
    hidden: int
    files: tuple[FileNews, ...]
    still_missing: str


def section(page: Page, changes: Changes) -> News:
    """Give the section."""
    missing = [mark.name for mark in changes.still_missing]
    more = len(missing) - NAMES_LISTED
    rest = page.say(Text("等{0}个单位", " and {1} more"), len(missing), more) if more > 0 else ""
    return News(
        changes.any,
        tuple(_judged_by(page, changes)),
        tuple(_unit(page, one) for one in changes.units[:UNITS_LISTED]),
        max(0, len(changes.units) - UNITS_LISTED),
        tuple(one for one in _files(page, changes) if one.number),
        page.listed(missing[:NAMES_LISTED]) + rest,
    )


_CATALOG = Text(
    "指标目录或目标表有改动，未重新报送的表也按新的重新校验。",
    "The catalog or the targets changed; forms that were not sent again are judged by the new ones.",
)
_OPTIONS = Text(
    "办公室的认定登记或校验选项与上次不同。", "The office's decisions or the options of the run are others."
)
_TOOL = Text("校验工具的版本由{0}变为{1}。", "The version of the tool went from {0} to {1}.")


def _judged_by(page: Page, changes: Changes) -> Iterator[str]:
    if changes.catalog:
        yield page.say(_CATALOG)
    if changes.options:
        yield page.say(_OPTIONS)
    if changes.tool:
        yield page.say(_TOOL, *changes.tool)


_NEW_UNIT = Text("新列入名单", "new on the list")
_LEFT_OUT = Text("已从名单去掉", "taken off the list")
_TURNED = Text("{0} → {1}", "{0} → {1}")


def _unit(page: Page, change: UnitChange) -> UnitNews:
    before, now = change.before, change.now
    if before is None or now is None:
        words = page.say(_NEW_UNIT if before is None else _LEFT_OUT)
        return UnitNews(change.name, now.status.value if now else "", words, "", "")
    words = _turned(page, before.status.word.of(page.locale), now.status.word.of(page.locale))
    score = _turned(page, _total(page, before), _total(page, now)) if change.score_differs else ""
    return UnitNews(
        change.name,
        now.status.value,
        words if change.status_differs else page.say(now.status.word),
        score,
        page.say(Text("；", "; ")).join(_findings(page, before, now)),
    )


def _turned(page: Page, before: object, now: object) -> str:
    return page.say(_TURNED, before, now)


def _total(page: Page, mark: UnitMark) -> str:
    return mark.self_score or page.say(Text("无", "none"))


def _findings(page: Page, before: UnitMark, now: UnitMark) -> Iterator[str]:
    numbers = zip(Severity, astuple(before.findings), astuple(now.findings), strict=True)
    for severity, old, new in numbers:
        if old != new:
            yield f"{page.say(severity.word)} {_turned(page, old, new)}"


def _files(page: Page, changes: Changes) -> Iterator[FileNews]:
    yield _listed(page, Text("新收到的文件", "New files"), _each(page, changes.new))
    yield _listed(page, Text("内容有变的文件", "Files with another content"), _judged(page, changes.edited))
    yield _listed(page, Text("改名或移动的文件", "Files with another name"), _moved(page, changes.moved))
    yield _listed(page, Text("结论有变的文件", "Files judged otherwise"), _judged(page, changes.judged_anew))
    yield _listed(page, Text("这次没有了的文件", "Files no longer there"), _each(page, changes.gone))


def _listed(page: Page, title: Text, files: Iterable[str]) -> FileNews:
    every = tuple(files)
    return FileNews(page.say(title), len(every), every[:FILES_LISTED], max(0, len(every) - FILES_LISTED))


_WITH_STATUS = Text("{0}（{1}）", "{0} ({1})")


def _each(page: Page, files: Iterable[Input]) -> Iterator[str]:
    for one in files:
        yield page.say(_WITH_STATUS, page.file_name(one.path), page.say(one.status.word))


def _judged(page: Page, files: Iterable[FileChange]) -> Iterator[str]:
    for one in files:
        before, now = page.say(one.before.status.word), page.say(one.now.status.word)
        words = now if before == now else _turned(page, before, now)
        yield page.say(_WITH_STATUS, page.file_name(one.now.path), words)


def _moved(page: Page, files: Iterable[FileChange]) -> Iterator[str]:
    for one in files:
        yield _turned(page, page.file_name(one.before.path), page.file_name(one.now.path))
