"""What the catalogue answers, for programs: one JSON document each, a line for each thing that is listed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ntfp.facts.lookup import Appearance, Entry, Inventory, Match
from ntfp.facts.signature import Row
from ntfp.reports.json import SCHEMA, encoded


def record_json(entry: Entry) -> Iterator[str]:
    """The record as it is meant, by the keys of its manual, and what lies beside it. A key a line."""
    beside = {
        "corrections": entry.mends,
        "reviews": entry.reviews,
        "contained_in": [kb for kb, _ in entry.rollups],
        "own": entry.signature.own,
        "instead_of": entry.replaces,
    }
    head = {"schema": SCHEMA, "kind": "record"}
    yield (
        ",\n".join(encoded({key: value})[1:-1] for key, value in (head | entry.tree | beside).items()).join("{}") + "\n"
    )


def found_json(matches: Iterable[Match], records: int) -> Iterator[str]:
    """Every article that was found, and the rows that are why, where rows were asked for."""
    yield f'{{"schema": {SCHEMA}, "kind": "search", "records": {records}, "found": ['
    yield f"{_lines(_of_match(match) for match in matches)}]}}\n"


def inventory_json(inventory: Inventory) -> Iterator[str]:
    """The figures. In `rows_by_system` and `rows_by_table` null is: not said."""
    figures = inventory.figures
    content = {
        "schema": SCHEMA,
        "kind": "stats",
        "data": {"label": inventory.label, "content": inventory.content, "own": inventory.own},
        "records": figures.records,
        "revised": figures.revised,
        "with_tables": figures.with_tables,
        "tables": figures.tables,
        "rows": figures.rows,
        "rows_dated": figures.rows_dated,
        "rows_of_kernels": figures.kernels,
        "rows_by_table": [{"branch": branch, "rows": rows} for branch, rows in figures.rows_by_table.items()],
        "rows_by_system": [
            {"branch": branch, "platform": platform, "rows": rows}
            for (branch, platform), rows in figures.rows_by_system.items()
        ],
        "with_statements": figures.claimed,
        "statements": figures.claims,
        "windows": figures.windows,
        "with_doubts": figures.doubted,
        "doubts": figures.doubts,
        "corrections": inventory.corrections,
        "reviews": inventory.reviews,
        "recorded_kernels": inventory.kernels,
        "recorded_modules": inventory.modules,
        "listed_kernels": inventory.listed,
        "packs": [
            {"branch": branch, "pack": pack, "platform": platform, "files": files}
            for branch, pack, platform, files in inventory.packs
        ],
        "stamps": inventory.stamps,
    }
    yield ",\n".join(encoded({key: value})[1:-1] for key, value in content.items()).join("{}") + "\n"


def history_json(file: str, builds: Sequence[Appearance]) -> Iterator[str]:
    """Every build in the order it is shown to people."""
    yield f'{{{encoded({"schema": SCHEMA, "kind": "history", "file": file})[1:-1]},"builds": ['
    yield f"{_lines(_of_build(build) for build in builds)}]}}\n"


def _of_match(match: Match) -> dict[str, Any]:
    signature = match.signature
    return {
        "kb": signature.kb,
        "title": signature.title,
        "revised": signature.revised,
        "branches": sorted(signature.branches),
        "fixed_in": [
            {"branch": claim.branch, "pack": claim.pack, "by": claim.by, "article": claim.article or signature.kb}
            for claim in signature.fixed_in
        ],
        "rows": [_of_row(row) for row in match.rows],
        "own": signature.own,
    }


def _of_row(row: Row) -> dict[str, Any]:
    return {
        "file": row.file,
        "branch": row.branch,
        "platform": row.platform,
        "size": row.size,
        "size_kb": row.size_kb,
        "date": row.date,
        "date_doubt": row.date_doubt,
        "time": row.time,
        "version": str(row.version) if row.version else None,
        "variant": row.variant,
        "line": row.line,
        "mended": row.mended,
    }


def _of_build(build: Appearance) -> dict[str, Any]:
    return {
        "branch": build.branch,
        "platform": build.platform,
        "flavour": build.flavour,
        "date": build.date,
        "date_doubt": build.date_doubt,
        "time": build.time,
        "clock": build.clock,
        "size": build.size,
        "size_kb": build.size_kb,
        "version": str(build.version) if build.version else None,
        "language": build.language,
        "variant": build.variant,
        "packs": build.packs,
        "label": build.label,
        "stamps": [{"pack": pack, "time": stamp} for pack, stamp in build.stamps],
        "articles": build.articles,
        "title": build.title,
        "sources": build.sources,
        "caveats": build.caveats,
    }


def _lines(objects: Iterable[dict[str, Any]]) -> str:
    return ",".join(f"\n{encoded(one)}" for one in objects) + "\n"
