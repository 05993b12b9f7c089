"""Every command and every piece of Python that the pages show is run, and does what stands there."""

import random
import re
from pathlib import Path

import pytest

import ntfp
from ntfp.scanning.data import signatures
from tests.examples import blocks_of, inline_problems, problems_of
from tests.stage import Stage

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "signatures/FORMAT.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]


def before(name: str) -> dict[str, object]:
    """What stands before a piece of Python in the words of its page."""
    if name != "docs/review-100.md":
        return {}
    with_tables = [record.kb for record in signatures() if record.tables]
    without_tables = [record.kb for record in signatures() if not record.tables]
    return {"random": random, "with_tables": with_tables, "without_tables": without_tables}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_does_what_it_says(name: str, tmp_path: Path) -> None:
    page = (ROOT / name).read_text("utf-8")
    blocks = list(blocks_of(name, page))
    stage, names = Stage(tmp_path), {"__name__": "page", **before(name)}
    problems = [problem for block in blocks for problem in problems_of(block, stage, names)]
    problems += inline_problems(name, page)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
    python = [block.text for block in blocks if block.kind == "python"]
    assert stage.lines == sum(text.count("\n>>> ") + 1 for text in python)
    fenced = "".join(block.text for block in blocks if block.kind == "sh")
    assert len(stage.commands) + len(stage.lacking) >= len(re.findall(r"^ntfp ", fenced, re.MULTILINE))


# What runs the examples, run on pages that are wrong


def told(text: str, folder: Path) -> list[str]:
    stage, names = Stage(folder), dict[str, object]()
    problems = [problem for block in blocks_of("page.md", text) for problem in problems_of(block, stage, names)]
    return [*problems, *inline_problems("page.md", text)]


def fenced(kind: str, *lines: str) -> str:
    return "\n".join([f"```{kind}", *lines, "```", ""])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            fenced("text", "$ ntfp --version", "ntfp 0"),
            f"page.md:2: ntfp --version: shows\nntfp 0\nand says\nntfp {ntfp.__version__}",
            id="another line",
        ),
        pytest.param(
            fenced("text", "$ ntfp --version", f"ntfp {ntfp.__version__}", "and more"),
            "page.md:2: ntfp --version: shows\nand more\nand says\nnothing more",
            id="a line too many",
        ),
        pytest.param(
            fenced("text", "$ ntfp --version", "ntfp"),
            f"page.md:2: ntfp --version: shows\nntfp\nand says\nntfp {ntfp.__version__}",
            id="the beginning of a line",
        ),
        pytest.param(
            fenced("text", "$ ntfp --version", f"ntfp {ntfp.__version__}", "  …"),
            "page.md:2: ntfp --version: after … there is no\n",
            id="nothing is left out",
        ),
        pytest.param(
            fenced("console", "$ ntfp kb stats", "  …", "nowhere to be seen"),
            "page.md:2: ntfp kb stats: after … there is no\nnowhere to be seen",
            id="nothing like it",
        ),
        pytest.param(
            fenced("text", "ntfp: no flaw", "$ ntfp --version"), "page.md:2: nothing says this", id="before any command"
        ),
        pytest.param(
            fenced("sh", "ntfp --version", "ntfp kb show Q1"),
            "page.md:3: ntfp kb show Q1: exit code 2, expected 0: ntfp: invalid value for 'KB':"
            " 'Q1' is no article's number; write it like Q327386; see 'ntfp kb show --help'",
            id="a command that fails",
        ),
        pytest.param(
            fenced("sh", "ntfp scan /mnt/nowhere \\", "  --all"),
            "page.md:2: ntfp scan /mnt/nowhere   --all: exit code 2, expected 1: ntfp: /mnt/nowhere: not found;"
            " name a file or folder that can be read",
            id="a line that goes on in the next",
        ),
        pytest.param(
            fenced("sh", "ntfp nope | ntfp --version"),
            "page.md:2: ntfp nope | ntfp --version: exit code 2, expected 0: ntfp: no such command 'nope';"
            " see 'ntfp --help'",
            id="the first of two commands",
        ),
        pytest.param(
            fenced("sh", "rm -rf /"),
            "page.md:2: rm: nobody knows why it is not run; tell tests/stage.py",
            id="a program nobody knows",
        ),
        pytest.param(fenced("sh", "ntfp 'demo"), "page.md:2: No closing quotation", id="a quotation that does not end"),
        pytest.param(
            fenced("sh", "(ntfp demo)"),
            "page.md:2: (ntfp demo): '(' is more than an example should need; write one command a line",
            id="more shell than is read",
        ),
        pytest.param(
            fenced('sh title="as root"', "mount /dev/sda1 /mnt/c && fi"),
            "page.md:2: bash: line 1: syntax error near unexpected token `fi'",
            id="what bash cannot read",
        ),
        pytest.param(
            fenced("text", "ntfp kb show, serch KB"),
            "page.md:2: there is no 'kb serch'; if it is to be run, write '$ ' before it, or make it sh",
            id="a use of no command",
        ),
        pytest.param(
            fenced("text", "ntfp kb show Q244509"),
            "page.md:2: show takes no Q244509; if it is to be run, write '$ ' before it, or make it sh",
            id="a command that only looks like a use",
        ),
        pytest.param(
            fenced("text", "ntfp scan PATH...  # --fromat"),
            "page.md:2: nothing takes --fromat; if it is to be run, write '$ ' before it, or make it sh",
            id="an option there is not",
        ),
        pytest.param(
            fenced("text", "Q244509  unfixed  this release wrecks it"),
            "page.md:2: nothing says this; begin with '$ ' and a command, or name it: title=\"part of ntfp ...\"",
            id="nobody says it",
        ),
        pytest.param(
            fenced("text", "ntfp kb show KB", "Q244509  unfixed"), "page.md:2: nothing says this", id="after a use"
        ),
        pytest.param(
            fenced('text title="part of the report"', "Q244509"), "page.md:2: nothing says this", id="a title alone"
        ),
        pytest.param(
            fenced('text title="part of ntfp --version"', "ntfp 0"),
            "page.md:2: ntfp --version does not say, here or below: ntfp 0",
            id="a part that is not said",
        ),
        pytest.param(
            fenced('text title="part of ntfp --version"', *[f"ntfp {ntfp.__version__}"] * 2),
            f"page.md:3: ntfp --version does not say, here or below: ntfp {ntfp.__version__}",
            id="a part that is said once",
        ),
        pytest.param(
            fenced('text title="part of ntfp nope"', "ntfp: no"),
            "page.md:2: ntfp nope: exit code 2, expected 0: ntfp: no such command",
            id="a part of what fails",
        ),
        pytest.param(
            fenced("sh", "ntfp scan /mnt/c -o a.json", "ntfp diff a.json a.json"),
            "page.md:3: ntfp diff a.json a.json: exit code 0, expected 1: nothing differs",
            id="two reports that are one",
        ),
        pytest.param(
            fenced("sh", "ntfp scan /mnt/c --kb Q138853"),
            "page.md:2: ntfp scan /mnt/c --kb Q138853: exit code 0, expected 1: ",
            id="nothing is lacking",
        ),
        pytest.param(
            fenced("text", "$ ntfp scan /mnt/c --exit-zero  # exit code 3", "  …"),
            "page.md:2: ntfp scan /mnt/c --exit-zero  # exit code 3: exit code 0, expected 3: ",
            id="another code than is said",
        ),
        pytest.param(
            fenced("text", "$ ntfp scan disk/photos", "ntfp: disk/photos: no NT system here"),
            "page.md:2: ntfp scan disk/photos: exit code 4, expected 1: ntfp: disk/photos: no NT system here: no",
            id="an error with a code that is not said",
        ),
        pytest.param(
            fenced("sh", "ntfp scan /mnt/c -o a.json && ntfp --version"),
            "page.md:2: ntfp scan /mnt/c -o a.json && ntfp --version: exit code 1, expected 0: ",
            id="a shell would stop",
        ),
        pytest.param(
            fenced("sh", "ntfp scan nowhere --format json | ntfp diff old.json -  # exit code 2"),
            "json | ntfp diff old.json -  # exit code 2: exit code 2, expected 1: ntfp: nowhere: not found",
            id="the code is that of the last command",
        ),
        pytest.param("Ask\n`ntfp dif --frmat`.\n", "page.md:2: `ntfp dif --frmat`: there is no 'dif'", id="in prose"),
        pytest.param(
            "`ntfp scan\nPATH --frmat json`",
            "page.md:1: `ntfp scan PATH --frmat json`: scan takes no --frmat",
            id="wrapped",
        ),
        pytest.param("`ntfp kb stats Q1`", "`ntfp kb stats Q1`: stats takes no Q1", id="more than it takes"),
        pytest.param(
            "`ntfp diff A B C`", "page.md:1: `ntfp diff A B C`: diff takes no C", id="more places than it takes"
        ),
        pytest.param(
            "| `ntfp scan PATH --format pdf` |",
            "`ntfp scan PATH --format pdf`: scan --format takes no pdf",
            id="in a table",
        ),
        pytest.param("`ntfp export parkett`", "`ntfp export parkett`: ", id="a choice there is not"),
        pytest.param("`--frmat`", "page.md:1: `--frmat`: nothing takes --frmat", id="an option nobody takes"),
        pytest.param("`--format pdf`", "page.md:1: `--format pdf`: ", id="a format nobody writes"),
        pytest.param("`ntfp scan --frm⇥`", "`ntfp scan --frm⇥`: scan takes no --frm⇥", id="nothing to complete"),
        pytest.param(fenced("python", "a = 1", "1 / (a - 1)"), "page.md:3: ZeroDivisionError(", id="Python that fails"),
        pytest.param(
            fenced("python", ">>> 1 + 1", "3"), 'File "page.md", line 2, in page.md', id="Python that is wrong"
        ),
        pytest.param(fenced("toml", "a ="), "page.md:2: Invalid value", id="TOML that is none"),
        pytest.param(fenced("json", "{'a': 1}"), "page.md:2: Expecting property name", id="JSON that is none"),
        pytest.param(fenced("xml", "<a>"), "page.md:2: no element found", id="XML that is none"),
        pytest.param(
            fenced("sql", "SELECT 1"), "page.md:2: a question is answered in docs/export.md", id="SQL elsewhere"
        ),
        pytest.param(fenced("perl", "1"), "page.md:2: a block of 'perl': nobody knows how it is tested", id="Perl"),
        pytest.param(
            "- a list\n\n    ~~~sh\n    ntfp nope\n    ~~~\n",
            "page.md:4: ntfp nope: exit code 2, expected 0: ntfp: no such command 'nope'",
            id="a block in a list",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, problem: str, tmp_path: Path) -> None:
    found, *_ = told(text, tmp_path)
    assert problem in found


def test_a_block_that_is_not_closed_is_no_block(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"^page\.md:3: a block that is not closed$"):
        told("# A page\n\n```sh\nntfp nope\n", tmp_path)


def test_what_a_page_makes_stays_for_its_next_lines(tmp_path: Path) -> None:
    report = fenced(
        "sh",
        "ntfp scan --format json /mnt/c > kept.json",
        "ntfp scan --format json /mnt/c | ntfp diff kept.json -  # exit code 0",
    )
    shown = fenced("text", "$ ntfp diff kept.json kept.json  # exit code 0", "nothing differs")
    python = fenced("python", "import ntfp", 'kept = ntfp.load_report("kept.json")')
    dialogue = fenced("python", ">>> kept.systems[0].root", "'_mnt/c/WINNT'")
    assert told(report + shown + python + dialogue, tmp_path) == []


def test_what_is_right_is_no_problem(tmp_path: Path) -> None:
    right = [
        fenced("text", "$ ntfp scan disk/photos  # exit code 4", "  …").replace("  …", "")
        + fenced("sh", "ntfp --version"),
        fenced(
            'text title="part of ntfp scan /mnt/c"',
            "Q244509  unfixed          this release lacks it  Non-Paged Pool Memory Leak May Occur Reading",
        ),
        "`ntfp`, `ntfp scan PATH... --format json`, `ntfp explain KB PATH`, `ntfp kb show Q244509`, `ntfp sc⇥`",
        "`ntfp scan --help`, `--only unfixed,unknown`, `--format html`, `ntfp kb`, `ntfp export parquet -o DIR`",
    ]
    assert [problem for text in right for problem in told(text, tmp_path)] == []
