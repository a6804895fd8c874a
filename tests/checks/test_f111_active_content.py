"""F111: file has macros, links or objects."""

from __future__ import annotations

from dataclasses import replace

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.f111_active_content import active_content
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind, Submission

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""


def carrying(*what: Text) -> Submission:
    """Give a return that carries these things."""
    made = samples.submission()
    return replace(made, source=replace(made.source, carries=what))


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A form holds cells alone."""
    assert tables.found_by(active_content, FILLED_IN) == []


def test_a_file_that_could_not_be_read_is_left_to_the_other_checks() -> None:
    """What is wrong with such a file is told, not what else is in it."""
    made = replace(carrying(Text("宏", "macros")), form=None, faults=(Fault(FaultKind.DAMAGED),))

    assert tables.found_by(active_content, made) == []


def test_all_that_could_act_is_one_notice() -> None:
    """Everything that the file carries is named in one sentence."""
    made = carrying(Text("宏", "macros"), Text("嵌入的对象", "embedded objects"))
    (finding,) = [one for one in run(made) if one.code == active_content.code]

    assert finding.message(Locale.ZH) == "文件里有宏、嵌入的对象，读取时没有运行，也没有打开。"
    assert (
        finding.message(Locale.EN)
        == "The file holds macros, embedded objects; nothing of it was run or followed."
    )
    assert finding.severity is Severity.NOTICE
