"""ntfp: which Windows NT kernel is this?

    >>> import ntfp
    >>> ntfp.__version__.count(".")
    2

`read` tells what a file says, `identify` which build that makes it. Everything
in `__all__` is promised; it is loaded when first asked for, so that importing
ntfp costs its hosts nothing.
"""

TYPE_CHECKING = False  # checkers know the name; importing it from `typing` would cost every host 8 ms
if TYPE_CHECKING:
    from ntfp.errors import DataError, ForeignFormatError, InaccessibleError, MalformedError, NtfpError, ReadError
    from ntfp.facts.build import Branch, Build, Confidence, Flavour, Ground, KnownBuild
    from ntfp.facts.file import FileFacts
    from ntfp.facts.platform import Platform
    from ntfp.facts.remark import Oddity, Remark
    from ntfp.facts.report import Identified, SkipKind, Skipped
    from ntfp.facts.version import FileVersion
    from ntfp.scanning import identify, read, survey

__version__ = "0.1.0"

_HOMES = {
    "Branch": "facts.build",
    "Build": "facts.build",
    "Confidence": "facts.build",
    "DataError": "errors",
    "FileFacts": "facts.file",
    "FileVersion": "facts.version",
    "Flavour": "facts.build",
    "ForeignFormatError": "errors",
    "Ground": "facts.build",
    "Identified": "facts.report",
    "InaccessibleError": "errors",
    "KnownBuild": "facts.build",
    "MalformedError": "errors",
    "NtfpError": "errors",
    "Oddity": "facts.remark",
    "Platform": "facts.platform",
    "ReadError": "errors",
    "Remark": "facts.remark",
    "SkipKind": "facts.report",
    "Skipped": "facts.report",
    "identify": "scanning",
    "read": "scanning",
    "survey": "scanning",
}

__all__ = [
    "Branch",
    "Build",
    "Confidence",
    "DataError",
    "FileFacts",
    "FileVersion",
    "Flavour",
    "ForeignFormatError",
    "Ground",
    "Identified",
    "InaccessibleError",
    "KnownBuild",
    "MalformedError",
    "NtfpError",
    "Oddity",
    "Platform",
    "ReadError",
    "Remark",
    "SkipKind",
    "Skipped",
    "__version__",
    "identify",
    "read",
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
