"""The kinds of scoring rule, one per file; a file that lies in this folder is a kind of rule."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from scoresheet.rule.model import Rule


@cache
def kinds() -> dict[str, type[Rule]]:
    """Give every kind of rule by the name it has in the catalog.

    Raises RuntimeError where a file of this folder holds no rule, or two: that is a mistake in the program.
    """
    found: dict[str, type[Rule]] = {}
    for module_info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        rules = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__
        ]
        if len(rules) != 1 or rules[0].kind != module_info.name:
            raise RuntimeError(f"{module.__name__} must hold one rule, named for its kind")
        found[rules[0].kind] = rules[0]
    return found
