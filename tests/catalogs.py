"""Catalogs written as text: accepted, or refused with mistakes at their places."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.mistakes import CatalogError, Mistake
from scoresheet.catalog.model import Catalog


class Bad(NamedTuple):
    """A change that makes the good catalog wrong; ▲ marks where the mistake has to be told, `says` part of it."""

    old: str
    new: str
    says: str


def mistakes(folder: Path, text: str) -> tuple[Mistake, ...]:
    """Give the mistakes that a catalog of this text is refused for."""
    path = folder / "indicators.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(path)
    return caught.value.mistakes


def accepted(folder: Path, text: str) -> Catalog:
    """Give the catalog of a text that has to be accepted."""
    path = folder / "indicators.yaml"
    path.write_text(text, encoding="utf-8")
    return load_catalog(path)


def marked_place(text: str) -> tuple[str, tuple[int, int] | None]:
    """Take the mark out of a text and give its line and column."""
    before, mark, after = text.partition("▲")
    place = (before.count("\n") + 1, len(before) - before.rfind("\n")) if mark else None
    return before + after, place
