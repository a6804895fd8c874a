"""A file whose name or folder names another unit than the form in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from scoresheet.catalog.model import Unit
from scoresheet.checking.running import Problem, Severity, check_round
from scoresheet.language import Text, same
from scoresheet.quoting import quoted
from scoresheet.reading.senders import Names, named
from scoresheet.returns.settling import Returns, Standing
from scoresheet.submission import Submission


@check_round(
    code="I108",
    title=Text("文件名是另一家单位的", "File is named for another unit"),
    severity=Severity.WARNING,
    why=Text(
        "得分按表内的单位计；如果是拿错了表，就会记到别家名下。",
        "The scores go to the unit that the form names; if the wrong form was taken, that is the wrong unit.",
    ),
    remedy=Text(
        "请核对表内的填报单位：表没有错的不用重报；拿错了表的，请用发给本单位的表重新填写。",
        "Please check the unit in the form: if it is right nothing need be sent again; if not, fill in your own unit's form.",
    ),
    bad="""\
        | 文件                 | 内容           |
        | 旺苍县报来的表.xlsx  | 苍溪县填好的表 |
        | 旺苍县.xlsx          | 填好的表       |
        | 利州区.xlsx          | 填好的表       |
        """,
    good="""\
        | 文件                 | 内容           |
        | 苍溪县转旺苍县.xlsx  | 苍溪县填好的表 |
        | 旺苍县.xlsx          | 填好的表       |
        | 利州区.xlsx          | 填好的表       |
        """,
)
def other_unit_in_file_name(returns: Returns) -> Iterator[Problem]:
    """Find each file that counts and is named for one other unit; a name with the own one beside it is none."""
    names = Names(returns.catalog)
    for unit in returns.units:
        for placed in unit.placed:
            if placed.standing in _THAT_COUNT:
                other = _other(names, placed.submission, unit.unit)
                if other is not None:
                    yield _problem(placed.submission, unit.unit, other)


_THAT_COUNT = {Standing.SPEAKS, Standing.DUPLICATE, Standing.CONFLICT}


def _other(names: Names, submission: Submission, own: Unit) -> Unit | None:
    found = named(names, _place(submission))
    return found[0] if len(found) == 1 and found[0] != own else None


def _place(submission: Submission) -> str:
    return submission.source.place or PurePosixPath(submission.source.path).name


_MOST_PARTS = 2
"""The file and its folder: one of them names the unit as good as always."""


def _problem(submission: Submission, own: Unit, other: Unit) -> Problem:
    name = quoted("/".join(_place(submission).split("/")[-_MOST_PARTS:]))
    return Problem(
        Text(
            f"文件{name}从名称看是{other.name}的，里面却是{own.name}的表，得分记在{own.name}名下。",
            f"By its name the file {name} is {other.name}'s, but it holds {own.name}'s form; the scores go to {own.name}.",
        ),
        found=same(name),
        allowed=Text(f"{own.name}的文件", f"a file of {own.name}"),
        unit=own.id,
        file=submission.source.path,
    )
