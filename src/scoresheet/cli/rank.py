"""The command `rank`: the combined ranking workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.audit import ManifestOption, all_outputs, audited, open_audit, show_changes
from scoresheet.cli.days import AsOfOption, day
from scoresheet.cli.examining import Request, examine
from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.letter_templates import word_template
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
    refuse_foreign,
    write_all,
)
from scoresheet.language import NOTHING, Text, joined

if TYPE_CHECKING:
    # Imported for their names alone: reading the catalog's modules takes longer than printing the help.
    from scoresheet.assessment import Assessment
    from scoresheet.catalog.model import Catalog
    from scoresheet.ranking.ordering import Ranking


def rank(
    paths: PathsArgument,
    output: Annotated[
        list[Path],
        typer.Option(
            "-o",
            "--output",
            help=say(
                "排名表（.xlsx）或通报（.docx，要装 Word 组件），可重复",
                "the ranking workbook (.xlsx) or the bulletin (.docx, needs the extra word); repeatable",
            ),
        ),
    ],
    catalog: CatalogOption = DEFAULT_CATALOG,
    prefer: PreferOption = None,
    strict: StrictOption = False,
    decisions: DecisionsOption = None,
    password: PasswordOption = None,
    manifest: ManifestOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    as_of: AsOfOption = None,
    jobs: JobsOption = None,
) -> None:
    """汇总各单位自查得分，生成排名表和通报 / Make the combined ranking workbook and the bulletin."""
    _refuse_other_suffixes(output)
    from rich.console import Console

    from scoresheet.ranking.ordering import rank as put_in_order

    opened = open_catalog(catalog)
    today = day("--as-of", as_of)
    renderers = {path: _renderer(path, catalog, opened, today) for path in output}
    audit = open_audit(manifest, catalog, opened, output)
    refuse_foreign(output, opened.locale)
    request = Request(
        paths,
        prefer,
        strict,
        decisions,
        passwords=password or [],
        outputs=all_outputs(output, audit),
        quiet=quiet,
        verbose=verbose,
        as_of=today,
        jobs=jobs,
    )
    examined = examine(opened, request)
    assessment = examined.assessment
    ranking = put_in_order(assessment)
    news = audited(audit, examined, request)
    reports = {path: render(assessment, ranking) for path, render in renderers.items()}
    write_all({**reports, **news.files}, opened.locale)
    written = joined(str(path) for path in output)
    said = Text(
        f"已写入 {written.zh}：{len(ranking.placed)}个单位参加排名，{len(ranking.unplaced)}个未参加"
        "（自查得分，未经审核）。",
        f"{written.en} was written: {len(ranking.placed)} units ranked, {len(ranking.unplaced)} not "
        "(self-assessed, not reviewed).",
    )
    typer.echo(said.of(opened.locale))
    if news.changes is not None and not quiet:
        show_changes(news.changes, opened, Console())
    raise typer.Exit(Exit.CLEAN if assessment.clean(strict=strict) else Exit.FINDINGS)


_Renderer = Callable[["Assessment", "Ranking"], bytes]


def _refuse_other_suffixes(outputs: Iterable[Path]) -> None:
    for path in outputs:
        if path.suffix.lower() not in {".xlsx", ".docx"}:
            fail(
                Text(
                    f"排名表的文件名须以 .xlsx 结尾，通报的须以 .docx 结尾：{path}",
                    f"The ranking is written as .xlsx, the bulletin as .docx, not {path}",
                )
            )


def _renderer(path: Path, catalog: Path, opened: Catalog, today: date | None) -> _Renderer:
    if path.suffix.lower() == ".docx":
        return _bulletin(catalog, opened, today)
    from scoresheet.reports import ranking_workbook

    return ranking_workbook.render


def _bulletin(catalog: Path, opened: Catalog, today: date | None) -> _Renderer:
    """Give what writes the bulletin; a mistake in its template, or a missing extra, ends the command."""
    from scoresheet.letters.bulletin import IN_BULLETIN, bulletin
    from scoresheet.letters.text_template import TemplateMistake
    from scoresheet.letters.word_template import hindrance
    from scoresheet.letters.wording import filling

    try:
        template = word_template(catalog, "bulletin", IN_BULLETIN, opened.locale)
    except TemplateMistake as mistake:
        fail(mistake.sentence, opened.locale)
    if template is None:
        why = hindrance() or NOTHING
        fail(
            Text(f"通报（.docx）写不了：{why.zh}", f"The bulletin (.docx) can't be written: {why.en}"),
            opened.locale,
        )

    def render(assessment: Assessment, ranking: Ranking) -> bytes:
        try:
            return template.filled(filling(bulletin(assessment, ranking, today)))
        except TemplateMistake as mistake:
            fail(mistake.sentence, opened.locale)

    return render
