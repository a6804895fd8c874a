"""What a sheet of a form is while it is being written: its table, its contents, and the rows that it watches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scoresheet.catalog.form import Form, FormItem
from scoresheet.forms import guards
from scoresheet.forms.layout import Helper, Layout, Table
from scoresheet.language import Locale, Text
from scoresheet.parts.cells import Content, Formula, SheetContents
from scoresheet.titles import TITLES, Column, item_label


@dataclass(frozen=True, slots=True)
class Watched:
    """A row with a state; `words` is what its self-check says on a blank form, "" where nothing is to do."""

    row: int
    words: str


@dataclass(slots=True)
class SheetWriter:
    """A sheet that is being written for one unit.

    `first_state` is the row in which the sheet's states begin: above the table where a cell up there is watched.
    """

    form: Form
    layout: Layout
    title: Text
    table: Table
    first_state: int
    contents: SheetContents = field(default_factory=SheetContents)
    watched: list[Watched] = field(default_factory=list)

    @property
    def locale(self) -> Locale:
        """The language of the form."""
        return self.form.catalog.locale

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.say(self.title)

    @property
    def states(self) -> str:
        """The range of all states, as another sheet refers to it."""
        return self.ref(self.table.down(Helper.STATE, first=self.first_state))

    @property
    def open_rows(self) -> int:
        """How many rows of a blank form have something to do."""
        return sum(1 for one in self.watched if one.words)

    def say(self, text: Text) -> str:
        """Give words in the form's language."""
        return text.of(self.locale)

    def ref(self, cell: str) -> str:
        """Give a reference to a cell of this sheet for use on another."""
        return guards.sheet_ref(self.name, cell)

    def put(self, cell: str, content: Content) -> None:
        """Put something into a cell."""
        self.contents.cells[cell] = content

    def lock(self, cell: str, content: Content, like: str) -> None:
        """Put something into an input cell that this unit doesn't fill in; it then looks like another cell."""
        self.put(cell, content)
        self.contents.looks[cell] = like

    def put_titles(self) -> None:
        """Put the column titles into the header row."""
        for column in self.table.columns:
            self.put(self.table.at(column, self.table.header), self.say(TITLES[column]))

    def watch(
        self,
        row: int,
        state: str,
        label: str,
        words: Sequence[Text],
        *,
        opens: bool,
        advisory: bool = False,
    ) -> None:
        """Give a row its state, its self-check in words and its place in the list of what is to do.

        `opens` tells that a blank form already has something to do there; what is wrong in an `advisory` row is only
        to be verified. Rows are watched from top to bottom.
        """
        cell = self.table.at(Helper.STATE, row)
        said = label + self.say(words[0]) if opens else ""
        self.watched.append(Watched(row, said))
        running = f'COUNTIF({self.table.down(Helper.STATE, first=self.first_state, last=row)},">0")'
        counter = Formula(f"IF({cell}>0,{running},0)", Decimal(self.open_rows if opens else 0))
        self.put(cell, Formula(state, Decimal(guards.BLANK if opens else 0)))
        self.put(self.table.at(Helper.COUNTER, row), counter)
        check = guards.self_check(cell, label, words, self.locale, advisory=advisory)
        self.put(self.table.at(Column.SELF_CHECK, row), Formula(check, said))


def label(entry: FormItem, locale: Locale) -> str:
    """Give the words that name an item on every sheet: 第2项 / Item 2."""
    return item_label(entry.item.id).of(locale)


def colon(locale: Locale) -> str:
    """Give the colon that the language writes."""
    return "：" if locale is Locale.ZH else ": "


def heading(sheet: SheetWriter) -> str:
    """Give the title of a sheet that the tool adds: 苍溪县量化指标完成数."""
    between = "" if sheet.locale is Locale.ZH else ": "
    return f"{sheet.form.unit.name}{between}{sheet.name}"


def limit_of_blank(entry: FormItem) -> Decimal:
    """Give the highest score that a blank form allows for an item: what its formula shows before anything is typed."""
    return bounded(entry.item.rule.highest)


def bounded(highest: Decimal) -> Decimal:
    """Give a highest score as a cell can hold it."""
    return highest if highest.is_finite() else UNBOUNDED


UNBOUNDED = Decimal(10**9)
"""What stands for a score without an upper bound: more than anybody will ever be given."""
