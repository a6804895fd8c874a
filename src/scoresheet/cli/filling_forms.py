"""The forms that `fill` fills: whose each of them is, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scoresheet.cli.exits import fail
from scoresheet.cli.opening import open_inbox
from scoresheet.language import Text

if TYPE_CHECKING:
    from scoresheet.catalog.form import Form
    from scoresheet.catalog.model import Catalog
    from scoresheet.grid import Grid
    from scoresheet.inbox.intake import File


@dataclass(frozen=True, slots=True)
class Issue:
    """A form that is filled: its file, whose it is, its bytes, what is to be said about it."""

    path: Path
    form: Form
    data: bytes
    remarks: tuple[Text, ...] = ()


def open_forms(
    catalog: Catalog, paths: Sequence[Path], passwords: Sequence[str], *, many: bool
) -> list[Issue]:
    """Give the forms that are filled, one a unit; a file that is none ends the command."""
    from scoresheet.inbox.intake import Role

    issues: dict[str, Issue] = {}
    for file in open_inbox([str(path) for path in paths], passwords):
        if file.role is not Role.RETURN and many:
            continue
        issue = _issue(catalog, file)
        first = issues.setdefault(issue.form.unit.id, issue)
        if first is not issue:
            name = issue.form.unit.name
            fail(
                Text(
                    f"{first.path} 和 {issue.path} 都是{name}的表。请只留一份。",
                    f"{first.path} and {issue.path} are both forms of {name}. Keep one of them.",
                ),
                catalog.locale,
            )
    if not issues:
        fail(Text("没有找到空白表。", "There are no forms."), catalog.locale)
    places = {unit.id: number for number, unit in enumerate(catalog.units)}
    return sorted(issues.values(), key=lambda one: places[one.form.unit.id])


def _issue(catalog: Catalog, file: File) -> Issue:
    from scoresheet.catalog.form import form_for
    from scoresheet.filling.lost_header import TABLES
    from scoresheet.formats.xlsx import read_xlsx
    from scoresheet.grid import Unreadable
    from scoresheet.inbox.detect import FileType
    from scoresheet.reading.identity import identify, memory
    from scoresheet.reading.since_issue import since_issue
    from scoresheet.reading.tables import find_tables

    if file.type not in {FileType.XLSX, FileType.XLSM} or file.trouble is not None or "!/" in file.path:
        fail(_not_a_form(file.path), catalog.locale)
    try:
        grid = read_xlsx(file.data)
    except Unreadable:
        fail(_not_a_form(file.path), catalog.locale)
    identity = identify(catalog, grid, next(iter(find_tables(grid, *TABLES[0])), None))
    if identity.unit is None or identity.faults or not _is_whole(form_for(catalog, identity.unit), grid):
        fail(_not_a_form(file.path), catalog.locale)
    form = form_for(catalog, identity.unit)
    changed = since_issue(form, memory(grid)).faults
    return Issue(file.on_disk, form, file.data, (_OUTDATED,) if changed else ())


_OUTDATED = Text(
    "这份空白表下发之后，指标或目标数有改动，建议用 scoresheet generate 重新生成",
    "the catalog or its targets have changed since this form was issued; better make a fresh one (scoresheet generate)",
)


def _is_whole(form: Form, grid: Grid) -> bool:
    """Tell whether a form still has every input that it was issued with."""
    from scoresheet.filling.answers import Inputs, slots_of

    inputs = Inputs(grid, form)
    try:
        for slot in slots_of(form):
            inputs.place(slot)
    except KeyError:
        return False
    return True


def _not_a_form(path: str) -> Text:
    return Text(
        f"{path} 不是这套指标本期的空白表（.xlsx），或者结构已被改动。请用 scoresheet generate 重新生成一份；"
        "要转入的旧表请写在 --answers 后面。",
        f"{path} is no form of this catalog and round (.xlsx), or its structure was changed. Make a fresh one with "
        "scoresheet generate; a workbook to take answers from goes after --answers.",
    )
