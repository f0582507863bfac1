"""Proposes sums of money and counted quantities; their labels are off in the default scheme."""

from collections.abc import Iterator

import regex

from annotator.suggest.article import Article
from annotator.suggest.base import Suggested

FIGURE = r"\d[\d,]*(?:\.\d+)?"
SCALE = r"(?:\s*(?:thousand|million|billion|trillion|mn|bn|m|k)\b)?"
CURRENCY = r"(?:dollars?|euros?|pounds?|rou?bles?|yuan|yen|won|rupees?|francs?|hryvnias?|USD|EUR|GBP|RUB|UAH|CNY)"
UNIT = (
    r"(?:people|soldiers|troops|workers|containers|tons?|tonnes?|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|feet|acres"
    r"|hectares|kilograms?|kg|pounds|barrels|shells|missiles|drones|tanks|votes|jobs|homes|refugees|degrees)"
)
MONEY = regex.compile(
    rf"(?:(?:US|A|C|HK|NZ)?[$€£¥₽₴]\s?{FIGURE}{SCALE}|(?<![\w.]){FIGURE}{SCALE}\s+(?:U\.?S\.?\s+)?{CURRENCY}\b)"
)
QUANTITY = regex.compile(
    rf"(?<![\w$€£.,])(?:{FIGURE}{SCALE}\s?(?:%|per\s?cent\b)|(?:{FIGURE}{SCALE}|(?:tens\s+of\s+)?(?:thousands|hundreds|dozens"
    rf"|millions)(?:\s+of)?)\s+(?:of\s+)?(?:\w+\s)?{UNIT}\b)"
)


def amounts(article: Article) -> Iterator[Suggested]:
    """Yield sums of money and quantities in order of kind and place."""
    for found in MONEY.finditer(article.text):
        yield Suggested("entity", "MONEY", (found.span(),), rule="money", score=0.9)
    for found in QUANTITY.finditer(article.text):
        yield Suggested("entity", "QUANTITY", (found.span(),), rule="quantity", score=0.75)
