"""Prints how good the suggestions are: `python -m tests.evaluation ../shared [--every N] [--misses FILE]`."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from annotator.suggest.rules import Rules
from tests.evaluation import named, polnear


def main() -> None:
    """Measure the rules on the corpora of the handbook."""
    options = _options()
    corpora = options.shared / "corpora"
    misses: list[str] = []
    for line in _quotes(corpora, options.every, misses):
        print(line)
    for line in _names(corpora, misses):
        print(line)
    if options.misses:
        options.misses.write_text("\n".join(misses) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the handbook's folder, with corpora/ in it")
    parser.add_argument("--every", type=int, default=1, help="read every n-th article of PolNeAR only")
    parser.add_argument("--misses", type=Path, help="where to write what went wrong")
    return parser.parse_args()


def _quotes(corpora: Path, every: int, misses: list[str]) -> Iterator[str]:
    began = process_time()
    figures = polnear.evaluate(Rules(), corpora / "polnear" / "train", every=every)
    misses += figures.misses
    yield f"polnear/train, {figures.words:,} words, {process_time() - began:.1f} s with the measuring"
    yield f"  words in quotation marks   {figures.marked}"
    yield f"  speaker of a found quote   {figures.speakers}"
    yield f"    where the score is >= .9 {figures.sure_speakers}"
    yield f"  indirect quotes, overlap   {figures.indirect}"


def _names(corpora: Path, misses: list[str]) -> Iterator[str]:
    for name, read in named.CORPORA.items():
        scores = named.evaluate(Rules(), read(corpora), misses=misses)
        yield f"{name}: names, exact   {named.together(scores.values())}"
        for kind, score in scores.items():
            yield f"  {kind:8} {score}"


if __name__ == "__main__":
    main()
