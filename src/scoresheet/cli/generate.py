"""The command `generate`: one blank workbook for each unit."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.exits import fail
from scoresheet.cli.locale import say
from scoresheet.cli.opening import (
    DEFAULT_CATALOG,
    CatalogOption,
    inspect,
    refuse_unissuable,
    tell_before_issuing,
    write_all,
)
from scoresheet.cli.unit_choice import chosen
from scoresheet.cli.watching import Watch, terminal
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from scoresheet.catalog.model import Catalog, Unit
    from scoresheet.forms.issuing import Issued


def generate(
    catalog: CatalogOption = DEFAULT_CATALOG,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=say("存放空白表的文件夹", "the folder for the forms"))
    ] = Path("issued"),
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", help=say("只生成这些单位（名称或编码，可重复）", "only these units (repeatable)")
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help=say("覆盖可能已填写的表", "replace forms that may have been filled in")),
    ] = False,
) -> None:
    """为每个单位生成一份空白自查评分表 / Make one blank form for each unit."""
    from scoresheet.forms.issuing import issue
    from scoresheet.forms.master import MasterError
    from scoresheet.shipped import master_for

    opened, found = inspect(catalog)
    refuse_unissuable(found, opened.locale)
    units = chosen(opened, unit or [])
    if not force:
        _refuse_filled(opened, units, output)
    try:
        forms = issue(opened, units, master_for(catalog), datetime.now().astimezone())
    except MasterError as error:
        fail(error.message, opened.locale)
    lines = []
    with Watch(opened.locale, terminal(), doing=_MAKING) as watch:
        for one in forms:
            path = output / one.file_name
            write_all({path: one.data}, opened.locale)
            watch.read(one.file_name, one.unit.id)
            lines.append(f"{path}{_about_defaults(one, opened.locale)}")
    # Told at the end, so that a reader who goes away doesn't leave half of the forms unwritten.
    typer.echo("\n".join(lines))
    said = Text(
        f"已生成{len(units)}份空白表，存放在 {output}。",
        f"{len(units)} blank forms were written to {output}.",
    )
    typer.echo(said.of(opened.locale))
    tell_before_issuing(found, opened.locale)


_MAKING = Text("已生成{0}份空白表：{1}", "{0} forms made: {1}")


def _refuse_filled(catalog: Catalog, units: tuple[Unit, ...], folder: Path) -> None:
    from scoresheet.forms.issuing import file_name, may_be_filled

    paths = [folder / file_name(catalog, unit) for unit in units]
    filled = [path for path in paths if path.exists() and may_be_filled(path)]
    if filled:
        listed = "\n".join(f"  {path}" for path in filled)
        fail(
            Text(
                f"下列文件可能已有人填写，没有覆盖，也没有写入任何文件：\n{listed}\n"
                "请换一个文件夹（-o），或确认不再需要后加 --force。",
                f"These files may have been filled in; nothing was written:\n{listed}\n"
                "Choose another folder (-o), or add --force if they are no longer needed.",
            ),
            catalog.locale,
        )


def _about_defaults(one: Issued, locale: Locale) -> str:
    if not one.defaults:
        return ""
    said = Text(
        f"（有{one.defaults}个目标数仍是默认值，请在目标表中核定）",
        f" ({one.defaults} targets are still defaults; settle them in the targets table)",
    )
    return said.of(locale)
