"""What follows from the catalog is worked out once for all files of a round, and never taken for another's."""

from __future__ import annotations

from dataclasses import replace

from returned import CATALOG
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog, Item
from scoresheet.reading.made_once import once_per_catalog, once_per_items


def test_every_catalog_gets_its_own() -> None:
    """An equal catalog that is another object counts as another; only the last one is kept."""
    made: list[str] = []

    @once_per_catalog
    def title(catalog: Catalog) -> str:
        made.append(catalog.title)
        return catalog.title

    other = replace(CATALOG, title="另一套")

    assert [title(one) for one in (CATALOG, CATALOG, other, other, CATALOG)] == [
        *(CATALOG.title, CATALOG.title),
        *("另一套", "另一套"),
        CATALOG.title,
    ]
    assert made == [CATALOG.title, "另一套", CATALOG.title]
    assert title(replace(CATALOG)) == CATALOG.title
    assert len(made) == 4


def test_forms_of_all_units_share_what_follows_from_their_items() -> None:
    """A form with other items under the same catalog, as an earlier round's has, gets its own."""
    made: list[list[str]] = []

    @once_per_items
    def ids(catalog: Catalog, items: list[Item]) -> list[str]:
        made.append([f"{catalog.id}/{item.id}" for item in items])
        return made[-1]

    one, another = (form_for(CATALOG, unit) for unit in CATALOG.units[:2])
    earlier = Form(CATALOG, one.unit, one.items[1:])
    whole = [f"{CATALOG.id}/{entry.item.id}" for entry in one.items]

    assert [ids(form) for form in (one, another, earlier, another)] == [whole, whole, whole[1:], whole]
    assert made == [whole, whole[1:], whole]
