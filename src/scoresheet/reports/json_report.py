"""The report for other programs: JSON of the schema scoresheet-report/1, same input same bytes."""

from __future__ import annotations

import json
from typing import Any

from scoresheet import phrases
from scoresheet.assessment import Assessment, FileResult, UnitResult, UnitStatus
from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import Finding
from scoresheet.decision import Acceptance, Correction, Decision, Effect, Version
from scoresheet.figures import plain
from scoresheet.inert import legible
from scoresheet.language import Locale
from scoresheet.ranking.ordering import PlacedUnit, rank
from scoresheet.returns.differences import Difference

SCHEMA = "scoresheet-report/1"


def render(assessment: Assessment) -> bytes:
    """Give the report as UTF-8; keys, units, files and findings stand in a fixed order."""
    catalog, ranking = assessment.catalog, rank(assessment)
    placed = {one.result.unit.id: one for one in ranking.placed}
    # Made harmless one by one: a second copy of the whole would be half of what a round of thousands takes.
    report = {
        "schema": SCHEMA,
        "catalog": _harmless(_catalog(catalog)),
        "totals": _totals(assessment),
        "units": [
            _harmless(_unit(result, catalog, placed.get(result.unit.id))) for result in assessment.units
        ],
        "files": [_harmless(_file(result, catalog.locale)) for result in assessment.files],
        "findings": [_harmless(_finding(finding, catalog.locale)) for finding in assessment.findings],
        "pending_items": _harmless(list(ranking.pending)),
        "decisions": [_harmless(_decision(effect, catalog.locale)) for effect in assessment.effects],
    }
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()


def _catalog(catalog: Catalog) -> dict[str, Any]:
    return {
        "id": catalog.id,
        "title": catalog.title,
        "round": catalog.round.id,
        "digest": catalog.digest,
    }


def _totals(assessment: Assessment) -> dict[str, Any]:
    counts = phrases.counts(assessment.findings)
    return {
        "units": len(assessment.units),
        **{status.value: len(assessment.units_with(status)) for status in UnitStatus},
        "errors": counts.errors,
        "warnings": counts.warnings,
        "notices": counts.notices,
    }


def _unit(result: UnitResult, catalog: Catalog, placed: PlacedUnit | None) -> dict[str, Any]:
    speaks, scores, decimals = result.submission, result.scores, catalog.decimals
    has_bonus = speaks and any(item.rule.is_bonus for item in catalog.items)
    return {
        "id": result.unit.id,
        "name": result.unit.name,
        "group": result.unit.group,
        "status": result.status.value,
        "file": speaks.source.path if speaks else None,
        "max_score": plain(scores.max_score),
        "self_score": phrases.total(result, decimals),
        "self_scores": {
            item: phrases.points(score, decimals) if speaks else None for item, score in scores.items.items()
        },
        "not_applicable": list(scores.not_applicable),
        "bonus": phrases.points(scores.bonus, decimals) if has_bonus else None,
        "converted_score": phrases.points(scores.converted, decimals) if speaks else None,
        "grade": placed.grade if placed else None,
        "grade_open": placed.undecided.value if placed and placed.undecided else None,
        "differences": [_difference(one, catalog.locale) for one in result.differences],
    }


def _difference(difference: Difference, locale: Locale) -> dict[str, Any]:
    return {
        "item": difference.item,
        "field": difference.name.of(locale),
        "said": [
            {"file": one.path, "sheet": one.sheet, "cells": list(one.cells), "text": one.text.of(locale)}
            for one in difference.said
        ],
    }


def _file(result: FileResult, locale: Locale) -> dict[str, Any]:
    return {
        "path": result.path,
        "sha256": result.sha256,
        "format": result.format,
        "unit": result.unit,
        "reason": result.reason.of(locale),
        "status": result.status.value,
    }


def _finding(finding: Finding, locale: Locale) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "unit": finding.unit,
        "file": finding.file,
        "sheet": finding.sheet,
        "cells": list(finding.cells),
        "item": finding.item,
        "message": finding.message(locale),
        "found": finding.found.of(locale),
        "allowed": finding.allowed.of(locale),
        "remedy": finding.remedy.of(locale),
        "accepted": _basis(finding.accepted) if finding.accepted else None,
    }


def _decision(effect: Effect, locale: Locale) -> dict[str, Any]:
    decision = effect.decision
    return {
        "kind": effect.kind.value,
        "unit": decision.unit,
        "item": effect.item,
        **_about(decision),
        "done": effect.done,
        "message": effect.words.of(locale),
        "file": effect.file,
        "sheet": effect.sheet,
        "cells": list(effect.cells),
        "written": decision.place.of(locale),
    }


def _about(decision: Decision) -> dict[str, Any]:
    if isinstance(decision, Correction):
        field = decision.field
        return {
            "field": f"{field.kind.value}/{field.key}" if field.key else field.kind.value,
            "old": decision.old,
            "new": decision.new,
            "caller": decision.caller,
            "taken_by": decision.taken_by,
            "reason": decision.reason,
            "date": decision.day.isoformat(),
        }
    chosen = {"chosen": decision.file} if isinstance(decision, Version) else {"code": decision.code}
    return {**chosen, **_basis(decision)}


def _basis(decision: Version | Acceptance) -> dict[str, Any]:
    return {"reason": decision.reason, "by": decision.by, "date": decision.day.isoformat()}


def _harmless(value: Any) -> Any:
    match value:
        case str():
            return legible(value)
        case list():
            return [_harmless(one) for one in value]
        case dict():
            return {key: _harmless(one) for key, one in value.items()}
    return value
