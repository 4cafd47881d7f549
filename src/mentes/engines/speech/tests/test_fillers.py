"""Which words are fillers and when, and what listening needs."""

from mentes.engines.speech import Filler, Word, complaint_of, fillers_of


def said(*texts: str) -> list[Word]:
    return [Word(text, float(n), n + 0.5) for n, text in enumerate(texts)]


def test_the_four_are_counted_in_all_their_spellings_and_nothing_else():
    words = said(" Um,", " umm", " uhm", " Uh...", " uhh", " er,", " Erm", " ehm", " err")
    assert [one.word for one in fillers_of(words)] == ["um", "um", "um", "uh", "uh", "er", "erm", "erm", "er"]
    assert fillers_of(said(" like", " so", " you", " know", " summer", " error", " hmm", " her", " ham", " 9", "")) == ()


def test_a_filler_stands_where_the_word_before_it_ended_but_not_long_before_it():
    assert fillers_of([Word("We", 0, 0.214159), Word("um,", 0.7, 0.9)]) == (Filler("um", 0.21),)
    assert fillers_of([Word("We", 0, 0.2), Word("um,", 7.0, 7.4)]) == (Filler("um", 6.0),)
    assert fillers_of([Word("Um,", 0.4, 0.9)]) == (Filler("um", 0.0),)
    assert fillers_of([Word("We", 0, 0.9), Word("um,", 0.7, 1.2)]) == (Filler("um", 0.7),)  # times that overlap


def test_a_folder_without_a_model_is_complained_of_by_its_missing_files(tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    assert complaint_of(tmp_path) == "model.bin, tokenizer.json"
