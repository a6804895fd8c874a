"""From places to grades: bounds and quotas, what vetoes do to a grade, and what the office has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from scoresheet.catalog.model import Catalog, Grade
from scoresheet.language import NOTHING, Locale, Text, filled, joined, same
from scoresheet.rule.model import Effect, Veto
from scoresheet.submission import Submission


class Undecided(StrEnum):
    """Why a ranked unit has no grade yet."""

    TIE = "tie"
    PENDING = "pending"

    @property
    def word(self) -> Text:
        """The words that people read in place of the grade."""
        return _WORDS[self]


_WORDS = {
    Undecided.TIE: Text("并列跨名额，由办公室决定", "tie across the quota: the office decides"),
    Undecided.PENDING: Text("待定", "pending"),
}


@dataclass(frozen=True, slots=True)
class Vetoes:
    """What a unit's vetoes do to its grade.

    `triggered` are the items that apply, `unstated` those of which the unit hasn't said whether they do. `fixed` is
    the place of the grade that is given whatever the score, `at_best` that of the best grade that is allowed, `down`
    how many grades are lost; places count from 0, the best.
    """

    triggered: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    no_award: bool = False
    fixed: int | None = None
    at_best: int = 0
    down: int = 0

    def told(self, catalog: Catalog) -> Text:
        """Say what was triggered and what follows; nothing at all where nothing was."""
        open_items = filled(_UNSTATED, joined(self.unstated)) if self.unstated else NOTHING
        effects = list(self._effects(catalog))
        if not effects:
            return open_items
        said = Text("、".join(one.zh for one in effects), ", ".join(one.en for one in effects))
        told = filled(_TRIGGERED, joined(self.triggered), said)
        return Text(*(_BETWEEN.of(one).join(filter(None, pair)) for one, pair in _pairs(told, open_items)))

    def _effects(self, catalog: Catalog) -> Iterator[Text]:
        if self.no_award:
            yield _NO_AWARD
        if self.fixed is not None:
            yield filled(_FIXED, same(catalog.grades[self.applied(0, len(catalog.grades))].name))
            return
        if self.at_best:
            yield filled(_AT_MOST, same(catalog.grades[self.at_best].name))
        if self.down:
            yield filled(_DOWN, same(str(self.down)))

    def applied(self, grade: int, count: int) -> int:
        """Give the place of the grade that is left of one, `count` being how many there are (the place of none)."""
        if self.fixed is not None:
            return max(self.fixed, self.at_best)
        return max(grade, self.at_best, min(grade + self.down, count - 1))


_TRIGGERED = Text("第{0}项触发否决：{1}", "veto {0}: {1}")
_UNSTATED = Text("第{0}项是否触发否决未填，等次待定", "veto {0} isn't answered: grade pending")
_NO_AWARD = Text("取消评优资格", "no award")
_FIXED = Text("等次定为“{0}”", "grade fixed at “{0}”")
_AT_MOST = Text("等次不高于“{0}”", "grade “{0}” at most")
_DOWN = Text("等次降{0}档", "grade lowered by {0}")
_BETWEEN = Text("；", "; ")


def _pairs(first: Text, second: Text) -> Iterator[tuple[Locale, tuple[str, str]]]:
    return ((one, (first.of(one), second.of(one))) for one in (Locale.ZH, Locale.EN))


NO_VETO = Vetoes()


def vetoes(catalog: Catalog, submission: Submission | None) -> Vetoes:
    """Give what the vetoes that a unit reports do to its grade."""
    answers = submission.answers if submission else ()
    triggered: list[tuple[str, Veto]] = []
    unstated = []
    for answer in answers:
        veto = answer.asked.item.rule.veto
        if submission is None or veto is None or answer.asked.not_applicable is not None:
            continue
        applies = answer.asked.item.rule.is_triggered(submission.entries(answer))
        if applies is None:
            unstated.append(answer.id)
        elif applies:
            triggered.append((answer.id, veto))
    return _together(catalog, triggered, tuple(unstated)) if triggered or unstated else NO_VETO


def _together(catalog: Catalog, triggered: list[tuple[str, Veto]], unstated: tuple[str, ...]) -> Vetoes:
    places = {grade.name: place for place, grade in enumerate(catalog.grades)}

    def worst(effect: Effect) -> int | None:
        named = (veto.grade for _, veto in triggered if veto.effect is effect)
        return max((places[name] for name in named if name is not None), default=None)

    effects = [veto.effect for _, veto in triggered]
    return Vetoes(
        triggered=tuple(item for item, _ in triggered),
        unstated=unstated,
        no_award=Effect.NO_AWARD in effects,
        fixed=worst(Effect.FIXED_GRADE),
        at_best=worst(Effect.GRADE_AT_MOST) or 0,
        down=effects.count(Effect.ONE_GRADE_DOWN),
    )


def boundaries(grades: Sequence[Grade], shares: Sequence[Fraction]) -> tuple[int, ...]:
    """Give how many units have each grade or a better one, by score and quota, ties not looked at.

    `shares` are what the ranked units reached of what they could, from the first unit to the last.
    """
    bounds: list[int] = []
    for grade in grades:
        before = bounds[-1] if bounds else 0
        enough = len(shares) if grade.at_least is None else _reaching(shares, Fraction(grade.at_least) / 100)
        bounds.append(max(before, min(enough, before + _quota(grade, len(shares)))))
    return tuple(bounds)


def _reaching(shares: Sequence[Fraction], least: Fraction) -> int:
    return sum(share >= least for share in shares)


def _quota(grade: Grade, units: int) -> int:
    if grade.places is not None:
        return grade.places
    if grade.percent_of_units is not None:
        return int(Fraction(grade.percent_of_units) * units / 100)
    return units


def grade_between(
    grades: Sequence[Grade], bounds: Sequence[int], positions: tuple[int, int], vetoed: Vetoes
) -> tuple[str | None, Undecided | None]:
    """Give the grade of a unit that shares the positions from the first to the last with others.

    The grade is None where the unit fulfils none, or where it is undecided: an equal unit would have another one, and
    no rule says which of them is to have the better.
    """
    if vetoed.unstated:
        return None, Undecided.PENDING
    first, last = (vetoed.applied(sum(bound < at for bound in bounds), len(grades)) for at in positions)
    if first != last:
        return None, Undecided.TIE
    return (grades[first].name if first < len(grades) else None), None
