"""All outputs or none."""

import pytest

from mentes.cli.match.options import Refusal
from mentes.cli.match.writing import write_all


def test_all_files_are_written_and_no_passing_name_stays(tmp_path):
    write_all({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "b").read_bytes() == b"2"


def test_when_one_cannot_be_written_the_others_stay_as_they_were(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(Refusal, match="could not be written"):
        write_all({tmp_path / "a": b"new", tmp_path / "gone" / "b": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"
