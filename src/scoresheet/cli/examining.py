"""What every command that reads the inbox does with it: read each file, settle, score and check."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scoresheet.cli.defects import log
from scoresheet.cli.exits import fail
from scoresheet.cli.opening import open_decisions, open_inbox
from scoresheet.cli.watching import Watch, tell_files, terminal
from scoresheet.language import Text

if TYPE_CHECKING:
    # Imported for their names alone: reading the catalog's modules takes longer than printing the help.
    from scoresheet.assessment import Assessment, FileResult
    from scoresheet.catalog.model import Catalog
    from scoresheet.inbox.intake import File
    from scoresheet.manifest import Seen
    from scoresheet.reading.senders import Names
    from scoresheet.returns.settling import Aside
    from scoresheet.submission import Source, Submission


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked of a command that reads the inbox.

    `outputs` are the files that the command itself will write: where they lie in the inbox they are no input.
    `as_of` is the day by which lateness is told, None where the user named none.
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

    if request.prefer not in {None, "newest"}:
        fail(Text("--prefer 只能是 newest。", "--prefer takes newest only."))
    decisions = open_decisions(request.decisions, catalog)
    gathered = _Gathered.empty(catalog, request)
    with Watch(catalog.locale, None if request.quiet else terminal()) as watch:
        for file in open_inbox(request.paths, request.passwords):
            gathered.take(file)
            watch.read(file.path, file.sha256)
        watch.all_read()
        assessment = assess(
            catalog,
            gathered.submissions,
            set_aside=gathered.listed,
            aside=gathered.aside,
            decisions=decisions,
            prefer_newest=request.prefer == "newest",
            as_of=request.as_of,
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
    listed: list[FileResult] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    @classmethod
    def empty(cls, catalog: Catalog, request: Request) -> _Gathered:
        """Begin with nothing."""
        from scoresheet.reading.senders import Names

        return cls(catalog, request, Names(catalog))

    def take(self, file: File) -> None:
        """Read a file and keep what is known of it; one that is no return is only listed."""
        from scoresheet.inbox.intake import Role

        if self.request.decisions and file.on_disk.absolute() == self.request.decisions.absolute():
            self._beside(replace(file, reason=_DECISIONS), is_attachment=False)
        elif file.role is Role.RETURN:
            self._return(file)
        else:
            self._beside(file, is_attachment=file.role is Role.ATTACHMENT)

    def _return(self, file: File) -> None:
        from scoresheet.manifest import Seen, round_of

        read = _read(self.catalog, file, self.request.passwords)
        self.submissions.append(read)
        self.seen.append(Seen(read.source, round_of(read, self.catalog)))
        if read.form is None:
            self._note_sender(file, is_form=True)

    def _beside(self, file: File, *, is_attachment: bool) -> None:
        from scoresheet.assessment import FileResult, FileStatus
        from scoresheet.manifest import Seen

        status = FileStatus.ATTACHMENT if is_attachment else FileStatus.IGNORED
        self.listed.append(FileResult(file.path, file.sha256, file.type.value, None, status, file.reason))
        if is_attachment:
            self._note_sender(file, is_form=False)
        if file.on_disk.absolute() not in {path.absolute() for path in self.request.outputs}:
            self.seen.append(Seen(_source(file)))

    def _note_sender(self, file: File, *, is_form: bool) -> None:
        from scoresheet.reading.senders import sender
        from scoresheet.returns.settling import Aside

        unit = sender(self.names, file.place)
        self.aside.append(Aside(file.path, unit.id if unit else None, file.type.word, is_form))


_DECISIONS = Text("决定登记，不是报送的表", "the office's decisions, not a return")


def _read(catalog: Catalog, file: File, passwords: Sequence[str]) -> Submission:
    from scoresheet.reading.returned_form import read_file
    from scoresheet.submission import Fault, FaultKind, Submission

    try:
        return read_file(catalog, file, passwords)
    except Exception as error:  # noqa: BLE001 - one file that finds a defect of ours never costs the others
        kept = log(error)
        said = Text(
            f"读取 {file.path} 时程序内部出错，该文件按无法读取处理，其余照常。详细记录在 {kept}，请把它发给维护人员。",
            f"Reading {file.path} the program failed; that file counts as unreadable, the others go on. "
            f"Details are in {kept}; please send it to the maintainers.",
        )
        typer.echo(said.of(catalog.locale), err=True)
        return Submission(_source(file), faults=(Fault(FaultKind.CRASHED),))


def _source(file: File) -> Source:
    from scoresheet.submission import Source

    return Source(file.path, file.sha256, file.type.value, file.size, mtime=file.mtime, place=file.place)
