"""Which packs a branch had, for whoever reads a file that names one."""

from collections.abc import Iterable, Iterator

from ntfp.database.written import Mistake, expected


def unknown_packs(branch: str, packs: Iterable[tuple[str, str | None]]) -> Iterator[Mistake]:
    """The keys whose pack the branch never had. A wrong branch is not this one's to name."""
    from ntfp.database.shipped import shipped  # lazily: what ships is read by the very schemas that ask here

    line = next((line for line in shipped().lines if line.branch == branch), None)
    for key, pack in packs:
        if line and pack is not None and pack not in line.packs:
            yield key, expected(f"a pack of {branch} ({', '.join(line.packs)})", pack)
