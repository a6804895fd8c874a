"""The commands `catalog …`: is the catalog right."""

from __future__ import annotations

import typer

from scoresheet.cli.locale import say
from scoresheet.cli.opening import DEFAULT_CATALOG, CatalogOption, open_catalog
from scoresheet.language import Text

catalog = typer.Typer(no_args_is_help=True, help=say("检查指标目录", "Check the catalog of indicators."))


@catalog.callback()
def _group() -> None:
    """Keep `check` a command of its own while it is the only one."""


@catalog.command(
    "check",
    help=say("检查目录，指出每处错误的位置", "Check the catalog; every mistake is told with its place."),
)
def check(path: CatalogOption = DEFAULT_CATALOG) -> None:
    """Load the catalog; print what it holds, or all its mistakes (exit code 2)."""
    from scoresheet.catalog.form import form_for
    from scoresheet.figures import plain

    opened = open_catalog(path)
    points = plain(opened.total)
    said = Text(
        f"{path} 没有错误：{len(opened.items)}项，共{points}分，{len(opened.units)}个单位。",
        f"{path} is right: {len(opened.items)} items, {points} points, {len(opened.units)} units.",
    )
    typer.echo(said.of(opened.locale))
    for unit in opened.units:
        defaults = form_for(opened, unit).defaults
        if defaults:
            about = Text(
                f"  {unit.name}：{defaults}个目标数是默认值", f"  {unit.name}: {defaults} default targets"
            )
            typer.echo(about.of(opened.locale))
