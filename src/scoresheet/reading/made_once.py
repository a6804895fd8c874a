"""What follows from the catalog alone and is asked for by every file of a round."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from scoresheet.catalog.form import Form
from scoresheet.catalog.model import Catalog, Item

Made = TypeVar("Made")


def once_per_catalog(make: Callable[[Catalog], Made]) -> Callable[[Catalog], Made]:
    """Keep what a function makes of the last catalog: a run reads its files by one."""
    last: list[tuple[Catalog, Made]] = []

    @wraps(make)
    def kept(catalog: Catalog) -> Made:
        for known, made in last:
            if known is catalog:
                return made
        made = make(catalog)
        last[:] = [(catalog, made)]
        return made

    return kept


def once_per_items(make: Callable[[Catalog, list[Item]], Made]) -> Callable[[Form], Made]:
    """Keep what a function makes of a form's items and its catalog: the forms of all units have the same items.

    A form of an earlier round has others; then what is kept is made anew.
    """
    last: list[tuple[Catalog, list[Item], Made]] = []

    @wraps(make)
    def kept(form: Form) -> Made:
        items = [entry.item for entry in form.items]
        for known, of_known, made in last:
            if known is form.catalog and of_known == items:
                return made
        made = make(form.catalog, items)
        last[:] = [(form.catalog, items, made)]
        return made

    return kept
