"""The command `rank`: the combined ranking workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.locale import say
from scoresheet.cli.opening import (
    DEFAULT_CATALOG,
    CatalogOption,
    PathsArgument,
    PreferOption,
    StrictOption,
    assess_inbox,
    open_catalog,
    refuse_foreign,
    write_all,
)
from scoresheet.language import Text


def rank(
    paths: PathsArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=say("排名表文件（.xlsx）", "the ranking workbook (.xlsx)"))
    ],
    catalog: CatalogOption = DEFAULT_CATALOG,
    prefer: PreferOption = None,
    strict: StrictOption = False,
) -> None:
    """汇总各单位自查得分，生成排名表 / Make the combined ranking workbook."""
    if output.suffix.lower() != ".xlsx":
        fail(
            Text(f"排名表的文件名须以 .xlsx 结尾：{output}", f"The ranking is written as .xlsx, not {output}")
        )
    from scoresheet.ranking import rank as put_in_order
    from scoresheet.reports import ranking_workbook

    opened = open_catalog(catalog)
    refuse_foreign([output], opened.locale)
    assessment = assess_inbox(opened, paths, prefer)
    ranking = put_in_order(assessment)
    write_all({output: ranking_workbook.render(assessment, ranking)}, opened.locale)
    said = Text(
        f"已写入 {output}：{len(ranking.placed)}个单位参加排名，{len(ranking.unplaced)}个未参加"
        "（自查得分，未经审核）。",
        f"{output} was written: {len(ranking.placed)} units ranked, {len(ranking.unplaced)} not "
        "(self-assessed, not reviewed).",
    )
    typer.echo(said.of(opened.locale))
    raise typer.Exit(Exit.CLEAN if assessment.clean(strict=strict) else Exit.FINDINGS)
