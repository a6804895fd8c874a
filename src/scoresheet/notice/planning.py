"""From the parts of a notice to the plan of a catalog: items with ids, measures and rules, and what is left to decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.notice.clauses import narrow
from scoresheet.notice.counting import Found, counts, with_shared
from scoresheet.notice.deciding import PRESUMED, TOPICS, Decisions, Topic, quotable
from scoresheet.notice.english import english_counts
from scoresheet.notice.entry import Entry
from scoresheet.notice.naming import clause_name, shortened
from scoresheet.notice.quantities import Doubt
from scoresheet.notice.scoring_words import Drawn, Item, scoring_spans, scoring_words
from scoresheet.notice.sentences import Reading, id_of, read_rule
from scoresheet.notice.unprinted import unnumbered_tasks, unprinted
from scoresheet.notice.unread import unread_numbers
from scoresheet.rules import kinds


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of the draft.

    `points` is None where none are printed and the item has to stay out. `said` are the printed words about its
    scoring, `in_part` a rule that only some of them name.
    """

    id: str
    entry: Entry
    points: Decimal | None
    measures: tuple[Found, ...] = ()
    rule: Drawn | None = None
    said: str = ""
    in_part: Drawn | None = None

    @property
    def is_scored(self) -> bool:
        """Whether its points are part of the total."""
        return self.points is not None and (self.rule is None or kinds()[self.rule.kind].worth_points)


def planned(entry: Entry, item_id: str, decisions: Decisions, *, english: bool) -> Planned:
    """Read one entry, and note what its words leave open."""
    if len(entry.text) > LONGEST_TEXT or len(entry.rule) > _LONGEST_RULE or entry.only_costs:
        return _unread(entry, item_id, decisions)
    measures = tuple(_measures(entry, english=english))
    is_bonus = _is_bonus(entry)
    item = Item(entry.text, entry.points, measures, is_bonus)
    printed, always = _printed_rule(entry)
    reading = read_rule(printed, item, always=always) if printed else Reading(None, "")
    is_premature = reading.rule is not None and _is_premature(reading.rule, measures)
    if is_premature:
        reading = Reading(None, reading.words, (reading.words,), reading.rule)
    rule = reading.rule
    if rule is not None and rule.kind in _WITHOUT_MEASURES:
        measures = ()
    points = entry.points
    if rule is not None and not kinds()[rule.kind].worth_points:
        points = Decimal(0) if points is None or rule.kind == "veto" else points
    is_usable = points or (rule is not None and points is not None)
    one = Planned(
        item_id,
        entry,
        points if is_usable else None,
        (*measures, *(rule.added if rule else ())),
        rule,
        reading.words,
        reading.in_part,
    )
    _note(one, reading, decisions)
    for words in unread_numbers(entry.text, one.measures, scoring_spans(entry.text), english=english):
        decisions.note(Topic.UNREAD, item_id, words, entry.place)
    return one


def _unread(entry: Entry, item_id: str, decisions: Decisions) -> Planned:
    """Keep out an item that no catalog can hold as it is, or that only takes points off."""
    topic, sentence = (
        (Topic.ONLY_COSTS, _only_costs(entry)) if entry.only_costs else (Topic.TOO_LONG, _too_long(entry))
    )
    decisions.add(topic, sentence, items=(item_id,), place=entry.place)
    for note in entry.notes:
        decisions.note(Topic.FOOTNOTE, item_id, quotable(note), entry.place)
    return Planned(item_id, entry, None, said=quotable(entry.rule, _LONGEST_RULE))


def _only_costs(entry: Entry) -> Text:
    words = quotable(_first_clause(entry.text))
    return Text(
        f"“{words}”是扣分表里的，“{quotable(entry.written_points)}”是扣的分，不计入总分，没有列入。要用的请写成 rule（如 kind: events），再去掉这几行前面的“#”。",
        f"“{words}” stands in a table of deductions: “{quotable(entry.written_points)}” is taken off and no part of the total, so it "
        "was left out. To use it, write a rule (such as kind: events) and take the “#” off its lines.",
    )


def _is_premature(rule: Drawn, measures: Sequence[Found]) -> bool:
    """Tell whether a rule would compute from a target that has to be worked out for the period first."""
    unsettled = any(doubt in {Doubt.PERIOD, Doubt.EACH} for one in measures for doubt in one.doubts)
    return unsettled and rule.kind in _FROM_TARGETS


_FROM_TARGETS = frozenset({"shortfall", "ratio", "all_or_nothing", "tiers", "baseline"})
_WITHOUT_MEASURES = frozenset({"veto", "bonus", "checklist"})
_MORE = re.compile(r"加分|附加分|奖励分|奖励项|创先争优|bonus|extra credit", re.IGNORECASE)


def _is_bonus(entry: Entry) -> bool:
    if any(_MORE.search(heading) for heading in entry.headings):
        return True
    said = f"{entry.text}{entry.rule}{entry.written_points}"
    return not entry.points and bool(re.search(r"(?<!不)加\s*[0-9]|加分", narrow(said)))


def _printed_rule(entry: Entry) -> tuple[str, bool]:
    """Give the words that say how an item is scored, and whether they stand in a column of their own."""
    if not entry.rule:
        return entry.text, False
    in_text = scoring_words(entry.text)
    ahead = "；".join(in_text.text[start:end].strip() for start, end in in_text.pieces)
    bare = re.fullmatch(r"(?:[（(]?[0-9.]+分[)）]?；?)*", narrow(ahead))
    return (entry.rule if bare else f"{ahead}；{entry.rule}"), True


def _measures(entry: Entry, *, english: bool) -> list[Found]:
    taken = scoring_spans(entry.text)
    if english:
        found = english_counts(entry.text, taken)
    else:
        found = counts(entry.text, taken=taken)
        found = sorted([*found, *unprinted(entry.text, taken, found)], key=lambda one: one.start)
    found = found or _in_text_with_rule(entry, english=english)
    targeted = _from_column(entry, found, english=english)
    return _told_apart(with_shared([*found, *targeted]))


def _in_text_with_rule(entry: Entry, *, english: bool) -> list[Found]:
    """Give the measures that are named beside the scoring: in the same clause, or in the column of the rules."""
    if english:
        return []
    in_text = counts(entry.text, stated_only=True)
    if in_text:
        return [one for one in in_text if not _is_penal(entry.text, one)]
    in_rule = [one for one in counts(entry.rule, stated_only=True) if not _is_penal(entry.rule, one)]
    if len(in_rule) != 1:
        return []
    only = in_rule[0]
    own = (
        only.name
        if len(only.name) > 1 and only.unit not in only.name
        else clause_name(_first_clause(entry.text))
    )
    return [replace(only, name=shortened(own or entry.text), span=None, doubts=_not_bare(only.doubts))]


def _is_penal(text: str, one: Found) -> bool:
    """Tell whether a number is part of what costs or gives points: 低于60%不得分, 每超过3次扣1分."""
    around = narrow(text)[max(0, one.start - 4) : one.start + 24]
    piece = re.split(r"[，。；;]", around[4:] if one.start >= 4 else around)[0]  # noqa: PLR2004 - the same four
    below = one.comparison.value == "below"
    return "每" in around[:6] or below or bool(re.search(r"扣|不得分|[得计]\s*[0-9.]+\s*分", piece))


def _not_bare(doubts: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    return tuple(doubt for doubt in doubts if doubt is not Doubt.BARE)


def _first_clause(text: str) -> str:
    return re.split(r"[，。；：;\n]", text.strip())[0]


def _from_column(entry: Entry, found: Sequence[Found], *, english: bool) -> list[Found]:
    """Give the measure of the column of targets, where the text has none."""
    target = narrow(entry.target).strip()
    number = re.search(r"[0-9]+(?:\.[0-9]+)?", target)
    if found or number is None:
        return []
    bare = re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", target)
    written = f"{target}{entry.unit.strip() or '%'}" if bare else target
    if bare and not entry.unit.strip():
        return []
    read = english_counts(written) if english else counts(written)
    name = shortened(clause_name(_first_clause(entry.text)) or entry.text)
    return [replace(one, name=name, span=None, words=written) for one in read[:1]]


def _told_apart(found: list[Found]) -> list[Found]:
    """Give measures of the same name their units, or their places, behind it."""
    names = [one.name for one in found]
    apart = [
        replace(one, name=f"{one.name}（{one.unit}）") if names.count(one.name) > 1 else one for one in found
    ]
    again = [one.name for one in apart]
    return [
        replace(one, name=f"{one.name}{place}") if again.count(one.name) > 1 else one
        for place, one in enumerate(apart, start=1)
    ]


def _note(one: Planned, reading: Reading, decisions: Decisions) -> None:
    entry, place = one.entry, one.entry.place
    for measure in one.measures:
        for doubt in measure.doubts:
            decisions.note(TOPICS[doubt], one.id, measure.words, place)
    for words in unnumbered_tasks(entry.text, one.measures):
        decisions.note(Topic.UNNUMBERED, one.id, words, place)
    if entry.rows > 1:
        decisions.note(Topic.JOINED_ROWS, one.id, _first_clause(entry.text), place)
    for note in entry.notes:
        decisions.note(Topic.FOOTNOTE, one.id, quotable(note), place)
    if one.points is None:
        decisions.add(Topic.NO_POINTS, _no_points(one), items=(one.id,), place=place)
    elif reading.rule is None and reading.left:
        decisions.add(Topic.RULE, _unclear(one, reading), items=(one.id,), place=place)
    for presumed in reading.rule.presumed if reading.rule else ():
        words, sentence = reading.words, PRESUMED[presumed]
        told = Text(f"第{one.id}项“{words}”：{sentence.zh}", f"Item {one.id} “{words}”: {sentence.en}")
        decisions.add(Topic.PRESUMED, told, items=(one.id,), place=place)


def _no_points(one: Planned) -> Text:
    words = _first_clause(one.entry.text)
    written = f"“{one.entry.written_points}”" if one.entry.written_points else ""
    said = (
        Text(f"分值栏写的是{written}", f"The column of points says {written}")
        if written
        else Text("没有印分值", "No points are printed")
    )
    return Text(
        f"“{words}”{said.zh}，没有列入。请补上分值，去掉这几行前面的“#”。",
        f"“{words}”: {said.en}, so it was left out. Give it points and take the “#” off its lines.",
    )


LONGEST_TEXT = 1900
"""Letters; a text of the catalog has 2,000 at most, and its numbers become longer as {m1}."""


_LONGEST_RULE = 5_000
"""Letters of the words about one item's scoring; the longest known has 300."""


def _too_long(entry: Entry) -> Text:
    if len(entry.text) <= LONGEST_TEXT:
        return Text(
            f"“{quotable(entry.text)}”的计分办法有{len(entry.rule)}个字，没有读，该项没有列入。请缩短后写上 rule，再去掉这几行前面的“#”。",
            f"“{quotable(entry.text)}” has {len(entry.rule)} letters about its scoring, which weren't read, so it was left out. "
            "Write a rule, then take the “#” off its lines.",
        )
    return Text(
        f"“{quotable(entry.text)}”有{len(entry.text)}个字，一项放不下，没有列入。请拆成几项或缩短，再去掉这几行前面的“#”。",
        f"“{quotable(entry.text)}” has {len(entry.text)} letters, too many for one item, so it was left out. "
        "Make several items of it or shorten it, then take the “#” off its lines.",
    )


def _unclear(one: Planned, reading: Reading) -> Text:
    left = "；".join(reading.left)
    is_clear = reading.left == (reading.words,)
    if is_clear and reading.in_part is not None and _is_premature(reading.in_part, one.measures):
        return Text(
            f"第{one.id}项的计分办法“{reading.words}”看得懂，但目标数是按月、按季或按每个对象印的，要先核定。暂按自评；核定后把该项上面注明的 rule 写上。",
            f"Item {one.id}: how it is scored is clear (“{reading.words}”), but its target is printed for each month, quarter or person and "
            "has to be worked out first. Until then the unit rates itself; then write the rule that stands above the item.",
        )
    if reading.in_part is not None:
        kind = reading.in_part.kind
        return Text(
            f"第{one.id}项的计分办法只看懂一部分（{kind}），暂按自评。没有把握的是：“{left}”。",
            f"Item {one.id}: only a part of how it is scored was understood ({kind}), so the unit rates itself. Unclear: “{left}”.",
        )
    if reading.is_unassigned:
        return Text(
            f"第{one.id}项有几个指标，“{left}”没有说清每个指标怎样算，暂按自评。请按 docs/rules.md 选一种计分规则，或把该项拆开。",
            f"Item {one.id} has several measures, and “{left}” doesn't say how each of them counts, so the unit rates itself. "
            "Choose a rule (docs/rules.md) or part the item.",
        )
    return Text(
        f"第{one.id}项的计分办法没有把握，暂按自评。原文：“{left}”。请按 docs/rules.md 选一种计分规则，或保留自评。",
        f"Item {one.id}: how it is scored wasn't understood, so the unit rates itself. The notice says: “{left}”. "
        "Choose a rule (docs/rules.md) or leave it.",
    )


def ids_for(entries: Sequence[Entry], numbers: Sequence[str], decisions: Decisions) -> list[str]:
    """Give the items their ids: the printed numbers where each is there once, else their places."""
    usable = all(re.fullmatch(r"[0-9A-Za-z]+(?:[.\-][0-9]+)*", number) for number in numbers)
    if entries and usable and len(set(numbers)) == len(numbers):
        return list(numbers)
    if any(numbers):
        decisions.add(Topic.NUMBERS, _RENUMBERED)
    return [str(place) for place in range(1, len(entries) + 1)]


_RENUMBERED = Text(
    "原表的序号有重复或缺漏，各项已按先后重新编号。",
    "The numbers of the table repeat or are missing; the items were numbered in their order.",
)


def filled_text(text: str, measures: Sequence[Found]) -> str:
    """Give an item's text with {m1} where its numbers stand; filled in again it is the text of the notice."""
    places = {one.span: id_of(place) for place, one in enumerate(measures, start=1) if one.span is not None}
    pieces, at = [], 0
    for (start, end), name in sorted(places.items()):
        pieces += [_literal(text[at:start]), f"{{{name}}}"]
        at = end
    return "".join([*pieces, _literal(text[at:])])


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def worth(items: Sequence[Planned]) -> Decimal:
    """Give the points of the items together, without those of bonuses and vetoes."""
    return sum((one.points or Decimal(0) for one in items if one.is_scored), Decimal(0))


def in_points(number: Decimal) -> Text:
    """Write a number of points."""
    return Text(f"{plain(number)}分", f"{plain(number)} points")
