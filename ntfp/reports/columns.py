"""Columns: rows of cells brought to one width each.

Whether the lines fit a page is for whoever asks; nothing is cut here.
"""

from collections.abc import Collection, Sequence

from rich.cells import cell_len

GAP = "  "


def in_columns(rows: Sequence[Sequence[str]], right: Collection[int] = (), head: Sequence[str] = ()) -> list[str]:
    """One line a row, below the head if there is one; a column that is empty in all rows is left out.

    >>> in_columns([("a", "", "1"), ("bc", "", "10")], right={2})
    ['a    1', 'bc  10']
    """
    kept = [number for number, column in enumerate(zip(*rows, strict=True)) if any(column)]
    lines = [head, *rows] if head else rows
    widths = {number: max(cell_len(line[number]) for line in lines) for number in kept}
    return [
        GAP.join(_padded(line[number], widths[number], to_the_right=number in right) for number in kept).rstrip()
        for line in lines
    ]


def _padded(cell: str, width: int, *, to_the_right: bool) -> str:
    padding = " " * (width - cell_len(cell))
    return padding + cell if to_the_right else cell + padding
