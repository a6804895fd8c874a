"""The commands `template …`: is the office's master form as the tool needs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.locale import cli_locale, say
from scoresheet.cli.opening import DEFAULT_CATALOG, CatalogOption
from scoresheet.language import NOTHING, Locale, Text

if TYPE_CHECKING:
    from scoresheet.forms.master_check import Remark

template = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say("检查表格母版", "Check the master form that an office restyles."),
)


@template.callback()
def _group() -> None:
    """Keep `check` a command of its own while it is the only one."""


@template.command(
    "check",
    help=say(
        "检查改过版式的母版：缺了什么、哪些内容带不到表上",
        "Check a restyled master form: what it lacks, and what won't reach the forms.",
    ),
)
def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help=say(
                "母版文件；不写则为目录旁的 templates/self_assessment.xlsx",
                "the master form; without it templates/self_assessment.xlsx beside the catalog",
            ),
        ),
    ] = None,
    catalog: CatalogOption = DEFAULT_CATALOG,
) -> None:
    """Look at the master form; exit code 1 where forms can't be made of it."""
    from scoresheet.forms.master_check import Weight, check_master
    from scoresheet.shipped import MASTER

    master = file or catalog.parent / MASTER
    locale = _locale(catalog)
    if not master.exists():
        fail(Text(f"找不到表格母版 {master}。", f"The master form {master} doesn't exist."), locale)
    remarks = check_master(master, locale)
    for remark in remarks:
        typer.echo(_line(remark, locale))
    wrong = sum(one.weight is Weight.WRONG for one in remarks)
    typer.echo(_ending(master, wrong, len(remarks)).of(locale))
    raise typer.Exit(Exit.FINDINGS if wrong else Exit.CLEAN)


def _locale(catalog: Path) -> Locale:
    """Give the language of the forms; without a sound catalog that of the command line."""
    from scoresheet.catalog.loading import CatalogError, load_catalog

    try:
        return load_catalog(catalog).locale
    except CatalogError:
        return cli_locale()


def _line(remark: Remark, locale: Locale) -> str:
    words = Text("〔{0}〕{1}{2}", "[{0}] {1}{2}").of(locale)
    place = f"{remark.place}{'：' if locale is Locale.ZH else ': '}" if remark.place else ""
    end = "" if remark.remedy == NOTHING else Text("。", ". ").of(locale) + remark.remedy.of(locale)
    return words.format(remark.weight.word.of(locale), place, remark.what.of(locale)) + end


def _ending(master: Path, wrong: int, count: int) -> Text:
    if wrong:
        return Text(
            f"{master}：有{wrong}处须更正，改好之前不能生成表。",
            f"{master}: {wrong} must be mended before forms can be made of it.",
        )
    if count:
        return Text(
            f"{master}：可以使用；上面{count}处请留意。",
            f"{master} can be used; please mind the {count} above.",
        )
    return Text(f"{master}：没有问题。", f"{master} is as it should be.")
