"""The articles of a library, each taken up when it is asked for."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ntfp.kb.texts import Library
from ntfp.proving.paper import Paper

_NUMBER = re.compile(rb"(?:^DOCUMENT:|\sArticle: )(Q\d{5,6})\b")
_OPEN = 32  # at once: lists are asked for again and again
_HEAD = 1000  # bytes in which an article says its number


class Desk(Mapping[str, Paper]):
    """Articles by their number."""

    def __init__(self, library: Library) -> None:
        self._contents: dict[str, bytes] = {}
        self._labels: dict[str, str] = {}
        for text in library:
            if text.content is not None and (found := _NUMBER.search(text.content[:_HEAD])):
                kb = found[1].decode()
                self._contents[kb] = text.content
                self._labels[text.label] = kb
        self._open = lru_cache(_OPEN)(lambda kb: Paper(kb, self._contents[kb]))

    def __getitem__(self, kb: str) -> Paper:
        return self._open(kb)

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def labelled(self, label: str) -> Paper | None:
        """The article that lies under a name in the library."""
        return self[kb] if (kb := self._labels.get(label)) else None
