"""The time that a program wrote into a document when it saved it."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(written: str) -> datetime | None:
    """Give a moment such as 2014-11-28T17:30:00Z, None for what is none.

    Without a zone it is taken as UTC, so that the moments of any two files can be compared.
    """
    try:
        read = datetime.fromisoformat(written)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
