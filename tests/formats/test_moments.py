"""The time that a program wrote into a document."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scoresheet.formats.moments import moment


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2014-11-28T17:30:00Z", datetime(2014, 11, 28, 17, 30, tzinfo=UTC)),
        ("2014-11-28T17:30:00+08:00", datetime(2014, 11, 28, 9, 30, tzinfo=UTC)),
        ("2014-11-28T17:30:00", datetime(2014, 11, 28, 17, 30, tzinfo=UTC)),
        ("2014-11-28", datetime(2014, 11, 28, tzinfo=UTC)),
        ("0001-01-01T00:00:00+08:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments_can_be_compared(written: str, expected: datetime | None) -> None:
    """Every moment has a zone; what is no moment is none."""
    assert moment(written) == expected
