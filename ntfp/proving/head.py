"""What a record says of its article as a whole: title, date, hardware, source, names and packs its text must hold.

Tables, bullets and claims have proofs of their own.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator

from ntfp.facts.platform import Platform
from ntfp.facts.signature import Signature, Window
from ntfp.proving import proofs, words
from ntfp.proving.paper import Paper, flat
from ntfp.proving.printing import MONTHS, date_spellings
from ntfp.proving.proofs import Finding

_HARDWARE = {"x86": Platform.I386, "alpha": Platform.ALPHA, "mips": Platform.MIPS, "ppc": Platform.PPC}
_STOP = re.compile(r"[.,;)]+\s")
_SENTENCE = re.compile(r"(?<=[.:?!])\s+(?=[\"(]?[a-z0-9])")


def prove_head(signature: Signature, paper: Paper) -> Iterator[Finding]:
    """Everything that is wrong with what a record says of its article as a whole."""
    digest = hashlib.sha256(paper.content).hexdigest()
    if digest != signature.source.sha256:
        yield proofs.SOURCE, "source.sha256", f"expected the hash {digest}, found {signature.source.sha256}"
    if signature.title not in paper.titles:
        expected = repr(paper.titles[0]) if paper.titles else "none"
        yield proofs.TITLE, "title", f"expected {expected}, found {signature.title!r}"
    day = signature.revised
    printed = f"{day:%d}-{MONTHS[day.month - 1][:3]}-{day:%Y}".upper() if day else ""
    if printed != paper.dated:
        yield proofs.REVISED, "revised", f"expected {paper.dated or 'none'}, found {printed or 'none'}"
    hardware = {_HARDWARE[word] for word in paper.labelled("hardware").split() if word in _HARDWARE}
    if set(signature.hardware) != hardware:
        found = ", ".join(signature.hardware) or "none"
        yield proofs.PLATFORM, "hardware", f"expected {', '.join(sorted(hardware)) or 'none'}, found {found}"
    for number, doubt in enumerate(signature.doubts):
        if not paper.line(doubt.line).strip():
            yield proofs.LINE, f"doubts[{number}].line", f"expected words on line {doubt.line}, found none"
    yield from _named(signature, paper)
    for number, window in enumerate(signature.affects):
        yield from _window(window, f"affects[{number}]", paper)


def _named(signature: Signature, paper: Paper) -> Iterator[Finding]:
    """Articles, files and languages whose names its text must hold."""
    text = paper.between(1, paper.foot - 1)
    for kb in signature.includes:
        if not re.search(rf"\b{kb.lower()}(?!\d)", text):
            yield proofs.INCLUDES, "includes", f"expected {kb} in the article"
    for file in signature.carriers:
        if not re.search(rf"(?<![\w.]){re.escape(file)}(?!\w)", text):
            yield proofs.FILE, "carriers", f"expected {file} in the article"
    for language in signature.languages:
        name = words.LANGUAGES.get(language, language)
        if not re.search(rf"\b{name}\b", text) and not (language in words.FAR_EAST and "far east" in text):
            yield proofs.LANGUAGE, "limits.languages", f"expected {language} in the article"


def _window(window: Window, key: str, paper: Paper) -> Iterator[Finding]:
    """Its packs and its day are in sentences that do not speak of the correction."""
    sentences = [part for part in _sentences(paper) if "corrected" not in part]
    said = set().union(*map(words.packs, sentences))
    for name, pack in (("from", window.first), ("to", window.last)):
        if pack is not None and pack not in said:
            yield proofs.PACK, f"{key}.{name}", f"expected pack {pack} in the words on who is affected"
    told = set().union(*map(words.systems, (*paper.bullets.values(), *sentences)))
    if window.branch not in told:
        yield proofs.BRANCH, f"{key}.branch", f"expected {window.branch} in the article"
    if window.kernel_from is not None and not _dated(window.kernel_from, sentences):
        yield proofs.DATE, f"{key}.kernel_from", f"expected {window.kernel_from} in the article"


def _sentences(paper: Paper) -> list[str]:
    first = max(paper.bullets, default=8) + 1
    return _SENTENCE.split(flat(" ".join(paper.line(n) for n in (2, *range(first, paper.foot)))))


def _dated(day: dt.date, sentences: list[str]) -> bool:
    texts = [_STOP.sub(" ", f"{part} ") for part in sentences]
    return any(pattern.search(text) for _, pattern in date_spellings(day) for text in texts)
