"""X103: a decision had no effect."""

from __future__ import annotations

from datetime import date

import samples
import tables
from scoresheet.checking.running import Severity, run_round
from scoresheet.checks.x103_decision_without_effect import decision_without_effect
from scoresheet.decision import Correction, Decisions, Version
from scoresheet.language import Locale, same
from scoresheet.returns.corrections import correct
from scoresheet.returns.fields import SCORE
from scoresheet.returns.settling import Returns, settle

DAY = date(2014, 11, 26)
VERSION = Version("510824", "b.xlsx", "电话确认", "李四", DAY, same("第3行"))


def corrected(old: str, new: str) -> Returns:
    """Settle one return of the first unit, whose second item has 4, with a correction."""
    correction = Correction("510824", "2", SCORE, old, new, DAY, "张三", "李四", place=same("第5行"))
    returns = settle(samples.catalog(), [samples.submission()])
    return correct(returns, Decisions(corrections=(correction,)))


def test_a_decision_that_took_effect_is_not_told() -> None:
    """Neither a version that was chosen nor a correction that was laid on."""
    files = [samples.submission(path="b.xlsx", sha256="b"), samples.submission(scores={"2": "3"})]
    returns = settle(samples.catalog(), files, decisions=Decisions(versions=(VERSION,)))

    assert tables.found_in_round(decision_without_effect, returns) == []
    assert tables.found_in_round(decision_without_effect, corrected("4", "2.5")) == []


def test_a_version_that_was_not_received_is_told() -> None:
    """With the place where it is written down, and why nothing came of it."""
    returns = settle(samples.catalog(), [samples.submission()], decisions=Decisions(versions=(VERSION,)))

    assert tables.found_in_round(decision_without_effect, returns) == [
        ("510824", "“版本确认”登记的“b.xlsx”（第3行）没有起作用：收到的文件里没有它。")
    ]


def test_a_correction_of_another_value_is_told() -> None:
    """What stands there and what was taken down are both said."""
    (finding,) = (one for one in run_round(corrected("3", "2.5")) if one.code == "X103")

    assert finding.severity is Severity.WARNING
    assert finding.message(Locale.ZH) == (
        "“更正登记”登记的第2项改为“2.5”（第5行）没有起作用：自查得分：表中填的是4，不是登记的原值“3”。"
    )


def test_a_correction_that_the_form_holds_already_is_a_note() -> None:
    """The unit has sent the corrected form since: nothing is to be mended."""
    (finding,) = (one for one in run_round(corrected("3", "4")) if one.code == "X103")

    assert finding.severity is Severity.NOTICE
    assert finding.remedy.zh == ""
    assert finding.message(Locale.ZH).endswith("自查得分：表中已经是4。")
