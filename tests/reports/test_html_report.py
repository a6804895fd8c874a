"""The report as a page: complete, bounded, the same every time, and harmless whatever was typed."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import returned
from assessments import HOSTILE, accepted, assessment, file, finding, mixed, without_return
from commands import command, project
from samples import EVENTS, at_least, catalog, submission
from scoresheet.assessment import Assessment, FileStatus, UnitResult, UnitStatus
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog, Category, Grade, Item, Measure, NotApplicable, Unit
from scoresheet.changes import Changes, FileChange, UnitChange
from scoresheet.checking.running import ITEMS, Severity
from scoresheet.decision import Acceptance, Effect, Version
from scoresheet.inbox.ours import is_output
from scoresheet.inert import legible
from scoresheet.language import Locale, Text, same
from scoresheet.manifest import FindingCounts, Input, UnitMark
from scoresheet.page.sections import bars, losses, problems
from scoresheet.page.shared import Page
from scoresheet.ranking.ordering import rank
from scoresheet.reports.html_report import LONGEST, render
from scoresheet.rule.model import Asked, Comparison
from scoresheet.rules.bonus import Bonus, BonusParameters
from scoresheet.rules.ratio import Ratio, RatioParameters
from scoresheet.rules.veto import VetoParameters, VetoRule
from scoresheet.scoring import Scores, score
from scoresheet.submission import Submission

D = Decimal
GOLDEN = Path(__file__).parent / "golden"
_VOID = {"br", "input", "link", "meta"}


@dataclass(slots=True)
class Element:
    """An element of the page with its attributes and the text in it."""

    name: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)


class Parsed(HTMLParser):
    """A page taken apart: its elements in their order, what is seen line by line, and whether all are closed."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.lines: list[str] = []
        self.open: list[Element] = []
        self.feed(page.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute twice: {attrs}"
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Note its end; each closes what was opened last."""
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        """Note a text with all elements that it stands in."""
        for element in self.open:
            element.text.append(data)
        seen = " ".join(data.split())
        if seen and not any(element.name in {"style", "script"} for element in self.open):
            self.lines.append(seen)

    def named(self, name: str) -> list[Element]:
        """Give the elements of one name."""
        return [element for element in self.elements if element.name == name]

    def of_class(self, wanted: str) -> list[str]:
        """Give the texts of the elements of a class."""
        return [
            " ".join("".join(element.text).split())
            for element in self.elements
            if wanted in element.attributes.get("class", "").split()
        ]

    @property
    def words(self) -> str:
        """All that is seen."""
        return "\n".join(self.lines)


def words(made: Assessment, changes: Changes | None = None) -> str:
    """Give all that is seen on the page of an assessment."""
    return Parsed(render(made, changes)).words


def test_a_round_without_fault_says_so_and_what_comes_next() -> None:
    """Nothing to mend, no filter, everyone ranked."""
    seen = words(assessment())

    assert "没有发现问题。" in seen
    assert "全部单位校验通过，可以汇总排名，送部室审核。" in seen
    assert "没有收到文件。" in seen
    assert "筛选" not in seen
    assert "暂不参与排名" not in seen
    assert 'id="filters"' not in render(assessment()).decode()


@pytest.mark.parametrize(("made", "name"), [(mixed(), "page.txt"), (mixed(Locale.EN), "page_en.txt")])
def test_page_as_text(made: Assessment, name: str) -> None:
    """All that is read on the page is what was approved."""
    assert words(made) + "\n" == (GOLDEN / name).read_text(encoding="utf-8")


def test_same_results_give_the_same_bytes() -> None:
    """Nothing on the page tells when it was made."""
    assert render(mixed()) == render(mixed())


def test_a_chinese_page_has_no_english_word() -> None:
    """Codes, cells and the names of files are all that is written with Latin letters."""
    seen = re.sub(r"\S+\.(xlsx|jpg)|\b[A-Z]+[0-9]+\b", "", words(mixed()))

    assert re.findall(r"[A-Za-z]+", seen) == []
    assert '<html lang="zh-CN">' in render(mixed()).decode()


def test_the_page_names_its_language() -> None:
    """So that it is read aloud and broken into lines rightly."""
    assert '<html lang="en">' in render(mixed(Locale.EN)).decode()


def test_the_page_is_known_again_as_ours() -> None:
    """It begins with what every page of ours begins with; another page doesn't."""
    assert is_output(render(mixed()))
    assert not is_output(b"<!doctype html>\n<html><table><tr><td>3</td></tr></table></html>")


def test_the_command_writes_the_page_and_takes_it_for_no_return(tmp_path: Path) -> None:
    """By its suffix; with an audit it tells what changed, and the page may lie among the returns."""
    work = project(tmp_path / "project")
    inbox = tmp_path / "回收"
    inbox.mkdir()
    (inbox / "苍溪县.xlsx").write_bytes(returned.good())
    page, audit = inbox / "报告.html", work / "audit.json"

    for expected in (False, True):
        ended = command(work, "validate", inbox, "-o", page, "--manifest", audit)

        assert ended.code == 1, ended.err
        seen = Parsed(page.read_bytes()).words
        assert ("与上次相比\n" in seen) is expected
        assert ("\n报告.html\n未参与汇总\n" in seen) is expected


# What may act.


def test_only_our_own_style_and_script_may_act() -> None:
    """The policy names the digests of the one style and the one script; nothing is loaded from anywhere."""
    parsed = Parsed(render(mixed()))
    (style,), (script,) = parsed.named("style"), parsed.named("script")
    (policy,) = (one.attributes["content"] for one in parsed.named("meta") if "http-equiv" in one.attributes)

    assert policy.split("; ")[0] == "default-src 'none'"
    for element, source in ((style, "style-src"), (script, "script-src")):
        digest = base64.b64encode(hashlib.sha256("".join(element.text).encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?:|url\(|@import", render(mixed()).decode())


_INERT_NAMES = ["a", "svg", "rect", "form", "select", "option", "input", "script", "style", "meta"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_was_typed_is_only_text(text: str) -> None:
    """Names, cells, paths and messages from outside add no element, no handler and no link to the page."""
    typed = f'{text}"\'></style></script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>'
    made, plain = (_with_text(one) for one in (typed, "字"))

    parsed = Parsed(render(made))

    assert [one.name for one in parsed.elements] == [one.name for one in Parsed(render(plain)).elements]
    for element in parsed.elements:
        assert not any(name.startswith("on") or name in {"style", "src"} for name in element.attributes)
        assert element.attributes.get("href", "#").startswith("#")
    # The script's own text is no text of the page.
    assert legible(parsed.words) == parsed.words
    # The count behind a name stands on its line.
    assert max(map(len, parsed.lines)) <= LONGEST + 10


def _with_text(text: str) -> Assessment:
    made = catalog()
    units = tuple(replace(unit, name=f"{text}{number}") for number, unit in enumerate(made.units))
    made = replace(made, units=units, title=text, issuer=text)
    said = finding(
        pattern=same(f"{ITEMS}{text}"), found=same(text), allowed=same(text), remedy=same(text),
        sheet=text, file=f"inbox/{text}/苍溪县.xlsx",
    )  # fmt: skip
    units_of = (accepted(made, 0), without_return(made, 1, UnitStatus.MISSING), accepted(made, 2))
    files = (file(f"inbox/{text}.xlsx", FileStatus.UNREADABLE, same(text)),)
    version = Version("510824", text, text, text, date(2014, 11, 26))
    return Assessment(made, units_of, files, (said,), (Effect(version, done=False, words=same(text)),))


# Bounds.


def many(units: int, findings: int) -> Assessment:
    """Give a round of the shipped catalog with that many units, and findings spread over them."""
    words = returned.CATALOG.units[0].words
    named = tuple(Unit(f"u{n}", f"第{n}单位", f"第{n}单位", group="县", words=words) for n in range(units))
    made = replace(returned.CATALOG, units=named, targets={})
    results = tuple(_result(made, number) for number in range(units))
    said = tuple(
        finding(
            unit=f"u{number % units}",
            item=made.items[number % 34].id,
            pattern=Text(f"{ITEMS}填{number}分，超过本项分值。", f"{ITEMS} {number}"),
        )
        for number in range(findings)
    )
    return Assessment(made, results, (), said)


def _result(made: Catalog, number: int) -> UnitResult:
    returned_form, scores = _answers(number % 20)
    return UnitResult(made.units[number], UnitStatus.ACCEPTED, returned_form, scores)


@cache
def _answers(number: int) -> tuple[Submission, Scores]:
    wrong = {"1": "2.5", "7": str(number % 4), "18": None if number % 5 == 0 else "-0.5"}
    returned_form = submission(form_for(returned.CATALOG, returned.CATALOG.units[0]), wrong)
    scores = score(returned_form)
    assert scores is not None
    return returned_form, scores


@pytest.mark.parametrize(
    ("units", "findings", "bytes_at_most"),
    [(8, 40, 200_000), (183, 1000, 3_000_000), (2844, 9000, 4_500_000)],
)
def test_a_page_stays_small(units: int, findings: int, bytes_at_most: int) -> None:
    """A city, a province and a ministry each get a page that opens, made in seconds."""
    made = many(units, findings)
    start = time.process_time()

    assert len(render(made)) < bytes_at_most
    assert time.process_time() - start < 20


def test_what_is_left_out_is_told() -> None:
    """Units, places and findings beyond the bounds are counted, the worst are shown."""
    seen = words(many(400, 2500))

    assert "另有400个单位未列出" in seen, "nobody has to mend anything"
    assert "另有20个单位的名次未在此列出" in seen, "of 400 units 80 have no total and are not ranked"
    assert "另有200个单位未列出；“全部单位”一行含全部单位" in seen
    assert "前2000条，另有500条未列出" in seen


def test_a_province_is_shown_whole() -> None:
    """With 183 units all are in the list, in the ranking or out of it, and in the map."""
    seen = words(many(183, 1000))

    assert "未列出" not in seen
    assert "未在此列出" not in seen


# The map of points lost.


def rules_catalog() -> Catalog:
    """Give a catalog with an item of each kind that the map shows in its own way."""
    made = catalog()
    asked = Asked("cadres", "培训干部", "人", Comparison.AT_LEAST)
    items = (
        *made.items[:2],
        Item("b", "A", D(2), "加分", Bonus.build(D(2), BonusParameters.model_validate(
            {"levels": {"city": {"name": "市级", "points": 2}}}))),
        Item("v", "A", D(0), "否决", VetoRule.build(D(0), VetoParameters.model_validate({"effect": "no_award"}))),
        Item("r", "A", D(2), "超额", Ratio.build(D(2), RatioParameters.model_validate({"max_ratio": "1.5"}), (asked,)),
             (Measure("cadres", "培训干部", "人", at_least("50")),)),
        Item("e", "A", D("1.5"), "扣分", EVENTS),
    )  # fmt: skip
    return replace(made, categories=(Category("A", "全部", items),))


def squares(scores: dict[str, str | None], **unit: Any) -> dict[str, tuple[str, str]]:
    """Give the squares of a unit with these scores, by item: the text and the shade."""
    made = rules_catalog()
    made = replace(made, units=(replace(made.units[0], **unit),))
    returned_form = submission(form_for(made, made.units[0]), scores)
    scored = score(returned_form)
    assert scored is not None
    result = UnitResult(made.units[0], UnitStatus.ACCEPTED, returned_form, scored)
    whole = Assessment(made, (result,), (), ())
    (block,) = losses.section(Page(whole, rank(whole))).blocks
    (row,) = block.rows
    return {
        column.id: (square.text, square.look)
        for column, square in zip(block.columns, row.squares, strict=True)
    }


@pytest.mark.parametrize(
    ("item", "typed", "expected"),
    [
        ("1", "3", ("0", "lost0")),
        ("1", "2.25", ("0.75", "lost1")),
        ("1", "2.24", ("0.76", "lost2")),
        ("1", "1.5", ("1.5", "lost2")),
        ("1", "1.49", ("1.51", "lost3")),
        ("1", "0.74", ("2.26", "lost4")),
        ("1", "0", ("3", "lost4")),
        ("e", "-0.5", ("2", "lost5")),
        ("r", "2.5", ("+0.5", "gain")),
        ("1", None, ("缺", "gap")),
        ("1", "三", ("缺", "gap")),
        ("b", "2", ("+2", "gain")),
        ("b", "0", ("0", "lost0")),
        ("v", None, ("缺", "off")),
    ],
)
def test_each_square_says_in_words_and_shade_what_was_lost(
    item: str, typed: str | None, expected: tuple[str, str]
) -> None:
    """Lost points relative to the item's, gains, bonuses, vetoes and what is missing."""
    assert squares({item: typed})[item] == expected


def test_what_does_not_apply_is_no_loss() -> None:
    """It has a sign of its own, whatever becomes of its points."""
    left_out = {"1": NotApplicable.FULL, "2": NotApplicable.DROP, "e": NotApplicable.RESCALE}
    shown = squares({"1": None, "2": None, "e": None}, not_applicable=left_out)

    assert {shown[item] for item in left_out} == {("—", "off")}


def test_a_score_in_dispute_is_marked_and_units_without_return_are_named() -> None:
    """Nobody takes a score that is to be corrected for a settled one."""
    made = mixed()
    (block,) = losses.section(Page(made, rank(made))).blocks

    assert [row.instead for row in block.rows] == ["", "版本待确认", "未报送"]
    assert [square.disputed for square in block.rows[0].squares] == [True, False, True, False, False]
    assert block.rows[0].lost == "", "a score is missing"


def test_more_items_than_a_sheet_of_paper_holds_are_several_maps() -> None:
    """Categories stay together where they can, and every item is shown once."""
    made = catalog()
    first, second = made.categories
    wide = tuple(replace(first.items[0], id=f"x{number}") for number in range(90))
    made = replace(made, categories=(first, replace(second, items=wide)))
    whole = Assessment(made, (accepted(made, 0),), (), ())

    blocks = losses.section(Page(whole, rank(whole))).blocks

    assert [len(block.columns) for block in blocks] == [2, 40, 40, 10]
    assert [column.id for block in blocks for column in block.columns] == [item.id for item in made.items]


# Ranking, findings, files, decisions, changes.


def test_equal_totals_share_a_place_and_the_rest_has_a_reason() -> None:
    """并列 stands beside the shared place."""
    made = catalog()
    units = (accepted(made, 0), accepted(made, 1), without_return(made, 2, UnitStatus.MISSING))
    parsed = Parsed(render(Assessment(made, units, (), ())))

    assert parsed.of_class("place") == ["名次", "1 并列", "1 并列"]
    assert "暂不参与排名的单位\n单位\n原因\n可能名次\n利州区\n未报送\n1–3\n" in parsed.words


def test_braces_in_a_name_are_only_braces() -> None:
    """A grade, a unit or a file may be called {0} or {."""
    made = catalog(grades=(Grade("{0}{", at_least=D(0)),))
    made = replace(made, units=tuple(replace(unit, name="{x}") for unit in made.units))
    units = (accepted(made, 0), accepted(made, 1), without_return(made, 2, UnitStatus.MISSING))
    files = (file("{y}.xlsx", FileStatus.DUPLICATE, same("{z}")),)

    seen = words(Assessment(made, units, files, (finding(pattern=same("{0}")),)))

    for expected in ("{0}{", "{x}", "{y}.xlsx", "{z}"):
        assert f"\n{expected}\n" in seen


def test_a_place_that_is_sure_says_nothing_more() -> None:
    """Only where something is still open a place may become another one."""
    assert "可能" not in words(assessment())


def test_a_place_that_may_change_says_between_which() -> None:
    """A unit with less than full marks may still be overtaken by one that has not returned."""
    made = catalog()
    returned_form = submission(form_for(made, made.units[0]), {"1": "2"})
    scores = score(returned_form)
    assert scores is not None
    first = UnitResult(made.units[0], UnitStatus.ACCEPTED, returned_form, scores)
    units = (first, without_return(made, 1, UnitStatus.MISSING), without_return(made, 2, UnitStatus.MISSING))
    parsed = Parsed(render(Assessment(made, units, (), ())))

    assert parsed.of_class("place") == ["名次", "1 可能1–3"]
    assert "名次最后会落在的范围" in parsed.words


def test_units_are_ranked_in_their_groups_where_the_catalog_says_so() -> None:
    """Each group has a ranking of its own, with the places within it."""
    made = catalog(within_groups=True)
    whole = Assessment(made, tuple(accepted(made, number) for number in range(3)), (), ())

    contests = bars.section(Page(whole, rank(whole))).contests

    assert [(one.group, [bar.place for bar in one.bars]) for one in contests] == [("县", [1, 1]), ("区", [1])]


def test_findings_carry_what_they_are_filtered_by() -> None:
    """Equal findings are one, with all their items; the choices count what they would show."""
    made = mixed()
    section = problems.section(Page(made, rank(made)))

    assert [(party.anchor, [entry.code for entry in party.entries]) for party in section.parties] == [
        ("u1", ["V101", "E101", "V103"]),
        ("u2", ["X101"]),
        ("u0", ["F102"]),
    ]
    assert section.parties[0].entries[0].items == "1 3"
    assert [(one.value, one.number) for one in section.severities] == [
        ("fatal", 1), ("error", 2), ("warning", 1), ("notice", 1),
    ]  # fmt: skip
    assert [(one.value, one.number) for one in section.items] == [("1", 2), ("2", 1), ("3", 1), ("4", 1)]
    assert "V101 " in section.codes[2].label


def test_units_with_most_to_mend_come_first() -> None:
    """Of equally grave findings the unit with more of them comes first; the catalog's order decides the rest."""
    few = finding("V104", unit="510821", pattern=same("one"))
    more = [finding("V104", unit="510802", pattern=same(f"{number}")) for number in range(2)]
    made = assessment((few, *more))
    section = problems.section(Page(made, rank(made)))
    assert [(party.anchor, len(party.entries)) for party in section.parties] == [("u3", 2), ("u2", 1)]


def test_what_is_asked_of_several_items_is_said_once() -> None:
    """A form that is nearly blank asks for the same of many items."""
    said = [("1", "0至3之间的数"), ("2", "0至4之间的数"), ("3", "0至3之间的数")]
    made = assessment(tuple(finding(item=item, allowed=same(words)) for item, words in said))
    ((entry,),) = (party.entries for party in problems.section(Page(made, rank(made))).parties)
    assert entry.allowed == "第1、3项：0至3之间的数；第2项：0至4之间的数"


def test_files_are_named_within_their_folder() -> None:
    """The folder that all of them lie in is the clerk's own affair."""
    made = assessment(
        (finding(file="/home/文书/收到/县/苍溪县.xlsx", pattern=same("见 /home/文书/收到/县/苍溪县.xlsx")),),
        (
            file("/home/文书/收到/县/苍溪县.xlsx", FileStatus.NEEDS_FIX),
            file("/home/文书/收到/转发.zip!/旺苍县.xlsx", FileStatus.ACCEPTED, unit=None),
        ),
    )

    seen = words(made)

    assert "\n县/苍溪县.xlsx\n" in seen
    assert "\n转发.zip!/旺苍县.xlsx\n" in seen
    assert "文书" not in seen


def test_decisions_are_told_with_their_grounds() -> None:
    """Those that could not be carried out stand first and say so."""
    day = date(2014, 11, 26)
    effects = (
        Effect(Acceptance("510824", "R103", "2", "已电话核实", "李四", day), done=True, words=Text("1处按核实结果保留", "1 stands")),
        Effect(Version("510821", "b.xlsx", "来电确认", "李四", day), done=False, words=Text("收到的文件里没有它", "absent")),
    )  # fmt: skip
    parsed = Parsed(render(replace(assessment(), effects=effects)))
    table = parsed.words.partition("依据\n")[2]

    assert table.index("没有生效") < table.index("1处按核实结果保留")
    assert "已电话核实（李四，2014-11-26）" in table
    assert "第2项 问题类型 R103" in table


def _mark(status: UnitStatus, total: str | None, **counts: int) -> UnitMark:
    return UnitMark("510824", "苍溪县", status, "苍溪县.xlsx", total, FindingCounts(**counts))


def _input(path: str, status: FileStatus) -> Input:
    return Input(
        path, 1, None, "a" * 64, "xlsx", None, None, None, None, status, "", speaks=True, chosen_over=()
    )


NO_CHANGES = Changes(None, False, None, (), (), (), (), (), (), ())


def test_what_changed_since_the_last_run_is_told() -> None:
    """Units with their status, score and findings before and now; files by what happened to them."""
    before, now = _mark(UnitStatus.NEEDS_FIX, None, error=2), _mark(UnitStatus.ACCEPTED, "25.00", notice=1)
    sent, judged = _input("甲.xlsx", FileStatus.NEEDS_FIX), _input("甲.xlsx", FileStatus.ACCEPTED)
    changes = replace(
        NO_CHANGES, catalog=True, units=(UnitChange(before, now),), edited=(FileChange(sent, judged),),
        new=(_input("乙.xlsx", FileStatus.UNREADABLE),), still_missing=(replace(now, name="利州区"),),
    )  # fmt: skip

    seen = words(assessment(), changes)

    for expected in (
        "指标目录或目标表有改动", "待更正 → 校验通过", "无 → 25.00", "须更正 2 → 0；提示 0 → 1",
        "甲.xlsx（待更正 → 校验通过）", "乙.xlsx（无法读取）", "仍未报送：利州区。",
    ):  # fmt: skip
        assert expected in seen


def test_without_change_the_section_is_one_sentence_and_without_a_last_run_it_is_absent() -> None:
    """Nobody reads that nothing is known."""
    assert "与上次相比没有变化。" in words(assessment(), NO_CHANGES)
    assert "与上次相比" not in words(assessment())


@pytest.mark.parametrize("severity", list(Severity))
def test_every_severity_has_its_word(severity: Severity) -> None:
    """No finding is told by colour alone."""
    parsed = Parsed(render(assessment((finding(severity=severity),))))

    assert severity.word.zh in parsed.of_class("said")[0]
