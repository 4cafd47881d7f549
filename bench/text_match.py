"""How well `road` orders texts by what people know, on a folder of judged expertise (`--data FOLDER`; layout: bench/_judged.py).

A paper that somebody judged is the need, the papers that they wrote are what they have lived: the same encoder, the same cutting
and the same `kinship` as between people. A paper is read as its abstract, or its title where it has none, each as one part.
Beside it: figures that others published, on all people of that study, and counting words and plain means, run here on the same.
Nothing is kept. Goal: loss <= .205, easy >= .90, hard >= .63; a loss above .215 is a regression.
"""

import argparse
import json
import math
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from bench._judged import Judged, read_judged

from mentes.engines.language import Doc, Encoder, join_docs, kinship, read_docs
from mentes.engines.language.agreement import MEASURES, Agreement, agreement, tally
from mentes.engines.language.words import COMMON, words_of

BOUND = 0.215
PUBLISHED = {
    "TPMS": (0.28, 0.80, 0.62),
    "SPECTER": (0.27, 0.85, 0.57),
    "SPECTER2+SciNCL": (0.21, 0.91, 0.65),
}
SOURCE = "Stelmakh et al., arXiv 2303.16750, and the README of openreview-expertise; all 58 researchers, titles and abstracts"

# (papers asked about, papers of the judge) -> one score an asked paper
Scorer = Callable[[list[str], list[str]], np.ndarray]


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench text-match", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder of judged expertise")
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    judged = read_judged(options.data)
    found = measure(judged)
    print(json.dumps(found, indent=1) if options.json else table(found))


def measure(judged: Judged) -> dict:
    started, processor = time.perf_counter(), time.process_time()
    docs, encoder = read_papers(judged)
    used = time.process_time() - processor
    ours = judge(judged, ours_by(docs, judged))
    ids = list(judged.papers)
    mean = np.array([docs[paper].part_vectors.astype(float).mean(axis=0) for paper in ids])
    run_here = {
        "MiniLM mean": judge(judged, by_table(ids, mean @ mean.T, best=0.0)),
        "TF-IDF half best half mean": judge(judged, by_table(ids, tf_idf(judged), best=0.5)),
        "BM25 half best half mean": judge(judged, by_table(ids, bm25(judged), best=0.5)),
    }
    return {
        **numbers(ours),
        "is_regression": ours.loss > BOUND,
        "researchers": len(next(iter(judged.samplings.values()))),
        "judgements": sum(len(marks) for marks in judged.judgements.values()),
        "samplings": len(judged.samplings),
        "papers": len(ids),
        "model": encoder.name,
        "cpu_s_encoding": round(used, 1),
        "wall_s": round(time.perf_counter() - started, 1),
        "load": os.getloadavg()[0],
        "peers": {
            **{name: dict(zip(MEASURES, row, strict=True)) | {"source": SOURCE} for name, row in PUBLISHED.items()},
            **{name: numbers(found) | {"source": "run here"} for name, found in run_here.items()},
        },
    }


def read_papers(judged: Judged) -> tuple[dict[str, Doc], Encoder]:
    encoder = Encoder()
    texts = [" ".join((abstract or title).split()) for title, abstract in judged.papers.values()]
    docs = read_docs(texts, encoder, hints=[["en"]] * len(texts), progress=tell)
    return dict(zip(judged.papers, docs, strict=True)), encoder


def tell(done: int, total: int) -> None:
    if done == total or done % 500 < 32:
        print(f"texts to vectors: {done} of {total}", file=sys.stderr, flush=True)


def ours_by(docs: dict[str, Doc], judged: Judged) -> Scorer:
    return lambda asked, known: kinship([docs[paper] for paper in asked], [join_docs([docs[paper] for paper in known])])[:, 0]


def by_table(ids: list[str], similar: np.ndarray, *, best: float) -> Scorer:
    """`best` of the likeness to the nearest paper of the judge, the rest of the mean over all of them."""
    place = {paper: n for n, paper in enumerate(ids)}

    def score(asked: list[str], known: list[str]) -> np.ndarray:
        cells = similar[np.ix_([place[paper] for paper in asked], [place[paper] for paper in known])]
        return best * cells.max(axis=1) + (1 - best) * cells.mean(axis=1)

    return score


def judge(judged: Judged, score: Scorer) -> Agreement:
    tallies = []
    for of in judged.samplings.values():
        row = []
        for name, known in of.items():
            marks = judged.judgements[name]
            row.append(tally(list(marks.values()), score(list(marks), known)))
        tallies.append(row)
    return agreement(np.array(tallies))


def counted(judged: Judged) -> tuple[np.ndarray, np.ndarray]:
    """(n_papers, n_words) how often each word stands in title and abstract; (n_words,) in how many papers it does."""
    texts = [f"{title} {abstract}" for title, abstract in judged.papers.values()]
    told = [Counter(word for word in words_of(text) if word not in COMMON) for text in texts]
    place = {word: n for n, word in enumerate(sorted({word for of in told for word in of}))}
    times = np.zeros((len(told), len(place)))
    for row, of in enumerate(told):
        times[row, [place[word] for word in of]] = list(of.values())
    return times, (times > 0).sum(axis=0)


def tf_idf(judged: Judged) -> np.ndarray:
    times, n_with = counted(judged)
    weighed = np.log1p(times) * (np.log((1 + len(times)) / (1 + n_with)) + 1)
    weighed /= np.linalg.norm(weighed, axis=1, keepdims=True)
    return weighed @ weighed.T


def bm25(judged: Judged, k1: float = 1.2, b: float = 0.75) -> np.ndarray:
    """Rows: the paper asked about; columns: the paper it is looked for in."""
    times, n_with = counted(judged)
    length = times.sum(axis=1, keepdims=True)
    weight = np.log(1 + (len(times) - n_with + 0.5) / (n_with + 0.5))
    found = weight * times * (k1 + 1) / (times + k1 * (1 - b + b * length / length.mean()))
    return (times > 0) @ found.T


def numbers(found: Agreement) -> dict:
    flat = {name: getattr(found, name) for name in MEASURES}
    flat |= {f"{name}_{side}": getattr(found, side)[name] for name in MEASURES for side in ("low", "high")}
    return {name: None if math.isnan(value) else round(value, 4) for name, value in flat.items()}


def table(found: dict) -> str:
    rows = [f"{'':28}{'loss':>24}{'easy':>24}{'hard':>24}"]
    for name, of in {"Mentes": found, **found["peers"]}.items():
        cells = []
        for key in MEASURES:
            spread = f" [{of[f'{key}_low']:.3f} {of[f'{key}_high']:.3f}]" if of.get(f"{key}_low") is not None else ""
            cells.append("-" if of[key] is None else f"{of[key]:.3f}{spread}")
        rows.append(f"{name:28}" + "".join(f"{cell:>24}" for cell in cells))
    counts = ", ".join(f"{found[name]} {name}" for name in ("researchers", "judgements", "samplings", "papers"))
    return "\n".join([*rows, f"{counts}; brackets: 95 % intervals over researchers", f"quoted rows: {SOURCE}"])


if __name__ == "__main__":
    main()
