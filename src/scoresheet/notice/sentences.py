"""Which scoring rule a sentence names: every kind that it clearly names, and nothing where anything is left open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoresheet.notice import counted_sentences as counted
from scoresheet.notice import measured_sentences as measured
from scoresheet.notice.counting import Found
from scoresheet.notice.scoring_words import Drawn, Item, Words, scoring_words
from scoresheet.notice.unexplained import unclaimed, unexplained
from scoresheet.rule.model import Asked
from scoresheet.rules import kinds


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of the words that say how an item is scored.

    `rule` is None where the item stays judged. `words` are all of them, `left` those that were not understood;
    `in_part` is the rule that the others name; `is_unassigned` tells that they fit one of several measures, and not
    which.
    """

    rule: Drawn | None
    words: str
    left: tuple[str, ...] = ()
    in_part: Drawn | None = None
    is_unassigned: bool = False


_READERS: tuple[Callable[[Words, Item], Drawn | None], ...] = (
    counted.veto,
    counted.bonus,
    measured.rank,
    measured.tiers,
    measured.shortfall,
    measured.above,
    counted.events,
    measured.earn,
    measured.ratio,
    counted.checklist,
    measured.all_or_nothing,
    counted.register,
)


def read_rule(printed: str, item: Item, *, always: bool = False) -> Reading:
    """Give the rule that some printed words name for an item.

    `always` tells that the words stand in a column of their own, so that they say how is scored whatever they are.
    """
    words = scoring_words(printed, whole=always)
    said = (
        printed.strip() if always else "，".join(words.text[start:end].strip() for start, end in words.pieces)
    )
    if words.is_empty:
        return Reading(None, said, (said,) if said else ())
    in_part: Reading | None = None
    for drawn in _drawn(words, item):
        left = unexplained(words, drawn, item)
        if not left:
            return Reading(drawn, said)
        if drawn.kind not in _ALL_OR_NONE:
            in_part = in_part or Reading(None, said, left, drawn)
    if in_part is not None:
        return in_part
    return Reading(
        None, said, unclaimed(words, item) or (said,), is_unassigned=_fits_one_measure(words, item)
    )


_ALL_OR_NONE = frozenset({"all_or_nothing", "tiers", "rank"})
"""Kinds that say the whole scoring of an item: beside other words they aren't a part of it."""


def _drawn(words: Words, item: Item) -> Iterator[Drawn]:
    for reader in _READERS:
        drawn = reader(words, item)
        if drawn is not None and is_sound(drawn, item):
            yield drawn


def _fits_one_measure(words: Words, item: Item) -> bool:
    """Tell whether the words would name a rule if the item had only one of its measures."""
    several = item.measures if len(item.measures) > 1 else ()
    return any(
        drawn.kind not in {"earn", "events"}
        for one in several
        for drawn in _drawn(words, replace(item, measures=(one,)))
    )


def is_sound(drawn: Drawn, item: Item) -> bool:
    """Tell whether the catalog would take the rule for this item."""
    rule = kinds()[drawn.kind]
    points = Decimal(0) if item.points is None else item.points
    measures = (*item.measures, *drawn.added)
    try:
        parameters = rule.Parameters.model_validate(drawn.parameters)
        built = rule.build(points, parameters, _asked(measures))
    except ValueError:
        return False
    blank = {id_of(place) for place, one in enumerate(measures, start=1) if one.target is None}
    return (bool(points) or not rule.worth_points) and not blank & set(built.targeted)


def id_of(place: int) -> str:
    """Give the id of an item's measure by its place, from 1."""
    return f"m{place}"


def _asked(measures: Sequence[Found]) -> tuple[Asked, ...]:
    return tuple(
        Asked(id_of(place), one.name, one.unit, one.comparison) for place, one in enumerate(measures, start=1)
    )
