"""Every rule that comes with malaprop keeps the example contract."""

import pytest

from lint import kinds, proof, rulebook


@pytest.fixture(scope="module")
def book():
    return rulebook.load(rulebook.builtin(), build=True)


def test_every_rule_keeps_the_contract(book):
    assert "\n".join(str(problem) for problem in proof.contract(book)) == ""


def test_every_kind_has_rules(book):
    assert {rule.kind for rule in book.rules} == set(kinds.names())


def test_every_kind_has_a_manual():
    for name in kinds.names():
        module = kinds.load(name)
        assert len(module.__doc__.split()) > 25, name


def test_a_stable_rule_shows_more_than_one_case(book):
    thin = [r.id for r in book.rules if r.status == "stable" and len(r.examples.bad) + len(r.examples.good) < 4]
    assert thin == []
