"""P18: no model without a card, no card older than its model, and every figure of it measured."""

import importlib.util
import json

import pytest
from tests.plan.test_tree import ROOT

spec = importlib.util.spec_from_file_location("model_cards", ROOT / "scripts" / "model_cards.py")
model_cards = importlib.util.module_from_spec(spec)
spec.loader.exec_module(model_cards)


def test_no_card_is_older_than_its_model():
    assert model_cards.faults() == []


def test_every_card_says_what_it_is_not_for_and_its_limits():
    for name, card in model_cards.cards().items():
        for key in ("title", "what", "use", "not_for", "data", "limits", "sources", "bench", "figures"):
            assert card.get(key), f"{name}: {key}"


def test_a_changed_model_makes_its_card_fail(tmp_path, monkeypatch):
    """The same check on a copy whose source has one line more."""
    name, _card = next(iter(model_cards.cards().items()))
    measured = model_cards.figures_of(name)
    assert measured
    monkeypatch.setattr(model_cards, "FIGURES", tmp_path)
    (tmp_path / f"{name}.json").write_text(json.dumps(measured | {"model": "of another day"}), encoding="utf-8")
    assert any(fault.startswith(f"{name}: its figures") for fault in model_cards.faults())


def test_a_card_without_sources_is_refused():
    with pytest.raises(SystemExit, match="no file matches"):
        model_cards.fingerprint({"title": "Nothing", "sources": ["no/such/*.py"]})
