"""The built-in suggester: rules for entities, quotes and claims, with what a pipeline read where there is one."""

from annotator.model.document import Document
from annotator.suggest.amounts import amounts
from annotator.suggest.article import Article
from annotator.suggest.base import RULES, Collection, Suggested, Suggestions
from annotator.suggest.claims import suggest_claims
from annotator.suggest.dates import dates
from annotator.suggest.entities import entities
from annotator.suggest.indirect import suggest_indirect
from annotator.suggest.joined_names import joined_names
from annotator.suggest.parse import Parse
from annotator.suggest.pipeline import Pipeline
from annotator.suggest.quotes import read, suggest_quotes
from annotator.suggest.sources import Sources

OTHER_LANGUAGE = "This article is not in English: only words in quotation marks and dates are suggested."


class Rules:
    """Rules in the order in which they lean on each other: entities, quotes, claims; a pipeline is one more voice."""

    def __init__(self, pipeline: Pipeline | None = None) -> None:
        self._pipeline = pipeline
        self.name = pipeline.name if pipeline else RULES

    def suggest(self, document: Document) -> Suggestions:
        """Propose everything that is found outside the furniture of the page. Linear in the text."""
        article = Article(document)
        parse = self._read(article)
        collection = Collection(self.name)
        found = self._names(article, parse) if article.is_english else ()
        mentions = [collection.add(span) for span in [*found, *dates(article)]]
        reading = read(article)
        sources = Sources(collection, mentions)
        suggest_quotes(reading, collection, sources)
        if article.is_english:
            indirect = suggest_indirect(reading, collection, sources, parse)
            suggest_claims(reading, collection, indirect)
        return collection.finished(document, remark="" if article.is_english else OTHER_LANGUAGE)

    def _read(self, article: Article) -> Parse | None:
        # The rules are about English, so a pipeline for another language has nothing to say to them.
        if self._pipeline is None or self._pipeline.speaks != "en" or not article.is_english:
            return None
        return self._pipeline.read(article)

    def _names(self, article: Article, parse: Parse | None) -> tuple[Suggested, ...]:
        names = entities(article)
        return (*(joined_names(article, names, parse) if parse is not None else names), *amounts(article))


def suggest_document(document: Document) -> Suggestions:
    """Propose spans and links for one article by the built-in rules."""
    return Rules().suggest(document)
