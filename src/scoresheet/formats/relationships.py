"""What the parts of a package refer to, and what the package says about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scoresheet.formats.markup import elements
from scoresheet.formats.moments import moment
from scoresheet.formats.package import Package, resolved
from scoresheet.formats.plain import known_elements
from scoresheet.formats.unread import check_unread
from scoresheet.grid import Grid, Trouble, Unreadable


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: `kind` is the last word of its type (worksheet, styles), `target` a part's name."""

    identifier: str
    kind: str
    target: str


_WANTED = frozenset({"Relationship"})


def relationships_of(package: Package, part: str) -> Iterator[Relationship]:
    """Walk what a part refers to inside the package, "" for the package itself; raises Unreadable for damage."""
    folder, _, name = part.rpartition("/")
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    for element in known_elements(package.chunks(listing), listing, _WANTED):
        attributes = element.attributes
        if attributes.get("TargetMode") == "External":
            continue
        target = resolved(part, attributes.get("Target", ""))
        yield Relationship(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target)


def first(relationships: Iterable[Relationship], kind: str) -> str | None:
    """Give the first part of a kind, None where there is none."""
    return next((each.target for each in relationships if each.kind == kind), None)


def read_package(data: bytes, read: Callable[[Package, str, Grid], None]) -> Grid:
    """Give the workbook of a package: `read` takes the part of the workbook, what all packages have is read here.

    Raises Unreadable for what is damaged, no workbook, or beyond the limits of an honest form.
    """
    with Package(data) as package:
        relationships = list(relationships_of(package, ""))
        workbook = first(relationships, "officeDocument")
        if workbook is None:
            raise Unreadable(Trouble.NOT_A_WORKBOOK)
        grid = Grid()
        read(package, workbook, grid)
        _read_properties(package, relationships, grid)
        check_unread(package)
        return grid


def _read_properties(package: Package, relationships: list[Relationship], grid: Grid) -> None:
    for kind, wanted in (
        ("core-properties", "modified"),
        ("extended-properties", "Application"),
        ("custom-properties", "property"),
    ):
        part = first(relationships, kind)
        if part is None or part not in package:
            continue
        for element in elements(package.chunks(part), part, frozenset({wanted})):
            if wanted == "modified":
                grid.modified = moment(element.text)
            elif wanted == "Application":
                grid.application = element.text
            else:
                grid.properties[element.attributes.get("name", "")] = element.text
