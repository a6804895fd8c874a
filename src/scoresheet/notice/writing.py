"""The draft as YAML: commented like a catalog that a careful person wrote, the same for the same notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scoresheet.catalog.unsettled import BETWEEN, TO_DECIDE
from scoresheet.figures import plain
from scoresheet.language import Locale, Text
from scoresheet.notice.counting import Found
from scoresheet.notice.deciding import Decision, Topic
from scoresheet.notice.planning import Planned, filled_text
from scoresheet.notice.sentences import id_of
from scoresheet.wrapping import wrapped


@dataclass(frozen=True, slots=True)
class Group:
    """A category of the draft with its items; `name` is "" where the notice gives none."""

    id: str
    name: str
    items: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit that the notice names."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is written; `total` is None where the notice contradicts itself about it.

    `due` and `due_words` are "" where no deadline is printed, `notes` are what stands below the tables.
    """

    name: str
    locale: Locale
    catalog: str
    title: str
    issuer: str
    round_id: str
    label: str
    due: str
    due_words: str
    interim: bool
    people: tuple[str, ...]
    phones: tuple[str, ...]
    decimals: int
    total: Decimal | None
    units: tuple[DraftUnit, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()


def written(plan: Plan, decisions: Sequence[Decision]) -> tuple[str, list[Decision]]:
    """Give the YAML and the decisions with the lines on which they stand."""
    body = _Body(plan, decisions)
    body.write()
    head = _head(plan, decisions)
    offset = len(head)
    placed = [replace(one, line=body.places.get(one.number, 1 - offset) + offset) for one in decisions]
    return "\n".join([*head, *body.lines]) + "\n", placed


def _head(plan: Plan, decisions: Sequence[Decision]) -> list[str]:
    of = plan.locale
    head = ["# yaml-language-server: $schema=./indicators.schema.json"]
    head += [f"# {line}".rstrip() for line in _HOW.of(of).format(name=_one_line(plan.name)).splitlines()]
    head.append("#")
    head.append(f"# {_TO_DECIDE.of(of).format(count=len(decisions)) if decisions else _NOTHING_LEFT.of(of)}")
    for one in decisions:
        head.append(f"# {one.number}. {_at(one).of(of)}")
        head += [f"#    {line}" for line in wrapped(_one_line(one.sentence.of(of)), _WIDTH, _columns)]
    return [*head, ""]


_WIDTH = 100
"""Columns of a line of remarks; a Chinese character takes two."""


def _columns(text: str) -> int:
    return sum(2 if ord(letter) >= _FIRST_WIDE else 1 for letter in text)


_FIRST_WIDE = 0x2E80


def _at(one: Decision) -> Text:
    # No line of this file: the numbers would be wrong as soon as the first decision is followed; its mark stays right.
    if not one.place.zh:
        return _WHOLE
    return Text(f"通知{one.place.zh}", f"In the notice: {one.place.en}")


_WHOLE = Text("整个通知", "The notice as a whole")
_HOW = Text(
    "本文件由“{name}”起草，请一项一项核对后再用。\n"
    "\n"
    "怎样读、怎样改\n"
    "  · 每行“名称: 内容”，冒号用半角，后面空一格；缩进用空格，不用 Tab；“#”后面是说明，工具不看。\n"
    "  · 改完后运行 scoresheet catalog check，有错会指出在第几行、怎样改。\n"
    "  · points 是分值，text 是原文，一字不改；text 里的 {{m1}} 之类印的是该指标的目标数。\n"
    "  · measures 是要填实际完成数的指标：at_least 不少于，at_most 不多于，below 低于，equals 等于；没有印数的留空。\n"
    "  · rule 是计分规则；没有写 rule 的由单位自评，0 至满分。有哪些规则、怎样写，见 docs/rules.md。\n"
    "  · 认出的指标和规则后面都注明了原文；没有印的一律没有编。",
    "Drafted from “{name}”. Check it item by item before it is used.\n"
    "\n"
    "How to read and change it\n"
    "  · Each line is “name: content”, with a blank behind the colon; indent with blanks, never tabs; what follows “#” is a remark.\n"
    "  · After a change run scoresheet catalog check: it names the line of every mistake and how to mend it.\n"
    "  · points is what an item is worth, text its words as printed; {{m1}} in a text prints the target of that measure.\n"
    "  · measures are the numbers to be reported: at_least, at_most, below, equals; blank where no number is printed.\n"
    "  · rule is how the item is scored; without one the unit rates itself. The kinds are in docs/rules.md.\n"
    "  · Behind each measure and rule stand the words it came from; nothing was made up.",
)
_TO_DECIDE = Text(
    "需要人来定的（{count}处）。定好一处，就删去那里写着“需要定”的一行：",
    "To be decided by a person ({count}). Wherever one is settled, remove the line “To decide” there:",
)
_NOTHING_LEFT = Text("没有需要另作决定的地方，但仍请核对。", "Nothing is left open, but please check it.")


@dataclass
class _Body:
    """The lines below the head, and the line of each decision counted from the first of them."""

    plan: Plan
    decisions: Sequence[Decision]
    lines: list[str] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def write(self) -> None:
        """Write everything."""
        self._general()
        self._units()
        self._add("categories:")
        for group in self.plan.groups:
            self._group(group)
        self._remark("", Topic.NOTES)
        for note in self.plan.notes:
            self._add(f"# {self._say(_NOTE)}“{_one_line(note)}”")

    def _add(self, line: str) -> None:
        self.lines.append(line.rstrip())

    def _say(self, text: Text) -> str:
        return text.of(self.plan.locale)

    def _remark(self, indent: str, *topics: Topic) -> None:
        """Write the decisions on these topics that concern the whole, at this place."""
        self._mark([one for one in self.decisions if one.topic in topics and not one.items], indent)

    def _mark(self, decisions: Sequence[Decision], indent: str) -> None:
        for one in decisions:
            self.places.setdefault(one.number, len(self.lines) + 1)
        if decisions:
            numbers = self._say(BETWEEN).join(str(one.number) for one in decisions)
            self._add(f"{indent}# {self._say(TO_DECIDE).format(numbers)}")

    def _general(self) -> None:
        plan = self.plan
        self._remark("", Topic.TITLE, Topic.ISSUER)
        self._add(f"catalog: {quoted(plan.catalog)}   # {self._say(_SHORT_ID)}")
        self._add(f"title: {quoted(plan.title)}")
        self._add(f"issuer: {quoted(plan.issuer)}")
        self._add(f"locale: {plan.locale.value}")
        self._remark("", Topic.PERIOD, Topic.DEADLINE)
        due = f", due: {plan.due}" if plan.due else ""
        interim = ", interim: true" if plan.interim else ""
        came = f"   # {self._say(_FROM)}“{_one_line(plan.due_words)}”" if plan.due else ""
        self._add(f'round: {{id: "{plan.round_id}", label: {quoted(plan.label)}{due}{interim}}}{came}')
        self._remark("", Topic.CONTACTS)
        if plan.people or plan.phones:
            people, phones = _flow(list(plan.people)), ", ".join(f'"{phone}"' for phone in plan.phones)
            self._add(f"contacts: {{people: {people}, phones: [{phones}]}}")
        self._remark("", Topic.TOTAL, Topic.WEIGHTS, Topic.HEADING_POINTS)
        total = "" if plan.total is None else f", total: {plain(plan.total)}"
        self._add(f"scores: {{decimals: {plan.decimals}, rounding: half_up{total}}}")
        self._remark("", Topic.GRADES)
        self._add("ranking: {ties: competition, within_groups: false}")
        self._add("form: {total_row: true, signature: true}")
        self._add("")

    def _units(self) -> None:
        self._remark("", Topic.UNITS, Topic.EXAMPLE)
        self._add("units:")
        for unit in self.plan.units:
            self._add(f"  - {{id: {quoted(unit.id, inside=True)}, name: {quoted(unit.name, inside=True)}}}")
        self._add("")
        self._remark("", Topic.TARGETS)
        self._add(f"# {self._say(_TARGETS)}")
        self._add("targets: targets.csv")
        self._add("")
        self._remark("", Topic.CATEGORIES, Topic.NUMBERS, Topic.UNPRINTED_RULE, Topic.OUTSIDE)
        # Every decision has a mark somewhere: it counts as open for as long as the mark stands.
        self._mark(
            [
                one
                for one in self.decisions
                if not one.items and one.number not in self.places and one.topic is not Topic.NOTES
            ],
            "",
        )

    def _group(self, group: Group) -> None:
        is_empty = all(one.points is None for one in group.items)
        lead = "  # " if is_empty else "  "
        self._add(f"{lead}- id: {group.id}")
        if group.name:
            self._add(f"{lead}  name: {quoted(group.name)}")
        self._add(f"{lead}  items:")
        for one in group.items:
            self._item(one)

    def _item(self, one: Planned) -> None:
        lead = "      # " if one.points is None else "      "
        self._mark([decision for decision in self.decisions if one.id in decision.items], "      ")
        for remark in self._remarks(one):
            self._add(f"      # {_one_line(remark)}")
        self._add(f"{lead}- id: {chr(34)}{one.id}{chr(34)}")
        self._add(f"{lead}  points: {'' if one.points is None else plain(one.points)}")
        self._add(f"{lead}  text: {quoted(filled_text(one.entry.text, one.measures))}")
        if one.measures:
            self._add(f"{lead}  measures:")
            for place, measure in enumerate(one.measures, start=1):
                self._add(
                    f"{lead}    {id_of(place)}: {{{_measure(measure)}}}   # {self._say(_FROM)}“{_one_line(measure.words)}”"
                )
        if one.rule is not None:
            self._rule(one, lead)
        self._add("")

    def _rule(self, one: Planned, lead: str) -> None:
        if one.rule is not None:
            written_rule = _flow({"kind": one.rule.kind, **one.rule.parameters})
            self._add(f"{lead}  rule: {written_rule}   # {self._say(_FROM)}“{_one_line(one.said)}”")

    def _remarks(self, one: Planned) -> Iterator[str]:
        entry = one.entry
        if len(entry.headings) > 1:
            yield f"{self._say(_UNDER)}{' / '.join(entry.headings)}"
        if entry.department:
            yield f"{self._say(_BY)}{entry.department}"
        if entry.target and not any(measure.words == entry.target for measure in one.measures):
            yield f"{self._say(_TARGET)}“{entry.target}{entry.unit}”"
        if one.said and one.rule is None:
            yield f"{self._say(_SCORED)}“{one.said}”"
        if one.in_part is not None:
            yield f"{self._say(_IN_PART)}rule: {_flow({'kind': one.in_part.kind, **one.in_part.parameters})}"


_FROM = Text("原文：", "the notice says: ")
_NOTE = Text("原表下面的说明：", "below the table: ")
_SHORT_ID = Text(
    "简短的编号，可改；发表以后不要再改", "a short id; change it now, never after the forms are out"
)
_TARGETS = Text(
    "各单位目标不同的写在 targets.csv 里，空着的用下面 measures 里的数；单位多的，用 scoresheet catalog targets 导出来填",
    "Where targets differ by unit they stand in targets.csv; where it is blank, the number at the measure counts. "
    "With many units use scoresheet catalog targets",
)
_UNDER = Text("所属：", "under: ")
_BY = Text("责任部门：", "responsible: ")
_TARGET = Text("目标值一栏：", "column of targets: ")
_SCORED = Text("原文的计分办法：", "how the notice says it is scored: ")
_IN_PART = Text("其中看得懂的部分是 ", "the part that was understood is ")


def _measure(one: Found) -> str:
    target = "null" if one.target is None else plain(one.target)
    parts = [f"name: {quoted(one.name, inside=True)}", f"unit: {quoted(one.unit, inside=True)}"]
    parts.append(f"{one.comparison.value}: {target}")
    if one.numerator and one.denominator:
        parts.append(f"numerator: {quoted(one.numerator, inside=True)}")
        parts.append(f"denominator: {quoted(one.denominator, inside=True)}")
    return ", ".join(parts)


def _flow(value: object) -> str:
    """Write a value in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    if isinstance(value, Decimal):
        return plain(value)
    if value is None:
        return "null"
    return quoted(str(value), inside=True)


_PLAIN = re.compile(r"[\w（“《〔①-⑳][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
_SPECIAL = re.compile(r": |:$| #|\s$")
_WORDS = re.compile(r"(?:null|true|false|yes|no|on|off|y|n|~)", re.IGNORECASE)
_IN_FLOW = re.compile(r"[,\[\]{}:#&*!|>%@`'\"]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def quoted(text: str, *, inside: bool = False) -> str:
    """Write a text as a scalar, in quotation marks where it needs them; `inside` braces more of it does."""
    safe = _PLAIN.fullmatch(text) and not _SPECIAL.search(text) and not _WORDS.fullmatch(text)
    if safe and not (inside and _IN_FLOW.search(text)):
        return text
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    code = ord(letter)
    is_odd = code < 0x20 or 0x7F <= code < 0xA0 or code in {0x2028, 0x2029, 0xFEFF}  # noqa: PLR2004 - what YAML can't hold
    return f"\\u{code:04x}" if is_odd else letter


def _one_line(text: str) -> str:
    return re.sub(
        r"\s*[\n\r\t\u2028\u2029\x85]+\s*",
        " ",
        "".join(letter for letter in text if letter >= " " or letter in "\n\t"),
    ).strip()
