"""A scan for programs: one JSON document, a finding a line; and the way back to the report.

Lists are written line by line, so that two scans can be compared by lines. What
is read is held to the types of the document: a wrong one is named by its key.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ntfp.errors import DataError
from ntfp.facts.verdict import Finding, Judged, Report, Reported
from ntfp.reports.converting import basis_of, counts_of, from_document, head_of, skipped_of
from ntfp.reports.documents import SCHEMA, ScanDocument
from ntfp.reports.json import encoded

BEGIN = f'{{"schema": {SCHEMA}, "kind": "scan"'
LARGEST = 256 * 1024 * 1024  # of a document that is read; a scan of one system has two million bytes
_MESSAGE = re.compile(r"(?P<problem>.*?)(?: - at `\$\.?(?P<key>.*)`)?", re.DOTALL)
_MISSING = re.compile(r"object missing required field `(.*)`")
_TYPE = re.compile(r"`([^`]*)`")
_WORDS = {
    "array": "a list",
    "bool": "true or false",
    "date": "a date",
    "datetime": "a date with a time",
    "float": "a number",
    "int": "a whole number",
    "object": "an object",
    "str": "text",
    "time": "a time of day",
}
_UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)  # all that bytes of whatever kind lead to
_REMEDY = "'ntfp scan --format json' writes one"


class _Kind(msgspec.Struct, frozen=True):
    """What every document of ours begins with, whatever it is."""

    schema: Any = None
    kind: Any = None


def scan_json(report: Reported) -> Iterator[str]:
    """The document, a system at a time."""
    yield f'{BEGIN}, "systems": ['
    for number, system in enumerate(report.systems):
        yield f"{',' if number else ''}\n{_of_system(system)}"
    yield '\n], "skipped": ['
    yield _lines(map(skipped_of, report.skipped))
    yield '], "data": ['
    yield _lines(map(basis_of, report.basis))
    yield f'], "summary": {one_line(counts_of(report))}}}\n'


def report_json(report: Report) -> str:
    """The whole document as one text. A name on disk that is no Unicode is spelled out, and comes back spelled out."""
    return "".join(scan_json(report))


def read_report(content: bytes | str, file: str) -> Report:
    """The report that a document holds, or a `DataError` that names the file, the key and the problem."""
    if len(content) > LARGEST:
        raise DataError(file, "the file", f"is larger than {LARGEST >> 20} MB, as no scan is")
    # Some shells put a mark of UTF-8 before what they write into a file.
    plain = content.removeprefix("\ufeff") if isinstance(content, str) else content.removeprefix(b"\xef\xbb\xbf")
    document = _decoded(plain, file)
    report = from_document(document)
    if document.summary != counts_of(report):
        raise DataError(file, "summary", "its numbers are not those of the systems together")
    for number, system in enumerate(report.systems):
        for key, findings in (("findings", system.findings), ("disagreements", system.disagreements)):
            twice = next((kb for kb, count in Counter(one.kb for one in findings).items() if count > 1), None)
            if twice is not None:
                raise DataError(file, f"systems[{number}].{key}", f"has {twice} more than once")
    return report


def one_line(value: Any) -> str:
    """Any of the document's parts in one line; what has no order of its own is sorted."""
    return encoded(msgspec.to_builtins(value, order="deterministic"))


def _of_system(system: Judged) -> str:
    """The head in a line, then every finding in one."""
    findings, disagreements = (_lines(found) for found in (system.findings, system.disagreements))
    head = one_line(head_of(system))
    return f'{head[:-1]}, "findings": [{findings}], "disagreements": [{disagreements}]}}'


def _lines(parts: Iterable[Finding | msgspec.Struct]) -> str:
    return ",".join(f"\n{one_line(part)}" for part in parts) + "\n"


def _decoded(content: bytes | str, file: str) -> ScanDocument:
    try:
        found = msgspec.json.decode(content, type=_Kind)
    except msgspec.ValidationError as error:  # JSON, but no object
        raise DataError(file, "the file", f"is no scan; {_REMEDY}") from error
    except _UNREADABLE as error:
        problem = "it goes too deep" if isinstance(error, RecursionError) else _lower(str(error))
        raise DataError(file, "the file", f"is no JSON document: {problem}; {_REMEDY}") from error
    if found.kind != "scan":
        kind = f"one of kind {found.kind!r:.40}" if isinstance(found.kind, str) else "something else"
        raise DataError(file, "kind", f"expected a scan, found {kind}; {_REMEDY}")
    if type(found.schema) is not int or found.schema != SCHEMA:
        problem = f"expected {SCHEMA}, found {found.schema!r:.40}: it was written by another version of ntfp"
        raise DataError(file, "schema", problem)
    try:
        return msgspec.json.decode(content, type=ScanDocument)
    except _UNREADABLE as error:
        raise DataError(file, *_key_and_problem(_lower(str(error)))) from error


def _key_and_problem(message: str) -> tuple[str, str]:
    """What msgspec says, in the parts of our errors."""
    found = _MESSAGE.fullmatch(message)
    key, problem = (found["key"] or "", found["problem"]) if found else ("", message)
    missing = _MISSING.fullmatch(problem)
    if missing:
        return f"{key}.{missing[1]}".lstrip("."), "is missing"
    return key or "the file", _TYPE.sub(_in_words, problem)


def _in_words(found: re.Match[str]) -> str:
    """What msgspec calls a type: "a whole number or null" is its `int | null`."""
    return " or ".join(_WORDS.get(word, word) for word in found[1].split(" | "))


def _lower(sentence: str) -> str:
    """As a part of a sentence: JSON stays JSON."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence
