"""The built-in suggester: rules for entities, quotes and claims; it needs no pipeline."""

from annotator.model.document import Document
from annotator.suggest.amounts import amounts
from annotator.suggest.article import Article
from annotator.suggest.base import RULES, Collection, Suggestions
from annotator.suggest.claims import suggest_claims
from annotator.suggest.dates import dates
from annotator.suggest.entities import entities
from annotator.suggest.indirect import suggest_indirect
from annotator.suggest.quotes import read, suggest_quotes
from annotator.suggest.sources import Sources

OTHER_LANGUAGE = "This article is not in English: only words in quotation marks and dates are suggested."


class Rules:
    """Rules in the order in which they lean on each other: entities, quotes, claims."""

    name = RULES

    def suggest(self, document: Document) -> Suggestions:
        """Propose everything the rules find outside the furniture of the page. Linear in the text."""
        article = Article(document)
        collection = Collection()
        found = [*entities(article), *amounts(article)] if article.is_english else []
        mentions = [collection.add(span) for span in [*found, *dates(article)]]
        reading = read(article)
        sources = Sources(collection, mentions)
        suggest_quotes(reading, collection, sources)
        if article.is_english:
            indirect = suggest_indirect(reading, collection, sources)
            suggest_claims(reading, collection, indirect)
        return collection.finished(document, remark="" if article.is_english else OTHER_LANGUAGE)


def suggest_document(document: Document) -> Suggestions:
    """Propose spans and links for one article by the built-in rules."""
    return Rules().suggest(document)
