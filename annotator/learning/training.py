"""Trains a spaCy pipeline from lessons, in whatever process it is called; tells of its progress and can be stopped."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.learning.lessons import Lesson, tallies

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

SEED = 7
FEWEST_EPOCHS, MOST_EPOCHS = 12, 24
PATIENCE = 4
# Few lessons are learnt in small steps: so many in an epoch, of at least and at most so many words.
STEPS, SMALLEST, LARGEST = 40, 40, 350
DROPOUT = 0.3
LEARN_RATE = 0.001
# Of the lessons one in so many only tells when to stop; what is kept apart for the examination is never looked at here.
PRACTICE_ONE_IN = 8


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the training stands: epochs done, the loss of the last one, F1 on lessons kept for practice."""

    epoch: int
    epochs: int
    loss: float
    score: float


def train(
    report: Callable[[object], None], lessons: Sequence[Lesson], folder: Path, *, starting_from: Path | None = None
) -> "Language":
    """Train until practice gets no better, save into `folder`, and give the pipeline.

    `starting_from` names a pipeline whose knowledge of words is lent. What `report` raises stops the training.
    """
    from thinc.api import Adam, fix_random_seed  # Late: with spaCy it takes a second to import

    fix_random_seed(SEED)
    practice, learnt = lessons[::PRACTICE_ONE_IN], [one for n, one in enumerate(lessons) if n % PRACTICE_ONE_IN]
    language = _blank(starting_from)
    examples = [_example(language, lesson) for lesson in learnt]
    language.initialize(lambda: examples)
    _lend(language, starting_from)
    optimizer = Adam(LEARN_RATE, grad_clip=1.0, L2=0.01)
    order = random.Random(SEED)
    best, best_epoch = (-1.0, b""), 0
    for epoch in range(1, MOST_EPOCHS + 1):
        losses: dict[str, float] = {}
        order.shuffle(examples)
        for batch in _batches(examples):
            language.update(batch, drop=DROPOUT, sgd=optimizer, losses=losses)
            report(None)
        score = _score(language, practice)
        report(Progress(epoch, MOST_EPOCHS, round(losses.get("ner", 0.0), 1), round(score, 3)))
        if score > best[0]:
            best, best_epoch = (score, language.to_bytes()), epoch
        if epoch >= FEWEST_EPOCHS and epoch - best_epoch >= PATIENCE:
            break
    language.from_bytes(best[1])
    language.to_disk(folder)
    return language


def found_by(language: "Language", lessons: Sequence[Lesson]) -> list[tuple[tuple[int, int, str], ...]]:
    """List what a pipeline finds in each lesson."""
    docs = language.pipe(lesson.text for lesson in lessons)
    return [tuple((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents) for doc in docs]


def _blank(starting_from: Path | None) -> "Language":
    import spacy  # Late: spaCy takes a second to import

    language = spacy.blank("en")
    model: dict[str, object] = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": 96,
            "depth": 4,
            "embed_size": 2000,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": True,
        },
    }
    if starting_from is not None:
        lender = spacy.util.load_config(starting_from / "config.cfg")
        model["tok2vec"] = lender["components"]["ner"]["model"]["tok2vec"]
    language.add_pipe("ner", config={"model": model})
    return language


def _lend(language: "Language", starting_from: Path | None) -> None:
    if starting_from is None:
        return
    import spacy  # Late: spaCy takes a second to import

    lender = spacy.load(starting_from, exclude=["tok2vec", "tagger", "morphologizer", "parser"])
    knowledge = lender.get_pipe("ner").model.get_ref("tok2vec").to_bytes()  # type: ignore[attr-defined]
    language.get_pipe("ner").model.get_ref("tok2vec").from_bytes(knowledge)  # type: ignore[attr-defined]


def _example(language: "Language", lesson: Lesson) -> "Example":
    from spacy.training import Example  # Late: spaCy takes a second to import
    from spacy.util import filter_spans  # Late: as above

    doc, reference = language.make_doc(lesson.text), language.make_doc(lesson.text)
    spans = [reference.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in lesson.spans]
    reference.set_ents(filter_spans([span for span in spans if span is not None]))
    return Example(doc, reference)


def _batches(examples: Sequence["Example"]) -> Iterator[list["Example"]]:
    together = sum(len(example.reference) for example in examples) // STEPS
    batch: list[Example] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example.reference)
        if words >= min(max(together, SMALLEST), LARGEST):
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _score(language: "Language", lessons: Sequence[Lesson]) -> float:
    counted = tallies(found_by(language, lessons), lessons).values()
    both = sum(one.proposed + one.wanted for one in counted)
    return 2 * sum(one.right for one in counted) / both if both else 0.0
