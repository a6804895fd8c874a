"""The commands `catalog …`: is the catalog right, what is in it, its schema for editors, the table of targets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.catalog_targets import targets
from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.locale import cli_locale, say
from scoresheet.cli.opening import (
    DEFAULT_CATALOG,
    CatalogOption,
    StrictOption,
    inspect,
    open_catalog,
    refuse_foreign,
    refuse_unissuable,
    write_all,
)
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from scoresheet.catalog.doubt import Doubt
    from scoresheet.catalog.model import Catalog, Unit
    from scoresheet.catalog.view import CatalogView

catalog = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say("检查、查看指标目录，汇总目标数", "Check and show the catalog of indicators; its targets."),
)

OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help=say("写到这个文件", "the file to write")),
]


@catalog.command(
    "check",
    help=say(
        "检查目录：指出每处错误和可疑之处的位置",
        "Check the catalog; mistakes and doubts are told with their places.",
    ),
)
def check(path: CatalogOption = DEFAULT_CATALOG, strict: StrictOption = False) -> None:
    """Load the catalog; print what it holds and what is odd about it, or all its mistakes (exit code 2)."""
    from scoresheet.catalog.doubt import Weight

    opened, found = inspect(path)
    refuse_unissuable(found, opened.locale)
    typer.echo(_holds(path, opened).of(opened.locale))
    _tell_defaults(opened)
    _tell_doubts(found, opened.locale)
    if strict and any(doubt.weight >= Weight.VERIFY for doubt in found):
        raise typer.Exit(Exit.FINDINGS)


def _holds(path: Path, opened: Catalog) -> Text:
    from scoresheet.figures import plain

    points = plain(opened.total)
    return Text(
        f"{path} 没有错误：{len(opened.items)}项，共{points}分，{len(opened.units)}个单位。",
        f"{path} is right: {len(opened.items)} items, {points} points, {len(opened.units)} units.",
    )


def _tell_defaults(opened: Catalog) -> None:
    from scoresheet.catalog.form import form_for

    for unit in opened.units:
        defaults = form_for(opened, unit).defaults
        if defaults:
            about = Text(
                f"  {unit.name}：{defaults}个目标数是默认值", f"  {unit.name}: {defaults} default targets"
            )
            typer.echo(about.of(opened.locale))


_DOUBTS_LISTED = 100


def _tell_doubts(found: tuple[Doubt, ...], locale: Locale) -> None:
    from scoresheet.catalog.doubt import Weight

    for doubt in found[:_DOUBTS_LISTED]:
        typer.echo(doubt.render(locale))
    rest = len(found) - _DOUBTS_LISTED
    if rest > 0:
        more = Text(f"另有{rest}处没有列出。", f"{rest} more are not listed.")
        typer.echo(more.of(locale))
    grave = sum(doubt.weight >= Weight.VERIFY for doubt in found)
    if grave:
        count = Text(
            f"有{grave}处请核实：确认无误的可以不改，不影响生成和汇总。",
            f"{grave} to verify: what is meant can stay as it is; forms and rankings can be made.",
        )
        typer.echo(count.of(locale))


@catalog.command(
    "schema",
    help=say(
        "输出 JSON Schema，编辑器据此补全和提示",
        "Write the JSON Schema by which editors complete keys.",
    ),
)
def schema(output: OutputOption = None) -> None:
    """Print the catalog's JSON Schema, or write it to a file."""
    from scoresheet.catalog.json_schema import FIRST_LINE, is_schema, rendered

    made = rendered()
    if output is None:
        typer.echo(made, nl=False)
        return
    if output.suffix.lower() != ".json":
        fail(_NO_JSON, cli_locale())
    if output.exists() and not is_schema(_content(output)):
        fail(_kept(output), cli_locale())
    write_all({output: made.encode("utf-8")}, cli_locale())
    first = FIRST_LINE.replace("indicators.schema.json", output.name)
    said = Text(
        f"已写入 {output}。目录文件的第一行写上“{first}”，编辑器就会补全和提示。",
        f"{output} was written. With “{first}” as the first line of the catalog, editors complete its keys.",
    )
    typer.echo(said.of(cli_locale()))


_NO_JSON = Text(
    "JSON Schema 要写成 .json 文件。请改用这个后缀，如 indicators.schema.json。",
    "A JSON Schema is written as .json. Use that ending, as in indicators.schema.json.",
)


def _kept(output: Path) -> Text:
    return Text(
        f"{output} 已经存在，而且不是 catalog schema 写的，没有覆盖。请换一个文件名。",
        f"{output} exists and was not written by catalog schema, so it is kept. Please choose another name.",
    )


@catalog.command(
    "show",
    help=say(
        "把目录印成看得懂的表",
        "Show the catalog as a table.",
    ),
)
def show(
    path: CatalogOption = DEFAULT_CATALOG,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="NAME",
            help=say(
                "填入这个单位的目标数和称谓（名称或编号）", "with this unit's targets and words (name or id)"
            ),
        ),
    ] = None,
    output: OutputOption = None,
) -> None:
    """Print the catalog with every rule as a sentence, or write it to a workbook or a page of Markdown."""
    from scoresheet.catalog.view import view

    opened = open_catalog(path)
    chosen = None if unit is None else _unit(opened, unit)
    seen = view(opened, chosen)
    if output is None:
        from rich.console import Console

        from scoresheet.reports import catalog_terminal

        catalog_terminal.render(seen, Console())
        return
    made = _page(seen, output, opened.locale)
    _refuse_foreign(output, opened.locale)
    write_all({output: made}, opened.locale)
    typer.echo(Text(f"已写入 {output}。", f"{output} was written.").of(opened.locale))


def _page(seen: CatalogView, output: Path, locale: Locale) -> bytes:
    from scoresheet.reports import catalog_markdown, catalog_workbook

    suffix = output.suffix.lower()
    if suffix not in {".xlsx", ".md"}:
        fail(_OTHER_SUFFIX, locale)
    return catalog_workbook.render(seen) if suffix == ".xlsx" else catalog_markdown.render(seen).encode()


def _refuse_foreign(output: Path, locale: Locale) -> None:
    from scoresheet.reports.catalog_markdown import MARK

    if not _content(output).startswith(MARK.encode()):
        refuse_foreign([output], locale)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


_OTHER_SUFFIX = Text(
    "目录可以写成 .xlsx 或 .md 文件。请改用这两种后缀。",
    "The catalog can be written as .xlsx or .md. Use one of these endings.",
)


def _unit(opened: Catalog, name: str) -> Unit:
    from scoresheet.catalog.mistakes import fold, guess, quoted

    names = {
        fold(each): unit for unit in opened.units for each in (unit.name, unit.reporting_as, *unit.aliases)
    }
    names |= {fold(unit.id): unit for unit in opened.units}
    if fold(name) not in names:
        near = guess(name, [unit.name for unit in opened.units])
        fail(
            Text(
                f"目录里没有单位{quoted(name)}。{near.zh}请写目录里的单位名称或编号。",
                f"The catalog has no unit {quoted(name)}.{near.en} Write a name or an id of the catalog.",
            ),
            opened.locale,
        )
    return names[fold(name)]


catalog.command(
    "targets",
    help=say(
        "导出各单位目标数表，填好后读回",
        "Write the table of targets, and take it back filled in.",
    ),
)(targets)
