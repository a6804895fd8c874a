"""Decisions as they were written down: sound in themselves, not yet held against the catalog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scoresheet.catalog.mistakes import Mistake
from scoresheet.decisions.schema import DecisionPart
from scoresheet.language import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision as written down: `place` says where, `mistake` points at one of its fields.

    `faulty` are the fields in which a mistake was found already; what `part` has there means nothing.
    """

    part: DecisionPart
    place: Text
    mistake: Callable[[str, Text], Mistake]
    faulty: frozenset[str] = frozenset()


@dataclass(slots=True)
class Written:
    """All decisions of a file, its bytes, and what is wrong with it so far."""

    content: bytes
    entries: list[Entry] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
