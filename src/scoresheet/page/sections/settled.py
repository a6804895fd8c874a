"""What the office decided - versions, corrections by telephone, findings that it accepted - and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from scoresheet import phrases
from scoresheet.decision import Acceptance, Decision, Effect, Version
from scoresheet.language import Text
from scoresheet.page.shared import Linked, Page

LISTED = 1000


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision; `about` is what it concerns, `open` tells that it could not be carried out."""

    unit: Linked
    kind: str
    about: str
    words: str
    open: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The section; `hidden` is how many decisions are not shown."""

    rulings: tuple[Ruling, ...]
    hidden: int


def section(page: Page) -> Settled:
    """Give the section: what could not be carried out first."""
    effects = sorted(page.assessment.effects, key=lambda one: one.done or not one.needed)
    units = {result.unit.id: page.linked(result) for result in page.assessment.units}
    return Settled(
        tuple(_ruling(page, effect, units) for effect in effects[:LISTED]),
        max(0, len(effects) - LISTED),
    )


def _ruling(page: Page, effect: Effect, units: dict[str, Linked]) -> Ruling:
    decision = effect.decision
    return Ruling(
        units.get(decision.unit, Linked(decision.unit, "")),
        page.say(effect.kind.word),
        _about(page, decision, effect),
        page.local(effect.words.of(page.locale)),
        not effect.done and effect.needed,
        decision.basis.of(page.locale),
    )


_KIND_OF_FINDING = Text("问题类型 {0}", "findings {0}")


def _about(page: Page, decision: Decision, effect: Effect) -> str:
    if isinstance(decision, Version):
        return page.file_name(decision.file)
    items = phrases.items([decision.item] if decision.item else [], page.locale)
    if isinstance(decision, Acceptance):
        return " ".join(part for part in (items, page.say(_KIND_OF_FINDING, decision.code)) if part)
    place = phrases.place(effect.sheet, effect.cells, page.locale)
    return " ".join(part for part in (items, place) if part)
