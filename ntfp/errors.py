"""Everything ntfp raises on purpose, under one root.

`ntfp.read` raises `ReadError` and nothing else: catch that one, or its two
kinds where the difference matters. Not knowing an answer is never an error;
it is a result with a name.
"""


class NtfpError(Exception):
    """The root: what ntfp raises on purpose is one of these."""


class ReadError(NtfpError):
    """A file could not be read as what it should be: which, where, and why."""

    def __init__(self, source: str, problem: str, offset: int | None = None) -> None:
        super().__init__(source, problem, offset)  # all of args: it must survive pickling
        self.source, self.problem, self.offset = source, problem, offset

    def __str__(self) -> str:
        at = "" if self.offset is None else f" at offset {self.offset:#x}"
        return f"{self.source}{at}: {self.problem}"


class InaccessibleError(ReadError):
    """The bytes cannot be had: absent, forbidden, not a file, or lost while reading."""


class MalformedError(ReadError):
    """The bytes are there, but not in the shape their format promises."""


class ForeignFormatError(MalformedError):
    """A file of another kind: text, a DOS program, anything that never was a PE file."""


class DataError(NtfpError):
    """A data file of ours does not say what its format asks for: file, key, problem."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(file, key, problem)
        self.file, self.key, self.problem = file, key, problem

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.problem}"


class BadDataError(DataError):
    """All that is wrong with our data files, at once: as an error it is the first of them, `errors` are all."""

    def __init__(self, *errors: DataError) -> None:
        first = errors[0]
        super().__init__(first.file, first.key, first.problem)
        self.args, self.errors = errors, errors  # all of args: it must survive pickling

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


class NoSystemError(NtfpError):
    """There is no Windows NT at this path: what was looked for, and what is there instead."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path, self.problem = path, problem

    def __str__(self) -> str:
        return f"{self.path}: no NT system here: {self.problem}"
