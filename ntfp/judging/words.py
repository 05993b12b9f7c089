"""Words for evidence: a row as it was printed, a file as it was found."""

from ntfp.facts.report import Identified
from ntfp.facts.signature import Row


def wanted(row: Row) -> str:
    """One row in a line: "ntoskrnl.exe i386 932,032 bytes 1999-10-28 19:12"."""
    words = [row.file, row.platform or "(no platform)"]
    if row.version:
        words.append(str(row.version))
    if row.size is not None:
        words.append(f"{row.size:,} bytes")
    elif row.size_kb is not None:
        words.append(f"{row.size_kb:g} KB")
    if row.date:
        doubt = f" or {row.date_doubt}" if row.date_doubt else ""
        clock = f" {row.time:%H:%M}" if row.time else ""
        words.append(f"{row.date}{doubt}{clock}")
    if row.variant:
        words.append(f"({row.variant})")
    return " ".join(words)


def found(file: Identified) -> str:
    """One file in a line, its flavour with it where it is a kernel."""
    facts, build = file.facts, file.build
    words = [facts.name]
    inside = [name for name in facts.names_inside if name != facts.plain_name]
    if inside:
        words.append(f"(inside: {inside[0][:40]})")
    words.append(str(facts.platform or f"machine {facts.machine:#x}"))
    if build.flavour:
        words.append(build.flavour.words)
    words.append(str(facts.version or "no version"))
    words.append(f"{facts.size:,} bytes")
    words.append(f"linked {facts.link_time:%Y-%m-%d %H:%M} UTC" if facts.link_time else "no link time")
    return " ".join(words)
