"""Files that could not be read: what is said of them, and the next step for one that was named."""

from collections.abc import Iterable, Iterator

from ntfp.facts.report import SkipKind, Skipped

NAMED = 10  # skipped files named on standard error; JSON has them all
NEXT = {
    SkipKind.OTHER_FORMAT: "name a PE file or a folder",
    SkipKind.DAMAGED: "is the copy complete?",
    SkipKind.UNREADABLE: "name a file or folder that can be read",
}
_WORDS = {
    SkipKind.OTHER_FORMAT: "not PE",
    SkipKind.DAMAGED: "damaged",
    SkipKind.UNREADABLE: "unreadable",
}


def counted(counts: dict[SkipKind, int], files: int, listing: str = "--format json") -> str:
    """How many of how many, by kind, and what lists them all."""
    words = ", ".join(f"{counts[kind]:,} {word}" for kind, word in _WORDS.items() if counts.get(kind))
    return f"skipped {sum(counts.values()):,} of {files:,} files: {words}; {listing} lists them"


def summed_up(skipped: Iterable[Skipped], files: int, listing: str = "--format json") -> Iterator[str]:
    """The lines for standard error: one where one file was skipped, else the first by name and all by number."""
    told = tuple(skipped)
    if len(told) == 1:
        yield f"skipped 1 of {files:,} file{'s' * (files != 1)}: {told[0].sentence}"
        return
    for kind in (SkipKind.DAMAGED, SkipKind.UNREADABLE):
        yield from [f"skipped {each.sentence}" for each in told if each.kind is kind][:NAMED]
    if told:
        kinds = [each.kind for each in told]
        yield counted({kind: kinds.count(kind) for kind in SkipKind}, files, listing)
