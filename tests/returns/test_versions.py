"""Which file the office's choice and the files' own marks let speak for a unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

import samples
from scoresheet.catalog.form import form_for
from scoresheet.decision import Decisions, Effect, Version
from scoresheet.returns.settling import Standing, UnitReturn, settle
from scoresheet.submission import Fault, FaultKind, Issued, Source, Submission

CATALOG = samples.catalog()
DAY = date(2014, 11, 26)


def sent(
    name: str, score: str = "4", *, answers: str = "", unit: int = 0, day: int | None = None
) -> Submission:
    """Give a file of a unit, its checksum its name in hexadecimal, with this score for the second item."""
    form = form_for(CATALOG, CATALOG.units[unit])
    made = samples.submission(
        form, {"2": score}, issued=Issued(answers_to=digits(answers) if answers else "")
    )
    modified = None if day is None else datetime(2014, 11, day, tzinfo=UTC)
    return replace(made, source=Source(name, digits(name), "xlsx", modified=modified))


def digits(name: str) -> str:
    """Give a checksum for a name."""
    return name.encode().hex().ljust(64, "0")


def version(file: str, unit: str = "510824") -> Version:
    """Give the decision that a file counts."""
    return Version(unit, file, "电话确认", "李四", DAY)


def settled(*submissions: Submission, file: str | None = None) -> tuple[UnitReturn, Effect | None]:
    """Give the return of the first unit, and what came of the decision that a file counts."""
    versions = () if file is None else (version(file),)
    returns = settle(CATALOG, submissions, decisions=Decisions(versions=versions))
    return returns.units[0], next(iter(returns.effects), None)


def standings(one: UnitReturn) -> dict[str, Standing]:
    """Give each file's standing."""
    return {placed.submission.source.path: placed.standing for placed in one.placed}


def test_without_a_decision_a_conflict_stays() -> None:
    """Nothing is chosen and nothing came of no decision."""
    one, effect = settled(sent("a.xlsx"), sent("b.xlsx", "3"))

    assert one.chosen is None
    assert effect is None


UNCORRECTED = [
    [sent("a"), sent("marked", answers="a"), sent("reply", "3", answers="a")],
    [
        sent("a"),
        sent("b", "3", answers="a"),
        sent("marked", "3", answers="b"),
        sent("reply", "2", answers="b"),
    ],
]


@pytest.mark.parametrize("files", UNCORRECTED)
def test_a_marked_copy_that_nobody_corrected_gives_way_to_the_reply(files: list[Submission]) -> None:
    """The office's marked copy, lying beside the reply to it, says what the marked file said and is its copy."""
    for order in permutations(files):
        one, _ = settled(*order)
        assert one.chosen is files[-1]
        assert standings(one)["marked"] is Standing.DUPLICATE


def test_a_marked_copy_alone_takes_the_place_of_what_it_answers() -> None:
    """A marked file that came back unchanged is the newer form of the same answers, not a conflict."""
    one, _ = settled(sent("a"), sent("marked", answers="a"))

    assert standings(one) == {"a": Standing.SUPERSEDED, "marked": Standing.SPEAKS}


NAMES = [
    "in/b.xlsx",
    "b.xlsx",
    "./in/b.xlsx",
    "in\\b.xlsx",
    digits("in/b.xlsx"),
    digits("in/b.xlsx")[:8].upper(),
]


@pytest.mark.parametrize("name", NAMES)
def test_the_chosen_file_speaks_however_it_is_named(name: str) -> None:
    """By its path, its name, or the beginning of its checksum; the other is superseded, with who decided and why."""
    for order in permutations([sent("in/a.xlsx"), sent("in/b.xlsx", "3")]):
        one, effect = settled(*order, file=name)

        assert standings(one) == {"in/a.xlsx": Standing.SUPERSEDED, "in/b.xlsx": Standing.SPEAKS}
        (reason,) = (each.reason.zh for each in one.placed if each.standing is Standing.SUPERSEDED)
        assert reason == "认定：以 in/b.xlsx 为准，电话确认（李四，2014-11-26）"
        assert effect is not None
        assert effect.done
        assert effect.words.zh == "以 in/b.xlsx 为准，不采用 in/a.xlsx"


def test_a_decision_is_kept_where_there_is_nothing_to_decide() -> None:
    """The only file of the unit speaks, as the decision says."""
    one, effect = settled(sent("a.xlsx"), file="a.xlsx")

    assert one.chosen is not None
    assert effect is not None
    assert effect.done


def test_a_copy_of_the_chosen_file_counts_with_it() -> None:
    """Whichever of two equal files is named, the third is superseded."""
    for named in ("a.xlsx", "a2.xlsx"):
        one, _ = settled(sent("a.xlsx"), sent("a2.xlsx"), sent("b.xlsx", "3"), file=named)

        assert standings(one) == {
            "a.xlsx": Standing.SPEAKS,
            "a2.xlsx": Standing.DUPLICATE,
            "b.xlsx": Standing.SUPERSEDED,
        }


def test_a_correction_of_the_chosen_file_takes_its_place() -> None:
    """The unit sent it after the decision; what the decision ruled out stays out."""
    chain = [sent("a", "4"), sent("b", "3"), sent("c", "2", answers="a"), sent("d", "1", answers="c")]
    for order in permutations(chain):
        one, effect = settled(*order, file="a")

        assert one.chosen is not None
        assert one.chosen.source.path == "d"
        assert standings(one)["b"] is Standing.SUPERSEDED
        assert effect is not None
        assert effect.words.zh == "以 d 为准，不采用 b（a 已更正或与之相同）"


def test_two_corrections_of_the_chosen_file_stay_a_conflict() -> None:
    """Which of them counts was not decided; the file that was ruled out is out all the same."""
    files = [sent("a"), sent("b", "3"), sent("c", "2", answers="a"), sent("d", "1", answers="a")]
    one, effect = settled(*files, file="a")

    assert standings(one) == {
        "a": Standing.SUPERSEDED,
        "b": Standing.SUPERSEDED,
        "c": Standing.CONFLICT,
        "d": Standing.CONFLICT,
    }
    assert effect is not None
    assert effect.words.zh.endswith("；这几份仍不一致")


@pytest.mark.parametrize(
    ("submissions", "named", "words"),
    [
        ([sent("a"), sent("b", "3")], "c.xlsx", "收到的文件里没有它"),
        ([sent("a"), sent("b", "3", unit=1)], "b", "它是旺苍县的表"),
        (
            [
                sent("a"),
                sent("b", "3"),
                Submission(Source("c", "c", "xlsx"), faults=(Fault(FaultKind.DAMAGED),)),
            ],
            "c",
            "这个文件读不出，或看不出是哪家单位的表",
        ),
        (
            [sent("x/a"), sent("y/a", "3")],
            "a",
            "有2份内容不同的文件都叫这个名称（x/a、y/a），请写出所在文件夹或校验码",
        ),
        (
            [sent("a"), replace(sent("b", "3"), faults=(Fault(FaultKind.OTHER_ROUND),))],
            "b",
            "b 是另一期的表，不能作为报送表",
        ),
    ],
    ids=["absent", "another unit's", "unreadable", "ambiguous", "another round"],
)
def test_a_choice_that_can_not_be_followed_changes_nothing(
    submissions: list[Submission], named: str, words: str
) -> None:
    """It is told why, and everything stays as it would be without it."""
    one, effect = settled(*submissions, file=named)
    without, _ = settled(*submissions)

    assert standings(one) == standings(without)
    assert effect is not None
    assert not effect.done
    assert effect.words.zh == words


def test_equal_files_of_one_name_are_not_ambiguous() -> None:
    """The same file in two folders may be named without its folder."""
    one, effect = settled(sent("x/a"), sent("y/a"), sent("b", "3"), file="a")

    assert one.chosen is not None
    assert effect is not None
    assert effect.done


def test_a_correction_whose_original_is_missing_competes() -> None:
    """It can't be told which of the files at hand it was to replace."""
    one, _ = settled(sent("a"), sent("c", "3", answers="b"))

    assert standings(one) == {"a": Standing.CONFLICT, "c": Standing.CONFLICT}


def test_a_correction_whose_original_is_missing_speaks_alone() -> None:
    """One file is one answer."""
    one, _ = settled(sent("c", "3", answers="b"))

    assert standings(one) == {"c": Standing.SPEAKS}


def test_a_correction_sent_twice_counts_once() -> None:
    """Both answer the first file, and they say the same."""
    one, _ = settled(sent("a"), sent("b", "3", answers="a"), sent("b2", "3", answers="a"))

    assert standings(one) == {"a": Standing.SUPERSEDED, "b": Standing.SPEAKS, "b2": Standing.DUPLICATE}


def test_a_correction_does_not_touch_another_unit_s_file() -> None:
    """A mark copied from another unit's form supersedes nothing."""
    returns = settle(CATALOG, [sent("a"), sent("b", "3", answers="a", unit=1)])

    assert [one.chosen is not None for one in returns.units] == [True, True, False]


def test_a_correction_of_a_correction_that_is_missing_competes() -> None:
    """The chain is broken in the middle: its ends differ."""
    one, _ = settled(sent("a"), sent("c", "2", answers="b"))

    assert standings(one) == {"a": Standing.CONFLICT, "c": Standing.CONFLICT}


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [((24, 2.0), (None, 1.0), "a"), ((24, 1.0), (None, 2.0), "b"), ((24, 1.0), (None, 1.0), None)],
)
def test_a_file_without_a_time_inside_is_compared_by_the_files_own_times(
    first: tuple[int, float], second: tuple[int | None, float], chosen: str | None
) -> None:
    """A document that holds no time is not taken for the oldest."""
    files = [
        replace(made, source=replace(made.source, mtime=mtime))
        for made, mtime in ((sent("a", day=first[0]), first[1]), (sent("b", "3", day=second[0]), second[1]))
    ]
    one = settle(CATALOG, files, prefer_newest=True).units[0]

    assert (one.chosen.source.path if one.chosen else None) == chosen


@pytest.mark.parametrize("file", ["a.zip!/青川.xlsx", "青川.xlsx", "青\u200b川.xlsx"])
def test_a_name_that_two_files_seem_to_have_chooses_neither(file: str) -> None:
    """The second has a number in reports alone: whoever wrote the name down may have meant either."""
    one, effect = settled(sent("a.zip!/青川.xlsx"), sent("a.zip!/青川.xlsx#2", "3"), file=file)

    assert one.chosen is None
    assert effect is not None
    assert not effect.done
    assert "请写出所在文件夹或校验码" in effect.words.zh


def test_the_number_or_the_checksum_chooses_one_of_them() -> None:
    """Both stand in the reports."""
    files = sent("青川.xlsx"), sent("青川.xlsx#2", "3")

    assert settled(*files, file="青川.xlsx#2")[0].chosen is files[1]
    assert settled(*files, file=digits("青川.xlsx")[:20])[0].chosen is None
    assert settled(*files, file=digits("青川.xlsx"))[0].chosen is files[0]
