"""Assessments that the tests of the reports write by hand, without running any check."""

from __future__ import annotations

from typing import Any

from samples import catalog, submission
from scoresheet.assessment import Assessment, FileResult, FileStatus, UnitResult, UnitStatus
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import ITEMS, Finding, Severity
from scoresheet.language import NOTHING, Locale, Text, same
from scoresheet.scoring import score, unscored

HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "markup": "[red]x[/]",
    "escape codes": "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "bidirectional": "\u202etxt.exe\u2066",
    "very long": "长" * 40_000,
    "lone surrogate": "lone \ud800 surrogate",
    "html": "<script>alert(1)</script>",
    "tab and at": "\t@SUM(1)",
    "full-width formula": "＝1+1",
    "line end and plus": "\r\n+1",
    "null and no character": "null\x00 \ufffe \ufeff",
}
"""What somebody may have typed, or named a file or a sheet, by what it is."""


def finding(code: str = "V101", severity: Severity = Severity.ERROR, **changes: Any) -> Finding:
    """Give a finding of 苍溪县: item 1 has no score."""
    given: dict[str, Any] = {
        "unit": "510824",
        "file": "inbox/苍溪县.xlsx",
        "sheet": "自查评分表",
        "cells": ("D5",),
        "item": "1",
        "pattern": Text(f"{ITEMS}没有填自查得分。", f"{ITEMS} has no score."),
        "found": NOTHING,
        "allowed": Text("0至3之间的数", "a number from 0 to 3"),
        "remedy": Text("请填自查得分，没有得分的填0。", "Please enter a score, 0 where there is none."),
    }
    return Finding(code, severity, **(given | changes))


def assessment(
    findings: tuple[Finding, ...] = (), files: tuple[FileResult, ...] = (), *, locale: Locale = Locale.ZH
) -> Assessment:
    """Give a round in which every unit's return was accepted, with the findings and files given."""
    made = catalog(locale=locale)
    units = tuple(accepted(made, number) for number in range(len(made.units)))
    return Assessment(made, units, files, findings)


def accepted(made: Catalog, number: int) -> UnitResult:
    """Give a unit whose return has full marks."""
    unit = made.units[number]
    returned = submission(form_for(made, unit), path=f"inbox/{unit.name}.xlsx")
    scores = score(returned)
    assert scores is not None
    return UnitResult(unit, UnitStatus.ACCEPTED, returned, scores)


def without_return(made: Catalog, number: int, status: UnitStatus) -> UnitResult:
    """Give a unit for which no file speaks: missing, or in conflict."""
    unit = made.units[number]
    return UnitResult(unit, status, None, unscored(form_for(made, unit)))


def to_correct(made: Catalog, number: int) -> UnitResult:
    """Give a unit whose return lacks the score of item 1."""
    unit = made.units[number]
    returned = submission(form_for(made, unit), {"1": None}, path=f"inbox/{unit.name}.xlsx")
    scores = score(returned)
    assert scores is not None
    return UnitResult(unit, UnitStatus.NEEDS_FIX, returned, scores)


def file(path: str, status: FileStatus, reason: Text = NOTHING, **changes: Any) -> FileResult:
    """Give a file of 苍溪县."""
    given: dict[str, Any] = {"sha256": "a" * 64, "format": "xlsx", "unit": "510824"}
    return FileResult(path, status=status, reason=reason, **(given | changes))


def mixed(locale: Locale = Locale.ZH) -> Assessment:
    """Give a round with everything in it: one unit to correct, one in conflict, one missing, files not used."""
    made = catalog(locale=locale)
    units = (
        to_correct(made, 0),
        without_return(made, 1, UnitStatus.CONFLICT),
        without_return(made, 2, UnitStatus.MISSING),
    )
    return Assessment(made, units, _mixed_files(), _mixed_findings())


def _mixed_files() -> tuple[FileResult, ...]:
    damaged = Text("文件已损坏或不完整", "the file is damaged or incomplete")
    copy = Text(
        "与 inbox/苍溪县.xlsx 填报内容相同，只计一次", "says the same as inbox/苍溪县.xlsx, counted once"
    )
    differ = Text("同一单位收到内容不同的表", "the unit sent returns that differ")
    return (
        file("inbox/照片.jpg", FileStatus.ATTACHMENT, format="image", unit=None),
        file("inbox/坏.xlsx", FileStatus.UNREADABLE, damaged, unit=None),
        file("inbox/旺苍县.xlsx", FileStatus.ACCEPTED, differ, unit="510821"),
        file("inbox/旺苍县（改）.xlsx", FileStatus.ACCEPTED, differ, unit="510821"),
        file("inbox/苍溪县 (1).xlsx", FileStatus.DUPLICATE, copy),
        file("inbox/苍溪县.xlsx", FileStatus.NEEDS_FIX),
    )


def _mixed_findings() -> tuple[Finding, ...]:
    missing_score = [finding(item=item, cells=(cell,)) for item, cell in (("1", "D5"), ("3", "D7"))]
    return (
        finding(
            "V103",
            Severity.NOTICE,
            item="4",
            cells=("D8",),
            pattern=Text(f"{ITEMS}的得分是文本，已按数计。", f"{ITEMS} is text and was read as a number."),
            found=same("１．５"),
            allowed=NOTHING,
            remedy=NOTHING,
        ),
        *missing_score,
        finding(
            "E101",
            Severity.WARNING,
            item="2",
            cells=("F6",),
            pattern=Text(
                f"{ITEMS}填满分，但“培训”完成36名，目标40名，未达到目标。",
                f"{ITEMS} has full marks, but 36 of 40 trained misses the target.",
            ),
            found=same("4"),
            remedy=Text("请核实完成数或自查得分。", "Please check the number or the score."),
        ),
        finding(
            "X101",
            unit="510821",
            file=None,
            item="1",
            cells=("D5", "D5"),
            pattern=Text(
                f"收到2份内容不同的表，{ITEMS}得分不一致，暂不计入汇总。",
                f"Two different returns came in; {ITEMS} differ. Neither counts for now.",
            ),
            allowed=NOTHING,
            remedy=Text("请告知以哪份为准。", "Please tell which one counts."),
        ),
        finding(
            "F102",
            Severity.FATAL,
            unit=None,
            file="inbox/坏.xlsx",
            sheet=None,
            cells=(),
            item=None,
            pattern=Text("文件已损坏，读到一半中断。", "The file is damaged and ends halfway."),
            allowed=NOTHING,
            remedy=Text("请从原电脑重新复制或重新保存后再报送。", "Please copy or save it again and resend."),
        ),
    )
