"""Trains the bundled English pipeline: its syntax, its names, and both joined; --help tells how."""

import argparse
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam, Optimizer, warmup_linear
from training_texts import (
    NamedText,
    Sentence,
    labelled_sentences,
    parsed_names,
    parsed_paragraphs,
    place_names,
    running_texts,
    with_curly_quotes,
)
from varied_names import NameSource, varied

SEED = 20
PEAK_LEARN_RATE = 0.002
WARM_UP_STEPS = 200
FIRST_BATCH_WORDS = 300
LARGEST_BATCH_WORDS = 900
LOOK_EVERY = 200
SOURCES = (
    ("UD English EWT: train", "CC BY-SA 4.0"),
    ("GUM, the genres whose texts are open", "CC BY 4.0 and CC BY-SA 4.0 by genre"),
    ("Wikigold", "CC BY 4.0"),
    ("Universal NER: English EWT dev and test", "CC BY-SA 4.0"),
    ("CrossNER", "MIT"),
)
COMMAND = (
    'cd packaging; train="python train_pipeline.py"; given="--corpora ../../shared/corpora --out ../trained";'
    " $train syntax $given --epochs 12; $train names $given --epochs 7 --without uner-english-pud; $train join $given"
)
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Train one half, or join both halves into the pipeline that is shipped."""
    options = _options()
    fix_random_seed(SEED)
    {"syntax": train_syntax, "names": train_names, "join": join}[options.part](options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("syntax", "names", "join"))
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds ud-english-ewt and others")
    parser.add_argument("--out", type=Path, required=True, help="where the halves are kept; join reads them there")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--most", type=int, default=0, help="read so many paragraphs of each corpus only (a trial)")
    parser.add_argument("--without", nargs="*", default=[], help="corpora of names to leave out, to measure on them")
    parser.add_argument("--into", type=Path, default=ROOT / "resources" / "pipeline", help="where join saves")
    return parser.parse_args()


# --- the half that parses ---


def train_syntax(options: argparse.Namespace) -> None:
    """Train tagger, morphologizer and parser on one tok2vec; the parser also ends the sentences."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _tok2vec(options.width, depth=4)})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": options.width, "upstream": "tok2vec"}
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener, "normalize": False}
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("morphologizer", config={"model": tagger})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False,
        "hidden_width": 128, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": listener,
    }  # fmt: skip
    nlp.add_pipe("parser", config={"model": parser, "learn_tokens": False, "min_action_freq": 20})
    corpora = [options.corpora / "ud-english-ewt", options.corpora / "gum-open"]
    train = [one for path in corpora for one in _syntax_docs(nlp, path / "train.conllu", options.most)]
    curly = [
        one for path in corpora for one in _syntax_docs(nlp, path / "train.conllu", options.most, with_curly_quotes)
    ]
    held_out = [one for path in corpora for one in _syntax_docs(nlp, path / "dev.conllu", options.most or 150)]
    rows = random.Random(SEED)
    _train(nlp, lambda: [rows.choice(pair) for pair in zip(train, curly, strict=True)], held_out, options, dropout=0.15)
    tests = [one for path in corpora for one in _syntax_docs(nlp, path / "test.conllu", options.most)]
    _save(nlp, options.out / "syntax", tests)


def _tok2vec(width: int, *, depth: int) -> dict[str, object]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2", "width": width, "include_static_vectors": False,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "rows": [5000, 1000, 2500, 2500],
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": depth, "window_size": 1,
            "maxout_pieces": 3,
        },
    }  # fmt: skip


def _syntax_docs(
    nlp: Language, path: Path, most: int, rewrite: Callable[[Sentence], Sentence] = lambda sentence: sentence
) -> list[Doc]:
    paragraphs = parsed_paragraphs(path)[: most or None]
    return [_syntax_doc(nlp, [rewrite(sentence) for sentence in paragraph]) for paragraph in paragraphs]


def _syntax_doc(nlp: Language, paragraph: Sequence[Sentence]) -> Doc:
    tokens = list(chain(*paragraph))
    starts = [number == 0 for sentence in paragraph for number in range(len(sentence))]
    heads, base = [], 0
    for sentence in paragraph:
        heads += [base + token.head for token in sentence]
        base += len(sentence)
    return Doc(
        nlp.vocab,
        words=[token.text for token in tokens],
        spaces=[token.spaced for token in tokens],
        tags=[token.xpos for token in tokens],
        pos=[token.upos for token in tokens],
        morphs=[token.features for token in tokens],
        heads=heads,
        deps=["ROOT" if token.relation == "root" else token.relation for token in tokens],
        sent_starts=starts,
    )


# --- the half that finds names ---


def train_names(options: argparse.Namespace) -> None:
    """Train the names on its own tok2vec, each text also with other names in place of its own."""
    nlp = spacy.blank("en")
    ner = {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
        "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None,
        "tok2vec": _tok2vec(options.width, depth=4),
    }  # fmt: skip
    nlp.add_pipe("ner", config={"model": ner})
    texts = [text for name, texts in _named_texts(options) if name not in options.without for text in texts]
    randomness = random.Random(SEED)
    source = NameSource(texts, place_names(ROOT / "resources" / "gazetteer.tsv"), randomness)
    held_out = _named_docs(nlp, texts[:: len(texts) // 80])
    kept = _named_docs(nlp, [text for n, text in enumerate(texts) if n % (len(texts) // 80)])
    kept_texts = [text for n, text in enumerate(texts) if n % (len(texts) // 80)]
    _train(
        nlp,
        lambda: [*kept, *_named_docs(nlp, [varied(text, source) for text in kept_texts if text.names])],
        held_out,
        options,
        dropout=0.2,
    )
    _save(nlp, options.out / "names", held_out)


def _named_texts(options: argparse.Namespace) -> Iterator[tuple[str, list[NamedText]]]:
    folder, most = options.corpora, options.most or None
    plain = {
        "wikigold": ((next(folder.glob("wikigold/*")),), 0, -1),
        "uner-english-ewt": (sorted(folder.glob("uner-english-ewt/*")), 1, 2),
        "uner-english-pud": (sorted(folder.glob("uner-english-pud/*")), 1, 2),
        "crossner": (sorted(folder.glob("crossner/*")), 0, -1),
    }
    for name, (paths, word, label) in plain.items():
        sentences = [one for path in paths for one in labelled_sentences(path, word=word, label=label)]
        yield name, list(running_texts(sentences))[:most]
    yield "gum-open", list(parsed_names(folder / "gum-open" / "train.conllu"))[:most]


def _named_docs(nlp: Language, texts: Iterable[NamedText]) -> list[Doc]:
    found = []
    for text in texts:
        doc = nlp.make_doc(text.text)
        spans = [doc.char_span(start, end, label=kind, alignment_mode="expand") for start, end, kind in text.names]
        doc.set_ents(spacy.util.filter_spans([span for span in spans if span is not None]))
        found.append(doc)
    return found


# --- both ---


def _train(
    nlp: Language, epoch: Callable[[], list[Doc]], held_out: list[Doc], options: argparse.Namespace, *, dropout: float
) -> None:
    """Run the epochs with a learning rate that warms up and falls to nothing; same seed, same pipeline."""
    first = epoch()
    words = sum(map(len, first))
    steps = max(1, options.epochs * words // LARGEST_BATCH_WORDS)
    nlp.initialize(lambda: [_example(nlp, doc) for doc in first])
    optimizer = Adam(
        warmup_linear(PEAK_LEARN_RATE, min(WARM_UP_STEPS, steps // 4 + 1), steps + 1),
        L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True,
    )  # fmt: skip
    print(f"{len(first)} paragraphs, {words} words, {steps} steps", flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    step, order = 0, np.random.default_rng(SEED)
    for number in range(options.epochs):
        docs = first if number == 0 else epoch()
        shuffled = [docs[place] for place in order.permutation(len(docs))]
        for batch in _batches(shuffled, small=number == 0):
            _update(nlp, batch, optimizer, dropout)
            step += 1
            if step % LOOK_EVERY == 0:
                _look(nlp, optimizer, held_out, f"epoch {number} step {step}")
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(options.out / "averaged")


def _update(nlp: Language, batch: list[Doc], optimizer: Optimizer, dropout: float) -> None:
    nlp.update([_example(nlp, doc) for doc in batch], drop=dropout, sgd=optimizer, losses={})
    optimizer.step_schedules()


def _example(nlp: Language, doc: Doc) -> Example:
    spaces = [bool(token.whitespace_) for token in doc]
    return Example(Doc(nlp.vocab, words=[token.text for token in doc], spaces=spaces), doc)


def _batches(docs: Iterable[Doc], *, small: bool) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    limit = FIRST_BATCH_WORDS if small else LARGEST_BATCH_WORDS
    for doc in docs:
        batch.append(doc)
        if sum(map(len, batch)) >= limit:
            yield batch
            batch = []
    if batch:
        yield batch


def _look(nlp: Language, optimizer: Optimizer, held_out: list[Doc], where: str) -> None:
    with nlp.use_params(optimizer.averages):
        print(where, json.dumps(_scores(nlp, held_out)), flush=True)


def _scores(nlp: Language, docs: Sequence[Doc]) -> dict[str, float]:
    """Measure on held-out texts; the names are those of spaCy's scorer."""
    found = nlp.evaluate([_example(nlp, doc) for doc in docs])
    wanted = ("tag_acc", "pos_acc", "morph_acc", "dep_uas", "dep_las", "sents_f", "ents_p", "ents_r", "ents_f")
    return {key: round(found[key], 4) for key in wanted if isinstance(found.get(key), float)}


def _save(nlp: Language, folder: Path, tests: Sequence[Doc]) -> None:
    averaged = spacy.load(folder.parent / "averaged")
    scores = _scores(averaged, tests)
    averaged.meta["performance"] = scores
    averaged.to_disk(folder)
    shutil.rmtree(folder.parent / "averaged")
    print("test", json.dumps(scores), file=sys.stderr)


def join(options: argparse.Namespace) -> None:
    """Put the names behind the parser, say where both come from and how good they are, and save."""
    nlp, names = spacy.load(options.out / "syntax"), spacy.load(options.out / "names")
    scores = {**nlp.meta["performance"], **names.meta["performance"]}
    nlp.add_pipe("ner", source=names)
    nlp.meta.update(
        name="annotator_news",
        version="1.0.0",
        description="Tags, grammar, sentence ends and names of persons, organisations and places in English news.",
        author="The annotator contributors",
        license="CC BY-SA 4.0",
        sources=[{"name": name, "license": licence} for name, licence in SOURCES],
        performance=scores,
        command=COMMAND,
    )
    nlp.to_disk(options.into)
    # The words of the corpora are not needed to read other texts, and some are people's addresses.
    strings = spacy.blank("en").vocab.strings
    for label in _labels(nlp):
        strings.add(label)
    strings.to_disk(options.into / "vocab" / "strings.json")


def _labels(nlp: Language) -> Iterator[str]:
    """Yield what the parts may say: labels, features, and the parser's labels for crossing branches."""
    for name in nlp.pipe_names:
        yield from getattr(nlp.get_pipe(name), "labels", ())
    for features in nlp.get_pipe("morphologizer").cfg["labels_morph"].values():
        yield from (features, *features.split("|"))
    yield from (move.split("-", 1)[-1] for move in nlp.get_pipe("parser").move_names)


if __name__ == "__main__":
    main()
