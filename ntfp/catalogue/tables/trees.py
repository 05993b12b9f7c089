"""Trees: each article as one tree with all its parts, for programs that read JSON.

The keys are those of a record, as `signatures/FORMAT.md` has them; the values are as meant. What people wrote
beside the records is in the tree, too: which values of a row are mended, which windows are reviewed.
"""

from typing import Any

from ntfp.database.writing import record_tree
from ntfp.facts.signature import Signature

_MENDED, _REVIEWED, _OWN = "mended", "reviewed", "own"


def article_tree(signature: Signature) -> dict[str, Any]:
    """One article; keys whose value is not said are absent."""
    tree = record_tree(signature)
    for table, its in zip(signature.tables, tree.get("tables", ()), strict=True):
        for row, cells in zip(table.rows, its.get("rows", ()), strict=True):
            if row.mended:
                cells[_MENDED] = list(row.mended)
    for window, cells in zip(signature.affects, tree.get("affects", ()), strict=True):
        cells[_REVIEWED] = window.reviewed
    return tree if signature.own is None else {**tree, _OWN: signature.own}
