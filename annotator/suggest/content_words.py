"""The words that reported clauses and phrases hang on: verbs, nouns, adjectives."""

from annotator.text.words import word_set

# Verbs whose object is nearly always a clause, and verbs that take one without "that" now and then.
SUREST = frozenset({"say", "think", "believe", "tell"})
ALSO_PLAIN = word_set(
    "know realize realise find show indicate report announce note agree learn promise worry understand hear decide"
    " recall reveal mean imagine remember emphasize emphasise assure argue"
)
# Verbs whose object is what was said, with the words that must follow, if any.
OBJECT_VERBS: dict[str, tuple[str, ...]] = {
    "express": (),
    "attack": (),
    "dismiss": (),
    "discuss": (),
    "cite": (),
    "refer": ("to",),
    "point": ("to", "out"),
    "accuse": ("of",),
    "blame": ("for", "on"),
    "propose": (),
    "announce": (),
    "deny": (),
    "call": ("for", "on"),
    "warn": ("of", "against", "about"),
    "urge": (),
    "demand": (),
    "promise": (),
    "pledge": (),
    "vow": (),
    "criticize": (),
    "criticise": (),
    "condemn": (),
    "denounce": (),
    "oppose": (),
    "endorse": (),
    "threaten": (),
    "advocate": (),
}
# Nouns and adjectives that a reported clause hangs on: "the claim that", "confident that".
CONTENT_NOUNS = word_set(
    "claim claims suggestion suggestions allegation allegations idea belief view argument assertion notion report"
    " reports warning warnings promise pledge concern concerns fear fears hope hopes announcement statement argument"
    " doubt doubts accusation accusations assumption conclusion contention impression opinion prediction rumor rumors"
    " rumours theory feeling sense evidence signal signs sign indication news fact proof message confidence"
)
CONTENT_ADJECTIVES = word_set(
    "confident sure certain worried concerned aware convinced hopeful optimistic afraid adamant skeptical doubtful"
    " clear glad happy proud sorry surprised disappointed grateful clear mindful persuaded fearful positive"
)
