"""Topics are found by any spelling, and new words are taken in once."""

import pytest

from mentes.testing import restore_vocabulary
from mentes.topics.actions import find_or_add_topics
from mentes.topics.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabulary(db):
    restore_vocabulary()


def test_two_spellings_are_one_topic():
    found = find_or_add_topics(["Selling-to  shops", "selling to shops", "Bee keeping"])
    assert set(found) == {"selling to shops", "bee keeping"}
    assert found["selling to shops"].name == "Selling to shops"
    assert Topic.objects.filter(key="bee keeping").count() == 1


def test_a_new_word_is_not_shared_with_other_programmes():
    find_or_add_topics(["a word of one programme"])
    assert not Topic.objects.shared().filter(key="a word of one programme").exists()


def test_the_common_vocabulary_speaks_spanish_and_arabic():
    pricing = Topic.objects.get(key="pricing")
    assert (pricing.name_in("es-PE"), pricing.name_in("ar"), pricing.name_in("fi")) == ("Precios", "التسعير", "Pricing")


def test_a_topic_is_found_by_its_name_in_any_language_of_the_vocabulary():
    n_before = Topic.objects.count()
    found = find_or_add_topics(["Precios", "PREÇOS", "Fixer ses prix", "التسعير", "pricing"])
    assert len(found) == 5
    assert {topic.key for topic in found.values()} == {"pricing"}
    assert Topic.objects.count() == n_before


def test_an_older_word_of_a_programme_gives_way_to_the_shared_topic_of_that_name():
    Topic.objects.create(key="precios", name="Precios")
    assert find_or_add_topics(["Precios"])["precios"].key == "pricing"


def test_a_word_that_names_two_shared_topics_is_taken_in_as_it_stands():
    Topic.objects.get(key="tax").names.create(language="fi", name="Vero")
    Topic.objects.get(key="stock").names.create(language="fi", name="Vero")
    assert find_or_add_topics(["vero"])["vero"].key == "vero"
