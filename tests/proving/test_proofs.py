"""Proofs: each has a name, what is right and one sentence of advice, and is looked for somewhere."""

import ast
import re
from pathlib import Path

import pytest

from ntfp.proving import PROOFS, Proof, proofs

ROOM = Path(__file__).resolve().parents[2] / "ntfp" / "proving"


def test_names_are_told_apart() -> None:
    names = [proof.name for proof in PROOFS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"proof-[a-z]+", name) for name in names)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.name)
def test_what_is_said_of_a_proof_is_one_sentence(proof: Proof) -> None:
    for said in (proof.right, proof.advice):
        assert re.fullmatch(r"[A-Z].*[a-zKB]\.", said)
        assert not re.search(r"[.|] [A-Z]", said.replace("p.m. ", ""))


def test_no_proof_is_forgotten_in_the_list_nor_ever_unused() -> None:
    made = {name for name, value in vars(proofs).items() if isinstance(value, Proof)}
    assert {vars(proofs)[name] for name in made} == set(PROOFS)
    used = {
        node.attr
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "proofs"
    }
    assert used == made


def test_names_stand_in_the_list_alone() -> None:
    others = [path for path in ROOM.glob("*.py") if path.name != "proofs.py"]
    assert [path.name for path in others if '"proof-' in path.read_text("utf-8")] == []
