"""The findings as a table for people: CSV that Excel and WPS open with a double click."""

from __future__ import annotations

import csv
import io

from scoresheet import phrases
from scoresheet.assessment import Assessment
from scoresheet.checking.running import Finding
from scoresheet.inert import csv_field
from scoresheet.language import Locale, Text, joined

COLUMNS = (
    Text("单位", "Unit"),
    Text("严重程度", "Severity"),
    Text("代码", "Code"),
    Text("文件", "File"),
    Text("工作表", "Sheet"),
    Text("位置", "Cells"),
    Text("考核项", "Item"),
    Text("填报内容", "Found"),
    Text("填报要求", "Allowed"),
    Text("问题", "Problem"),
    Text("修改办法", "Remedy"),
)


def render(assessment: Assessment) -> bytes:
    """Give one line per finding under a line of titles, UTF-8 with a byte order mark, lines ended by CR LF."""
    locale = assessment.catalog.locale
    names = phrases.unit_names(assessment)
    # The byte order mark is what makes Excel read the file as UTF-8.
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.of(locale) for column in COLUMNS])
    for finding in assessment.findings:
        writer.writerow([csv_field(field, locale) for field in _fields(finding, names, locale)])
    return buffer.getvalue().encode("utf-8-sig")


def _fields(finding: Finding, names: dict[str | None, str], locale: Locale) -> tuple[str, ...]:
    return (
        names.get(finding.unit, finding.unit or ""),
        finding.severity.word.of(locale),
        finding.code,
        finding.file or "",
        finding.sheet or "",
        joined(dict.fromkeys(finding.cells)).of(locale),
        # A bare id such as 1-2 would be shown as a day by Excel.
        phrases.items([finding.item] if finding.item else [], locale),
        finding.found.of(locale),
        finding.allowed.of(locale),
        finding.message(locale),
        finding.remedy.of(locale),
    )
