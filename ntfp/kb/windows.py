"""Windows: who alone is affected, where an article plainly says so.

"The problem only occurs with Service Pack 3", "a regression introduced in
Service Pack 4", "your kernel file has a date stamp of 08/17/1998 or later":
whoever lies outside does not have the problem. That a problem was seen with a
pack, or after somebody installed one, says nothing about the others and makes
no window.

A window is a proposal: nobody judges by it before somebody reviewed it.
"""

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo, Window
from ntfp.kb.article import Article
from ntfp.kb.places import PACKS, RELEASE
from ntfp.kb.products import mentions
from ntfp.kb.prose import Passage, passages
from ntfp.kb.remarks import Remark, Trouble

# What a cure needs, and what it brings about in turn, is no window of the problem.
_OF_THE_CURE = ("RESOLUTION", "WORKAROUND", "REFERENCES")

_ITEMS = ("- ", "* ", "o ")

_IN = r"(?:[^.;:]|\.(?=\w))"  # of one sentence: a point inside "4.0" or "Srv.sys" does not end it
_END = re.compile(r"[.;:](?!\w)")
_NUMBER = r"\d(?:\.0)?a?(?![\w./-]*\d)"
_PACK = rf"(?:Service Packs? |SP ?){_NUMBER}(?: \(SP ?\w+\))?"
_THESE = rf"(?P<packs>(?>{_PACK}(?:(?:,|,? and|,? or|,? and/or| through| to) (?:{_PACK}|{_NUMBER})){{0,9}}))"
_UP = r" (?:and|or) (?:later|above|higher|newer|greater)"
_OF = (
    r"(?:(?:the|a|your|on|in|of|by|to|with|under|if|when|running|computers?|systems?|client|versions?"
    r"|Microsoft|Windows|NT|Server|Workstation|Terminal|Enterprise|Edition|4\.0|3\.51?),? ){0,12}"
)
_FLAW = r"(?:problem|bug|regression|error|flaw)"
_THIS = r"this (?:problem|bug|behaviou?r|issue|error)"
_SEEN = r"(?:occurs?|happens?|exists?|appears?)"
_CHANGE = r"(?:(?:a|an|the|several) )?(?:changes?|update) (?:\S+ ){0,8}?"
_CAUSED = r"(?:because(?: of)?|due to|caused by)"


def _shapes(*shapes: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b{shape}", re.IGNORECASE) for shape in shapes)


_ONLY = rf"(?<!not )(?:only {_SEEN}|{_SEEN} only|is only a problem|this affects only)"
# Only with these packs.
_ALONE = _shapes(rf"{_ONLY} {_OF}{_THESE}(?!{_UP})(?! (?:is|are|was|were|has|have)(?: \w+)? not )")
# Only once these packs are there; of later ones nothing is said, or the same.
_ONCE = _shapes(
    rf"{_ONLY} after (?:installing|applying|you (?:install|apply|upgrade)) {_OF}{_THESE}",
    rf"{_ONLY} {_OF}{_THESE}{_UP}",
)
# Not yet with these packs.
_NOT_YET = _shapes(
    rf"(?:does|do|did|will) not (?:occur|happen|exist) {_OF}{_THESE} (?:and|or) earlier",
    rf"{_THIS} is not present {_OF}{_THESE},? or the original",
    rf"With {_OF}{_THESE} (?:and|or) earlier,{_IN}{{1,200}} as expected",
    rf"than{_IN}{{1,200}} running {_OF}{_THESE} (?:and|or) earlier",
)
# From these packs on: they brought it.
_SINCE = _shapes(
    rf"(?:{_THIS} was|{_FLAW}(?: with \S+)?(?: was)?) introduced (?:beginning )?{_OF}{_THESE}",
    rf"regression (?:caused )?{_OF}{_THESE}",
    rf"{_THESE} (?:causes an? regression|(?:introduces|introduced|caused) an? {_FLAW}(?! message))",
    rf"{_THESE} regression causes",
    rf"{_THIS} is new {_OF}{_THESE}",
    rf"{_THIS} {_SEEN} (?:starting|beginning) {_OF}{_THESE}",
    rf"{_CAUSED} (?:there are )?{_CHANGE}{_OF}{_THESE}",
    rf"because {_OF}{_THESE} changes",
    rf"because{_IN}{{1,200}} was (?:changed|altered|lost) {_OF}{_THESE}",
    rf"a change was introduced {_OF}{_THESE} that causes",
)
_KERNEL = re.compile(
    r"\b(?:kernel(?: file)?|Nt(?:os)?kr\w+\.exe) (?:has a date stamp of|dated) (?P<day>\d\d?/\d\d?/\d{2,4}) or later",
    re.IGNORECASE,
)
# Only with fixes that somebody installed: a limit that no pack tells.
_FIXES_ALONE = _shapes(
    rf"(?:only {_SEEN}|{_SEEN} only) (?:if|with|when|after){_IN}{{1,40}}(?:hotfix|\bfix(?:es)?\b)",
    rf"hotfixes{_IN}{{1,200}} contain a regression",
    rf"{_FLAW} (?:was )?introduced (?:in|by|with) (?:the|a|an|this|that) (?:\S+ ){{0,3}}?(?:hot)?fix\b",
    rf"{_FLAW} (?:in|with) the (?:\S+ ){{0,5}}?version of this (?:\S+ )?(?:hot)?fix\b",
    rf"post-{_PACK} version of \S+ (?:that is )?dated",
    rf"with an? recent post-{_PACK} (?:hot)?fix\b",
    r"after you (?:install|apply) (?:the )?\w+-fix, (?!do |you |please )",
)
_ONE = re.compile(r"(\d)(?:\.0)?(a?)(?!\w)", re.IGNORECASE)


class _Found(msgspec.Struct, frozen=True):
    """One limit, and where in the passage it is said."""

    start: int
    end: int
    packs: tuple[str, ...] = ()
    alone: bool = False  # these packs and no others
    not_yet: bool = False  # these packs are free of it
    kernel: str = ""  # a day, as printed


def read_windows(article: Article, applies_to: tuple[AppliesTo, ...]) -> tuple[tuple[Window, ...], tuple[Remark, ...]]:
    """Each window once, in the order of the text. A limit of which nobody can say where it lies is remarked upon."""
    branches = tuple(dict.fromkeys(bullet.branch for bullet in applies_to))
    windows: list[Window] = []
    remarks: list[Remark] = []
    if not branches or not any(
        word in line for line in article.lines for word in ("Pack", "SP", "dated", "stamp", "fix")
    ):
        return (), ()
    for passage in passages(article):
        for found in _found(passage):
            line = passage.line_at(found.start)
            if any(heading.title.upper().startswith(_OF_THE_CURE) for heading in article.headings(line)):
                continue
            branch = _branch(passage, found, branches)
            window = _window(branch, found) if branch else None
            if window:
                windows.append(window)
            else:
                remarks.append(Remark(Trouble.WINDOW_UNCLEAR, line, _unclear(branch, found)))
    return tuple(dict.fromkeys(windows)), tuple(dict.fromkeys(remarks))


def _found(passage: Passage) -> Iterator[_Found]:
    text = passage.text
    if text.startswith(_ITEMS):  # one problem of several
        return
    if "Pack" in text or "SP" in text:
        for shapes in (_ALONE, _ONCE, _NOT_YET, _SINCE):
            for found in (found for shape in shapes for found in shape.finditer(text)):
                yield _Found(
                    *found.span(),
                    packs=tuple("".join(one).lower() for one in _ONE.findall(found["packs"])),
                    alone=shapes is _ALONE,
                    not_yet=shapes is _NOT_YET,
                )
    if "fix" in text or "dated" in text:
        for found in (found for shape in _FIXES_ALONE for found in shape.finditer(text)):
            yield _Found(*found.span())
    for found in _KERNEL.finditer(text):
        yield _Found(*found.span(), kernel=found["day"])


def _branch(passage: Passage, found: _Found, branches: tuple[Branch, ...]) -> Branch | None:
    """The one its sentence names with the packs, else the only one of the bullets."""
    start = max((point.end() for point in _END.finditer(passage.text, 0, found.start)), default=0)
    point = _END.search(passage.text, found.end)
    sentence = passage.text[start : point.start() if point else None]
    named = [mention for mention in mentions(sentence) if mention.branches]
    before = [mention for mention in named if start + mention.start < found.end]
    of = (before or named)[-1].branches if named else branches
    of = tuple(branch for branch in of if branch in branches and set(found.packs) <= {RELEASE, *PACKS.get(branch, ())})
    return of[0] if len(of) == 1 else None


def _window(branch: Branch, found: _Found) -> Window | None:
    if found.kernel:
        month, day, year = map(int, found.kernel.split("/"))
        year += 0 if year > 99 else 1900 if year > 50 else 2000
        return Window(branch=branch, kernel_from=dt.date(year, month, day)) if month <= 12 < day <= 31 else None
    order = (RELEASE, *PACKS.get(branch, ()))
    if not found.packs or not set(found.packs) <= set(order):
        return None
    places = sorted(map(order.index, found.packs))
    if not found.not_yet:
        return Window(branch=branch, first=order[places[0]], last=order[places[-1]] if found.alone else None)
    return Window(branch=branch, first=order[places[-1] + 1]) if places[-1] + 1 < len(order) else None


def _unclear(branch: Branch | None, found: _Found) -> str:
    if not found.packs and not found.kernel:
        return "occurs only with some fixes"
    return "of which branch is open" if branch is None else "what is printed is no pack or no certain day"
