"""What changed between two runs, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoresheet.assessment import FileStatus, UnitStatus
from scoresheet.changes import Changes, changes
from scoresheet.language import Locale
from scoresheet.manifest import (
    SCHEMA,
    CatalogMark,
    FileMark,
    FindingCounts,
    Input,
    Manifest,
    Options,
    UnitMark,
)
from scoresheet.reports.since_last import FILES_LISTED, UNITS_LISTED, lines

DECISIONS = FileMark("decisions.xlsx", "d" * 64)


def file(path: str, content: str = "a", status: FileStatus = FileStatus.ACCEPTED) -> Input:
    """Give a file of an audit."""
    sha256 = content * 64 if content else None
    return Input(
        path, 1, None, sha256, "xlsx", None, None, "1", "r", status, "", speaks=False, chosen_over=()
    )


def unit(
    name: str, status: UnitStatus = UnitStatus.ACCEPTED, score: str | None = "25.00", errors: int = 0
) -> UnitMark:
    """Give a unit of an audit; its id is its name."""
    return UnitMark(name, name, status, None, score, FindingCounts(error=errors))


def run(units: tuple[UnitMark, ...] = (), inputs: tuple[Input, ...] = (), **changed: Any) -> Manifest:
    """Give the audit of a run."""
    catalog = CatalogMark("indicators.yaml", "c", "r", "1" * 64)
    made = Manifest(SCHEMA, "0.1.0", catalog, Options(), units, inputs, FindingCounts())
    return replace(made, **changed)


def told(before: Manifest, now: Manifest, locale: Locale = Locale.ZH) -> list[str]:
    """Give what the screen says, without indents."""
    return [line.strip() for line in lines(changes(before, now), locale)]


SAME = run((unit("旺苍县"), unit("苍溪县", UnitStatus.MISSING, None)), (file("a.xlsx"), file("b.xlsx", "b")))
OTHER_CATALOG = replace(SAME.catalog, digest="2" * 64)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (SAME, SAME),
        (SAME, replace(SAME, catalog=replace(SAME.catalog, path="../indicators.yaml"))),
        (
            replace(SAME, options=Options(decisions=DECISIONS)),
            replace(SAME, options=Options(decisions=replace(DECISIONS, path="moved.xlsx"))),
        ),
        (SAME, replace(SAME, inputs=(*SAME.inputs, file("~$a.xlsx", "", FileStatus.IGNORED)))),
        (run((unit("旺苍县", score="25.0"),)), run((unit("旺苍县", score="25.00"),))),
        (
            SAME,
            replace(SAME, inputs=tuple(replace(one, mtime="2014-11-20T01:00:00Z") for one in SAME.inputs)),
        ),
    ],
    ids=["equal", "catalog's path", "decisions' path", "lock file", "decimals", "copied again"],
)
def test_nothing_changed_is_one_line(before: Manifest, now: Manifest) -> None:
    """What makes no difference to anybody is no change; units that are still missing are none either."""
    assert not changes(before, now).any
    assert told(before, now) == ["与上次相比没有变化。"]
    assert told(before, now, Locale.EN) == ["Nothing changed since the last run."]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (unit("旺苍县", UnitStatus.NEEDS_FIX), unit("旺苍县"), "旺苍县：待更正 → 校验通过"),
        (unit("旺苍县", score="120.50"), unit("旺苍县", score="-1.00"), "旺苍县：自查总分 120.50 → −1.00"),
        (unit("旺苍县", score=None), unit("旺苍县"), "旺苍县：自查总分 无 → 25.00"),
        (
            unit("旺苍县", UnitStatus.NEEDS_FIX, errors=5),
            unit("旺苍县", UnitStatus.NEEDS_FIX, errors=2),
            "旺苍县：须更正5处 → 2处",
        ),
        (
            unit("旺苍县", UnitStatus.NEEDS_FIX, None, 1),
            unit("旺苍县"),
            "旺苍县：待更正 → 校验通过；自查总分 无 → 25.00；须更正1处 → 0处",
        ),
        (unit("旺苍县", UnitStatus.MISSING, None), unit("旺苍县"), "新报送：旺苍县（校验通过）"),
        (
            unit("旺苍县"),
            unit("旺苍县", UnitStatus.MISSING, None),
            "旺苍县：校验通过 → 未报送；自查总分 25.00 → 无",
        ),
        (None, unit("旺苍县", UnitStatus.MISSING, None), "旺苍县：新列入名单。"),
        (unit("旺苍县"), None, "旺苍县：已从名单去掉。"),
    ],
)
def test_a_unit_that_stands_differently_is_told(
    before: UnitMark | None, now: UnitMark | None, said: str
) -> None:
    """Status, total and number of findings are told as before and now; a first return by its name."""
    found = told(run((before,) if before else ()), run((now,) if now else ()))

    assert found[:2] == ["【与上次相比】", said]


def test_those_still_missing_are_named_beside_what_changed() -> None:
    """The clerk sees at once whom to call; who sent nothing only now is not among them."""
    missing = [unit(name, UnitStatus.MISSING, None) for name in ("苍溪县", "青川县", "剑阁县")]
    before = run((unit("旺苍县", UnitStatus.NEEDS_FIX), *missing[:2], unit("剑阁县")))

    assert told(before, run((unit("旺苍县"), *missing)))[-1] == "仍未报送：苍溪县、青川县"


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((), (file("a.xlsx"),), ["新收到的文件：1个", "a.xlsx（校验通过）"]),
        ((file("a.xlsx"),), (), ["这次没有了的文件：1个", "a.xlsx"]),
        ((file("a.xlsx"),), (file("a.xlsx", "b"),), ["内容有变的文件：1个", "a.xlsx（校验通过）"]),
        (
            (file("a.xlsx", "a", FileStatus.NEEDS_FIX),),
            (file("a.xlsx", "b"),),
            ["内容有变的文件：1个", "a.xlsx（待更正 → 校验通过）"],
        ),
        ((file("a.xlsx"),), (file("改/a.xlsx"),), ["改名或移动的文件：1个", "a.xlsx → 改/a.xlsx"]),
        (
            (file("a.xlsx"),),
            (file("a.xlsx", status=FileStatus.SUPERSEDED),),
            ["结论有变的文件：1个", "a.xlsx（校验通过 → 已被新版替代）"],
        ),
        (
            (file("a.xlsx", status=FileStatus.IGNORED),),
            (file("a.xlsx"),),
            ["新收到的文件：1个", "a.xlsx（校验通过）"],
        ),
        # Files that could not be opened have no content to be known again by.
        (
            (file("a.xlsx", ""),),
            (file("b.xlsx", ""),),
            ["新收到的文件：1个", "b.xlsx（校验通过）", "这次没有了的文件：1个", "a.xlsx"],
        ),
        # Of two copies one was moved and the other stays.
        (
            (file("a.xlsx"), file("b.xlsx")),
            (file("b.xlsx"), file("c.xlsx"), file("d.xlsx")),
            ["新收到的文件：1个", "d.xlsx（校验通过）", "改名或移动的文件：1个", "a.xlsx → c.xlsx"],
        ),
        # An archive may hold two entries of one name.
        (
            (file("z.zip!/a.xlsx"), file("z.zip!/a.xlsx", "b")),
            (file("z.zip!/a.xlsx"), file("z.zip!/a.xlsx", "c")),
            ["内容有变的文件：1个", "z.zip!/a.xlsx（校验通过）"],
        ),
    ],
)
def test_each_file_is_told_once_by_what_became_of_it(
    before: tuple[Input, ...], now: tuple[Input, ...], said: list[str]
) -> None:
    """New, gone, edited, moved, judged otherwise: each with its name and status."""
    assert told(run(inputs=before), run(inputs=now)) == ["【与上次相比】", *said]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (replace(SAME, catalog=OTHER_CATALOG), "指标目录或目标表有改动，未重新报送的表也按新的重新校验。"),
        (replace(SAME, tool="0.2.0"), "工具版本：0.1.0 → 0.2.0。"),
        (replace(SAME, options=Options("newest")), "选项：这次用了 --prefer newest。"),
        (
            replace(SAME, options=Options(None, True, DECISIONS)),
            "选项：决定登记（--decisions）有改动，这次用了 --strict。",
        ),
    ],
)
def test_what_is_judged_by_is_told_first(now: Manifest, said: str) -> None:
    """Another catalog, program or option may change every verdict, so it comes before them."""
    assert told(SAME, now)[:2] == ["【与上次相比】", said]
    assert told(SAME, now, Locale.EN)[0] == "== Since the last run =="


def test_the_section_is_bounded() -> None:
    """However much changed, a screenful is told and the rest is counted."""
    units = [unit(f"县{number}", UnitStatus.NEEDS_FIX) for number in range(200)]
    many = tuple(file(f"{number}.xlsx", "") for number in range(200))
    now = run(tuple(replace(one, status=UnitStatus.ACCEPTED) for one in units), many)

    said = told(run(tuple(units)), now)

    assert len(said) == 1 + UNITS_LISTED + 1 + 1 + FILES_LISTED + 1
    assert f"另有{200 - UNITS_LISTED}个单位有变化，未在此列出。" in said
    assert said[-1] == f"另有{200 - FILES_LISTED}个，未在此列出。"


def test_names_from_outside_are_told_inert_and_on_one_line() -> None:
    """An earlier audit is a file like any other: what stands in it acts on no terminal."""
    found = changes(run(), run(inputs=(file("a\n\x1b[31m\u202eb.xlsx"),)))

    assert lines(found, Locale.ZH)[-1] == "    a b.xlsx（校验通过）"


def test_units_stand_in_the_catalog_s_order() -> None:
    """Those that were taken off the list come last."""
    before = run((unit("丙"), unit("乙", score="1"), unit("甲", score="1")))
    found: Changes = changes(before, run((unit("甲"), unit("乙"))))

    assert [one.name for one in found.units] == ["甲", "乙", "丙"]
