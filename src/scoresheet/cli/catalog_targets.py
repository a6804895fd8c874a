"""The command `catalog targets`: the table of units and measures, out to be filled in, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.locale import say
from scoresheet.cli.opening import DEFAULT_CATALOG, CatalogOption, before_targets, write_all
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from scoresheet.catalog.loading import BeforeTargets
    from scoresheet.catalog.mistakes import Mistake
    from scoresheet.catalog.target_sheet import TargetSheet
    from scoresheet.target_table import Update

_DEFAULT_NAME = "targets.csv"
_CHANGES_LISTED = 200


def targets(
    path: CatalogOption = DEFAULT_CATALOG,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help=say("导出到 .xlsx 或 .csv 文件", "write the table to an .xlsx or .csv file"),
        ),
    ] = None,
    filled: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help=say(
                "读回填好的表（.xlsx、.xls、.ods 或 .csv），写入目标表",
                "take a filled table back (.xlsx, .xls, .ods or .csv)",
            ),
        ),
    ] = None,
) -> None:
    """Write the table of targets, take a filled one in, or say how many targets are whose own."""
    before = before_targets(path)
    if filled is not None:
        _take_in(before, filled, output or before.file or path.parent / _DEFAULT_NAME)
    elif output is not None:
        _write(before, output)
    else:
        _print(before)


def _sheet(before: BeforeTargets) -> TargetSheet:
    from scoresheet.catalog.target_sheet import target_sheet

    return target_sheet(before.catalog, before.known, before.table.values, before.table.not_applicable or {})


def _write(before: BeforeTargets, output: Path) -> None:
    locale = before.catalog.locale
    made = _rendered(before, output)
    _refuse_to_lose(before, output)
    write_all({output: made}, locale)
    said = Text(
        f"已写入 {output}：{len(before.catalog.units)}个单位。填好存盘后运行：scoresheet catalog targets --from {output}",
        f"{output} was written: {len(before.catalog.units)} units. Fill it in and run: scoresheet catalog targets --from {output}",
    )
    typer.echo(said.of(locale))


def _rendered(before: BeforeTargets, output: Path) -> bytes:
    from scoresheet.catalog.target_sheet import needed, written
    from scoresheet.reports import targets_workbook

    suffix = output.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        fail(_OTHER_SUFFIX, before.catalog.locale)
    if suffix == ".csv":
        return written(_sheet(before))
    must = frozenset((unit.id, *column.key) for unit, column in needed(before.catalog))
    return targets_workbook.render(_sheet(before), must)


_OTHER_SUFFIX = Text(
    "目标数表可以写成 .xlsx 或 .csv 文件。请改用这两种后缀。",
    "The table of targets can be written as .xlsx or .csv. Use one of these endings.",
)


def _refuse_to_lose(before: BeforeTargets, output: Path) -> None:
    """End the command where an existing file is no table of targets, or holds what the catalog doesn't have yet."""
    from scoresheet.target_table import read_filled, update

    if not output.exists():
        return
    present = read_filled(_bytes(output, before.catalog.locale), str(output), before.known)
    if not present.is_one:
        fail(_not_a_table(output), before.catalog.locale)
    if present.mistakes or update(before, present).changes:
        said = Text(
            f"{output} 里有还没有读回的内容，没有覆盖。请先运行 scoresheet catalog targets --from {output}，或换一个文件名。",
            f"{output} holds what was not taken back yet, so it is kept. Run scoresheet catalog targets --from {output} first, "
            "or choose another name.",
        )
        fail(said, before.catalog.locale)


def _not_a_table(output: Path) -> Text:
    return Text(
        f"{output} 已经存在，而且不是目标数表，没有覆盖。请换一个文件名。",
        f"{output} exists and is no table of targets, so it is kept. Please choose another name.",
    )


def _bytes(path: Path, locale: Locale) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        fail(
            Text(
                f"打不开 {path}。请检查文件名、读取权限，以及是否被其他程序占用。",
                f"{path} can't be opened. Look at its name, at the permissions and whether another program holds it.",
            ),
            locale,
        )


def _take_in(before: BeforeTargets, filled: Path, output: Path) -> None:
    from scoresheet.catalog.doubt import Doubt, Weight
    from scoresheet.catalog.target_sheet import target_sheet, written
    from scoresheet.target_table import missing, read_filled, update

    locale = before.catalog.locale
    table = read_filled(_bytes(filled, locale), str(filled), before.known)
    if table.mistakes:
        _tell(table.mistakes, locale)
    lacking = missing(before, table)
    if lacking:
        _tell(lacking, locale)
    if output.suffix.lower() != ".csv":
        fail(_ONLY_CSV, locale)
    _refuse_foreign(before, output)
    changed = update(before, table)
    if not changed.changes and output == before.file and output.exists():
        typer.echo(Text("与现有的目标数相同，没有改动。", "Nothing has changed.").of(locale))
        return
    for note in table.notes:
        typer.echo(Doubt(note, Weight.NOTICE).render(locale))
    sheet = target_sheet(before.catalog, before.known, changed.own, changed.besides)
    write_all({output: written(sheet)}, locale)
    _tell_update(before, changed, output)


_ONLY_CSV = Text(
    "读回的目标数只能写成 .csv 文件。请改用 .csv 后缀，或不写 -o。",
    "Targets that are taken back are written as .csv. Use that ending, or leave -o out.",
)


def _tell(mistakes: list[Mistake], locale: Locale) -> NoReturn:
    typer.echo("\n".join(mistake.render(locale) for mistake in mistakes), err=True)
    raise typer.Exit(Exit.USAGE)


def _refuse_foreign(before: BeforeTargets, output: Path) -> None:
    from scoresheet.target_table import read_filled

    if output.exists():
        present = read_filled(_bytes(output, before.catalog.locale), str(output), before.known)
        if not present.is_one and present.content.strip():
            fail(_not_a_table(output), before.catalog.locale)


def _tell_update(before: BeforeTargets, changed: Update, output: Path) -> None:
    locale = before.catalog.locale
    for sentence in changed.changes[:_CHANGES_LISTED]:
        typer.echo(sentence.of(locale))
    rest = len(changed.changes) - _CHANGES_LISTED
    if rest > 0:
        typer.echo(Text(f"另有{rest}处没有列出。", f"{rest} more are not listed.").of(locale))
    for sentence in changed.kept:
        typer.echo(sentence.of(locale))
    number = len(changed.changes)
    said = Text(f"已写入 {output}：改动{number}处。", f"{output} was written: {number} changes.")
    typer.echo(said.of(locale))
    if before.file is None:
        typer.echo(_name_it(output).of(locale))


def _name_it(output: Path) -> Text:
    return Text(
        f"指标目录还没有写目标表，这些目标数还没有用上。请在 indicators.yaml 里 categories 上面加一行：targets: {output.name}",
        f"The catalog names no table of targets yet, so these have no effect. Add this line to it, above categories: targets: {output.name}",
    )


def _print(before: BeforeTargets) -> None:
    from rich.console import Console

    from scoresheet.reports import targets_terminal

    targets_terminal.render(_sheet(before), Console())
