"""Products: which branches a few words mean, in bullets and in sentences."""

import pytest

from ntfp.facts.build import Branch
from ntfp.kb.article import Bullet
from ntfp.kb.products import Unclear, mention_at, mentions, read_bullet

NT31, NT35, NT351, NT4, TSE = Branch.NT31, Branch.NT35, Branch.NT351, Branch.NT4, Branch.NT4_TSE
WIN2000, WINXP = Branch.WIN2000, Branch.WINXP


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("in Windows NT 4.0.", [[NT4]], id="at the end of a sentence"),
        pytest.param("Windows NT versions 3.5 and 3.51", [[NT35, NT351]], id="two versions of one name"),
        pytest.param("Windows NT Workstation or Server version 3.5", [[NT35]], id="two editions"),
        pytest.param("Windows NT and Windows NT Advanced Server version 3.1", [[NT31]], id="one version for two names"),
        pytest.param("Windows NT Server 4.0, Terminal Server Edition", [[TSE]], id="that one alone"),
        pytest.param("Windows NT 4.0 Server, Terminal Server Edition", [[TSE]], id="edition behind the version"),
        pytest.param("Windows NT Terminal Server 4.0. For", [[TSE]], id="the version comes last"),
        pytest.param("Windows NT Server, Terminal Server Edition version 4.0", [[TSE]], id="comma before the edition"),
        pytest.param("Windows NT 4.0 and Terminal Server", [[NT4], [TSE]], id="and makes two of it"),
        pytest.param("Windows NT Server 4.0, Terminal Services Edition", [[TSE]], id="called services"),
        pytest.param("Terminal Services", [], id="a service, and no edition"),
        pytest.param("two Terminal Servers", [], id="some machines are no product"),
        pytest.param("Windows NT 4.0 Server and Workstation", [[NT4]], id="editions last"),
        pytest.param("Windows NT Server 4.0, Enterprise Edition", [[NT4]], id="enterprise"),
        pytest.param("from Window NT 4.0", [[NT4]], id="misprinted Windows"),
        pytest.param("Windows NT 4.0/Windows 2000 Server", [[NT4], [WIN2000]], id="slash"),
        pytest.param("Windows 2000 Resource Kit", [], id="a book"),
        pytest.param("Windows NT Service Pack 4", [[]], id="a pack is no version"),
        pytest.param("Windows XP", [[WINXP]], id="XP"),
    ],
)
def test_mentions(text: str, named: list[list[Branch]]) -> None:
    assert [[*mention.branches] for mention in mentions(text)] == named


def test_a_mention_ends_where_its_words_end() -> None:
    text = "Windows NT Server version 4.0, Terminal Server Edition Service Pack 6"
    assert [text[mention.end :] for mention in mentions(text)] == [" Service Pack 6"]


def test_a_mention_is_looked_for_at_one_place_only() -> None:
    text = "in Windows NT 3.51"
    assert mention_at(text, 0) is None
    found = mention_at(text, 3)
    assert found
    assert (found.branches, found.end) == ((NT351,), len(text))


def bullet(text: str) -> dict[Branch, tuple[str | None, tuple[str, ...]]] | str:
    read = read_bullet(Bullet(text, 12))
    if isinstance(read, Unclear):
        return "unclear"
    assert all(one.line == 12 for one in read)
    return {one.branch: (one.edition, one.packs) for one in read}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Microsoft Windows NT Server version 4.0", {NT4: ("server", ("0",))}, id="a version"),
        pytest.param(
            "Microsoft Windows NT Server versions 3.51, 4.0, 4.0 SP1",
            {NT351: ("server", ("0",)), NT4: ("server", ("0", "1"))},
            id="packs belong to the version before them",
        ),
        pytest.param(
            "Microsoft Windows NT Server versions 3.51 (all service packs), 4.0, 4.0 SP1",
            {NT351: ("server", ()), NT4: ("server", ("0", "1"))},
            id="all packs are none by name",
        ),
        pytest.param(
            "Microsoft Windows NT Server versions 4.0, 4.0 SP4, Terminal Server Edition",
            {TSE: (None, ("0", "4"))},
            id="one product, and it is Terminal Server",
        ),
        pytest.param(
            "Microsoft Windows NT Server, Enterprise Edition versions 4.0, 4.0 SP6a",
            {NT4: ("enterprise", ("0", "6a"))},
            id="enterprise",
        ),
        pytest.param(
            "Microsoft Windows NT Advanced Server, version 3.1", {NT31: ("advanced-server", ("0",))}, id="3.1"
        ),
        pytest.param(
            "Microsoft Windows NT Advanced Server", {NT31: ("advanced-server", ("0",))}, id="a name 3.1 alone had"
        ),
        pytest.param(
            "Microsoft Windows versions 2000, 2000 SP1 Advanced Server",
            {WIN2000: ("advanced-server", ("0", "1"))},
            id="edition behind the versions",
        ),
        pytest.param("Microsoft Windows 2000 Professional SP2", {WIN2000: ("professional", ("2",))}, id="pack last"),
        pytest.param("Microsoft Windows NT Server", "unclear", id="no version"),
        pytest.param("Microsoft Windows NT version 4.0 Option Pack", {}, id="another product with its name"),
        pytest.param("the operating system: Microsoft Windows NT 4.0", {}, id="what another product runs on"),
        pytest.param("Microsoft Exchange Server, versions 4.0, 5.0", {}, id="another product"),
    ],
)
def test_bullets(text: str, said: object) -> None:
    assert bullet(text) == said
