"""What an installed wheel needs besides its code lies where the code looks for it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_people_of_the_demo_travel_beside_the_file_that_reads_them():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["examples/harbour.csv"] == "mentes/cli/harbour.csv"
    assert all((ROOT / source).is_file() for source in included)
    reader = ROOT / "src/mentes/cli/harbour.py"
    assert 'with_name("harbour.csv")' in reader.read_text("utf-8")
