"""What every check must keep, so that nobody has to remember it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tables
from scoresheet.checking.running import Check, Finding, all_checks
from scoresheet.language import Locale, Text

CHECKS = all_checks()
HERE = Path(__file__).parent
FOLDER = HERE.parent / "src" / "scoresheet" / "checks"
WISHES = ("use_", "avoid_", "must_", "no_")
ORDERS = ("请", "必须", "must", "please", "Please", "Must")
KNOWN_NAMES = re.compile(
    r"WPS|Excel|Microsoft Excel|XML|#REF!|--password|\S+\.xls[xb]?|\.(?:xls[xmb]?|et|ods)\b|[0-9.]+"
)

each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.code} {check.name}")
texts = ("title", "why", "remedy")


def spoken(check: Check) -> list[Finding]:
    """Give the findings of the bad example."""
    return list(tables.findings(check.bad))


@each_check
def test_the_good_example_has_no_finding(check: Check) -> None:
    """Nothing at all is found in the good example, by whatever check."""
    assert tables.codes(check.good) == []


@each_check
def test_the_bad_example_is_found_by_this_check_alone(check: Check) -> None:
    """The bad example is found by its own check, and no other check repeats what follows from it."""
    assert set(tables.codes(check.bad)) - _OF_THE_FILE.get(check.code, set()) == {check.code}


_OF_THE_FILE = {"X105": {"F102"}}
"""What is told of the file itself beside what is told of the unit that it may be from."""


@each_check
def test_the_file_is_named_for_code_and_fault(check: Check) -> None:
    """A check is found in the folder by its code and by its name."""
    assert (FOLDER / f"{check.code.lower()}_{check.name}.py").is_file()


@each_check
def test_each_check_has_a_test_file(check: Check) -> None:
    """The tests of a check stand in a file of the same name."""
    assert (HERE / "checks" / f"test_{check.code.lower()}_{check.name}.py").is_file()


@each_check
def test_the_code_is_a_family_and_three_digits(check: Check) -> None:
    """The letter of a code says what the check looks at."""
    assert re.fullmatch(r"[FISVREX][1-9][0-9]{2}", check.code)


@each_check
def test_the_name_names_the_fault(check: Check) -> None:
    """A name says what is wrong, not what is wished for."""
    assert not check.name.startswith(WISHES)


@each_check
def test_the_title_is_a_heading(check: Check) -> None:
    """A title has no full stop and gives no order."""
    for words in check.title:
        assert not words.endswith(("。", "."))
        assert not any(order in words for order in ORDERS)


@each_check
@pytest.mark.parametrize("name", texts)
def test_both_languages_say_something(check: Check, name: str) -> None:
    """Title, reason and remedy exist in Chinese and in English."""
    words: Text = getattr(check, name)

    assert re.search("[\u4e00-\u9fff]", words.zh)
    assert re.search("[A-Za-z]", words.en)
    assert not re.search("[\u4e00-\u9fff]", words.en)


@each_check
def test_why_is_not_the_rule_again(check: Check) -> None:
    """The reason says what harm is done; it repeats neither the title nor the remedy."""
    for locale in Locale:
        assert len({check.title.of(locale), check.why.of(locale), check.remedy.of(locale)}) == 3


@each_check
def test_sentences_end_as_sentences(check: Check) -> None:
    """Reasons, remedies and messages are whole sentences in both languages."""
    sentences = [
        check.why,
        check.remedy,
        *(Text(one.message(Locale.ZH), one.message(Locale.EN)) for one in spoken(check)),
    ]

    assert all(one.zh.endswith("。") and one.en.endswith(".") for one in sentences)


@each_check
def test_chinese_messages_are_chinese(check: Check) -> None:
    """What people read in Chinese has no English word and no name of the program's own in it."""
    messages = [
        check.title.zh,
        check.why.zh,
        check.remedy.zh,
        *(one.message(Locale.ZH) for one in spoken(check)),
    ]

    for message in messages:
        assert not re.search("[A-Za-z_]{2,}", KNOWN_NAMES.sub("", message)), message


@each_check
def test_findings_say_the_same_amount_in_both_languages(check: Check) -> None:
    """What stands there, what is allowed and what to do are given in both languages or in none."""
    for finding in spoken(check):
        for words in (finding.pattern, finding.found, finding.allowed, finding.remedy):
            assert bool(words.zh) == bool(words.en)


def test_codes_and_names_are_unique() -> None:
    """A code, and a name, belongs to one check for ever."""
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_every_test_file_tests_a_check() -> None:
    """No test outlives its check."""
    expected = {f"test_{check.code.lower()}_{check.name}" for check in CHECKS}

    assert {path.stem for path in (HERE / "checks").glob("test_*.py")} == expected
