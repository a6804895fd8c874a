"""What goes out after a check: marked copies, letters and messages by unit, and a reminder for those that sent nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scoresheet.cli.exits import fail
from scoresheet.cli.letter_templates import Letters
from scoresheet.cli.opening import open_inbox
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from scoresheet.assessment import Assessment, UnitResult
    from scoresheet.catalog.model import Unit
    from scoresheet.cli.examining import Request
    from scoresheet.letters.text_template import TextTemplate
    from scoresheet.letters.wording import Asked, Values
    from scoresheet.submission import Submission

REMINDER = Text("催报.txt", "reminder.txt")
REMINDER_LIST = Text("催报名单.xlsx", "reminder_list.xlsx")
_LETTER = Text("退改通知", "letter")
_MESSAGE = Text("短信.txt", "message.txt")
_MARKED = Text("_退改{0}{1}", "_correction{0}{1}")
_DIGITS = 4
_LATEST = 4_102_444_800
"""The beginning of the year 2100, in seconds."""


def folder_name(unit: Unit) -> str:
    """Give the name of a unit's folder: 510824_苍溪县; Windows would drop a full stop at its end."""
    return f"{unit.id}_{unit.name}".rstrip(" .")


@dataclass(slots=True)
class Outgoing:
    """What one run makes: `files` by their names below the folder, and for whom.

    `is_whole` tells that all returns were looked at: else nobody is known to be missing, and only the units that were
    found in what was looked at are this run's.
    `long_messages` are the units whose message is longer than it should be, because the template leaves no room,
    `replies` what units wrote into the marked copy that they were sent before, by their names.
    """

    assessment: Assessment
    units: Sequence[Unit]
    asked: Asked
    templates: Letters
    catalog_path: Path
    request: Request
    is_whole: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    corrected: list[UnitResult] = field(default_factory=list)
    conflicting: list[UnitResult] = field(default_factory=list)
    missing: list[UnitResult] = field(default_factory=list)
    long_messages: list[str] = field(default_factory=list)
    replies: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def locale(self) -> Locale:
        """The catalog's language."""
        return self.assessment.catalog.locale

    def concerns(self, name: str) -> bool:
        """Tell whether a file or folder of this name at the top is this run's to replace.

        A run for some of the units, or on some of the files, leaves alone what lies there for others, and the
        reminder, which is one for all.
        """
        if name in {*REMINDER, *REMINDER_LIST}:
            return self.is_for_all
        return name in {folder_name(one.unit) for one in self.results}

    @property
    def is_for_all(self) -> bool:
        """Whether this run is for every unit."""
        return self.is_whole and len(self.units) == len(self.assessment.catalog.units)

    @property
    def results(self) -> list[UnitResult]:
        """The units that this run is about."""
        from scoresheet.assessment import UnitStatus

        wanted = {one.id for one in self.units}
        found = [one for one in self.assessment.units if one.unit.id in wanted]
        return [one for one in found if self.is_whole or one.status is not UnitStatus.MISSING]

    def make(self) -> None:
        """Make all files; a template that can't be filled ends the command."""
        from scoresheet.assessment import UnitStatus
        from scoresheet.letters.text_template import TemplateMistake

        results = self.results
        self.corrected = [one for one in results if one.status is UnitStatus.NEEDS_FIX]
        self.conflicting = [one for one in results if one.status is UnitStatus.CONFLICT]
        self.missing = [one for one in results if one.status is UnitStatus.MISSING]
        try:
            self._corrections()
            for result in self.conflicting:
                self._choice(result)
            if self.missing and self.is_for_all:
                self._reminder()
        except TemplateMistake as mistake:
            fail(mistake.sentence, self.locale)

    def _corrections(self) -> None:
        sources = [one.submission.source for one in self.corrected if one.submission is not None]
        originals = self._originals({one.path: one.sha256 for one in sources})
        for result in self.corrected:
            if result.submission is not None:
                self._correction(result, result.submission, originals[result.submission.source.path])

    def _originals(self, wanted: Mapping[str, str]) -> dict[str, bytes]:
        """Give the bytes of files by path, with these SHA-256; one that changed since it was checked ends the command."""
        found: dict[str, bytes] = {}
        files = open_inbox(self.request.paths, self.request.passwords) if wanted else iter(())
        for file in files:
            if wanted.get(file.path) == file.sha256:
                found[file.path] = file.data
            if len(found) == len(wanted):
                break
        lost = [path for path in wanted if path not in found]
        if lost:
            fail(
                Text(
                    f"{lost[0]} 在处理过程中有变动，没有写入任何文件。请稍后再运行。",
                    f"{lost[0]} changed while it was being worked on; nothing was written. Please run this again.",
                ),
                self.locale,
            )
        return found

    def _correction(self, result: UnitResult, submission: Submission, data: bytes) -> None:
        from scoresheet.letters.wording import Enclosed, correction
        from scoresheet.reports import marked_return

        made = marked_return.render(
            self.assessment,
            result,
            data,
            lambda: self._blank(result.unit, submission),
            by=self.asked.by,
            passwords=self.request.passwords,
        )
        if made.replies:
            self.replies[result.unit.name] = made.replies
        name = self._marked_name(result.unit, submission, made.suffix)
        self._put(result.unit, name, made.data)
        enclosed = Enclosed(
            name, made.findings, made.to_correct, made.to_verify, made.rebuilt, len(made.left_out)
        )
        values = correction(self.assessment, result, enclosed, self.asked)
        self._letter(result.unit, values)
        self._message(result.unit, self.templates.message, values)

    def _blank(self, unit: Unit, submission: Submission) -> bytes:
        """Give a unit's blank form, as if it had been issued when the return was saved: no clock enters a result."""
        from datetime import UTC, datetime

        from scoresheet.forms.issuing import issue
        from scoresheet.forms.master import MasterError
        from scoresheet.shipped import master_for

        source = submission.source
        # The time of a file may be anything, as after a copy from a camera's card.
        saved = source.modified or datetime.fromtimestamp(min(max(source.mtime, 0), _LATEST), UTC)
        issued = saved if saved.tzinfo else saved.replace(tzinfo=UTC)
        try:
            (made,) = issue(self.assessment.catalog, (unit,), master_for(self.catalog_path), issued)
        except MasterError as error:
            fail(error.message, self.locale)
        return made.data

    def _marked_name(self, unit: Unit, submission: Submission, suffix: str) -> str:
        """Give the name of a marked copy: 510824_苍溪县_自查评分表_退改1.xlsx, 1 for the answer to the first return."""
        from scoresheet.forms.issuing import file_name

        said = submission.issued.revision if submission.issued else ""
        number = int(said) if said.isascii() and said.isdecimal() and len(said) <= _DIGITS else 1
        stem = file_name(self.assessment.catalog, unit).removesuffix(".xlsx")
        return stem + _MARKED.of(self.locale).format(number, suffix)

    def _letter(self, unit: Unit, values: Values) -> None:
        from scoresheet.letters.text_template import notepad
        from scoresheet.letters.wording import whole

        name, words = _LETTER.of(self.locale), whole(values)
        if self.templates.word is not None:
            self._put(unit, f"{name}.docx", self.templates.word.filled(words))
        else:
            self._put(unit, f"{name}.txt", notepad(self.templates.letter.filled(words)))

    def _choice(self, result: UnitResult) -> None:
        from scoresheet.letters.wording import choice

        values = choice(self.assessment, result, self.asked)
        self._message(result.unit, self.templates.version, values)

    def _message(self, unit: Unit, template: TextTemplate, values: Values) -> None:
        from scoresheet.letters.text_template import notepad
        from scoresheet.reports import message

        made = message.render(template, values)
        if len(made) > message.LONGEST:
            self.long_messages.append(unit.name)
        self._put(unit, _MESSAGE.of(self.locale), notepad(made))

    def _reminder(self) -> None:
        from scoresheet.letters.text_template import notepad
        from scoresheet.letters.wording import filling, reminder, waiting
        from scoresheet.reports import reminder_workbook

        words = filling(reminder(self.assessment, self.missing, self.asked))
        units = waiting(self.assessment, self.missing)
        made = reminder_workbook.render(self.assessment.catalog, units, self.asked.as_of)
        self.files[REMINDER.of(self.locale)] = notepad(self.templates.reminder.filled(words))
        self.files[REMINDER_LIST.of(self.locale)] = made

    def _put(self, unit: Unit, name: str, data: bytes) -> None:
        self.files[f"{folder_name(unit)}/{name}"] = data
