"""Remarks: the oddities of a file, each with a name programs can rely on.

A remark is never an error and never silent: the facts beside it stand, and it
says what a careful reader should know about them.
"""

from enum import StrEnum

import msgspec


class Oddity(StrEnum):
    """What can be odd about a file or about the build it seems to be."""

    # The shape of the file.
    HEADERS_ODD = "headers-odd"
    TRUNCATED = "truncated"
    RESOURCES_DAMAGED = "resources-damaged"
    RESOURCES_ELSEWHERE = "resources-elsewhere"
    # The version block: docs/reading.md is the policy behind these.
    VERSION_KEY = "version-key"
    VERSION_SIGNATURE = "version-signature"
    VERSION_LENGTH = "version-length"
    VERSION_DAMAGED = "version-damaged"
    VERSION_CONTRADICTS = "version-contradicts"
    STRING_TWICE = "string-twice"
    # What only a deep reading sees.
    TOO_LARGE = "too-large"
    IMPORTS_DAMAGED = "imports-damaged"
    EXPORTS_DAMAGED = "exports-damaged"
    DEBUG_DAMAGED = "debug-damaged"
    DEEP_UNREADABLE = "deep-unreadable"
    CHECKSUM_WRONG = "checksum-wrong"
    CHECKSUM_ABSENT = "checksum-absent"
    # What the evidence for a build does not agree on.
    NAME_DISAGREES = "name-disagrees"
    RENAMED_KERNEL = "renamed-kernel"
    LINK_TIME_IMPOSSIBLE = "link-time-impossible"
    LINK_TIME_DISAGREES = "link-time-disagrees"
    SIZE_DISAGREES = "size-disagrees"
    FLAVOUR_DISAGREES = "flavour-disagrees"
    BUILD_NUMBER_DISAGREES = "build-number-disagrees"
    CHECKED_DISAGREES = "checked-disagrees"
    LANGUAGE_DISAGREES = "language-disagrees"


class Remark(msgspec.Struct, frozen=True, gc=False):
    """One oddity, and in a sentence what exactly was seen."""

    oddity: Oddity
    detail: str

    def __str__(self) -> str:
        return f"{self.oddity}: {self.detail}"
