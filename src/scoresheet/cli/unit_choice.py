"""The option `--unit`: the units that a command is for, by whatever the catalog calls them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scoresheet.cli.exits import fail
from scoresheet.language import Text

if TYPE_CHECKING:
    from scoresheet.catalog.model import Catalog, Unit


def chosen(catalog: Catalog, names: Sequence[str]) -> tuple[Unit, ...]:
    """Give the units of these names or ids, each once, all units for no name; an unknown name ends the command."""
    if not names:
        return catalog.units
    found = [_named(catalog, name) for name in names]
    return tuple({one.id: one for one in found}.values())


def _named(catalog: Catalog, name: str) -> Unit:
    wanted = name.strip()
    named = (one for one in catalog.units if wanted in {one.id, one.name, one.reporting_as, *one.aliases})
    unit = next(named, None)
    if unit is None:
        known = [one.name for one in catalog.units]
        fail(
            Text(
                f"目录里没有单位“{name}”。现有：{'、'.join(known)}。",
                f"The catalog has no unit “{name}”. It has: {', '.join(known)}.",
            ),
            catalog.locale,
        )
    return unit
