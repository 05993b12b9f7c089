"""What is in the page; how it looks and behaves is seen in a browser, in tests/browser."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Evidence, Finding, Judged, Reason, Report, Step, Verdict
from ntfp.reports.html import BEGIN, scan_html
from ntfp.reports.setting import Setting
from tests.reports.entries import HOSTILE
from tests.reports.findings import (
    ALL_AROUND,
    CLAIMS,
    EVERYTHING,
    FIXED,
    HALF,
    REPORT,
    SYSTEM,
    UNFIXED,
    UNKNOWN,
    judged,
)
from tests.reports.six import LANES, REPORTS

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))
OPTIONAL = {"dd", "dt"}  # what follows closes them, too
BLOCKS = {"br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "li", "p", "td", "th"}
NEVER_CLOSED = OPTIONAL | {"br", "input", "link", "meta"}


class Read(HTMLParser):
    """A page as a browser would take it apart: its tags in order, its text, and what each element is told."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.told: list[tuple[str, str, str | None]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in NEVER_CLOSED:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.told += [(tag, key, value) for key, value in attrs]
        self.words += " " * (tag in BLOCKS)

    def handle_endtag(self, tag: str) -> None:
        if tag not in OPTIONAL:
            assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def all(self, key: str) -> list[str | None]:
        return [value for _, name, value in self.told if name == key]


def page(report: Report, **setting: object) -> str:
    return "".join(scan_html(report, Setting(version="1.2.3", **setting)))  # type: ignore[arg-type]


def read(*systems: Judged, **rest: object) -> Read:
    return Read(page(Report(systems=systems, **rest)))  # type: ignore[arg-type]


def row_of(kb: str, report: Report = REPORT) -> str:
    """One finding, as it is read from top to bottom."""
    found = re.search(rf'<li class="[a-z-]+" id="f1-{kb}">.*?</li>', page(report), re.DOTALL)
    assert found
    return Read(re.sub(r"<(dt|dd|p)\b", r" | <\1", found[0])).text.strip()


# What it says


def test_what_system_it_is_and_how_it_stands() -> None:
    text = read(ALL_AROUND).text
    for words in (
        "WINNT: which fixes? - ntfp",
        "Windows NT 4.0 · i386 · multiprocessor · free · en",
        "4.0.1381.335 · this is the kernel of SP6/SP6a",
        "unfixed 2 unknown 1 fixed 1 not applicable 10",
        "14 articles asked: 3 of 4 applicable fixes decidable from what is here",
        "registry SP6a · Server · Enterprise · 3 hotfix keys that could be read, not all · 1 uninstall folder",
        'its words: "Service Pack 6, RC 1.3"',
        "hotfixes Q147222 Q246009 Q299444",
        "roll-up Q299444 with 53 fixes: Post-Windows NT 4.0 SP6a Security Rollup Package (SRP)",
        "$NtServicePackUninstall$: what a service pack replaced",
        "renamed-kernel: a multiprocessor kernel under the name ntoskrnl.exe, as setup installs it",
        "the hotfix key Q1 names no article",
        "WINNT/system32/advapi32.dll: its end is missing",
        "boot.ini starts the kernel ntkrnlmp.exe",
        "Registry and files disagree Q244509 a key, but its files are older than the fix",
        "release: version 4.0.1381.335 and link time are those of SP6/SP6a's ntkrnlmp.exe (certain)",
    ):
        assert words in text


def test_a_system_without_hives_says_so() -> None:
    assert "registry not read: no hive here that says anything" in read(SYSTEM).text


@pytest.mark.parametrize(
    ("kb", "words"),
    [
        pytest.param(
            "Q244509",
            "Q244509 unfixed certain this release lacks it Non-Paged Pool Memory Leak May Occur Reading Partition Table"
            " → SP6a → Q299444"
            "  | wanted | ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13 line 63"
            " | found | ntoskrnl.exe i386 multiprocessor 4.0.1381.335"
            " | file | WINNT/system32/ntoskrnl.exe"
            " | does it apply? | cannot tell: nobody says"
            " | is it a release's file? | unfixed, certain: it is SP6's own file",
            id="all of its evidence",
        ),
        pytest.param(
            "Q246009",
            "Q246009 unknown which pack is unknown Windows NT 4.0 Service Pack 6a Available"
            " | There was nothing to hold against it."
            " | to settle | the registry hives of the system",
            id="unknown, and what would settle it",
        ),
        pytest.param(
            "Q171996",
            "Q171996 fixed likely its pack has it Winsock Function Calls Generate Non-Paged Pool Memory Leak"
            " | wanted | SP4 Q150734 line 1250"
            " | what do the packs it can be on say? | fixed: SP4 has it",
            id="the line of another article",
        ),
    ],
)
def test_a_finding_is_a_line_and_what_it_rests_on(kb: str, words: str) -> None:
    assert row_of(kb).replace("  ", " ") == words.replace("  ", " ")


def test_the_worst_come_first_and_each_verdict_in_the_order_of_the_articles() -> None:
    links = re.findall(r'id="f1-(\w+)"', page(REPORT))
    assert links[:4] == [UNFIXED.kb, HALF.kb, UNKNOWN.kb, FIXED.kb]
    assert len(links) == 14


def test_what_needs_attention_is_unfolded() -> None:
    groups = re.findall(r'<details class="group ([a-z-]+)" data-verdict="[a-z-]+"( open)?>', page(REPORT))
    assert groups == [("unfixed", " open"), ("unknown", " open"), ("fixed", ""), ("not-applicable", "")]


def test_a_users_own_record_is_named() -> None:
    own = replace(UNFIXED, own="records/mine.toml")
    assert "Table mine.toml → SP6a" in row_of("Q244509", Report(systems=(judged(own),)))
    assert "| judged by | the record in records/mine.toml" in row_of("Q244509", Report(systems=(judged(own),)))


def test_verdicts_nobody_asked_for_are_counted_and_not_listed() -> None:
    some = Report(systems=(judged(UNFIXED, HALF, FIXED),))
    asked = replace(some, systems=(replace(some.systems[0], findings=(UNFIXED,)),))
    text = Read(page(asked)).text
    assert "unfixed 2 1 of 2 listed, as was asked." in text
    assert "fixed 1 0 of 1 listed, as was asked." in text


def test_which_data_it_goes_by_and_who_wrote_it() -> None:
    text = Read(page(EVERYTHING)).text
    assert f"the data that ship with ntfp: 3,272 records {'b' * 64} the data of mine: 2 records {'c' * 64}" in text
    assert 'ntfp 1.2.3; the words for verdicts and reasons are told in its manual, under "How a verdict' in text
    assert "0 by records of mine" in text


def test_what_was_not_read_is_told_and_linked_at_the_top() -> None:
    found = read(SYSTEM, skipped=REPORT.skipped)
    assert (
        "WINNT 1 file or folder could not be read WINNT/system32/hal.dll:"
        " at offset 0x3c: the file ends before its header at 0x78"
    ) in found.text
    assert "system32/hal.dll, not read: at offset 0x3c: the file ends" in found.text  # among what is odd about it
    assert (
        "Not read 1 file or folder could not be read; no verdict rests on it."
        " WINNT/system32/hal.dll at offset 0x3c: the file ends before its header at 0x78 (damaged)"
    ) in found.text
    assert ("a", "href", "#skipped") in found.told


def test_nothing_found_is_a_page_that_says_so() -> None:
    found = Read(page(REPORTS["nothing found"]))
    assert (
        "No system found 1 place you named has no NT photos: no NT system here: no system32 folder and no kernel"
        " in 1,204 files of its first 4 levels"
        " Nothing here is a Windows NT system or one of its kernels, as far as it could be read. Not read"
    ) in found.text
    assert "photos no NT system here: no system32 folder and no kernel in 1,204 files of its first" in found.text
    assert "form" not in found.tags


def test_several_systems_are_told_one_by_one_below_a_list_of_them() -> None:
    found = Read(page(EVERYTHING))
    assert "2 systems: which fixes? - ntfp" in found.text
    links = [value for tag, key, value in found.told if (tag, key) == ("a", "href")]
    assert links[:5] == ["#system-1", "#skipped", "#system-1", "#remarks-1", "#system-2"]
    assert "System unfixed unknown fixed not applicable WINNT Windows NT 4.0" in found.text
    assert (
        "this is the kernel of SP6/SP6a · registry: SP6a · Server · Enterprise"
        " · 3 hotfix keys that could be read, not all · 1 uninstall folder · ▲ 5 remarks"
    ) in found.text
    assert links.count("#top") == 2


def test_a_path_of_which_nothing_would_be_seen_stands_in_quotes() -> None:
    text = read(replace(SYSTEM, root=""), replace(SYSTEM, root="  ")).text
    assert "not applicable '' Windows NT 4.0" in text
    assert "10 '  ' Windows NT 4.0".replace("  ", " ") in text


def test_many_that_could_not_be_read_are_counted_on_top() -> None:
    text = read(SYSTEM, skipped=tuple(Skipped(f"disk/{n}", "it is locked") for n in range(4))).text
    assert "WINNT 4 files or folders could not be read Windows NT 4.0" in text
    assert "4 files or folders could not be read; no verdict rests on them. disk/0 it is locked (unreadable)" in text


def test_what_to_install_first() -> None:
    """The first of what brings a fix counts it, and a pack has all that the packs before it have."""
    ways = [("SP4",), ("SP6a", "Q299444"), ("Q299444",), ()]
    text = read(judged(*(replace(UNFIXED, kb=f"Q{n}", carried_by=way) for n, way in enumerate(ways, 1)))).text
    assert (
        "What brings them: packs are cumulative, so SP6a, with all before it, brings 2 of 4"
        " 1 SP4 Q1 1 SP6a, with all before it: 2 Q2 1 more: Q299444 Q3"
        " 1 no pack or roll-up on record: each its own hotfix Q4"
    ) in text


def test_what_is_decided_is_not_said_to_need_settling() -> None:
    likely = replace(UNFIXED, settle="the registry hives of the system")
    assert "| to be certain | the registry hives of the system" in row_of("Q244509", Report(systems=(judged(likely),)))


# The picture


I386, ALPHA, TERMINAL_SERVER = (
    f"Windows NT 4.0{name}" for name in (", i386", ", alpha", " Terminal Server Edition, i386")
)


@pytest.mark.parametrize(
    ("name", "lanes"),
    [
        pytest.param("no hives", [I386, ALPHA, TERMINAL_SERVER] * 2, id="one: the whole history, wide and narrow"),
        pytest.param("mixed", [I386, I386, TERMINAL_SERVER, TERMINAL_SERVER, ALPHA, ALPHA], id="several: each its own"),
    ],
)
def test_which_lanes_a_system_stands_in(name: str, lanes: list[str]) -> None:
    labels = Read(page(REPORTS[name], lanes=LANES)).all("aria-label")
    drawn = [label.partition(":")[0] for label in labels if label and re.search(r": [0-9]+ builds?, ", label)]
    assert drawn == lanes


def test_without_a_history_there_is_no_picture() -> None:
    assert "Where its kernel stands" not in read(SYSTEM).text


# It is one file, and safe


def test_it_begins_as_every_one_of_them() -> None:
    pieces = list(scan_html(REPORT, Setting()))
    assert pieces[0] == BEGIN
    assert len(BEGIN) < 100
    assert all(page(report).startswith(BEGIN) for report in REPORTS.values())


@pytest.mark.parametrize("name", REPORTS)
def test_every_element_is_closed_and_every_name_is_given_once(name: str) -> None:
    found = Read(page(REPORTS[name], lanes=LANES))
    assert found.open == []
    names = found.all("id")
    assert len(names) == len(set(names))
    assert {value.removeprefix("#") for value in found.all("href") if value and value[0] == "#"} <= set(names)


@pytest.mark.parametrize("name", REPORTS)
def test_the_policy_lets_in_what_is_in_the_page_and_nothing_else(name: str) -> None:
    found = Read(page(REPORTS[name], lanes=LANES))
    style, script = (
        base64.b64encode(hashlib.sha256(found.raw[tag].encode()).digest()).decode() for tag in ("style", "script")
    )
    only = f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; img-src data:;"
    assert ("meta", "content", f"{only} base-uri 'none'; form-action 'none'") in found.told
    assert found.tags.count("style") == found.tags.count("script") == 1
    assert not [key for _, key, _ in found.told if key == "style" or key.startswith("on")]


def test_nothing_is_fetched() -> None:
    found = Read(page(REPORTS["hostile names"], lanes=LANES))
    assert {key for _, key, _ in found.told}.isdisjoint({"src", "srcset", "data", "action", "poster", "xlink:href"})
    assert {value[0] for tag, key, value in found.told if key == "href" and tag != "link" and value} == {"#"}
    assert ("link", "href", "data:,") in found.told
    assert "url(" not in found.raw["style"] and "@import" not in found.raw["style"]


def named_everywhere(name: str) -> Report:
    """One name in every place that can hold a text."""
    evidence = Evidence(step=Step.VERSION, because=name, wanted=name, found=name, path=name, kb="Q1", line=1)
    finding = Finding(
        kb="Q2",
        title=name,
        verdict=Verdict.UNFIXED,
        reason=Reason.VERSION,
        evidence=(evidence,),
        carried_by=(name,),
        settle=name or None,
        own=name or None,
    )
    other = replace(finding, kb="Q3", verdict=Verdict.UNKNOWN)
    system = replace(
        judged(finding, other, system=ALL_AROUND),
        root=name,
        kernel=name,
        hal=name,
        claims=replace(CLAIMS, pack_text=name or None, edition=name, suites=(name,), remarks=(name,)),
        remarks=(name,),
    )
    basis = (Basis(name, name, 1, ships=False), Basis(name, name, 1, ships=False))
    return Report(systems=(system,), skipped=(Skipped(name, name),), basis=basis)


@pytest.mark.parametrize("name", [pytest.param(name, id=called) for called, name in HOSTILE.items() if name])
def test_a_name_makes_no_element(name: str) -> None:
    harmless = Read(page(named_everywhere("x")))
    assert Read(page(named_everywhere(name))).tags == harmless.tags


@given(ANYTHING.filter(bool))
def test_no_name_whatever_makes_an_element_or_steers_the_page(name: str) -> None:
    text = page(named_everywhere(name))
    assert Read(text).tags == Read(page(named_everywhere("x"))).tags
    assert text.replace("\n", "").isprintable()
    text.encode()


def test_a_file_may_be_called_script() -> None:
    text = page(named_everywhere("<script>alert(1)</script>"))
    assert text.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_marks_of_direction_are_spelled_out() -> None:
    assert "gnp.\\u202eexe\\u2066\\u200f.dll" in page(named_everywhere(HOSTILE["direction"]))
