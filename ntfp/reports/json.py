"""Results for programs: one JSON document, or one JSON object a line.

`"schema": 1` is a promise: keys are added, none changes its meaning. Paths
that are no Unicode have their stray bytes spelled out, since JSON cannot hold
them; what could steer a terminal or end a line is escaped as JSON does it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from ntfp.facts.build import Build, KnownBuild, ListedKernel
from ntfp.facts.file import FileFacts
from ntfp.facts.report import Identified, Skipped
from ntfp.facts.version_info import VersionInfo
from ntfp.reports.text import Screen, spelled_out, visible

SCHEMA = 1


def identify_json(entries: Iterable[Identified | Skipped], _: Screen) -> Iterator[str]:
    """One document, a file a line, written as the files come."""
    skipped: list[str] = []
    yield f'{{"schema": {SCHEMA}, "kind": "identify", "files": ['
    separator = "\n"
    for entry in entries:
        if isinstance(entry, Skipped):
            skipped.append(encoded(skipped_object(entry)))
        else:
            yield separator + encoded(file_object(entry))
            separator = ",\n"
    yield '\n], "skipped": ['
    yield "".join(f"{',' if number else ''}\n{line}" for number, line in enumerate(skipped))
    yield "\n]}\n"


def identify_jsonl(entries: Iterable[Identified | Skipped], _: Screen) -> Iterator[str]:
    """Each entry an object of its own, complete on its line."""
    for entry in entries:
        kind, content = (
            ("skipped", skipped_object(entry)) if isinstance(entry, Skipped) else ("file", file_object(entry))
        )
        yield encoded({"schema": SCHEMA, "kind": kind, **content}) + "\n"


def skipped_object(skipped: Skipped) -> dict[str, Any]:
    return {
        "path": skipped.path,
        "problem": skipped.problem,
        "offset": skipped.offset,
        "reason": skipped.kind,
    }


def file_object(entry: Identified) -> dict[str, Any]:
    """A file and its build, flat: what most programs want is one key away."""
    return {**_of_facts(entry.facts), **build_object(entry.build)}


def _of_facts(facts: FileFacts) -> dict[str, Any]:
    computed = facts.deep.checksum if facts.deep else None
    return {
        "path": facts.path,
        "name": facts.name,
        "names_inside": facts.names_inside,
        "size": facts.size,
        "modified": _time(facts.modified),
        "platform": facts.platform,
        "machine": facts.machine,
        "bits": facts.bits,
        "version": _text(facts.version),
        "product_version": _text(facts.product_version),
        "flags": facts.flags,
        "link_time": _time(facts.link_time),
        "timestamp": facts.timestamp,
        "checksum": {
            "stored": facts.checksum,
            "computed": computed,
            "ok": None if computed is None or facts.checksum == 0 else computed == facts.checksum,
        },
        "subsystem": facts.subsystem,
        "characteristics": facts.characteristics,
        "linker_version": _pair(facts.linker_version),
        "os_version": _pair(facts.os_version),
        "image_version": _pair(facts.image_version),
        "subsystem_version": _pair(facts.subsystem_version),
        "version_resources": [_of_resource(info) for info in facts.versions],
    }


def _of_resource(info: VersionInfo) -> dict[str, Any]:
    return {
        "resource": info.resource,
        "language": info.language,
        "version": _text(info.fixed.file_version) if info.fixed else None,
        "tables": [{"key": table.key, "strings": table.strings} for table in info.tables],
        "translations": info.translations,
    }


def build_object(build: Build) -> dict[str, Any]:
    """Which NT it is: the same keys wherever a build is shown."""
    return {
        "kernel": build.kernel,
        "branch": build.branch,
        "branch_title": build.title,
        "flavour": build.flavour,
        "checked": build.checked,
        "language": build.language,
        "foreign": build.foreign,
        "packs": build.packs,
        "release": _of_known(build.release),
        "after": _of_known(build.after),
        "before": _of_known(build.before),
        "listed": _of_listed(build.listed),
        "listed_after": _of_listed(build.listed_after),
        "listed_before": _of_listed(build.listed_before),
        "evidence": build.evidence,
        "remarks": build.remarks,
    }


def _of_known(known: KnownBuild | None) -> dict[str, Any] | None:
    if known is None:
        return None
    return {
        "file": known.file,
        "title": known.title,
        "platform": known.platform,
        "packs": known.packs,
        "version": _text(known.version),
        "link_time": _time(known.link),
        "printed": known.printed,
        "size": known.size,
        "source": known.source,
    }


def _of_listed(kernel: ListedKernel | None) -> dict[str, Any] | None:
    if kernel is None:
        return None
    return {
        "articles": kernel.articles,
        "file": kernel.file,
        "platform": kernel.platform,
        "version": _text(kernel.version),
        "date": kernel.date,
        "time": kernel.time,
        "utc": kernel.utc,
        "size": kernel.size,
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _pair(numbers: tuple[int, int]) -> str:
    return f"{numbers[0]}.{numbers[1]}"


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def encoded(content: dict[str, Any]) -> str:
    """One object in one line, with nothing in it that could steer a terminal."""
    try:
        text = msgspec.json.encode(content)
    except UnicodeEncodeError:  # a name on disk that is no Unicode: rare, so not paid for by every file
        text = msgspec.json.encode(_cleaned(msgspec.to_builtins(content)))
    return spelled_out(text.decode(), _escaped)


def _escaped(char: str) -> str:
    r"""`\u0085`; of what lies beyond 16 bits two."""
    digits = char.encode("utf-16-be").hex()
    return "".join(f"\\u{digits[place : place + 4]}" for place in range(0, len(digits), 4))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(char if not "\ud800" <= char <= "\udfff" else visible(char) for char in value)
    if isinstance(value, dict):
        return {key: _cleaned(content) for key, content in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(content) for content in value]
    return value
