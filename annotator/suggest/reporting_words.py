"""The words of reporting: verbs with what may follow them, and the small words around them."""

from functools import cache

from annotator.text.words import word_set

# What may follow without "that": the verb of a plain report.
PLAIN = word_set(
    "say add claim believe think insist hope argue suggest admit acknowledge deny fear expect predict assert allege"
    " contend maintain declare state guarantee swear guess suppose doubt wish assume conclude confirm warn explain"
    " stress concede estimate feel"
)
# Needs "that" (or a pronoun) before the reported clause.
THAT = word_set(
    "announce report note emphasize emphasise remark observe comment reply respond answer reveal disclose recall"
    " complain lament charge point underline underscore highlight caution reiterate reaffirm affirm repeat agree"
    " testify joke boast brag promise pledge vow indicate imply hint signal propose argue mention write tweet know"
    " understand realize realise recognize recognise worry find learn discover hear see show decide rule ask demand"
    " recommend speculate suspect imagine mean determine dispute proclaim stipulate attest reason remember forget"
    " warn stress read continue calculate anticipate prove theorize theorise opine"
)
# Takes somebody in between: "told reporters that".
ADDRESSED = word_set("tell inform remind assure convince persuade advise notify warn promise show teach ask")
# Followed by "to do": what somebody says, wants or refuses to do.
INFINITIVE = word_set(
    "promise pledge vow swear threaten refuse decline agree offer want hope intend plan decide wish propose expect"
    " claim demand ask aim seek prefer volunteer choose opt resolve"
)
ADDRESSED_INFINITIVE = word_set("urge tell ask call order advise encourage warn implore want expect press invite beg")
# "whether", "how", "why" after them.
QUESTIONING = word_set("ask wonder question know explain say see understand tell describe decide discuss learn show")
# Words in quotation marks after them are somebody's.
NAMING = word_set(
    "call describe refer characterize characterise label dub brand denounce condemn criticize criticise blast slam"
    " praise hail thank welcome mock dismiss reject quote cite accuse portray depict term decry deride tout laud"
    " support oppose endorse favor favour blame advocate"
    " express voice speak talk urge defend attack regard view name deem consider express vow promise cast rip bash"
)
# Only with words in quotation marks beside them.
SPEAKING = word_set(
    "shout yell scream chant cry whisper mutter exclaim interject begin continue open close quip go sing read"
    " recount retort respond sum interrupt counter chime crow gush opine joke lament snap sigh laugh insist press"
    " elaborate clarify fire shoot blurt inquire query post retweet email text blog summarize summarise reflect"
    " offer pronounce thunder declaim intone lead start finish end"
)
IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "understand": "understands understood understanding",
    "see": "sees saw seen seeing",
    "hear": "hears heard hearing",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "mean": "means meant meaning",
    "swear": "swears swore sworn swearing",
    "speak": "speaks spoke spoken speaking",
    "begin": "begins began begun beginning",
    "go": "goes went gone going",
    "sing": "sings sang sung singing",
    "read": "reads read reading",
    "choose": "chooses chose chosen choosing",
    "seek": "seeks sought seeking",
    "forget": "forgets forgot forgotten forgetting",
    "teach": "teaches taught teaching",
    "beg": "begs begged begging",
    "rip": "rips ripped ripping",
    "slam": "slams slammed slamming",
    "quip": "quips quipped quipping",
    "plan": "plans planned planning",
    "brag": "brags bragged bragging",
    "admit": "admits admitted admitting",
    "refer": "refers referred referring",
    "opt": "opts opted opting",
    "shoot": "shoots shot shooting",
    "lead": "leads led leading",
    "label": "labels labelled labeled labelling labeling",
    "signal": "signals signalled signaled signalling signaling",
    "cast": "casts cast casting",
    "snap": "snaps snapped snapping",
    "chant": "chants chanted chanting",
    "blog": "blogs blogged blogging",
    "sum": "sums summed summing",
}
# Nouns as often as verbs: as a noun they follow an article or an adjective.
ALSO_NOUNS = word_set(
    "claims reports notes states charges comments answers hopes fears plans offers demands questions promises doubts"
    " claim report note state charge comment answer hope fear plan offer demand question promise doubt shows show"
    " reading meaning finding findings warning warnings aims wishes wish rules rule means mean posts post texts text"
    " calls call views view praise quotes quote names name terms term saying feeling thought guess guesses worries"
    " worry reason reasons regards regard vows vow pledges pledge repeat points point attack attacks leads lead press"
    " close end ends start starts laugh cast fires fire open continue read mention remark remarks estimate estimates"
    " beginning ending understanding blast"
)

ADVERBS = word_set(
    "also then later never not n't further once again still already just even only now ever always often repeatedly"
    " first reportedly soon long likewise meanwhile instead today yesterday both all simply too rather so far openly"
    " previously recently earlier initially immediately eventually"
)
AUXILIARIES = word_set(
    "has have had is was were are be been being am will would can could may might must should shall do does did 's"
    " 've 'd 'll isn't wasn't weren't hasn't haven't hadn't didn't doesn't don't won't wouldn't couldn't can't cannot"
    " ain't"
)
PRONOUNS = word_set("he she they i we it you who himself herself themselves everyone everybody nobody someone one")
PERSONAL = word_set("he she they i we it you who")
DETERMINERS = word_set(
    "the a an this that these those his her its their our my your some any no one two three four five several many"
    " most all both each every another few more other"
)
PREPOSITIONS = word_set(
    "of in on at by for from with to about into onto over under after before during against between among through"
    " without within across toward towards upon amid despite since until till per via like as than off out up down"
    " near behind beyond around regarding concerning including because although though while whereas if when where"
    " whether unless once"
)
CONJUNCTIONS = word_set("and but or nor so yet plus")
RELATIVES = word_set("who which that whom whose what")
VERBS = word_set(
    "is was were are be been being am has have had will would can could may might must should shall do does did"
    " came went got took made gave met visited arrived appeared held won lost ran led left used began became"
)
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight")
MONTHS = word_set(
    "january february march april may june july august september october november december jan. feb. mar. apr. jun."
    " jul. aug. sep. sept. oct. nov. dec."
)
ROLES = word_set(
    "spokesman spokeswoman spokesperson minister head chief president director secretary leader member members"
    " official officials source sources people professor analyst analysts expert experts chairman chairwoman chair"
    " governor mayor senator ambassador commander general officer officers lawyer lawyers attorney editor reporter"
    " researcher researchers resident residents witness witnesses report statement author authors founder manager"
    " adviser advisor aide aides representative representatives deputy candidate supporters critics man woman men"
    " women mother father son daughter wife husband department ministry office university institute lawmakers voters"
    " majority percent group number host correspondent strategist fellow speaker judge counsel scholar"
)


@cache
def lemmas() -> dict[str, str]:
    """Map each form of a reporting verb to the verb."""
    every = PLAIN | THAT | ADDRESSED | INFINITIVE | ADDRESSED_INFINITIVE | QUESTIONING | NAMING | SPEAKING
    found: dict[str, str] = {}
    for verb in sorted(every):
        for form in (verb, *_forms(verb)):
            found.setdefault(form, verb)
    return found


def _forms(verb: str) -> tuple[str, ...]:
    if verb in IRREGULAR:
        return tuple(IRREGULAR[verb].split())
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    if verb.endswith("e"):
        return (verb + "s", verb + "d", verb[:-1] + "ing")
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return (plural, verb + "ed", verb + "ing")
