"""Carriers: the files a text names as the faulty ones, or as those that were updated.

Many articles have no table and still say it: "caused by the Server Service
(Srv.sys)", "Microsoft has modified the file, Rdr.sys, to correct this problem".
Whoever has the fix can be asked for that file.

A file that shows an error, that somebody has to run or that is missing is no
carrier. Nobody judges by a name alone.
"""

import re
from collections.abc import Iterator

from ntfp.kb.article import Article, Section
from ntfp.kb.prose import passages

_ENDINGS = r"(?:exe|dll|sys|drv|cpl|ocx|vxd|fon|ax|acm|386)"
_ANY = re.compile(rf"\.{_ENDINGS}\b", re.IGNORECASE)
_FILE = rf"(?<![\w.\\/:%$~-])[\w$~-]+\.{_ENDINGS}\b(?![\\.-]\w)"
_ONE = re.compile(_FILE, re.IGNORECASE)
_FILES = rf"\(?(?P<files>{_FILE}(?:(?:,|,? and) (?:the )?{_FILE}){{0,9}})\)?"
_KIND = r"(?: (?:system )?(?:files?|drivers?|services?|module|library|process))?"
# What may stand before a name: "the Windows NT version 3.51 file, Sfmsrv.sys", but no "missing Foo.dll".
_NOT = r"(?!(?:\w+ing|corrupt\w*|damaged|old|older|wrong|incorrect|outdated|third-party|that|which|by|to) )"
_ASIDE = (
    r"(?: that (?:is |was )?(?:shipped|included|installed) (?:with|in) (?:[^.,]|\.(?=\d)){3,80}?|, which [^.,]{3,80},)?"
)
_THE = rf"(?:{_NOT}[\w.()-]+,? ){{0,6}}?"

_FAULT = (
    r"(?:problem|bug|flaw|defect|regression|race condition|deadlock|(?:logic|coding) error|(?:timing )?issue"
    r"|memory leak)s?"
)
_FAILS = (
    r"(?:(?:does|do|did) not (?!exist|appear|match)|(?:is|was) not (?!being)(?=\w+ing )|(?:incorrectly|improperly) "
    r"|(?:fails|failed) to )"
)
_DONE = r"(?:modified|updated|corrected|fixed|changed|revised)"
_NEW = r"(?:updated|new|newer|revised|corrected|modified|fixed)"
_IS_OUT = (
    r"(?:(?:is|are) (?:now )?(?:available|included|for)|(?:was|were|has been|have been) (?!installed|replaced)\w+"
    r"|(?:that|which|to) (?!is |are |was |were |comes? |ships? |you )\w+)"
)


def _shapes(*shapes: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


_FAULTY = _shapes(
    rf"\b(?<!cause )(?<!causes ){_FAULT} (?:in|with|within) {_THE}{_FILES}",
    rf"\bcaused by (?:the way (?:that )?)?{_THE}{_FILES}(?! (?:being|not|is|was|that is))",
    rf"\bbecause (?:of )?{_THE}{_FILES}{_KIND}{_ASIDE} {_FAILS}",
    rf"(?:^|\. ){_THE}{_FILES}{_KIND}{_ASIDE} (?:{_FAILS}|only supports |(?:has|contains) an? {_FAULT})",
)
_UPDATED = _shapes(
    rf"\b(?:has|have) {_DONE} {_THE}{_FILES}",
    rf"\bfixed (?:this problem )?in {_THE}{_FILES}",
    rf"{_FILES},?{_KIND} (?:has|have|was|were) (?:been )?{_DONE}(?: to | so |\.(?!\w)|$)",
    rf"\b{_NEW} versions? of {_THE}{_FILES}{_KIND} {_IS_OUT}",
    rf"\b(?:includes?|contains?|obtain|install|apply) (?:the |an? )?{_NEW} (?:version of )?{_THE}{_FILES}",
    rf"\b{_NEW} {_THE}{_FILES}{_KIND} (?:{_IS_OUT}|corrects|fixes|resolves)",
    rf"\bapply the (?:file|driver|library),? {_FILES}",
    rf"\b(?:changes?|corrections?|modifications?) (?:have been|has been|was|were) made (?:to|in) {_THE}{_FILES}",
    rf"^- An? (?:{_NEW} version of|update to) {_THE}{_THE}{_FILES}",
)
_CAUSE = ("CAUSE",)
_CURE = ("CAUSE", "RESOLUTION", "STATUS", "SUMMARY")


def read_carriers(article: Article, listed: frozenset[str]) -> tuple[str, ...]:
    """Those that no table lists, in lower case, sorted."""
    if not any(_ANY.search(line) for line in article.lines if "." in line):
        return ()
    return tuple(sorted({name for name in _named(article) if name not in listed}))


def _named(article: Article) -> Iterator[str]:
    for chapter in article.sections:
        if chapter.level != 1:
            continue
        shapes = tuple(_shapes_of(chapter))
        if not shapes:
            continue
        for passage in passages(article, chapter.line + 1, chapter.last):
            if _ANY.search(passage.text):
                for said in (said for shape in shapes for said in shape.finditer(passage.text)):
                    yield from (name.lower() for name in _ONE.findall(said["files"]))


def _shapes_of(chapter: Section) -> Iterator[re.Pattern[str]]:
    title = chapter.title.upper()
    if title.startswith(_CAUSE):
        yield from _FAULTY
    if title.startswith(_CURE):
        yield from _UPDATED
