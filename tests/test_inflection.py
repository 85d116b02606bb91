"""Generated forms: every form that English has is among them."""

import pytest

from lint.lexicon.inflection import forms


@pytest.mark.parametrize(
    ("lemma", "wanted"),
    [
        ("weigh", "weighs weighed weighing"),
        ("be", "am is are was were been being"),
        ("have", "has had having"),
        ("go", "goes went gone going"),
        ("quit", "quits quitting"),
        ("put", "puts putting"),
        ("swim", "swims swam swum swimming"),
        ("ring", "rings rang rung ringing"),
        ("lie", "lies lied lay lain lying"),
        ("see", "sees saw seen seeing"),
        ("carry", "carries carried carrying"),
        ("stop", "stops stopped stopping"),
        ("offer", "offers offered offering"),
        ("refer", "refers referred referring"),
        ("program", "programs programmed programming"),
        ("travel", "travels travelled traveled travelling traveling"),
        ("panic", "panics panicked panicking"),
        ("overthrow", "overthrows overthrew overthrown overthrowing"),
        ("rewrite", "rewrites rewrote rewritten rewriting"),
        ("spokesman", "spokesmen"),
        ("person", "people persons"),
        ("city", "cities"),
        ("box", "boxes"),
        ("analysis", "analyses"),
        ("hypothesis", "hypotheses"),
        ("stomach", "stomachs"),
        ("cargo", "cargoes"),
    ],
)
def test_forms(lemma, wanted):
    assert set(wanted.split()) <= set(forms(lemma))
    assert forms(lemma)[0] == lemma


@pytest.mark.parametrize(
    ("lemma", "wrong"),
    [("offer", "offerring"), ("weigh", "weighhed"), ("die", "dice"), ("see", "seing"), ("quit", "quiting")],
)
def test_no_form_that_misleads(lemma, wrong):
    assert wrong not in forms(lemma)


def test_case_does_not_matter():
    assert forms("Take") == forms("take")
