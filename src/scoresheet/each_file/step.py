"""The step for one file: read it, and check what it says. It needs nothing but its arguments and changes nothing."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass

from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import Finding, run
from scoresheet.grid import Trouble, Unreadable
from scoresheet.inbox.intake import File
from scoresheet.reading.returned_form import read_file, unread
from scoresheet.submission import Submission


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one file.

    `findings` are those of the submission as the file has it, before anything that the office decided.
    `milliseconds` is how long it took, `defect` where and how the program itself failed, "" where it didn't.
    """

    submission: Submission
    findings: tuple[Finding, ...]
    milliseconds: float = 0.0
    defect: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What is the same for all files of a run: the catalog, and the passwords that are tried in order."""

    catalog: Catalog
    passwords: tuple[str, ...] = ()

    def __call__(self, file: File) -> Done:
        """Read and check a file; a defect of the program costs this file only."""
        begun = time.perf_counter()
        defect = ""
        try:
            submission = read_file(self.catalog, file, self.passwords)
            findings = run(submission)
        except Exception as error:  # noqa: BLE001 - one file that finds a defect of ours never costs the others
            defect = "".join(traceback.format_exception(error))
            submission = unread(file, Unreadable(Trouble.CRASHED))
            findings = run(submission)
        return Done(submission, findings, (time.perf_counter() - begun) * 1000, defect)

    def refused(self, file: File, reason: Unreadable) -> Done:
        """Give what comes of a file whose reader, elsewhere, was ended."""
        submission = unread(file, reason)
        return Done(submission, run(submission))
