"""Answers that are offered to a form, whatever they come from: where each stands, what it says, which input it is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scoresheet.filling.answers import Entry, Slot
from scoresheet.grid import Kind, RawCell
from scoresheet.language import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that somebody answered.

    `place` is where it stands, as a list names it; `raw` what stands there. `slot` is the input that it is for, None
    where it is for none: then `why` says so. With both it is known what it was meant for, and yet it can't be taken.
    `note` is what should be known although it is taken. `label` names what it belongs to where `slot` doesn't.
    `is_foreign` tells that it is no answer to any question of the form, `by_hand` that people write it anew on each
    form: its date, its signatures.
    """

    place: Text
    raw: RawCell
    slot: Slot | None = None
    why: Text = NOTHING
    note: Text = NOTHING
    label: str = ""
    is_foreign: bool = False
    by_hand: bool = False


class Came(StrEnum):
    """What became of an answer that was offered."""

    POURED = "poured"
    REFUSED = "refused"
    LEFT_OUT = "left out"
    BY_HAND = "by hand"

    @property
    def word(self) -> Text:
        """The word that people read."""
        return _WORDS[self]


_WORDS = {
    Came.POURED: Text("已转入", "carried over"),
    Came.REFUSED: Text("未转入：不合要求", "refused"),
    Came.LEFT_OUT: Text("未转入：没有对应位置", "left out"),
    Came.BY_HAND: Text("须重新填写", "to be written anew"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one answer: the `entry` that was poured, `why` it was not, a `note` that goes with it.

    `before` is what stood in the form there and was replaced, whole.
    """

    offered: Offered
    came: Came
    entry: Entry = None
    why: Text = NOTHING
    note: Text = NOTHING
    before: str = ""


def typed(text: str) -> RawCell:
    """Give what somebody wrote in a text file as a cell would hold it."""
    return RawCell(Kind.TEXT, text)
