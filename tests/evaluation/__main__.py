"""Prints how good the suggestions are: `python -m tests.evaluation ../shared`; --help tells what else."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

from annotator.suggest.base import Suggester
from annotator.suggest.pipelines import NO_PIPELINE, default_pipeline
from annotator.suggest.rules import Rules
from annotator.suggest.voices import open_voice
from tests.evaluation import named, polnear, seeds

SPEED_RUNS = 5
REFERENCE_LOOPS = 1_500_000


def main() -> None:
    """Measure a suggester on the corpora of the handbook."""
    options = _options()
    suggester = Rules() if options.pipeline == NO_PIPELINE else open_voice(options.pipeline)
    corpora = options.shared / "corpora"
    misses: list[str] = []
    print(f"{suggester.name}")
    for line in _speed(suggester, corpora):
        print(line, flush=True)
    entities, claims = seeds.evaluate(suggester, options.shared / "seeds")
    print(f"the five articles: entities, exact   {entities}")
    print(f"the five articles: claims, overlap   {claims}", flush=True)
    for line in _names(suggester, corpora, misses):
        print(line, flush=True)
    for line in _quotes(suggester, corpora, options.every, misses):
        print(line, flush=True)
    if options.misses:
        options.misses.write_text("\n".join(misses) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the handbook's folder, with corpora/ in it")
    parser.add_argument("--pipeline", default=default_pipeline(), help="as of `annotator suggest`")
    parser.add_argument("--every", type=int, default=1, help="read every n-th article of PolNeAR only")
    parser.add_argument("--misses", type=Path, help="where to write what went wrong")
    return parser.parse_args()


def _speed(suggester: Suggester, corpora: Path) -> Iterator[str]:
    documents = [document for document, _ in polnear.articles(corpora / "polnear" / "train", every=20)]
    words = sum(len(document.text.split()) for document in documents)
    suggester.suggest(documents[0])
    times, references = [], []
    for _ in range(SPEED_RUNS):
        references.append(_reference())
        began = process_time()
        for document in documents:
            suggester.suggest(document)
        times.append(process_time() - began)
    yield f"{words / median(times):,.0f} words a second of one core's time, median of {SPEED_RUNS} runs"
    yield f"  beside it a loop of {REFERENCE_LOOPS:,} additions took {median(references) * 1000:.0f} ms of it"


def _reference() -> float:
    """Time a fixed piece of work: on a busy machine both take longer."""
    began = process_time()
    total = 0
    for number in range(REFERENCE_LOOPS):
        total += number & 3
    return process_time() - began


def _quotes(suggester: Suggester, corpora: Path, every: int, misses: list[str]) -> Iterator[str]:
    figures = polnear.evaluate(suggester, corpora / "polnear" / "train", every=every)
    misses += figures.misses
    yield f"polnear/train, {figures.words:,} words"
    yield f"  words in quotation marks   {figures.marked}"
    yield f"  speaker of a found quote   {figures.speakers}"
    yield f"    where the score is >= .9 {figures.sure_speakers}"
    yield f"  indirect quotes, overlap   {figures.indirect}"


def _names(suggester: Suggester, corpora: Path, misses: list[str]) -> Iterator[str]:
    for name, read in named.CORPORA.items():
        scores = named.evaluate(suggester, read(corpora), misses=misses)
        yield f"{name}: names, exact   {named.together(scores.values())}"
        for kind, score in scores.items():
            yield f"  {kind:8} {score}"


if __name__ == "__main__":
    main()
