"""The page in a real browser: it opens in silence, its filters work, it fits a phone and paper, and nothing acts."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assessments import HOSTILE, finding, mixed, to_correct, without_return
from returned import CATALOG, OTHER_UNIT, good, read, typed
from samples import catalog
from scoresheet.assessment import Assessment, FileResult, FileStatus, UnitStatus, assess
from scoresheet.catalog.model import Unit
from scoresheet.checking.running import Finding, Severity
from scoresheet.language import Locale, Text, same
from scoresheet.reports.html_report import render
from scoresheet.returns.settling import RECEIVED_NOTHING

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]

D = Decimal
PHONE, DESK = 360, 1280


@dataclass(slots=True)
class Opened:
    """A page in the browser with all that it complained about and all that it asked the network for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """Give the codes of the findings that are seen."""
        return self.page.locator(".finding:visible .code").all_inner_texts()

    @property
    def state(self) -> str:
        """What the filter says that it shows."""
        return self.page.locator("#shown").inner_text()


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser of the machine, once."""
    # Its sandbox doesn't work for the superuser, as whom a build machine runs.
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=[*sandbox, "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Give what opens the page of an assessment as a file, at a width in pixels."""
    contexts = []

    def open_page(made: Assessment, *, width: int = DESK, script: bool = True, state: str = "") -> Opened:
        path = tmp_path / "报告.html"
        path.write_bytes(render(made))
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        # A dialog would be dismissed unseen; a complaint is not.
        found.page.add_init_script("window.alert = words => console.error(words)")
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.goto(path.as_uri() + state)
        return found

    yield open_page
    for context in contexts:
        context.close()


def full() -> Assessment:
    """Give real returns with real findings: three units with findings, five of which nothing came."""
    scores = {"D5": D(4), "D6": None, "D7": None, "D8": "约2分", "D9": D(1)}
    returns = [
        read(typed(scores)),
        read(typed({"D6": D(4)}, data=good(OTHER_UNIT)), "旺苍县.xlsx"),
        read(good("510823"), "剑阁县.xlsx"),
        read(b"", "空.xlsx"),
    ]
    aside = FileResult("照片.jpg", "a" * 64, "image", None, FileStatus.ATTACHMENT, same(""))
    return assess(CATALOG, returns, set_aside=[aside])


def test_the_page_opens_in_silence(opened: Open) -> None:
    """No complaint in the console, no violation of the policy, nothing asked of any network."""
    found = opened(full())

    assert found.complaints == []
    assert [url for url in found.requests if not url.startswith("file:")] == []
    assert len(found.requests) == 1
    assert found.page.title() == f"{CATALOG.title}（{CATALOG.round.label}）校验报告"


@pytest.mark.parametrize("made", [mixed(), mixed(Locale.EN), full()], ids=["zh", "en", "real"])
def test_the_page_never_scrolls_sideways(made: Assessment, opened: Open) -> None:
    """On a phone too; the map scrolls in its own frame."""
    page = opened(made, width=320).page

    for width in (320, PHONE, 768, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".map").count() == 1


def test_the_map_keeps_its_heads_in_sight(opened: Open) -> None:
    """However far it is scrolled, the units stay on the left and the items on top."""
    page = opened(full(), width=PHONE).page
    frame = page.locator(".scroll")
    frame.evaluate("frame => { frame.scrollLeft = 500; frame.scrollTop = 50 }")
    left = frame.bounding_box()
    unit, item = (
        page.locator(".map tbody .unit").nth(3).bounding_box(),
        page.locator(".map .item").last.bounding_box(),
    )

    assert left is not None
    assert unit is not None
    assert item is not None
    assert abs(unit["x"] - left["x"]) < 3
    assert left["y"] - 1 <= item["y"] < left["y"] + 130


# The filters.


def test_all_findings_are_seen_at_first(opened: Open) -> None:
    """And counted."""
    found = opened(mixed())

    assert sorted(found.shown()) == ["E101", "F102", "V101", "V103", "X101"]
    assert found.state == "共5条"


@pytest.mark.parametrize(
    ("name", "value", "codes"),
    [
        ("unit", "u1", ["V101", "E101", "V103"]),
        ("unit", "u0", ["F102"]),
        ("item", "3", ["V101"]),
        ("code", "E101", ["E101"]),
    ],
)
def test_a_choice_leaves_what_fits(name: str, value: str, codes: list[str], opened: Open) -> None:
    """By unit, item and kind; the count follows, and empty units disappear."""
    found = opened(mixed())
    found.page.select_option(f"[name={name}]", value)

    assert found.shown() == codes
    assert found.state == f"显示{len(codes)}条，共5条"
    assert found.page.locator(".party:visible").count() == 1


def test_severities_add_up_and_their_counts_follow_the_other_filters(opened: Open) -> None:
    """Two ticks show both; the numbers beside them say what a tick would show."""
    found = opened(mixed())
    found.page.check("[value=warning]")
    assert found.shown() == ["E101"]
    found.page.check("[value=fatal]")
    assert found.shown() == ["E101", "F102"]

    found.page.select_option("[name=unit]", "u1")

    assert found.shown() == ["E101"]
    counts = found.page.locator(".count")
    assert dict(zip(counts.evaluate_all("all => all.map(one => one.dataset.count)"), counts.all_inner_texts(), strict=True)) == {
        "fatal": "0", "error": "1", "warning": "1", "notice": "1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "codes"),
    [("d5", ["V101", "X101"]), ("旺苍", ["X101"]), ("1.5", ["V103"]), ("苍溪 更正", ["V101"]), ("<b>", [])],
)
def test_words_are_searched_in_all_that_is_said(words: str, codes: list[str], opened: Open) -> None:
    """Whatever their case and width; several words must all be there."""
    found = opened(mixed())
    found.page.fill("[name=words]", words)

    assert found.shown() == codes
    assert found.state == (f"显示{len(codes)}条，共5条" if codes else "没有符合条件的问题，共5条")


def test_the_filter_is_kept_in_the_address_and_comes_back(opened: Open) -> None:
    """A page that is opened with its state shows the same, and clearing it shows all again."""
    found = opened(mixed())
    found.page.select_option("[name=unit]", "u1")
    found.page.check("[value=error]")
    found.page.fill("[name=words]", "第1、3项 填 D5")
    state = found.page.evaluate("location.hash")
    assert "unit=u1" in unquote_plus(state)

    again = opened(mixed(), state=state)

    assert again.shown() == found.shown() == ["V101"]
    assert again.page.input_value("[name=words]") == "第1、3项 填 D5"
    again.page.click("[type=reset]")
    expect(again.page.locator("#shown")).to_have_text("共5条")
    assert again.page.evaluate("location.hash") == "#findings"
    assert again.complaints == []


@pytest.mark.parametrize(
    "state", ["#filter?unit=u99&severity=x&code=%3Cscript%3E", "#filter?%", "#u1", "#<b>"]
)
def test_a_state_that_means_nothing_does_no_harm(state: str, opened: Open) -> None:
    """Everything is shown."""
    found = opened(mixed(), state=state)

    assert len(found.shown()) == 5
    assert found.complaints == []


def test_the_way_to_a_unit_is_never_filtered_away(opened: Open) -> None:
    """A name in the map leads to the unit's findings, even where the filter hid them."""
    found = opened(mixed())
    found.page.select_option("[name=code]", "X101")
    found.page.locator(".map tbody a", has_text="苍溪县").click()
    expect(found.page.locator("#u1 .who")).to_be_in_viewport()
    assert "V101" in found.shown()


def test_everything_is_reached_with_the_keyboard(opened: Open) -> None:
    """Tab walks over links, map and filters, each with a visible outline; keys choose and clear."""
    found = opened(mixed())
    reached = []
    for _ in range(60):
        found.page.keyboard.press("Tab")
        reached.append(found.page.evaluate(
            "[document.activeElement.name || document.activeElement.className || document.activeElement.type,"
            " getComputedStyle(document.activeElement).outlineStyle]"
        ))  # fmt: skip
    names = [name for name, _ in reached]
    assert {"skip", "scroll", "severity", "unit", "item", "code", "words", "reset"} <= set(names)
    assert {outline for name, outline in reached if name in {"skip", "scroll", "unit", "words", "reset"}} == {
        "solid"
    }

    found.page.focus("[value=notice]")
    found.page.keyboard.press("Space")
    assert found.shown() == ["V103"]
    found.page.focus("[type=reset]")
    found.page.keyboard.press("Enter")
    expect(found.page.locator("#shown")).to_have_text("共5条")


def province(wrong: int) -> Assessment:
    """Give a round of 183 units: so many have a finding each, from the others nothing came."""
    units = tuple(Unit(f"u{n}", f"测试{n:03}县", f"测试{n:03}县") for n in range(1, 184))
    made = catalog(units=units)
    results = [to_correct(made, n) for n in range(wrong)]
    results += [without_return(made, n, UnitStatus.MISSING) for n in range(wrong, 183)]
    found = [
        finding(unit=f"u{n}", file=f"inbox/测试{n:03}县.xlsx", item="1") if n <= wrong else absent(n)
        for n in range(1, 184)
    ]
    return Assessment(made, tuple(results), (), tuple(found))


def absent(number: int) -> Finding:
    """Give the finding that nothing came from a unit."""
    said = same(f"没有收到测试{number:03}县的自查评分表。")
    return finding(
        "X102",
        unit=f"u{number}",
        pattern=said,
        found=RECEIVED_NOTHING,
        file=None,
        sheet=None,
        cells=(),
        item=None,
    )


@pytest.mark.parametrize("wrong", [0, 9, 183])
def test_a_province_has_a_page_that_can_be_scrolled(wrong: int, opened: Open) -> None:
    """Who sent nothing is a name, what is long is folded: on a phone a round of 183 units takes a few screens."""
    page = opened(province(wrong), width=PHONE).page
    assert page.evaluate("document.documentElement.scrollHeight") < 15_000


def test_what_is_folded_is_found_by_every_filter(opened: Open) -> None:
    """A filter opens what fits it, clearing it folds everything again, and a name leads to what is behind it."""
    found = opened(province(100))
    finding_seen = found.page.locator(".finding:visible")
    assert finding_seen.count() == 0
    assert found.state == "共183条"

    found.page.select_option("[name=unit]", label="测试007县（1）")
    expect(finding_seen).to_have_count(1)
    found.page.select_option("[name=unit]", label="测试150县（1）")
    expect(finding_seen).to_have_text("测试150县")
    found.page.select_option("[name=unit]", "")
    found.page.select_option("[name=code]", "X102")
    expect(finding_seen).to_have_count(83)
    found.page.fill("[name=words]", "测试18")
    expect(finding_seen).to_have_count(4)
    found.page.click("[type=reset]")
    expect(finding_seen).to_have_count(0)

    found.page.evaluate("location.hash = '#u9'")
    expect(found.page.locator("#u9 .finding")).to_be_visible()
    found.page.evaluate("location.hash = '#u150'")
    expect(found.page.locator("#u150")).to_be_in_viewport()
    assert found.complaints == []


def test_without_script_everything_is_shown(opened: Open) -> None:
    """The filter is not there, all findings are, and names lead to them."""
    found = opened(mixed(), script=False)

    assert len(found.shown()) == 5
    assert not found.page.locator("#filters").is_visible()
    found.page.locator(".map tbody a").first.click()
    assert found.page.url.endswith("#u1")


# What a reader sees.

_CONTRASTS = """() => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(one => one / 255)
      .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (!/rgba\\(.*, 0\\)/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || ["SCRIPT", "OPTION"].includes(node.tagName)) continue;
    const pair = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) poor.push(`${text.data.trim()} ${node.className} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


def shaded() -> Assessment:
    """Give a return that has every shade of the map."""
    stated = {"D5": "3", "D6": "2.5", "D7": "1.6", "D8": "1", "D9": "0", "D22": "-3.5", "D11": "5"}
    scores = {cell: D(number) for cell, number in stated.items()} | {"D10": None}
    return assess(CATALOG, [read(typed(scores))])


@pytest.mark.parametrize("made", [mixed(), full(), shaded()], ids=["mixed", "real", "shaded"])
def test_every_text_stands_out_from_what_is_behind_it(made: Assessment, opened: Open) -> None:
    """4.5 to 1 everywhere."""
    assert opened(made).page.evaluate(_CONTRASTS) == []


def test_the_map_has_every_shade(opened: Open) -> None:
    """So that the contrast of each was looked at."""
    page = opened(shaded()).page

    for look in ("lost0", "lost1", "lost2", "lost3", "lost4", "lost5", "gain", "gap"):
        assert page.locator(f".map td.{look}").count(), look


def test_the_page_has_landmarks_and_its_tables_have_names(opened: Open) -> None:
    """What a program that reads aloud goes by."""
    page = opened(full()).page

    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    assert page.locator("h1").count() == 1
    assert page.locator("table").count() == page.locator("table > caption").count() > 3
    assert page.locator("th:not([scope])").count() == 0
    assert page.evaluate(
        "document.querySelectorAll('[id]').length === new Set([...document.querySelectorAll('[id]')].map(one => one.id)).size"
    )
    unnamed = "[...document.querySelectorAll('select, input')].filter(one => !one.labels.length).length"
    assert page.evaluate(unnamed) == 0


def test_in_print_all_findings_are_listed_and_nothing_is_cut_off(opened: Open) -> None:
    """The filter is gone, what it hid is there, the map fits the width of the paper, and a PDF comes out."""
    found = opened(full(), width=1040)
    every = len(found.shown())
    found.page.select_option("[name=unit]", "u1")
    assert len(found.shown()) < every
    found.page.emulate_media(media="print")

    assert len(found.shown()) == every
    assert not found.page.locator("#filters").is_visible()
    assert not found.page.locator(".contents").is_visible()
    # The inner width of A4 on its side is 273 mm, 1,032 pixels.
    found.page.set_viewport_size({"width": 1032, "height": 700})
    fits = "map => map.scrollWidth <= map.parentElement.clientWidth && [...map.querySelectorAll('td, .item')].every(one => one.scrollWidth <= one.clientWidth + 1)"
    assert found.page.locator(".map").evaluate(fits)
    printed = found.page.pdf(prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox *\[[0-9. ]*\]", printed))
    assert len(boxes) == 2, "the map stands on its side"


# What nobody may do.


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_that_was_typed_acts(text: str, opened: Open) -> None:
    """Markup, handlers and addresses in names, paths and cells stay text."""
    attack = (
        f"{text}</style></script></title></select></textarea>\"'`><img src=x onerror=alert(1)>"
        "<svg onload=alert(2)><a href=javascript:alert(3)>x</a><script>alert(4)</script>"
    )
    found = opened(_attacked(attack))

    assert found.complaints == []
    assert len(found.requests) == 1
    assert found.page.locator("img, a[href^=javascript], iframe, [onerror], [onload]").count() == 0
    assert found.page.locator("script").count() == 1
    assert found.page.evaluate("document.querySelector('#filters') !== null")
    found.page.fill("[name=words]", "alert(4)" if len(text) < 600 else "长长长")
    assert found.page.locator(".finding:visible").count() == 1


def _attacked(text: str) -> Assessment:
    made = mixed()
    units = tuple(
        replace(one, unit=replace(one.unit, name=f"{number}{text}")) for number, one in enumerate(made.units)
    )
    said = finding(
        severity=Severity.WARNING, pattern=Text(text, text), found=same(text), sheet=text, file=text
    )
    files = (FileResult(text, "a" * 64, "xlsx", "510824", FileStatus.UNREADABLE, same(text)),)
    return replace(made, units=units, findings=(said,), files=files)


def test_nothing_in_a_returned_workbook_acts(opened: Open) -> None:
    """What a county typed into its cells is told as it stands, and does nothing."""
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    made = assess(
        CATALOG, [read(typed({"D6": nasty, "F7": nasty, "D7": D(1)}), f"{nasty.replace('/', '_')}.xlsx")]
    )
    found = opened(made)

    assert found.complaints == []
    assert "<script>alert(1)" in found.page.locator("#findings").inner_text()


def test_an_inserted_element_would_be_stopped_by_the_policy(opened: Open) -> None:
    """The second line of defence: even markup that got in could run nothing and fetch nothing."""
    found = opened(mixed())
    found.page.evaluate("""() => {
      document.body.insertAdjacentHTML('beforeend', '<img src="http://127.0.0.1:9/x"><p onclick="window.acted = 1" id="p">x</p>');
      const made = document.createElement('script'); made.textContent = 'window.acted = 2';
      document.body.append(made); document.getElementById('p').click();
    }""")

    assert found.page.evaluate("window.acted === undefined")
    stopped = [complaint for complaint in found.complaints if "Content Security Policy" in complaint]
    assert len(stopped) == 3, "a picture, a handler and a script"
