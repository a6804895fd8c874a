"""The files on the screen that don't count, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scoresheet.assessment import FileResult, FileStatus
from scoresheet.checking.running import Finding, grouped
from scoresheet.language import Locale, Text
from scoresheet.screen import problems
from scoresheet.screen.lines import Screen

FILES_LISTED = 20
GROUPS_OF_FILE = 3
NOT_TAKEN = (FileStatus.UNREADABLE, FileStatus.UNIDENTIFIED)
"""Files that somebody has to send again."""

_COUNTED_ONLY = (FileStatus.ATTACHMENT, FileStatus.IGNORED)
_PLAIN = (FileStatus.ACCEPTED, FileStatus.NEEDS_FIX)


def unused_files(page: Screen) -> None:
    """Print them, those that have to be sent again first; attachments are only counted."""
    told = [file for file in page.assessment.files if _is_told(file, page.locale)]
    told.sort(key=lambda file: file.status not in NOT_TAKEN)
    of_file = _findings_without_unit(page)
    counted = Counter(file.status for file in page.assessment.files if file.status in _COUNTED_ONLY)
    if not (told or of_file or counted):
        return
    page.heading(Text("未采用的文件", "Files not used"))
    for file in told[:FILES_LISTED]:
        _file(page, file, of_file.get(file.path, ()))
    page.rest(len(told) - FILES_LISTED, Text("另有{0}个文件未在此列出。", "{0} more not listed here."))
    _elsewhere(page, of_file, {file.path for file in told})
    for status, number in counted.items():
        word = status.word
        page.line(page.say(Text("〔{0}〕{1}个文件", "[{0}] {1}"), word.of(page.locale), number), indent=2)


def _is_told(file: FileResult, locale: Locale) -> bool:
    if file.status in _COUNTED_ONLY:
        return False
    return file.status not in _PLAIN or bool(file.reason.of(locale))


def _findings_without_unit(page: Screen) -> dict[str | None, list[Finding]]:
    of_file: dict[str | None, list[Finding]] = {}
    for finding in page.findings.get(None, ()):
        of_file.setdefault(finding.file, []).append(finding)
    return of_file


_ALONE = Text("{0}；单看这份：{1}", "{0}; taken alone: {1}")
_SET_ASIDE = Text("暂不计入", "not counted for now")


def _file(page: Screen, file: FileResult, findings: Iterable[Finding]) -> None:
    # Among files not used, the verdict on its own content would read as its opposite.
    word = page.bracketed(_SET_ASIDE if file.status in _PLAIN else file.status.word)
    groups = list(grouped(findings))
    # A finding says the reason with more detail.
    reason = "" if groups else file.reason.of(page.locale)
    if reason and file.status in _PLAIN:
        reason = page.say(_ALONE, reason, file.status.word.of(page.locale))
    said = page.say(Text("：{0}", ": {0}"), reason) if reason else ""
    page.line(f"{word}{file.path}{said}", indent=2, hanging=4, style="bold", lead=len(word))
    for group in groups[:GROUPS_OF_FILE]:
        page.line(f"{group.first.code} {group.message(page.locale)}", indent=6)
        problems.remedy(page, group.first)


def _elsewhere(page: Screen, of_file: dict[str | None, list[Finding]], told: set[str]) -> None:
    problems.groups(
        page, [finding for file, findings in of_file.items() if file not in told for finding in findings]
    )
