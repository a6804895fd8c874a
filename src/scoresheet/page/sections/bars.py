"""The ranking as bars: place, unit, total; and who is not ranked, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoresheet import phrases
from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.page.shared import Linked, Page, percent
from scoresheet.ranking.certainty import PlaceRange, outlooks
from scoresheet.ranking.ordering import PlacedUnit, share

BARS_LISTED = 300
"""How many places the page shows; the ranking workbook has them all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One ranked unit; `width` is what part of the full mark it has reached.

    `span` are the places that it may still take, "" where its place is sure.
    """

    place: int
    tied: bool
    span: str
    unit: Linked
    score: str
    rate: str
    width: str
    grade: str
    note: str


@dataclass(frozen=True, slots=True)
class Contest:
    """Units that compete with each other; `group` is "" where all do."""

    group: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A unit without a place; `span` are the places that it may take, "" where it can't get any."""

    unit: Linked
    reason: str
    span: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The section; `hidden` and `hidden_unplaced` are how many units are not shown."""

    stage: str
    full: str
    converted: bool
    by_percent: bool
    has_grades: bool
    has_spans: bool
    pending: str
    contests: tuple[Contest, ...]
    hidden: int
    unplaced: tuple[Unplaced, ...]
    hidden_unplaced: int


def section(page: Page) -> Bars:
    """Give the section."""
    ranking, catalog = page.ranking, page.assessment.catalog
    spans = _spans(page)
    contests = tuple(_contests(page, spans))
    unplaced = ranking.unplaced[:BARS_LISTED]
    return Bars(
        stage=page.say(ranking.stage.word),
        full=plain(catalog.total if catalog.scale is None else catalog.scale),
        converted=catalog.scale is not None,
        by_percent=ranking.by_percent,
        has_grades=bool(catalog.grades),
        has_spans=any(bar.span for contest in contests for bar in contest.bars),
        pending=phrases.items(ranking.pending, page.locale),
        contests=contests,
        hidden=max(0, len(ranking.placed) - BARS_LISTED),
        unplaced=tuple(
            Unplaced(page.linked(one.result), page.say(one.reason), spans.get(one.result.unit.id, ""))
            for one in unplaced
        ),
        hidden_unplaced=len(ranking.unplaced) - len(unplaced),
    )


def _spans(page: Page) -> dict[str, str]:
    """Give the places that each unit may still take once all is settled, by its id."""
    within = page.assessment.catalog.within_groups
    return {
        unit: _span((outlook.in_group if within else None) or outlook.places)
        for unit, outlook in outlooks(page.assessment).items()
    }


def _span(places: PlaceRange) -> str:
    return str(places.best) if places.is_sure else f"{places.best}–{places.worst}"


def _contests(page: Page, spans: Mapping[str, str]) -> Iterator[Contest]:
    within = page.assessment.catalog.within_groups
    contests: dict[str, list[Bar]] = {}
    for one in page.ranking.placed[:BARS_LISTED]:
        group = (one.result.unit.group or "") if within else ""
        contests.setdefault(group, []).append(_bar(page, one, spans, within=within))
    return (Contest(group, tuple(bars)) for group, bars in contests.items())


def _bar(page: Page, one: PlacedUnit, spans: Mapping[str, str], *, within: bool) -> Bar:
    place = (one.place_in_group if within else None) or one.place
    scores, span = one.result.scores, spans.get(one.result.unit.id, "")
    thousandths = int(share(scores, page.assessment.catalog) * 1000)
    return Bar(
        place.number,
        place.tied,
        "" if span == str(place.number) else span,
        page.linked(one.result),
        phrases.points(scores.compared, page.decimals) or "",
        percent(thousandths),
        percent(min(max(thousandths, 0), 1000)),
        one.grade or (page.say(one.undecided.word) if one.undecided else ""),
        _note(page, one),
    )


_SEPARATED = Text("与他人同分，按规则区分名次", "same total as another unit, told apart by the rules")


def _note(page: Page, one: PlacedUnit) -> str:
    notes = [page.say(one.vetoes.told(page.assessment.catalog))]
    if one.separated:
        notes.append(page.say(_SEPARATED))
    return page.say(Text("；", "; ")).join(note for note in notes if note)
