"""The parts that a SARIF document is made of: messages, rules, locations, notifications.

Each is an object as the specification names it, with no more keys than are
filled. What they are put together to is `ntfp.reports.scan_sarif`'s business.
"""

from collections.abc import Sequence
from typing import Any

from ntfp.facts.report import SkipKind, Skipped
from ntfp.reports.uris import Paths, uri_of, written_with_backslashes

Object = dict[str, Any]

BASE = "SYSTEMROOT"  # as Windows itself calls the folder it is in
DAMAGED = "file-damaged"
# What a notification is about, in words, and how much it says against the results.
_NOTICES = {
    DAMAGED: ("A file of the system could be read and cannot be believed.", "warning"),
    SkipKind.OTHER_FORMAT: ("A file is of another format than its name says.", "note"),
    SkipKind.DAMAGED: ("A file is damaged and was not read.", "warning"),
    SkipKind.UNREADABLE: ("A file or folder could not be read.", "warning"),
    SkipKind.NO_SYSTEM: ("Where a system was looked for there is none.", "error"),
}


def tool(version: str, notices: Sequence[Object], rules: Sequence[Object] = ()) -> Object:
    """Who writes, the rules that occur, and the kinds of notices that do."""
    driver: Object = {"name": "ntfp"} | ({"version": version} if version else {})
    kinds = sorted({notice["descriptor"]["id"] for notice in notices})
    if kinds:
        driver["notifications"] = [{"id": kind, "shortDescription": {"text": _NOTICES[kind][0]}} for kind in kinds]
    return {"driver": driver | ({"rules": list(rules)} if rules else {})}


def rule(kb: str, title: str) -> Object:
    """An article; a record without a title goes by its number."""
    return {"id": kb, "shortDescription": message(title.strip() or kb)}


def location_of(paths: Paths, path: str) -> Object:
    """A location: below the system's folder where it lies there."""
    within = paths.within(path)
    if within is not None:
        return {"physicalLocation": {"artifactLocation": {"uri": within, "uriBaseId": BASE}}}
    return _located(paths.uri(path))


def location_alone(path: str) -> Object:
    """A location outside of all systems."""
    return _located(uri_of(path, backslash=written_with_backslashes(path)))


def _located(uri: str) -> Object:
    return {"physicalLocation": {"artifactLocation": {"uri": uri}}} if uri else {}


def notice(kind: str, said: str, place: Object | None, skipped: Skipped | None = None) -> Object:
    """What is to be said of a file or a place beside the results."""
    made: Object = {
        "descriptor": {"id": str(kind)},
        "level": _NOTICES[kind][1],
        "message": message(sentence(said)),
    }
    if place:
        made["locations"] = [place]
    if skipped and skipped.offset is not None:
        made["properties"] = {"offset": skipped.offset}
    return made


def invocation(notices: Sequence[Object]) -> Object:
    """How it went: with an error among the notices it did not go well."""
    said = {"toolExecutionNotifications": list(notices)} if notices else {}
    return {"executionSuccessful": all(one["level"] != "error" for one in notices)} | said


def sentence(words: str) -> str:
    """With a full stop, as messages have it."""
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


def message(words: str) -> Object:
    """Text of which no viewer makes anything else: in a message braces hold a place, and `[](...)` is a link."""
    return {"text": words.replace("{", "{{").replace("}", "}}").replace("](", "] (")}
