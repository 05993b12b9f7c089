r"""URIs: the path of a file on somebody's disk as a reference that every program reads alike (RFC 3986).

Which sign parts the folders of a path is not asked of this machine: it is seen
in the paths themselves, so the same report gives the same references
everywhere. Bytes that are no text stand as the bytes they are.

No file is looked at, and none is made to be there.
"""

import re
from urllib.parse import quote

_DRIVE = re.compile(r"[A-Za-z]:(?=[\\/])")
_LONG = re.compile(r"\\\\\?\\(?:UNC(?=\\)|(?=[A-Za-z]:\\))")  # how Windows writes paths that may be of any length
_PLAIN = "/$+,=@"  # what else may stand as it is: a colon could be taken for the end of a scheme


class Paths:
    """How the paths of one system are written, as its root and a file below it show."""

    def __init__(self, root: str, below: str) -> None:
        parted = re.search(r"[\\/]", below.removeprefix(root))
        self.root = root
        self.backslash = parted[0] == "\\" if parted else written_with_backslashes(root)
        self._before = root if root.endswith(self._separators) else root + ("\\" if self.backslash else "/")

    @property
    def base(self) -> str | None:
        """Where the root is, to put before what lies in it; nothing where that depends on where one stands."""
        uri = uri_of(self._before, backslash=self.backslash)
        return uri if uri.startswith("file:") and ".." not in uri.split("/") else None

    def within(self, path: str) -> str | None:
        """The way from the root to a file, or nothing where it lies elsewhere, or is the root."""
        below = path.removeprefix(self._before)
        return uri_of(below, backslash=self.backslash, relative=True) if below and below != path else None

    def uri(self, path: str) -> str:
        """The path by itself."""
        return uri_of(path, backslash=self.backslash)

    @property
    def _separators(self) -> tuple[str, ...]:
        return ("\\", "/") if self.backslash else ("/",)


def written_with_backslashes(path: str) -> bool:
    """Does the path of a file look like one of Windows?"""
    return bool(_DRIVE.match(path)) or path.startswith("\\\\") or ("\\" in path and "/" not in path)


def uri_of(path: str, *, backslash: bool, relative: bool = False) -> str:
    r"""The path as a URI where it is absolute, else as a relative reference.

    >>> uri_of("/mnt/c/WINNT/a b.dll", backslash=False)
    'file:///mnt/c/WINNT/a%20b.dll'
    >>> uri_of(r"D:\WINNT\$hf$", backslash=True)
    'file:///D:/WINNT/$hf$'
    >>> uri_of("a\\b/h\udce4l.dll", backslash=False)
    'a%5Cb/h%E4l.dll'
    """
    if backslash:
        path = _LONG.sub(lambda long: "\\" if long[0].endswith("UNC") else "", path, count=1)
        drive = None if relative else _DRIVE.match(path)
        path = path.replace("\\", "/")
        if drive:
            return f"file:///{drive[0]}{_quoted(path[drive.end() :])}"
        if path.startswith("//") and not relative:  # a server, a share, and so on
            return f"file:{_quoted(path)}"
    if relative:
        return _quoted(path.lstrip("/"))
    return f"file://{_quoted(path)}" if path.startswith("/") else _quoted(path)


def _quoted(path: str) -> str:
    try:
        octets = path.encode()
    except UnicodeEncodeError:
        octets = b"".join(map(_octets, path))
    return quote(octets, safe=_PLAIN)


def _octets(char: str) -> bytes:
    """Of one character; of a byte that is no text, and that Python keeps as half a pair, the byte."""
    if "\udc80" <= char <= "\udcff":
        return bytes((ord(char) - 0xDC00,))
    return char.encode("utf-8", "surrogatepass")
