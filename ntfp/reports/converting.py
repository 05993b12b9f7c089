"""Converting: a report into the document that stands for it in JSON, and back, without loss.

What has the same name in both is carried over by name, so that a field somebody
adds to the facts and forgets in the document is an error at once, not a loss.

The types are those of `ntfp.reports.documents`; text is `ntfp.reports.scan_json`'s business.
"""

from ntfp.facts.build import Build, KnownBuild, ListedKernel
from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Judged, Report, Summary
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


def to_document(report: Report) -> ScanDocument:
    """The report as it stands in JSON."""
    return ScanDocument(
        schema=SCHEMA,
        kind="scan",
        systems=tuple(
            SystemDocument(
                **{name: getattr(head, name) for name in HeadDocument.__struct_fields__},
                findings=system.findings,
                disagreements=system.disagreements,
            )
            for system, head in ((system, head_of(system)) for system in report.systems)
        ),
        skipped=tuple(map(skipped_of, report.skipped)),
        data=tuple(map(basis_of, report.basis)),
        summary=counts_of(report),
    )


def from_document(document: ScanDocument) -> Report:
    """The report that stands in a document."""
    return Report(
        systems=tuple(map(_system, document.systems)),
        skipped=tuple(Skipped(one.path, one.problem, one.offset, one.reason) for one in document.skipped),
        basis=tuple(Basis(one.place, one.sha256, one.records, one.ships) for one in document.data),
    )


def head_of(system: Judged) -> HeadDocument:
    """All of a system but what was found about its articles."""
    summary = system.summary
    return HeadDocument(
        root=system.root,
        kernel=system.kernel,
        hal=system.hal,
        build=_of_build(system.build),
        registry=system.claims,
        rollups=system.rollups,
        summary=SummaryDocument(
            **{name: getattr(summary, name) for name in SummaryDocument.__struct_fields__},
        ),
        aside=system.aside,
        remarks=system.remarks,
        damaged=system.damaged,
    )


def skipped_of(skipped: Skipped) -> SkippedDocument:
    return SkippedDocument(path=skipped.path, problem=skipped.problem, offset=skipped.offset, reason=skipped.kind)


def basis_of(basis: Basis) -> BasisDocument:
    return BasisDocument(place=basis.label, sha256=basis.content, records=basis.records, ships=basis.ships)


def counts_of(report: Report) -> CountsDocument:
    return CountsDocument(**{verdict.name.lower(): count for verdict, count in report.counts.items()})


def _of_build(build: Build) -> BuildDocument:
    own = ("release", "after", "before", "listed", "listed_after", "listed_before", "branch_title", "version")
    same = {name: getattr(build, name) for name in BuildDocument.__struct_fields__ if name not in own}
    return BuildDocument(
        **same,
        branch_title=build.title,
        version=_text(build.version),
        release=_of_known(build.release),
        after=_of_known(build.after),
        before=_of_known(build.before),
        listed=_of_listed(build.listed),
        listed_after=_of_listed(build.listed_after),
        listed_before=_of_listed(build.listed_before),
    )


def _of_known(known: KnownBuild | None) -> KnownDocument | None:
    if known is None:
        return None
    own = ("link_time", "version")
    same = {name: getattr(known, name) for name in KnownDocument.__struct_fields__ if name not in own}
    return KnownDocument(**same, link_time=known.link, version=_text(known.version))


def _of_listed(kernel: ListedKernel | None) -> ListedDocument | None:
    if kernel is None:
        return None
    same = {name: getattr(kernel, name) for name in ListedDocument.__struct_fields__ if name != "version"}
    return ListedDocument(**same, version=_text(kernel.version))


def _system(document: SystemDocument) -> Judged:
    summary = document.summary
    return Judged(
        root=document.root,
        kernel=document.kernel,
        hal=document.hal,
        build=_build(document.build),
        claims=document.registry,
        rollups=document.rollups,
        summary=Summary(**{name: getattr(summary, name) for name in Summary.__struct_fields__}),
        findings=document.findings,
        damaged=document.damaged,
        disagreements=document.disagreements,
        aside=document.aside,
        remarks=document.remarks,
    )


def _build(document: BuildDocument) -> Build:
    own = ("release", "after", "before", "listed", "listed_after", "listed_before", "title", "version")
    same = {name: getattr(document, name) for name in Build.__struct_fields__ if name not in own}
    return Build(
        **same,
        title=document.branch_title,
        version=_version(document.version),
        release=_known(document.release),
        after=_known(document.after),
        before=_known(document.before),
        listed=_listed(document.listed),
        listed_after=_listed(document.listed_after),
        listed_before=_listed(document.listed_before),
    )


def _known(document: KnownDocument | None) -> KnownBuild | None:
    if document is None:
        return None
    own = ("link", "version")
    same = {name: getattr(document, name) for name in KnownBuild.__struct_fields__ if name not in own}
    return KnownBuild(**same, link=document.link_time, version=_version(document.version))


def _listed(document: ListedDocument | None) -> ListedKernel | None:
    if document is None:
        return None
    same = {name: getattr(document, name) for name in ListedKernel.__struct_fields__ if name != "version"}
    return ListedKernel(**same, version=_version(document.version))


def _version(text: str | None) -> FileVersion | None:
    return None if text is None else FileVersion.parse(text)


def _text(version: FileVersion | None) -> str | None:
    return None if version is None else str(version)
