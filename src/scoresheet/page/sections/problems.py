"""The findings unit by unit, worst first, with what they can be filtered by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoresheet import phrases
from scoresheet.assessment import UnitResult
from scoresheet.checking.running import Finding, Group, Severity, all_checks, grouped
from scoresheet.language import Text
from scoresheet.page.shared import NOBODY, Page

LISTED = 2000
"""How many different findings the page shows; beyond that the worst."""

PARTIES_OPEN = 20
"""With more units than this the findings of each are folded away below its name, until somebody looks for them."""

ABSENT = "absent"
"""The anchor of the units that sent nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding, or several that say the same; `items` are the places of its items in the catalog."""

    severity: str
    word: str
    code: str
    items: str
    message: str
    file: str
    place: str
    found: str
    allowed: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Party:
    """The findings of one unit, or of the files whose unit is unknown."""

    anchor: str
    name: str
    status: str
    word: str
    file: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """A unit that sent nothing at all: its name is all there is to say."""

    anchor: str
    name: str
    severity: str
    code: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Problems:
    """The section; `hidden` is how many findings are not shown, `remedy` what units that sent nothing should do.

    `folded` tells that the findings of each party are folded away at first.
    """

    parties: tuple[Party, ...]
    absent: tuple[Absent, ...]
    remedy: str
    folded: bool
    severities: tuple[Choice, ...]
    units: tuple[Choice, ...]
    codes: tuple[Choice, ...]
    items: tuple[Choice, ...]
    number: int
    hidden: int


def section(page: Page) -> Problems:
    """Give the section."""
    every = list(grouped(page.assessment.findings))
    nothing = [one for one in every if phrases.sent_nothing(one.first)]
    groups = [one for one in every if not phrases.sent_nothing(one.first)]
    shown = groups[:LISTED]
    parties, absent = tuple(_parties(page, shown)), tuple(_absent(page, nothing))
    return Problems(
        parties,
        absent,
        nothing[0].first.remedy.of(page.locale) if nothing else "",
        len(parties) > PARTIES_OPEN,
        tuple(_severities(page, [*shown, *nothing])),
        tuple(_units(parties, absent)),
        tuple(_codes(page, [*shown, *nothing])),
        tuple(_items(page, shown)),
        len(shown) + len(nothing),
        len(groups) - len(shown),
    )


def _absent(page: Page, nothing: Sequence[Group]) -> Iterator[Absent]:
    names = phrases.unit_names(page.assessment)
    for one in nothing:
        unit = one.first.unit
        yield Absent(page.anchors[unit], names[unit], one.first.severity.value, one.first.code)


def _units(parties: Sequence[Party], absent: Sequence[Absent]) -> Iterator[Choice]:
    yield from (Choice(party.anchor, party.name, len(party.entries)) for party in parties)
    yield from (Choice(one.anchor, one.name, 1) for one in absent)


_UNKNOWN = Text("认不出单位的文件", "Files of unknown units")


def _parties(page: Page, groups: Sequence[Group]) -> Iterator[Party]:
    of_unit: dict[str | None, list[Group]] = {}
    for group in groups:
        of_unit.setdefault(group.first.unit, []).append(group)
    places = _places(page)
    for result in sorted(page.assessment.units, key=lambda one: _worst_first(page, one)):
        if found := of_unit.pop(result.unit.id, None):
            file = result.submission.source.path if result.submission else None
            yield Party(
                page.anchors[result.unit.id],
                result.unit.name,
                result.status.value,
                page.say(result.status.word),
                page.file_name(file),
                tuple(_entry(page, group, file, places) for group in found),
            )
    if rest := [group for found in of_unit.values() for group in found]:
        entries = tuple(_entry(page, group, None, places) for group in rest)
        yield Party(NOBODY, page.say(_UNKNOWN), "", "", "", entries)


def _worst_first(page: Page, result: UnitResult) -> tuple[int, ...]:
    return phrases.worst_first(page.findings.get(result.unit.id, ()))


def _places(page: Page) -> dict[str, str]:
    return {item.id: str(number) for number, item in enumerate(page.assessment.catalog.items, start=1)}


def _entry(page: Page, group: Group, file: str | None, places: dict[str, str]) -> Entry:
    first = group.first
    return Entry(
        first.severity.value,
        page.say(first.severity.word),
        first.code,
        " ".join(places[item] for item in group.items if item in places),
        page.local(group.message(page.locale)),
        page.file_name(first.file) if first.file != file else "",
        phrases.place(first.sheet, group.cells, page.locale),
        page.local(_each(page, [(one, one.found) for one in group.findings])),
        _each(page, [(one, one.allowed) for one in group.findings]),
        first.remedy.of(page.locale),
    )


def _each(page: Page, said: Sequence[tuple[Finding, Text]]) -> str:
    """Say once what holds for all, else item by item."""
    words = dict.fromkeys(text.of(page.locale) for _, text in said)
    if len(words) == 1:
        return next(iter(words))
    whose: dict[str, list[Finding]] = {}
    for finding, text in said:
        whose.setdefault(text.of(page.locale), []).append(finding)
    told = (
        page.say(Text("{0}：{1}", "{0}: {1}"), _whose(page, findings), word)
        for word, findings in whose.items()
        if word
    )
    return page.say(Text("；", "; ")).join(told)


def _whose(page: Page, findings: Sequence[Finding]) -> str:
    named = phrases.items(dict.fromkeys(one.item for one in findings if one.item), page.locale)
    return named or page.listed(dict.fromkeys(cell for one in findings for cell in one.cells))


def _severities(page: Page, groups: Sequence[Group]) -> Iterator[Choice]:
    numbers = Counter(group.first.severity for group in groups)
    for severity in Severity:
        if numbers[severity]:
            yield Choice(severity.value, page.say(severity.word), numbers[severity])


def _codes(page: Page, groups: Sequence[Group]) -> Iterator[Choice]:
    titles = {check.code: check.title.of(page.locale) for check in all_checks()}
    numbers = Counter(group.first.code for group in groups)
    for code in sorted(numbers):
        yield Choice(code, f"{code} {titles.get(code, '')}".rstrip(), numbers[code])


def _items(page: Page, groups: Sequence[Group]) -> Iterator[Choice]:
    numbers = Counter(item for group in groups for item in group.items)
    for item, place in _places(page).items():
        if numbers[item]:
            yield Choice(place, phrases.items([item], page.locale), numbers[item])
