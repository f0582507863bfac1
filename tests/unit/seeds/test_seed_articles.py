"""Claims about the sample articles: our own words, with the troubles of real pages in them."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from annotator.resources import seed_path

RUN = 8


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    yield from (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def test_no_run_of_eight_words_comes_from_the_real_articles(articles: Mapping[str, str], shared_seeds: Path) -> None:
    real = {run for path in shared_seeds.glob("*.txt") for run in runs(path.read_text(encoding="utf-8"))}

    taken = [(name, " ".join(run)) for name, text in articles.items() for run in runs(text) if run in real]

    assert real
    assert not taken


def test_a_run_of_eight_words_would_be_found() -> None:
    assert set(runs("One two three four five six seven eight nine.")) & set(
        runs("“Two THREE four, five six seven – eight nine")
    )


def test_there_are_five_short_articles(articles: Mapping[str, str]) -> None:
    assert len(articles) == 5
    assert all(1500 <= len(text) <= 3500 for text in articles.values())


def test_the_articles_are_five_different_texts_of_five_outlets(articles: Mapping[str, str]) -> None:
    shared_runs = set.intersection(*(set(runs(text)) for text in articles.values()))

    assert not shared_runs
    assert len(set(articles.values())) == 5


@pytest.mark.parametrize(
    "trouble",
    [
        "HomeWorldRussia",
        "Current:Home > NewsMoscow",
        "[email\u00a0protected]",
        "Oct.21 - 2023 8:15 AM CET",
        "Date:2025-05-02 08:14:51",
        "LEAVE A REPLY",
        "Related\n- ",
        "Photo: ",
        "(Image: ",
        "Source: MP",
        "Written by ",
        "FansLike",
        "[North] Korea",
        "«",
        "‘",
        "“",
        '"',
        "'steady'",
    ],
)
def test_a_trouble_of_real_pages_is_in_the_samples(trouble: str, articles: Mapping[str, str]) -> None:
    assert any(trouble in text for text in articles.values())


def test_one_article_starts_with_an_empty_line(articles: Mapping[str, str]) -> None:
    assert any(text.startswith("\n") for text in articles.values())


@pytest.mark.parametrize(
    "spellings",
    [
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Kim Jong-Un", "Kim Jong-un", "Kim Jong Un"),
        ("Choe Son Hui", "Choe Son-hui", "Choi Son-hui"),
        ("Luhansk", "Lugansk"),
        ("Zaporizhia", "Zaporozhye"),
        ("TASS", "Tass"),
        ("thousands of containers", "more than a thousand containers", '"1,000 containers"'),
    ],
)
def test_a_name_or_a_figure_is_given_in_several_ways(spellings: tuple[str, ...], articles: Mapping[str, str]) -> None:
    assert all(any(spelling in text for text in articles.values()) for spelling in spellings)


def test_the_samples_are_what_their_sources_build(tmp_path: Path, repository: Path) -> None:
    script = repository / "packaging" / "build_seed_annotations.py"

    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=60)

    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in seed_path().iterdir() if path.suffix in (".txt", ".jsonl")}
    assert built == kept
