"""What a path on the command line leads to: the tool expands patterns itself, as no shell does on Windows."""

from __future__ import annotations

import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from scoresheet.inbox.patterns import is_link, roots

FILES = (
    "a1.xlsx",
    "a2.xlsx",
    ".a3.xlsx",
    "b/a4.xlsx",
    "b/深/a5.xlsx",
    "收到[1]/a6.xlsx",
    "收到[1]/a[7].xlsx",
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Give a folder with some files and a link to itself."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"1")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "b" / "again").symlink_to(tmp_path)
    return tmp_path


def found(folder: Path, path: str) -> list[str]:
    """Give what a path below a folder leads to, as seen from there."""
    return [root.path.relative_to(folder).as_posix() for root in roots(f"{folder}/{path}")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a1.xlsx", ["a1.xlsx"]),
        ("b", ["b"]),
        ("a?.xlsx", ["a1.xlsx", "a2.xlsx"]),
        ("a[2-9].xlsx", ["a2.xlsx"]),
        (".*.xlsx", [".a3.xlsx"]),
        ("*/a*.xlsx", ["b/a4.xlsx", "收到[1]/a6.xlsx", "收到[1]/a[7].xlsx"]),
        ("**/a?.xlsx", ["a1.xlsx", "a2.xlsx", "b/a4.xlsx", "b/深/a5.xlsx", "收到[1]/a6.xlsx"]),
        ("收到[1]/*.xlsx", ["收到[1]/a6.xlsx", "收到[1]/a[7].xlsx"]),
        ("收到[1]/a[7].xlsx", ["收到[1]/a[7].xlsx"]),
        ("收到[1]/a[7]*", ["收到[1]/a[7].xlsx"]),
        ("*[1]/a6*", ["收到[1]/a6.xlsx"]),
        ("没有*/a1.xlsx", []),
        ("a1.xlsx/*", []),
        ("没有", []),
    ],
)
def test_patterns_are_expanded_by_name(path: str, expected: list[str], inbox: Path) -> None:
    """In the order of the names; brackets may stand for themselves; a leading dot has to be asked for."""
    assert found(inbox, path) == expected


def test_no_link_is_followed_by_a_pattern(inbox: Path) -> None:
    """Two links to the folder itself would otherwise be a maze without end."""
    assert found(inbox, "**/a1.xlsx") == ["a1.xlsx"]
    assert found(inbox, "*/*/a1.xlsx") == []
    assert found(inbox, "b/u*") == ["b/up"]


@pytest.mark.parametrize(
    "written", ["{}/b/a4.xlsx", '{}/b/a4.xlsx"', "“{}/b/a4.xlsx”", "{}\\b\\a4.xlsx", "{}\\b\\*.xlsx"]
)
def test_quotation_marks_and_backslashes_are_forgiven(written: str, inbox: Path) -> None:
    """On Windows a backslash before a closing quotation mark leaves the mark in the path."""
    assert [root.path for root in roots(written.format(inbox))] == [inbox / "b" / "a4.xlsx"]


@pytest.mark.parametrize("nothing", ["", " ", '""'])
def test_an_empty_path_is_not_the_working_directory(nothing: str) -> None:
    """An empty variable of a script must not read whatever lies here."""
    assert roots(nothing) == []


def test_what_is_named_is_told_from_what_fits(inbox: Path) -> None:
    """Only a link that the user has named himself is followed."""
    assert [root.named for root in roots(str(inbox / "b" / "up"))] == [True]
    assert [root.named for root in roots(str(inbox / "b" / "u*"))] == [False]


@pytest.mark.parametrize(
    ("path", "place"),
    [("b", "b"), ("b/a4.xlsx", "b/a4.xlsx"), ("b/*.xlsx", "b/a4.xlsx"), ("b/**/a5.xlsx", "b/深/a5.xlsx")],
)
def test_what_lies_above_is_counted(path: str, place: str, inbox: Path) -> None:
    """The rest of the path begins with the folder that the user named."""
    (root,) = roots(f"{inbox}/{path}")

    assert "/".join(root.path.parts[root.above :]) == place


def test_a_relative_path_lies_below_nothing(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the user typed says all that there is to say."""
    monkeypatch.chdir(inbox)

    assert [(root.path, root.above) for root in roots("b/a4.xlsx")] == [(Path("b/a4.xlsx"), 0)]
    assert [root.above for root in roots(".")] == [0]


def test_a_junction_of_windows_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in a cloud is marked in the same place and is none."""
    for tag, expected in ((0xA0000003, True), (0x9000001A, False), (0, False)):
        status = SimpleNamespace(st_reparse_tag=tag, st_mode=stat.S_IFDIR)
        monkeypatch.setattr(Path, "lstat", lambda _, status=status: status)
        assert is_link(tmp_path) is expected
