"""What differs between two scans, for people: which data, then system by system what it is and what was found.

Verdicts that changed have three lines each: the change, what was held against
what then, and what now. The same verdict for another reason is only counted.
"""

from collections.abc import Iterable, Iterator

from rich.cells import set_cell_size
from rich.text import Text

from ntfp.facts.build import Confidence
from ntfp.facts.change import Difference, FactChange, FindingChange, Kind, Pairing, SystemChange
from ntfp.facts.verdict import Basis, Finding
from ntfp.reports.page import Page
from ntfp.reports.scan_findings import COLORS
from ntfp.reports.text import Screen
from ntfp.reports.words import reason_in_words, verdict_in_words

_GAP = "  "
_NUMBER = 7  # cells of an article's number
_LABEL = 22  # "articles of the kernel"
_HASH = 12  # digits of a hash that tell two apart
_PAIRED = {Pairing.ONLY_ONE: "each scan has one system", Pairing.WINDOWS: "the only one of this Windows in each scan"}
_ONE_SIDED = {Kind.NEW: "in the new scan only", Kind.GONE: "in the old scan only"}


def render(difference: Difference, screen: Screen) -> Iterator[str]:
    """Text for the data, for each system, and for what was in one scan only."""
    page = Page(screen)
    blocks = [list(_data(page, difference)), *(list(_system(page, system)) for system in difference.systems)]
    blocks.append(list(_alone(page, difference)))
    if not difference.differs:
        blocks.append([Text("nothing differs")])
    for number, lines in enumerate(filter(None, blocks)):
        yield page.painted([*([Text()] if number else []), *lines])


def _data(page: Page, difference: Difference) -> Iterator[Text]:
    """Other data are said first: all that follows may come from them."""
    if not difference.other_data:
        return
    yield from page.folded(Text("the two scans went by other data, so verdicts may differ for that alone", "yellow"))
    for label, basis in (("old", difference.old_basis), ("new", difference.new_basis)):
        yield from _labelled(page, label, ", ".join(map(_of_data, basis)) or "nothing is said of them")


def _of_data(basis: Basis) -> str:
    return f"{basis.label}, {basis.records:,} records, sha256 {basis.content[:_HASH]}"


def _system(page: Page, system: SystemChange) -> Iterator[Text]:
    if not system.differs:
        return
    yield from (Text(line, "bold") for line in page.chopped(page.shown(system.new_root)))
    yield from _about(page, system)
    yield Text()
    yield from (Text(_GAP) + line for line in page.folded(Text(f" {page.dot} ".join(_counts(system)), "bold")))
    for change in system.of(Kind.VERDICT):
        yield Text()
        yield from _change(page, change)
    for kind, words in _ONE_SIDED.items():
        yield from _numbers(page, words, system.of(kind))
    yield from _disagreements(page, system)


def _about(page: Page, system: SystemChange) -> Iterator[Text]:
    """What it is compared with, and what changed about the system itself."""
    if system.paired in _PAIRED:
        yield from _labelled(page, "compared with", f"{system.old_root}: {_PAIRED[system.paired]}")
    for which, count in (("old", system.old_unlisted), ("new", system.new_unlisted)):
        if count:
            yield from _labelled(page, "mind", f"the {which} scan does not list {count:,} of its verdicts")
    for fact in system.facts:
        yield from _labelled(page, page.shortened(fact.what, _LABEL), _in_words(fact))
    for label, files in (("damaged", system.new_damaged), ("not any more", system.gone_damaged)):
        for file in files:
            yield from _labelled(page, label, f"{file.path}: {file.because}")


def _disagreements(page: Page, system: SystemChange) -> Iterator[Text]:
    """Where registry and files tell two stories now, or did."""
    for label, findings in (("disagrees", system.new_disagreements), ("no more", system.gone_disagreements)):
        for number, finding in enumerate(findings):
            if not number:
                yield Text()
            because = finding.evidence[-1].because if finding.evidence else ""
            yield from _labelled(page, label, f"{finding.kb}: {because}")


def _in_words(fact: FactChange) -> str:
    if fact.old is None:
        return f"new: {fact.new}"
    return f"gone: {fact.old}" if fact.new is None else f"{fact.old} -> {fact.new}"


def _counts(system: SystemChange) -> Iterator[str]:
    """How many of each kind, those that are the same among them."""
    count = len(system.of(Kind.VERDICT))
    yield f"{count:,} verdict{'s' * (count != 1)} changed"
    for kind, words in (
        *_ONE_SIDED.items(),
        (Kind.REASON, "the same for another reason"),
        (Kind.EVIDENCE, "the same by other evidence"),
    ):
        if there := len(system.of(kind)):
            yield f"{there:,} {words}"
    yield f"{system.same:,} the same"


def _change(page: Page, change: FindingChange) -> Iterator[Text]:
    """The verdict then and now, and what decided either."""
    if change.old is None or change.new is None:
        return
    line = Text(f"{_GAP}{set_cell_size(page.shortened(change.kb, _NUMBER), _NUMBER)}{_GAP}")
    line.append(verdict_in_words(change.old.verdict), COLORS[change.old.verdict]).append(" -> ")
    line.append(verdict_in_words(change.new.verdict), f"bold {COLORS[change.new.verdict]}")
    yield line
    indent = " " * (_NUMBER + 2 * len(_GAP))
    yield Text(indent).append(page.shortened(change.title, page.width - len(indent)), "dim")
    for label, finding in (("was", change.old), ("now", change.new)):
        said = page.folded(Text(page.shown(_why(finding))), indent=len(indent) + 5)
        yield from (
            Text(f"{indent}{'' if number else label:<3}{_GAP}").append_text(one) for number, one in enumerate(said)
        )


def _why(finding: Finding) -> str:
    """Its reason, how sure, and what was found."""
    piece = finding.decisive
    likely = ", likely" if finding.confidence is Confidence.LIKELY else ""
    found = f": {piece.found}" if piece and piece.found else ""
    return f"{reason_in_words(finding)}{likely}{found}"


def _numbers(page: Page, words: str, changes: Iterable[FindingChange]) -> Iterator[Text]:
    kbs = [page.shortened(change.kb, page.width // 2) for change in changes]
    if kbs:
        yield from (Text(), Text(f"{_GAP}{words}", "bold"))
        yield from (Text(2 * _GAP) + line for line in page.folded(Text(" ".join(kbs), "dim"), indent=2))


def _alone(page: Page, difference: Difference) -> Iterator[Text]:
    """Systems without a partner, and files that only one scan could not read."""
    for label, roots in (("new system", difference.new_systems), ("gone system", difference.gone_systems)):
        for root in roots:
            yield from _labelled(page, label, root)
    for label, files in (("skipped now", difference.new_skipped), ("skipped then", difference.gone_skipped)):
        for file in files:
            yield from _labelled(page, label, file.sentence)


def _labelled(page: Page, label: str, words: str) -> Iterator[Text]:
    """A label and what belongs to it, set in below itself."""
    lines = page.folded(Text(page.shown(words)), indent=_LABEL + len(_GAP)) or [Text()]
    for number, line in enumerate(lines):
        yield Text().append(f"{_GAP}{set_cell_size('' if number else label, _LABEL)}{_GAP}", "dim").append_text(line)
