"""The option `--manifest`: an audit of the run in a file, and what changed since the audit that stood there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.exits import fail
from scoresheet.cli.locale import say
from scoresheet.language import Text

if TYPE_CHECKING:
    from rich.console import Console

    from scoresheet.catalog.model import Catalog
    from scoresheet.changes import Changes
    from scoresheet.cli.examining import Examined, Request
    from scoresheet.manifest import Manifest

ManifestOption = Annotated[
    Path | None,
    typer.Option(
        "--manifest",
        metavar="FILE",
        help=say(
            "把每个文件的来源、结论和原因记入这个文件（.json）；再次运行时说明与上次相比的变化",
            "record every file, its verdict and why in this .json file; a later run tells what changed",
        ),
    ),
]


@dataclass(frozen=True, slots=True)
class Audit:
    """What `--manifest` asks for: the file, the catalog as it was named, and the audit of the last run."""

    path: Path
    catalog_path: Path
    previous: Manifest | None

    def made(self, examined: Examined, request: Request) -> Manifest:
        """Give the audit of a run."""
        from scoresheet.inert import legible
        from scoresheet.manifest import FileMark, Options, manifest

        decisions = request.decisions
        mark = FileMark(legible(str(decisions)), examined.decisions_digest) if decisions else None
        options = Options(request.prefer, request.strict, mark)
        return manifest(examined.assessment, examined.seen, str(self.catalog_path), options)


@dataclass(frozen=True, slots=True)
class Audited:
    """The file with the audit of a run, if it was asked for, and what changed since the last run, if there was one."""

    files: Mapping[Path, bytes]
    changes: Changes | None


def open_audit(
    path: Path | None, catalog_path: Path, catalog: Catalog, outputs: Iterable[Path]
) -> Audit | None:
    """Read the audit of the last run, before anything else is read; one that can't be used ends the command."""
    if path is None:
        return None
    if path.suffix.lower() != ".json":
        fail(
            Text(
                f"--manifest 的文件名须以 .json 结尾：{path}", f"--manifest writes a .json file, not {path}"
            ),
            catalog.locale,
        )
    if path.absolute() in {output.absolute() for output in outputs}:
        fail(
            Text(
                f"--manifest 和 -o 写的是同一个文件 {path}。请给其中一个换个名字。",
                f"--manifest and -o name the same file {path}. Please give one of them another name.",
            ),
            catalog.locale,
        )
    return Audit(path, catalog_path, _previous(path, catalog))


def all_outputs(outputs: Iterable[Path], audit: Audit | None) -> tuple[Path, ...]:
    """Give every file that a run will write, its audit included."""
    return (*outputs, *([] if audit is None else [audit.path]))


def audited(audit: Audit | None, examined: Examined, request: Request) -> Audited:
    """Give the audit of a run, to be written after all other outputs, and what changed since the last run.

    After the others, so that a run that is ended before leaves the old audit and the next one still tells the changes.
    """
    if audit is None:
        return Audited({}, None)
    from scoresheet.changes import changes
    from scoresheet.manifest import to_bytes

    now = audit.made(examined, request)
    since = None if audit.previous is None else changes(audit.previous, now)
    return Audited({audit.path: to_bytes(now)}, since)


def show_changes(changes: Changes, catalog: Catalog, console: Console) -> None:
    """Print what changed, on lines that fit the console."""
    from rich.cells import cell_len
    from rich.text import Text as Styled

    from scoresheet.reports.since_last import lines
    from scoresheet.wrapping import wrapped

    console.print()
    for number, line in enumerate(lines(changes, catalog.locale)):
        for part in wrapped(line, console.width, cell_len, hanging=6):
            console.print(Styled(part, "" if number else "bold"), soft_wrap=True)


def _previous(path: Path, catalog: Catalog) -> Manifest | None:
    from scoresheet.manifest import LONGEST, ManifestError, from_bytes

    try:
        with path.open("rb") as file:
            return _of_this_round(path, from_bytes(file.read(LONGEST + 1)), catalog)
    except FileNotFoundError:
        return None
    except OSError:
        fail(
            Text(
                f"打不开 {path}。请检查它是不是文件夹、有没有读取权限，或换一个文件名。",
                f"{path} can't be opened. Please check that it is a file that you may read, "
                "or give another name.",
            ),
            catalog.locale,
        )
    except ManifestError as error:
        sentence = error.sentence
        fail(Text(f"{path} {sentence.zh}。", f"{path}: {sentence.en}."), catalog.locale)


def _of_this_round(path: Path, previous: Manifest, catalog: Catalog) -> Manifest:
    earlier = previous.catalog
    if (earlier.id, earlier.round) != (catalog.id, catalog.round.id):
        fail(
            Text(
                f"{path} 是另一套指标或另一期（{earlier.id}，{earlier.round}）的处理记录，不能覆盖，也无法比较。"
                "请换一个文件名。",
                f"{path} is the audit of another catalog or round ({earlier.id}, {earlier.round}); "
                "it is kept, and nothing can be compared with it. Please give another name.",
            ),
            catalog.locale,
        )
    return previous
