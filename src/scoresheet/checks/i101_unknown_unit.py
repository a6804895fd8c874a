"""A form of a unit that the catalog does not know, or of which nobody can tell whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import NOTHING, Text, joined
from scoresheet.quoting import in_brackets, quoted
from scoresheet.submission import Fault, FaultKind, Mark, Submission


@check(
    code="I101",
    title=Text("填报单位不在名单内", "Unit is not on the list"),
    severity=Severity.FATAL,
    why=Text(
        "得分记到哪家单位名下无从确认。",
        "Nobody could tell whose scores these are.",
    ),
    remedy=Text(
        "请使用发给本单位的表，不要修改填报单位和表单编码。",
        "Please use the form that was issued to your unit, and leave the unit's name and the form code as they are.",
    ),
    bad="""\
        | 文件        | 内容               |
        | 苍溪县.xlsx | 填报单位写“苍城县” |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def unknown_unit(submission: Submission) -> Iterator[Problem]:
    """Find a form of a unit that the catalog does not know, or of which nobody can tell whose it is."""
    for fault in submission.faults_of(FaultKind.UNKNOWN_UNIT):
        yield Problem(
            _sentence(fault),
            cells=fault.cells,
            found=fault.detail,
            remedy=_SAY_WHOSE if fault.guesses or fault.detail == NOTHING else None,
        )


def _sentence(fault: Fault) -> Text:
    if fault.detail == NOTHING:
        return Text(
            "看不出是哪家单位的表：表内没有标识，“填报单位”也没有填。",
            "It can't be told whose form this is: it carries no mark, and the name of the unit is blank.",
        )
    detail, meant = in_brackets(fault.detail), joined(fault.guesses)
    if fault.mark is Mark.UNIT:
        words = Text(quoted(fault.detail.zh), quoted(fault.detail.en))
        return Text(
            f"表内没有标识，“填报单位”也没有填，只写有{words.zh}，是不是{meant.zh}？请先确认。",
            f"The form carries no mark and the name of the unit is blank; it only says {words.en}: is it {meant.en}? Please tell.",
        )
    asked = (
        Text(f"，是不是{meant.zh}？请先确认", f"; is it {meant.en}? Please tell")
        if fault.guesses
        else NOTHING
    )
    return Text(
        f"填报单位不在本次名单内{detail.zh}{asked.zh}。",
        f"The unit is not on this round's list{detail.en}{asked.en}.",
    )


_SAY_WHOSE = Text(
    "请把“填报单位”写成名单上的名称后重新报送；最好直接在发给本单位的表上填写，不要复制到新表。",
    "Please write the unit's name as it is on the list and send the form again; best fill in the very form that was issued.",
)
