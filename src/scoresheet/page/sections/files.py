"""Every file with its status and reason, and the units of which nothing came."""

from __future__ import annotations

from dataclasses import dataclass

from scoresheet import phrases
from scoresheet.assessment import FileResult, FileStatus, UnitStatus
from scoresheet.language import Text
from scoresheet.page.shared import Linked, Page

FILES_LISTED = 1000
MISSING_LISTED = 500

_FIRST = (FileStatus.UNREADABLE, FileStatus.UNIDENTIFIED, FileStatus.NEEDS_FIX)
_LAST = (FileStatus.ATTACHMENT, FileStatus.IGNORED)


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file with what became of it."""

    path: str
    status: str
    word: str
    unit: Linked
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Files:
    """The section; `hidden` and `hidden_missing` are how many files and units are not shown."""

    lines: tuple[FileLine, ...]
    hidden: int
    missing: tuple[Linked, ...]
    hidden_missing: int
    due: str


def section(page: Page) -> Files:
    """Give the section: files that somebody has to send again first, what is no return last."""
    files = sorted(page.assessment.files, key=lambda file: (file.status in _LAST, file.status not in _FIRST))
    missing = page.by_status[UnitStatus.MISSING]
    due = page.assessment.catalog.round.due
    units = {result.unit.id: page.linked(result) for result in page.assessment.units}
    return Files(
        tuple(_line(page, file, units) for file in files[:FILES_LISTED]),
        max(0, len(files) - FILES_LISTED),
        tuple(units[result.unit.id] for result in missing[:MISSING_LISTED]),
        max(0, len(missing) - MISSING_LISTED),
        page.say(_DAY, due.year, due.month, due.day, due.isoformat()) if due else "",
    )


_DAY = Text("{0}年{1}月{2}日", "{3}")


def _line(page: Page, file: FileResult, units: dict[str, Linked]) -> FileLine:
    return FileLine(
        page.file_name(file.path),
        "" if _is_set_aside(page, file) else file.status.value,
        page.say(_SET_ASIDE if _is_set_aside(page, file) else file.status.word),
        units.get(file.unit or "", Linked(file.unit or "", "")),
        phrases.kind(file.format, page.locale),
        _reason(page, file),
    )


_SET_ASIDE = Text("暂不计入", "not counted for now")


def _is_set_aside(page: Page, file: FileResult) -> bool:
    # Of a file that doesn't count, the verdict on its content would read as its opposite.
    plain = file.status in {FileStatus.ACCEPTED, FileStatus.NEEDS_FIX}
    return plain and bool(file.reason.of(page.locale))


_SEE = Text("见问题清单中的须更正事项", "see what is to be corrected under Findings")


def _reason(page: Page, file: FileResult) -> str:
    said = page.local(file.reason.of(page.locale))
    return page.say(_SEE) if not said and file.status is FileStatus.NEEDS_FIX else said
