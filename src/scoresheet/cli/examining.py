"""What every command that reads the inbox does with it: read each file, settle, score and check."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scoresheet.cli.defects import keep
from scoresheet.cli.exits import fail
from scoresheet.cli.opening import open_decisions, open_inbox, processors
from scoresheet.cli.watching import Watch, tell_files, terminal
from scoresheet.language import Text

if TYPE_CHECKING:
    # Imported for their names alone: reading the catalog's modules takes longer than printing the help.
    from scoresheet.assessment import Assessment, FileResult
    from scoresheet.catalog.model import Catalog
    from scoresheet.checking.running import Finding
    from scoresheet.each_file.step import Done
    from scoresheet.inbox.intake import File
    from scoresheet.manifest import Seen
    from scoresheet.reading.senders import Names
    from scoresheet.returns.settling import Aside
    from scoresheet.submission import Submission


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked of a command that reads the inbox.

    `outputs` are the files that the command itself will write: where they lie in the inbox they are no input.
    `as_of` is the day by which lateness is told, None where the user named none. So many `jobs` read at a time, None
    for as many as there are processors.
    """

    paths: Sequence[str]
    prefer: str | None = None
    strict: bool = False
    decisions: Path | None = None
    passwords: Sequence[str] = ()
    outputs: Collection[Path] = ()
    quiet: bool = False
    verbose: bool = False
    as_of: date | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of it; `seen` is what was known of each file before anything was decided.

    `decisions_digest` is the SHA-256 of the file with the office's decisions, "" without one.
    """

    assessment: Assessment
    seen: tuple[Seen, ...]
    decisions_digest: str = ""


def examine(catalog: Catalog, request: Request) -> Examined:
    """Read and check everything in the inbox; what the user asked wrongly ends the command."""
    from scoresheet.assessment import assess
    from scoresheet.each_file.running import take_all
    from scoresheet.each_file.step import Step
    from scoresheet.inbox.intake import expected

    if request.prefer not in {None, "newest"}:
        fail(Text("--prefer 只能是 newest。", "--prefer takes newest only."))
    decisions = open_decisions(request.decisions, catalog)
    gathered = _Gathered.empty(catalog, request)
    step = Step(catalog, tuple(request.passwords))
    files = open_inbox(request.paths, request.passwords)
    shown = None if request.quiet else terminal()
    total = expected(request.paths) if shown else None
    taken = take_all(step, files, gathered.is_return, request.jobs or processors())
    with Watch(catalog.locale, shown, total=total) as watch, closing(taken):
        for file, done in taken:
            gathered.take(file, done)
            watch.read(file.path, file.sha256, done.milliseconds if done else 0.0)
        watch.all_read()
        assessment = assess(
            catalog,
            gathered.submissions,
            set_aside=gathered.listed,
            aside=gathered.aside,
            decisions=decisions,
            prefer_newest=request.prefer == "newest",
            as_of=request.as_of,
            found=gathered.findings,
        )
    if request.verbose:
        tell_files(assessment, watch.milliseconds)
    return Examined(assessment, tuple(gathered.seen), decisions.digest)


@dataclass(slots=True)
class _Gathered:
    """What has been read so far; the bytes of a file are let go as soon as it was read."""

    catalog: Catalog
    request: Request
    names: Names
    submissions: list[Submission] = field(default_factory=list)
    findings: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    listed: list[FileResult] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    @classmethod
    def empty(cls, catalog: Catalog, request: Request) -> _Gathered:
        """Begin with nothing."""
        from scoresheet.reading.senders import Names

        return cls(catalog, request, Names(catalog))

    def is_return(self, file: File) -> bool:
        """Tell whether a file is to be read: neither an attachment nor the office's own decisions."""
        from scoresheet.inbox.intake import Role

        return file.role is Role.RETURN and not self._holds_decisions(file)

    def take(self, file: File, done: Done | None) -> None:
        """Keep what is known of a file; one that is no return is only listed."""
        from scoresheet.inbox.intake import Role

        if done is not None:
            self._return(file, done)
        elif self._holds_decisions(file):
            self._beside(replace(file, reason=_DECISIONS), is_attachment=False)
        else:
            self._beside(file, is_attachment=file.role is Role.ATTACHMENT)

    def _holds_decisions(self, file: File) -> bool:
        decisions = self.request.decisions
        return decisions is not None and file.on_disk.absolute() == decisions.absolute()

    def _return(self, file: File, done: Done) -> None:
        from scoresheet.manifest import Seen, round_of

        if done.defect:
            _tell_defect(file, done.defect, self.catalog)
        read = done.submission
        self.submissions.append(read)
        self.findings[id(read)] = done.findings
        self.seen.append(Seen(read.source, round_of(read, self.catalog)))
        if read.form is None:
            self._note_sender(file, is_form=True)

    def _beside(self, file: File, *, is_attachment: bool) -> None:
        from scoresheet.assessment import FileResult, FileStatus
        from scoresheet.manifest import Seen
        from scoresheet.reading.returned_form import source_of

        status = FileStatus.ATTACHMENT if is_attachment else FileStatus.IGNORED
        self.listed.append(FileResult(file.path, file.sha256, file.type.value, None, status, file.reason))
        if is_attachment:
            self._note_sender(file, is_form=False)
        if file.on_disk.absolute() not in {path.absolute() for path in self.request.outputs}:
            self.seen.append(Seen(source_of(file)))

    def _note_sender(self, file: File, *, is_form: bool) -> None:
        from scoresheet.reading.senders import sender
        from scoresheet.returns.settling import Aside

        unit = sender(self.names, file.place)
        self.aside.append(Aside(file.path, unit.id if unit else None, file.type.word, is_form))


_DECISIONS = Text("决定登记，不是报送的表", "the office's decisions, not a return")


def _tell_defect(file: File, defect: str, catalog: Catalog) -> None:
    kept = keep(defect)
    said = Text(
        f"读取 {file.path} 时程序内部出错，该文件按无法读取处理，其余照常。详细记录在 {kept}，请把它发给维护人员。",
        f"Reading {file.path} the program failed; that file counts as unreadable, the others go on. "
        f"Details are in {kept}; please send it to the maintainers.",
    )
    typer.echo(said.of(catalog.locale), err=True)
