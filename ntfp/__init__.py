"""ntfp: which fixes are in this Windows NT?

    >>> import ntfp
    >>> ntfp.__version__.count(".")
    2

`read` tells what a file says, `identify` which build that makes it, `scan` which
fixes a whole system has. Everything in `__all__` is promised; it is loaded when
first asked for, so that importing ntfp costs its hosts nothing.
"""

TYPE_CHECKING = False  # checkers know the name; importing it from `typing` would cost every host 8 ms
if TYPE_CHECKING:
    from ntfp.errors import (
        DataError,
        ForeignFormatError,
        InaccessibleError,
        MalformedError,
        NoSystemError,
        NtfpError,
        ReadError,
    )
    from ntfp.facts.about import __version__
    from ntfp.facts.build import Branch, Build, Confidence, Flavour, Ground, KnownBuild
    from ntfp.facts.change import Difference
    from ntfp.facts.file import FileFacts
    from ntfp.facts.platform import Platform
    from ntfp.facts.remark import Oddity, Remark
    from ntfp.facts.report import Identified, SkipKind, Skipped
    from ntfp.facts.signature import Signature
    from ntfp.facts.source import Source, memory_source
    from ntfp.facts.system import Claims, System
    from ntfp.facts.tree import Subfolder, Tree
    from ntfp.facts.verdict import (
        Aside,
        Basis,
        Damaged,
        Evidence,
        Finding,
        Judged,
        Reason,
        Report,
        Rollup,
        Step,
        Summary,
        Verdict,
    )
    from ntfp.facts.version import FileVersion
    from ntfp.reports.scan_json import report_json
    from ntfp.scanning.comparing import compare
    from ntfp.scanning.data import Data, load, signatures
    from ntfp.scanning.files import identify, read, survey
    from ntfp.scanning.loading import load_report
    from ntfp.scanning.rendering import render
    from ntfp.scanning.systems import scan

_HOMES = {
    "Aside": "facts.verdict",
    "Basis": "facts.verdict",
    "Branch": "facts.build",
    "Build": "facts.build",
    "Claims": "facts.system",
    "Confidence": "facts.build",
    "Damaged": "facts.verdict",
    "Data": "scanning.data",
    "DataError": "errors",
    "Difference": "facts.change",
    "Evidence": "facts.verdict",
    "FileFacts": "facts.file",
    "FileVersion": "facts.version",
    "Finding": "facts.verdict",
    "Flavour": "facts.build",
    "ForeignFormatError": "errors",
    "Ground": "facts.build",
    "Identified": "facts.report",
    "InaccessibleError": "errors",
    "Judged": "facts.verdict",
    "KnownBuild": "facts.build",
    "MalformedError": "errors",
    "NoSystemError": "errors",
    "NtfpError": "errors",
    "Oddity": "facts.remark",
    "Platform": "facts.platform",
    "ReadError": "errors",
    "Reason": "facts.verdict",
    "Remark": "facts.remark",
    "Report": "facts.verdict",
    "Rollup": "facts.verdict",
    "Signature": "facts.signature",
    "SkipKind": "facts.report",
    "Skipped": "facts.report",
    "Source": "facts.source",
    "Step": "facts.verdict",
    "Subfolder": "facts.tree",
    "Summary": "facts.verdict",
    "System": "facts.system",
    "Tree": "facts.tree",
    "Verdict": "facts.verdict",
    "__version__": "facts.about",
    "compare": "scanning.comparing",
    "identify": "scanning.files",
    "load": "scanning.data",
    "load_report": "scanning.loading",
    "memory_source": "facts.source",
    "read": "scanning.files",
    "render": "scanning.rendering",
    "report_json": "reports.scan_json",
    "scan": "scanning.systems",
    "signatures": "scanning.data",
    "survey": "scanning.files",
}

__all__ = [
    "Aside",
    "Basis",
    "Branch",
    "Build",
    "Claims",
    "Confidence",
    "Damaged",
    "Data",
    "DataError",
    "Difference",
    "Evidence",
    "FileFacts",
    "FileVersion",
    "Finding",
    "Flavour",
    "ForeignFormatError",
    "Ground",
    "Identified",
    "InaccessibleError",
    "Judged",
    "KnownBuild",
    "MalformedError",
    "NoSystemError",
    "NtfpError",
    "Oddity",
    "Platform",
    "ReadError",
    "Reason",
    "Remark",
    "Report",
    "Rollup",
    "Signature",
    "SkipKind",
    "Skipped",
    "Source",
    "Step",
    "Subfolder",
    "Summary",
    "System",
    "Tree",
    "Verdict",
    "__version__",
    "compare",
    "identify",
    "load",
    "load_report",
    "memory_source",
    "read",
    "render",
    "report_json",
    "scan",
    "signatures",
    "survey",
]


if not TYPE_CHECKING:  # a type checker that saw this would believe in every misspelled name

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'ntfp' has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"ntfp.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
