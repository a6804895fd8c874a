"""Several returns of one unit that say different things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from scoresheet.checking.running import Problem, Severity, check_round
from scoresheet.inert import one_line
from scoresheet.language import NOTHING, Text, joined
from scoresheet.returns.differences import Difference, differences
from scoresheet.returns.settling import Returns, UnitReturn


@check_round(
    code="X101",
    title=Text("同一单位的几份表内容不同", "Returns of one unit differ"),
    severity=Severity.ERROR,
    why=Text(
        "替填报单位挑一份，可能正好挑了作废的那份。",
        "To choose for the unit might be to choose the very file that it withdrew.",
    ),
    remedy=Text("请告知以哪份为准。", "Please tell which one counts."),
    bad="""\
        | 文件                | 内容       |
        | 苍溪县.xlsx         | 填好的表   |
        | 苍溪县（更正）.xlsx | 第2项得分3 |
        | 旺苍县.xlsx         | 填好的表   |
        | 利州区.xlsx         | 填好的表   |
        """,
    good="""\
        | 文件                | 内容     |
        | 苍溪县.xlsx         | 填好的表 |
        | 苍溪县（副本）.xlsx | 填好的表 |
        | 旺苍县.xlsx         | 填好的表 |
        | 利州区.xlsx         | 填好的表 |
        """,
)
def conflicting_returns(returns: Returns) -> Iterator[Problem]:
    """Find the units whose files contradict each other, with the items in which they do."""
    for unit in returns.units:
        if unit.conflicting:
            yield _problem(unit)


def _problem(unit: UnitReturn) -> Problem:
    paths = [one_line(submission.source.path) for submission in unit.conflicting]
    listed, what = joined(_short(paths)), _what(differences(unit.conflicting))
    count = len(paths)
    return Problem(
        Text(
            f"收到{count}份内容不同的表（{listed.zh}），{what.zh}，暂不计入汇总。",
            f"{count} returns that differ were received ({listed.en}) in {what.en}. None is counted for now.",
        ),
        found=joined(paths),
        allowed=Text("一份表", "one return"),
        unit=unit.unit.id,
    )


def _short(paths: list[str]) -> list[str]:
    # The unit knows its files by name; the folder is the clerk's and says something only where names are equal.
    names = [PurePosixPath(path.replace("\\", "/")).name for path in paths]
    return names if len(set(names)) == len(names) else paths


def _what(found: Iterable[Difference]) -> Text:
    listed = list(found)
    scores = [one.item for one in listed if one.item is not None and one.is_score]
    others = [one.item for one in listed if one.item is not None and one.item not in scores]
    parts = [_part(scores, Text("得分", "score")), _part(others, Text("填报内容", "entries"))]
    parts += [_STATEMENT] if any(one.item is None for one in listed) else []
    told = [part for part in parts if part != NOTHING]
    return Text("，".join(part.zh for part in told), ", ".join(part.en for part in told))


_STATEMENT = Text("有无扣分的选择不一致", "the statement about deductions")


def _part(items: Iterable[str], what: Text) -> Text:
    listed = list(dict.fromkeys(items))
    if not listed:
        return NOTHING
    told = joined(listed)
    return Text(
        f"第{told.zh}项{what.zh}不一致",
        f"the {what.en} of {'items' if len(listed) > 1 else 'item'} {told.en}",
    )
