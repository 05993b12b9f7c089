"""Converting: a report into the document that stands for it in JSON, and back, without loss.

Of every type all fields are gone through, by their names: one that somebody adds to the facts and forgets in
the document is an error as soon as a report is written. A table says what is called or written differently there.

The types are those of `ntfp.reports.documents`; text is `ntfp.reports.scan_json`'s business.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from ntfp.facts.build import Build, KnownBuild, ListedKernel
from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Judged, Report, Reported, Summary
from ntfp.facts.version import FileVersion
from ntfp.reports.documents import (
    SCHEMA,
    BasisDocument,
    BuildDocument,
    CountsDocument,
    HeadDocument,
    KnownDocument,
    ListedDocument,
    ScanDocument,
    SkippedDocument,
    SummaryDocument,
    SystemDocument,
)

_Facts = TypeVar("_Facts", bound=msgspec.Struct)
_Document = TypeVar("_Document", bound=msgspec.Struct)
_Way = Callable[[Any], Any]


class Form(Generic[_Facts, _Document]):
    """A type of the facts and the one of the document: other names there, and other forms, each there and back."""

    def __init__(
        self,
        facts: type[_Facts],
        document: type[_Document],
        names: Mapping[str, str] | None = None,
        forms: Mapping[str, tuple[_Way, _Way]] | None = None,
    ) -> None:
        names, forms = names or {}, forms or {}
        self.facts, self.document = facts, document
        self.fields = [(own, names.get(own, own), *forms.get(own, (_same, _same))) for own in facts.__struct_fields__]

    def there(self, one: _Facts, **derived: object) -> _Document:
        """As it stands in the document, with what is worked out from it."""
        parts = {theirs: _unless_none(form, getattr(one, own)) for own, theirs, form, _ in self.fields}
        return self.document(**parts, **derived)

    def back(self, one: _Document) -> _Facts:
        return self.facts(**{own: _unless_none(form, getattr(one, theirs)) for own, theirs, _, form in self.fields})

    @property
    def ways(self) -> tuple[_Way, _Way]:
        return self.there, self.back

    @property
    def each(self) -> tuple[_Way, _Way]:
        """The same of several."""
        return (lambda many: tuple(map(self.there, many)), lambda many: tuple(map(self.back, many)))


def _same(value: Any) -> Any:
    return value


def _unless_none(form: _Way, value: Any) -> Any:
    return None if value is None else form(value)


def _counted(summary: Summary) -> SummaryDocument:
    """What can be worked out from it stands in the document, too."""
    return _SUMMARY.there(summary, asked=summary.asked, applicable=summary.applicable, decided=summary.decided)


def _titled(known: KnownBuild) -> KnownDocument:
    return _KNOWN.there(known, title=known.title)


_VERSION = (str, FileVersion.parse)
_KNOWN = Form(KnownBuild, KnownDocument, {"link": "link_time"}, {"version": _VERSION})
_LISTED = Form(ListedKernel, ListedDocument, forms={"version": _VERSION})
_SUMMARY = Form(Summary, SummaryDocument)
_SKIPPED = Form(Skipped, SkippedDocument, {"kind": "reason"})
_BASIS = Form(Basis, BasisDocument, {"label": "place", "content": "sha256"})
_BUILD = Form(
    Build,
    BuildDocument,
    {"title": "branch_title"},
    {
        "version": _VERSION,
        **dict.fromkeys(("release", "after", "before"), (_titled, _KNOWN.back)),
        **dict.fromkeys(("listed", "listed_after", "listed_before"), _LISTED.ways),
    },
)
_SYSTEM = Form(
    Judged, SystemDocument, {"claims": "registry"}, {"build": _BUILD.ways, "summary": (_counted, _SUMMARY.back)}
)
_REPORT = Form(
    Report,
    ScanDocument,
    {"basis": "data"},
    {"systems": _SYSTEM.each, "skipped": _SKIPPED.each, "basis": _BASIS.each},
)


def to_document(report: Report) -> ScanDocument:
    """The report as it stands in JSON."""
    return _REPORT.there(report, schema=SCHEMA, kind="scan", summary=counts_of(report))


def from_document(document: ScanDocument) -> Report:
    """The report that stands in a document."""
    return _REPORT.back(document)


def head_of(system: Judged) -> HeadDocument:
    """All of a system but what was found about its articles."""
    whole = _SYSTEM.there(system)
    return HeadDocument(**{name: getattr(whole, name) for name in HeadDocument.__struct_fields__})


def skipped_of(skipped: Skipped) -> SkippedDocument:
    return _SKIPPED.there(skipped)


def basis_of(basis: Basis) -> BasisDocument:
    return _BASIS.there(basis)


def counts_of(report: Reported) -> CountsDocument:
    return CountsDocument(**{verdict.name.lower(): count for verdict, count in report.counts.items()})
