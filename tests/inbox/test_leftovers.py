"""What programs and systems leave behind is known by its name, and no return is."""

from __future__ import annotations

import pytest

from scoresheet.inbox.leftovers import is_unfinished, leftover
from scoresheet.inbox.ours import temporary_name


@pytest.mark.parametrize(
    "place",
    [
        "苍溪县.xlsx",
        "回收/苍溪县.xlsx",
        "~苍溪县.xlsx",
        "$苍溪县.xlsx",
        "苍溪县~.xlsx",
        ".苍溪县.xlsx",
        "thumbs.db.xlsx",
        "回收站/苍溪县.xlsx",
        "a.zip!/苍溪县.xlsx",
        "",
    ],
)
def test_returns_are_left_alone(place: str) -> None:
    """Whatever a county calls its file."""
    assert leftover(place) is None
    assert not is_unfinished(place)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("~$苍溪县.xlsx", "临时文件"),
        ("回收/.~苍溪县.xlsx", "临时文件"),
        (".~lock.苍溪县.xlsx#", "临时文件"),
        ("~WRL0001.tmp", "临时文件"),
        ("Thumbs.db", "系统文件"),
        ("DESKTOP.INI", "系统文件"),
        ("a.zip!/__MACOSX/县/._苍溪县.xlsx", "系统文件"),
        ("._苍溪县.xlsx", "系统文件"),
        ("回收/@eaDir/苍溪县.xlsx/SYNO@.fileindexdb", "系统文件"),
        ("$RECYCLE.BIN/$R1.xlsx", "已删除"),
        ("#recycle/苍溪县.xlsx", "已删除"),
    ],
)
def test_leftovers_are_told_with_what_they_are(place: str, says: str) -> None:
    """On the disk and in archives, in capitals or not."""
    told = leftover(place)

    assert told is not None
    assert says in told.zh
    assert told.en


def test_our_own_unfinished_output_is_a_leftover() -> None:
    """What a run that was killed left beside its place is told as not written to its end."""
    said = leftover(temporary_name())
    assert said is not None
    assert "没有写完" in said.zh


@pytest.mark.parametrize("name", ["a.xlsx.crdownload", "a.xlsx.PART", "a.tmp", "a.zip.download", "a.xltd"])
def test_what_was_not_finished_is_known_by_its_suffix(name: str) -> None:
    """As browsers and downloaders call it."""
    assert is_unfinished(name)
