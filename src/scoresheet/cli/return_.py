"""The command `return`: for each unit that must correct its own file marked, a letter and a message; a reminder for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.audit import ManifestOption, all_outputs, audited, open_audit, show_changes
from scoresheet.cli.days import AsOfOption, ByOption, day
from scoresheet.cli.examining import Request, examine
from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.letter_templates import open_letters
from scoresheet.cli.locale import say
from scoresheet.cli.opening import (
    DEFAULT_CATALOG,
    CatalogOption,
    DecisionsOption,
    JobsOption,
    PasswordOption,
    PathsArgument,
    PreferOption,
    QuietOption,
    StrictOption,
    VerboseOption,
    open_catalog,
)
from scoresheet.cli.outgoing import Outgoing
from scoresheet.cli.outgoing_told import told
from scoresheet.cli.sent_folder import MEMORY, SentFolder
from scoresheet.cli.unit_choice import chosen
from scoresheet.language import NOTHING, Locale, Text

if TYPE_CHECKING:
    from scoresheet.letters.wording import Asked


def return_(
    paths: PathsArgument,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help=say(
                "存放标注表、通知和催报的文件夹", "the folder for marked copies, letters and the reminder"
            ),
        ),
    ],
    catalog: CatalogOption = DEFAULT_CATALOG,
    by: ByOption = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            help=say("只处理这些单位（名称或编码，可重复）", "only for these units (repeatable)"),
        ),
    ] = None,
    prefer: PreferOption = None,
    decisions: DecisionsOption = None,
    password: PasswordOption = None,
    strict: StrictOption = False,
    manifest: ManifestOption = None,
    as_of: AsOfOption = None,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """给需要更正的单位准备标注表、退改通知和短信，给未报送的准备催报 / Marked copies, letters and a reminder."""
    from scoresheet.letters.wording import Asked

    opened = open_catalog(catalog)
    audit = open_audit(manifest, catalog, opened, ())
    asked = Asked(day("--by", by), day("--as-of", as_of))
    _refuse_past(asked, opened.locale)
    units = chosen(opened, unit or [])
    _refuse_inside(output, paths, opened.locale)
    folder = SentFolder.opened(output, opened.locale)
    templates = open_letters(catalog, opened.locale)
    request = Request(
        paths,
        prefer,
        strict,
        decisions,
        passwords=password or [],
        outputs=all_outputs((output / MEMORY,), audit),
        quiet=quiet,
        verbose=verbose,
        as_of=asked.as_of,
        jobs=jobs,
    )
    examined = examine(opened, request)
    assessment = examined.assessment
    is_whole = folder.take_inbox(paths)
    outgoing = Outgoing(assessment, units, asked, templates, catalog, request, is_whole=is_whole)
    outgoing.make()
    news = audited(audit, examined, request)
    gone = folder.write(outgoing.files, replaces=outgoing.concerns, beside=news.files)
    typer.echo("\n".join(told(outgoing, output, gone, quiet=quiet)))
    if outgoing.corrected and templates.word is None:
        typer.echo(_no_word().of(opened.locale), err=True)
    if news.changes is not None and not quiet:
        from rich.console import Console

        show_changes(news.changes, opened, Console())
    raise typer.Exit(Exit.CLEAN if assessment.clean(strict=strict) else Exit.FINDINGS)


def _refuse_past(asked: Asked, locale: Locale) -> None:
    if asked.by is not None and asked.as_of is not None and asked.by < asked.as_of:
        fail(
            Text(
                f"--by {asked.by} 比 --as-of {asked.as_of} 还早。请改一个日期。",
                f"--by {asked.by} is before --as-of {asked.as_of}. Please change one of them.",
            ),
            locale,
        )


def _refuse_inside(output: Path, paths: Sequence[str], locale: Locale) -> None:
    """End the command where what is to be sent would lie among what came back."""
    from scoresheet.inbox.patterns import roots

    here = output.resolve()
    for path in paths:
        for root in roots(path):
            if root.path.is_dir() and here.is_relative_to(root.path.resolve()):
                fail(
                    Text(
                        f"{output} 在收表的文件夹 {root.path} 里面，写进去会和收到的表混在一起。请用 -o 指定别的文件夹。",
                        f"{output} lies inside the folder of returns {root.path}, where it would be mixed with them. "
                        "Please name another folder with -o.",
                    ),
                    locale,
                )


def _no_word() -> Text:
    from scoresheet.letters.word_template import hindrance

    why = hindrance() or NOTHING
    return Text(
        f"通知写成了文本（.txt）。要写成 Word 文档：{why.zh}",
        f"The letters were written as text. To get Word documents: {why.en}",
    )
