import os
from pathlib import Path, PurePath

import pytest

from ntfp.cli.joining import outermost_first

UNIX = pytest.mark.skipif(os.name == "nt", reason="symbolic links are anybody's on Unix")


@pytest.mark.parametrize(
    ("paths", "ordered"),
    [
        pytest.param(["b", "a"], ["b", "a"], id="as somebody named them"),
        pytest.param(["a/x", "b"], ["a/x", "b"], id="however deep they lie"),
        pytest.param(["a/x", "a"], ["a", "a/x"], id="one in another comes after it"),
        pytest.param(["a/x/y", "b", "a", "a/x"], ["b", "a", "a/x", "a/x/y"], id="several in one"),
        pytest.param(["a", "b", "a"], ["a", "b"], id="each once"),
        pytest.param(["a", "./a"], ["a", "./a"], id="two spellings"),
        pytest.param(["ab", "a"], ["ab", "a"], id="a name that only begins alike"),
        pytest.param(["a/x", "link"], ["link", "a/x"], id="through a link", marks=UNIX),
        pytest.param([], [], id="none"),
    ],
)
def test_the_outermost_path_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], ordered: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a" / "x" / "y").mkdir(parents=True)
    if os.name != "nt":
        (tmp_path / "link").symlink_to("a")
    assert outermost_first(paths) == ordered


def test_of_thousands_of_paths_each_is_only_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trap of comparing each with each: two thousand disks took a minute before the first was read."""
    compared = []

    def equal(one: PurePath, other: object) -> bool:
        compared.append(one)
        return PurePath.__eq__(one, other)

    monkeypatch.setattr(Path, "__eq__", equal, raising=False)
    monkeypatch.setattr(Path, "__hash__", PurePath.__hash__, raising=False)
    paths = [str(Path("disks", str(number), "c")) for number in range(300)]
    assert outermost_first(paths) == paths
    assert len(compared) < 20 * len(paths)
