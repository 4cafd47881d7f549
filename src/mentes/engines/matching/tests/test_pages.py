"""The reference pages say what the engine does: every default, every code, and an example that is read."""

import re
import tomllib
from pathlib import Path

from mentes.engines.matching import DYES, STRANDS, default_terms, read_terms
from mentes.engines.matching.terms import RULE_NAMES

ENGINE = Path(__file__).parents[1]
DOCS = next((up for up in Path(__file__).parents if (up / "docs").is_dir()), Path()) / "docs/reference"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_example_of_the_rules_page_is_read():
    example = re.search(r"```toml\n(.*?)```", page("rules-toml.md"), re.DOTALL).group(1)
    terms = read_terms(tomllib.loads(example), columns=["grade", "km", "km from town"])
    assert terms.weights == default_terms().weights
    assert [custom.name for custom in terms.customs] == ["grade", "distance"]


def test_every_rule_stands_in_the_table_with_its_default():
    text = page("rules-toml.md")
    for rule in default_terms().rules:
        line = next(line for line in text.splitlines() if line.startswith(f"| `{rule.name}` |"))
        assert f"| {'true' if rule.on else 'false'} |" in line
    assert len(RULE_NAMES) == 8


def test_every_strand_has_its_dye_weight_and_section():
    text = page("strands.md")
    for name in STRANDS:
        assert f"| `{name}` | {DYES[name]} | {default_terms().weights[name]:.0f} |" in text
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for part in (
            ("Unit:", "*Both sides:*", "*Empty:*", "*Example.*") if name != "lived" else ("Unit:", "*Empty:*", "*Example.*")
        ):
            assert part in section, (name, part)


def test_every_code_the_engine_gives_is_explained():
    source = "".join(path.read_text(encoding="utf-8") for path in (ENGINE / "strands").glob("*.py"))
    codes = set(re.findall(r'(?:return|Code\(|else) ?"([a-z_]+)"', source))
    for name in ("reasons.py", "scoring.py"):
        source = (ENGINE / name).read_text(encoding="utf-8")
        codes |= set(re.findall(r'(?:return \(?|Code\(|code = |else )"([a-z_]+)"', source))
    assert len(codes) > 30
    text = page("strands.md")
    assert not [code for code in codes if f"`{code}`" not in text]
