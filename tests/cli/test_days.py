"""Days that the user names."""

from __future__ import annotations

from datetime import date

import pytest
import typer

from scoresheet.cli.days import day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (None, None),
        ("2014-11-30", date(2014, 11, 30)),
        ("2014/11/3", date(2014, 11, 3)),
        ("2014.1.3", date(2014, 1, 3)),
        ("2014年11月30日", date(2014, 11, 30)),
        (" 2014 年 1 月 3 日 ", date(2014, 1, 3)),
    ],
)
def test_days_are_read_as_people_write_them(typed: str | None, meant: date | None) -> None:
    """With strokes, points or in Chinese; no day is no day."""
    assert day("--by", typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "明天", "30-11-2014", "2014-13-01", "2014-02-29", "11-30", "0000-01-01"]
)
def test_what_is_no_day_ends_the_command(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the option's name and how to write one."""
    with pytest.raises(typer.Exit) as ended:
        day("--by", typed)
    assert ended.value.exit_code == 2
    assert "--by" in capsys.readouterr().err
