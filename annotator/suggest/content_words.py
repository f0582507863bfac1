"""The words that reported clauses and phrases hang on: verbs, nouns, adjectives."""

from annotator.text.words import word_set

# Verbs whose object is nearly always a clause, and verbs that take one without "that" now and then.
SUREST = frozenset({"say", "think", "believe", "tell"})
ALSO_PLAIN = word_set(
    "know realize realise show indicate report announce note agree learn promise worry understand hear decide"
    " recall reveal imagine remember emphasize emphasise assure argue"
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
    "criticize": (),
    "criticise": (),
    "condemn": (),
    "denounce": (),
    "oppose": (),
    "endorse": (),
    "advocate": (),
}
# Nouns and adjectives that a reported clause hangs on: "the claim that", "confident that".
CONTENT_NOUNS = word_set(
    "claim claims suggestion suggestions allegation allegations idea belief view argument assertion notion report"
    " reports warning warnings promise pledge concern concerns fear fears hope hopes announcement statement argument"
    " doubt doubts accusation accusations assumption conclusion contention impression opinion prediction rumor rumors"
    " rumours theory feeling sense evidence signal signs sign indication news proof message confidence"
)
CONTENT_ADJECTIVES = word_set(
    "confident sure certain worried concerned aware convinced hopeful optimistic afraid adamant skeptical doubtful"
    " clear glad happy proud sorry surprised disappointed grateful clear mindful persuaded fearful positive"
)
# What a parse shows to hang on a verb: as its clause without "that", as its infinitive, as its object.
PARSED_CLAUSES = word_set(
    "say add claim believe think insist hope argue suggest admit acknowledge deny fear expect predict assert allege"
    " contend maintain declare state feel conclude confirm warn explain stress concede estimate tell announce report"
    " note know show reveal recall promise indicate guess suppose doubt wish understand agree learn realize realise"
    " remember ask wonder question explain describe discuss recommend demand propose decide determine imagine"
    " point write testify tweet boast joke complain reply respond observe remark hear"
)
PARSED_INFINITIVES = word_set(
    "promise pledge vow swear threaten refuse decline agree offer want hope intend plan propose expect claim demand"
    " ask seek prefer urge call order advise encourage warn implore press beg"
)
PARSED_OBJECTS = word_set(
    "oppose criticize criticise praise blame accuse reject denounce condemn demand propose announce favor favour"
    " express emphasize emphasise highlight cite question mention endorse suggest note recall describe discuss dismiss"
    " mock blast repeat tout urge decry acknowledge deny deride attack advocate want seek order"
)
PARSED_PHRASES = {
    "for": word_set("call push argue ask criticize criticise blame press"),
    "to": word_set("refer point"),
    "as": word_set("describe view see characterize characterise portray dismiss denounce"),
    "about": word_set("ask talk speak complain warn worry"),
    "of": word_set("accuse warn speak complain boast"),
    "on": word_set("call comment insist"),
    "against": word_set("warn argue speak"),
    "with": word_set("agree disagree"),
}
