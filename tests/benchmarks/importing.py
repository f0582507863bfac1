"""Measures an import of 20,000 articles with 800,000 spans: `python -m tests.benchmarks.importing [ARTICLES]`.

Processor time is judged, which others on the machine hardly change; next to it stands what is needed at least, that is,
to parse the file and to insert as many rows of the same size into a bare database with one index. Then the window's
way is measured: the same by steps between two events, the longest of which must not be felt, and cancelled half-way.
"""

import json
import resource
import sqlite3
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from annotator.services.importing.reading import spool_items
from annotator.services.importing.run import ImportOptions, import_paths
from annotator.services.importing.sources import Choices
from annotator.services.importing.steps import SteppedImport
from annotator.services.project import Project

ARTICLES = 20_000
SPANS_EACH = 40
LIMIT_S = 35.0
LIMIT_MB = 1024
STEPPED_ARTICLES = 2_000
LIMIT_STEP_MS = 50.0
SENTENCE = "The envoy of country {} met minister {} in the capital and said that talks would go on next week. "
LABELS = ("PERSON", "ORG", "LOC", "DIRECT")


def write_file(path: Path, articles: int) -> None:
    """Write what another program might: lines of annotator/1 without ids, a span in every other sentence."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            text = "".join(SENTENCE.format(number, place) for place in range(SPANS_EACH // 2))
            step = len(text) // SPANS_EACH
            spans = [
                {
                    "layer": "quote" if place % 4 == 3 else "entity",
                    "label": LABELS[place % 4],
                    "start": place * step,
                    "end": place * step + 9,
                    "text": text[place * step : place * step + 9],
                }
                for place in range(SPANS_EACH)
            ]
            line = {
                "schema": "annotator/1",
                "text": text,
                "meta": {"title": f"Article {number}", "outlet": "The Paper", "published": "2024-05-06"},
                "zones": [{"kind": "title", "start": 0, "end": 30}],
                "annotator": "first",
                "status": "done",
                "spans": spans,
            }
            file.write(json.dumps(line, separators=(",", ":")) + "\n")


def floor_s(path: Path, folder: Path) -> float:
    """Measure the work of the least that can be done: parse, and insert rows of the same size."""
    began = process_time()
    connection = sqlite3.connect(folder / "floor.sqlite")
    connection.execute("CREATE TABLE document (id TEXT PRIMARY KEY, text TEXT)")
    connection.execute("CREATE TABLE span (id TEXT PRIMARY KEY, document TEXT, content TEXT)")
    connection.execute("CREATE INDEX of_document ON span (document)")
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            record = json.loads(line)
            connection.execute("INSERT INTO document VALUES (?, ?)", [str(number), record["text"]])
            rows = [(f"{number}-{place}", str(number), json.dumps(span)) for place, span in enumerate(record["spans"])]
            connection.executemany("INSERT INTO span VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return process_time() - began


def by_steps(folder: Path) -> bool:
    """Import as the window does, then begin again and cancel; tells whether a bar was missed."""
    path, spool = folder / "few.jsonl", folder / "spool"
    write_file(path, STEPPED_ARTICLES)
    spool_items(lambda _: None, str(spool), (path,), "", Choices())
    steps: list[float] = []
    with Project.create(folder / "stepped.annotator") as project:
        run = SteppedImport(project, [path], spool, options=ImportOptions())
        more = True
        while more:
            began = process_time()
            more = run.step()
            steps.append((process_time() - began) * 1000)
    # The last step commits: it waits for the disk, and no other can.
    longest = max(steps[:-1])
    with Project.create(folder / "cancelled.annotator") as project:
        run = SteppedImport(project, [path], spool, options=ImportOptions())
        while run.items < STEPPED_ARTICLES // 2:
            run.step()
        run.abandon()
        left = len(project.document_ids()) + len(project.annotators())
    print(f"by steps: {len(steps)} of at most {longest:.0f} ms of work (limit {LIMIT_STEP_MS:.0f} ms), ", end="")
    print(f"the last {steps[-1]:.0f} ms; cancelled half-way it leaves {left} records (limit 0)")
    return longest > LIMIT_STEP_MS or left > 0


def main(articles: int) -> int:
    """Measure and tell."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "articles.jsonl"
        write_file(path, articles)
        floor = floor_s(path, folder)
        with Project.create(folder / "project.annotator") as project:
            began, worked = perf_counter(), process_time()
            report = import_paths(project, [path])
            took, worked = perf_counter() - began, process_time() - worked
        missed = by_steps(folder)
        megabytes = path.stat().st_size / 1024**2
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    limit = LIMIT_S * articles / ARTICLES
    print(f"{report.documents_added:,} articles, {report.spans_added:,} spans, {megabytes:.0f} MB")
    print(f"import {took:.1f} s, {worked:.1f} s of work (limit {limit:.0f} s), {memory:.0f} MB (limit {LIMIT_MB} MB)")
    print(f"{worked / floor:.1f} times the {floor:.1f} s of work that parsing and bare inserting take here")
    return int(worked > limit or memory > LIMIT_MB or missed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES))
