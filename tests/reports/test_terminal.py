"""The report on the screen: complete, within its columns, readable without colour."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from assessments import HOSTILE, accepted, assessment, file, finding, mixed, to_correct, without_return
from samples import catalog
from scoresheet.assessment import Assessment, FileStatus, UnitStatus
from scoresheet.catalog.model import Unit
from scoresheet.checking.running import Finding, Severity
from scoresheet.language import Locale, Text, same
from scoresheet.reports.terminal import render
from scoresheet.returns.settling import RECEIVED_NOTHING

GOLDEN = Path(__file__).parent / "golden"


def shown(made: Assessment, width: int = 80, *, colour: bool = False) -> str:
    """Give the report as it stands on a screen."""
    console = Console(
        file=io.StringIO(),
        width=width,
        record=True,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
    )
    render(made, console)
    return console.export_text(styles=colour)


def trimmed(text: str) -> str:
    """Give a text without blanks at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def test_accepted_round_says_only_what_is_good() -> None:
    """Where nothing is to be mended no list of findings, files or missing units appears, and ranking is next."""
    text = shown(assessment())
    assert "校验通过3个" in text
    for absent in ("问题清单", "未采用的文件", "问题最多", "【未报送单位】", "修改办法"):
        assert absent not in text
    assert text.splitlines()[-1] == "下一步：可以汇总排名（用 scoresheet rank）。"


def test_used_files_are_not_listed() -> None:
    """A file that counts, or whose findings are listed, isn't among those not used."""
    files = (file("a.xlsx", FileStatus.ACCEPTED), file("b.xlsx", FileStatus.NEEDS_FIX))
    assert "未采用的文件" not in shown(assessment(files=files))


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (assessment(), "terminal_accepted.txt"),
        (mixed(), "terminal_mixed.txt"),
        (mixed(Locale.EN), "terminal_mixed_en.txt"),
    ],
)
def test_report_at_80_columns(made: Assessment, name: str) -> None:
    """The whole report looks as it was approved."""
    assert trimmed(shown(made)) == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("locale", Locale)
def test_no_line_is_longer_than_the_console(width: int, locale: Locale) -> None:
    """Chinese widths counted, every line fits."""
    assert max(cell_len(line) for line in shown(mixed(locale), width).splitlines()) <= width


def test_colour_says_nothing_that_words_do_not() -> None:
    """Without colour the same characters are printed."""
    coloured = Console(
        file=io.StringIO(), width=80, record=True, force_terminal=True, color_system="truecolor"
    )
    render(mixed(), coloured)
    assert "\x1b[" in coloured.export_text(styles=True, clear=False)
    assert coloured.export_text() == shown(mixed())


def test_equal_findings_are_one_line() -> None:
    """Items and cells of equal findings are gathered, with their remedy once."""
    made = assessment(tuple(finding(item=str(n), cells=(f"D{n + 4}",)) for n in (1, 3, 5)))
    text = shown(made)
    assert "  〔须更正〕V101 第1、3、5项没有填自查得分。（自查评分表 D5、D7、D9）" in text
    assert text.count("修改办法") == 1


def test_worst_unit_and_worst_finding_come_first() -> None:
    """A unit that must correct stands before one that should verify, whatever the catalog's order."""
    made = assessment(
        (
            finding("E101", Severity.WARNING, pattern=same("warning")),
            finding("V102", Severity.NOTICE, unit="510821", pattern=same("notice")),
            finding("V101", unit="510821", pattern=same("error")),
        )
    )
    text = shown(made)
    assert text.index("error") < text.index("notice") < text.index("warning")


def test_long_lists_are_capped_with_a_count() -> None:
    """Items, cells and kinds of findings beyond the limit are counted, not printed."""
    many = tuple(finding(item=str(n), cells=(f"D{n}",)) for n in range(1, 41))
    kinds = tuple(finding(f"V{n}", pattern=same(f"kind {n}")) for n in range(200, 230))
    text = "".join(shown(assessment(many + kinds), 200).split())
    assert "15等40项" in text
    assert "D12等40处" in text
    assert "另有11类问题未在此列出" in text
    assert "kind229" not in text


def test_many_units_are_capped_with_a_count() -> None:
    """Of a large round only the units with something to do are listed; every one is counted."""
    units = tuple(Unit(str(n), f"单位{n}", f"单位{n}") for n in range(500))
    made = catalog(units=units)
    results = tuple(without_return(made, n, UnitStatus.MISSING) for n in range(400))
    results += tuple(accepted(made, n) for n in range(400, 500))
    text = shown(Assessment(made, results, (), tuple(finding(unit=str(n)) for n in range(100))))
    assert "共500个单位：校验通过100个，待更正0个，版本待确认0个，未报送400个" in text
    assert "另有500个单位未在此列出" in text
    assert "另有40个单位的问题未在此列出" in text
    assert "单位29等400个单位" in "".join(text.split())
    assert "催报400个单位" in text
    assert len(text.splitlines()) < 300


ABSENT = finding(
    "X102",
    file=None,
    sheet=None,
    cells=(),
    item=None,
    pattern=Text("没有收到这个单位的表。", "No form."),
    found=RECEIVED_NOTHING,
)


def round_of(count: int, absent: int, findings: tuple[Finding, ...]) -> Assessment:
    """Give a round of many units, the first of which sent nothing."""
    made = catalog(units=tuple(Unit(str(n), f"单位{n}", f"单位{n}") for n in range(count)))
    results = tuple(without_return(made, n, UnitStatus.MISSING) for n in range(absent))
    results += tuple(to_correct(made, n) for n in range(absent, count))
    missing = tuple(replace(ABSENT, unit=str(n)) for n in range(absent))
    return Assessment(made, results, (), missing + findings)


def test_units_that_sent_nothing_are_one_line_below_the_findings() -> None:
    """However many are missing, what is wrong with the returns that came is all there, and first."""
    wrong = tuple(finding(unit=str(n), pattern=same(f"fault of {n}")) for n in range(174, 183))
    text = shown(round_of(183, 174, wrong))
    assert all(f"fault of {n}" in text for n in range(174, 183))
    assert "没有收到这个单位的表" not in text
    assert text.index("fault of 182") < text.index("另有174个单位没有报送（名单见下）。")
    assert "须更正183处（未报送174个单位在内）" in text
    assert len(text.splitlines()) < 60


def test_what_came_in_place_of_a_form_is_told() -> None:
    """A unit of which only something else came isn't one of those that are merely counted."""
    letter = replace(ABSENT, unit="0", found=same("a letter"), pattern=same("only a letter came"))
    text = shown(replace(round_of(3, 2, ()), findings=(letter, replace(ABSENT, unit="1"))))
    assert "only a letter came" in text
    assert "另有1个单位没有报送" in text


def test_units_with_most_to_mend_come_first() -> None:
    """Of units with equally grave findings the one with more of them comes first, not the catalog's first."""
    few = (finding(unit="0", pattern=same("one fault")),)
    many = tuple(finding(unit="2", pattern=same(f"fault {n}")) for n in range(5))
    text = shown(round_of(3, 0, few + many))
    assert text.index("单位2（待更正）") < text.index("单位0（待更正）")


def test_the_report_has_a_bounded_length() -> None:
    """With every unit wrong in many ways each unit that is shown has its worst findings; the rest is counted."""
    kinds = tuple(finding(unit=str(n), pattern=same(f"kind {k}")) for n in range(183) for k in range(30))
    text = shown(round_of(183, 0, kinds))
    assert text.count("〔须更正〕") == 60
    assert text.count("另有27类问题未在此列出") == 20
    assert "另有163个单位的问题未在此列出" in text
    assert len(text.splitlines()) < 300


def test_unreadable_file_is_told_with_what_to_do() -> None:
    """A file that couldn't be used has its path, its finding and the remedy; the reason isn't said twice."""
    text = shown(mixed())
    assert "〔无法读取〕inbox/坏.xlsx" in text
    assert "F102 文件已损坏，读到一半中断。" in text
    assert "文件已损坏或不完整" not in text
    assert "请发送人重新报送1个无法采用的文件" in text.replace("\n  ", "")


def test_file_without_a_finding_has_its_reason() -> None:
    """A copy is told with the reason why it doesn't count."""
    assert "〔重复〕inbox/苍溪县 (1).xlsx：与 inbox/苍溪县.xlsx 填报内容相同" in shown(mixed())


def test_finding_without_unit_is_never_lost() -> None:
    """A finding on a file that is listed nowhere is told all the same."""
    made = assessment((finding("X900", unit=None, file="x.xlsx", pattern=same("somewhere")),))
    assert "X900 somewhere" in shown(made)


def test_finding_on_another_file_names_it() -> None:
    """A finding that isn't about the file that counts says which file it is about."""
    made = assessment((finding(file="inbox/旧.xlsx"),))
    assert "（inbox/旧.xlsx 自查评分表 D5）" in shown(made)


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (UnitStatus.MISSING, "下一步：催报苍溪县。"),
        (UnitStatus.CONFLICT, "下一步：请苍溪县确认以哪份为准。"),
    ],
)
def test_last_line_says_what_to_do_next(status: UnitStatus, step: str) -> None:
    """Whom to chase or to ask stands at the very end."""
    made = assessment()
    units = (without_return(made.catalog, 0, status), *made.units[1:])
    assert shown(replace(made, units=units)).splitlines()[-1] == step


def test_warnings_alone_are_verified_before_ranking() -> None:
    """A round that only has something to verify may be ranked afterwards."""
    made = assessment((finding("E101", Severity.WARNING),))
    assert shown(made).splitlines()[-1] == "下一步：核实1处后可以汇总排名（用 scoresheet rank）。"


def test_items_with_most_findings_lead() -> None:
    """The list of items is by number of findings, then by the form's order; notices don't count."""
    made = assessment(
        (
            finding(item="2"),
            finding(item="3"),
            finding(item="3", unit="510821"),
            finding("V103", Severity.NOTICE, item="1"),
        )
    )
    part = shown(made).split("【问题最多的考核项】\n")[1].split("\n\n")[0]
    assert part == "  第3项：2个问题，2个单位  按期换届。\n  第2项：1个问题，1个单位  培训…"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    """Hostile text is printed as letters: no markup, no escape sequence, no line beyond the width."""
    hostile = finding(
        unit="510824", sheet=text, file=text, pattern=Text(text, text), remedy=same(text), found=same(text)
    )
    made = assessment((hostile,), (file(text, FileStatus.UNREADABLE, same(text)),))
    out = shown(made)
    assert not any(ord(char) < 32 and char != "\n" for char in out)
    assert not set("\u202e\u2066\x9b\ud800") & set(out)
    assert max(cell_len(line) for line in out.splitlines()) <= 80
    if text.startswith(("[", "<")):
        assert out.count(text) >= 3


def test_markup_in_a_units_name_is_text() -> None:
    """A name in the table of units is never read as markup."""
    made = assessment()
    unit = replace(made.units[0], unit=replace(made.units[0].unit, name="[bold]县[/bold]"))
    assert "[bold]县[/bold]" in shown(replace(made, units=(unit,)))
