"""The wordings of page furniture: what surrounds an article on a page and is not part of it."""

import re

SECTIONS = (
    "Home|Homepage|News|World|International|Global|National|Nation|Local|Politics|Business|Economy|Finance|Markets|Money"
    "|Sports?|Football|Opinions?|Editorials?|Analysis|Comment|Culture|Arts|Entertainment|Lifestyle|Life|Style|Travel"
    "|Tech|Technology|Science|Health|Education|Environment|Climate|Weather|Video|Videos|Photos|Podcasts?|Live|Latest"
    "|Top News|World News|Latest News|Breaking News|Asia|Europe|Africa|Americas|Middle East|Asia Pacific|US News"
    "|UK News|Defen[cs]e|Military|Security|Features?|Magazine|Society|Region|Conflict|War|Headlines|Uncategorized"
)
SECTION = re.compile(rf"(?:{SECTIONS})", re.IGNORECASE)
SECTION_LINE = re.compile(rf"(?:(?:{SECTIONS})(?:\s*[>»›/|•·,]\s*|\s+|(?=[A-Z])|$))+(?:[>»›/|•·,]\s*)*")

LIST_HEADING = re.compile(
    r"""
      related(?:\s+(?:news|articles?|stor(?:y|ies)|posts?|topics?|content|links?|coverage|reading|items?))?
    | ranking | rankings | recommendations? | recommended(?:\s+(?:for\s+you|stories|articles|reading|news|videos))?
    | trending(?:\s+(?:now|news|stories|topics|today|articles|posts))? | (?:now|what.s)\s+trending
    | most\s+(?:read|popular|viewed|shared|commented|watched|recent|discussed)(?:\s+\w+)?
    | must[\s-]+(?:read|reads|see|watch) | popular(?:\s+(?:now|posts?|news|articles|stories|today|this\s+week))?
    | latest(?:\s+(?:news|posts?|articles|stories|videos|updates|headlines))?
    | recent(?:\s+(?:posts?|news|articles|comments|stories))
    | more(?:\s+(?:from|on|in|stories|news|articles|headlines|like\s+this|for\s+you|to\s+(?:read|explore))\b
        [^.]{0,40})?
    | you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in|have\s+missed).{0,20}
    | (?:read|see|watch)\s+(?:next|also|more)
    | what\s+to\s+read\s+next | up\s+next | next\s+up | don.t\s+miss(?:\s+(?:it|this|out))?
    | in\s+case\s+you\s+missed\s+it
    | editor.?s.?\s+(?:picks?|choice) | (?:our|top)\s+picks | top\s+(?:stories|news|headlines|posts|articles)
    | similar\s+(?:news|articles|posts|stories) | featured(?:\s+(?:news|posts?|articles|stories|videos?))?
    | other\s+(?:news|stories|articles) | also\s+(?:on|in|from)\s+[^.]{1,40} | hot\s+(?:news|topics?|stories)
    | previous\s+(?:article|post|story) | next\s+(?:article|post|story) | around\s+the\s+web
    | from\s+(?:around\s+)?the\s+web
    | sponsored\s+(?:content|links|stories) | promoted(?:\s+(?:content|stories))? | stay\s+connected | follow\s+us
    """,
    re.IGNORECASE | re.VERBOSE,
)
COMMENT_HEADING = re.compile(
    r"""
      (?:leave|post|write|add|submit)\s+(?:a|your)\s+(?:reply|comments?|response)(?:\s+cancel\s+reply)?
    | (?:join|start)\s+the\s+(?:conversation|discussion) | comments?(?:\s*\(\d+\))? | \d+\s+comments? | responses
    """,
    re.IGNORECASE | re.VERBOSE,
)
NETWORK = (
    r"(?:Twitter|X|Facebook|Instagram|Telegram|WhatsApp|YouTube|LinkedIn|Google\s+News|TikTok|Threads|Reddit"
    r"|Pinterest|Email)"
)
COUNTED = (
    r"(?:fans?|followers?|subscribers?|likes?|shares?|views?|comments?|reads?|tweets?|members?|retweets?|reactions?)"
)
FURNITURE = re.compile(
    rf"""
      your\s+email\s+address\s+will\s+not\s+be\s+published.{{0,80}} | required\s+fields\s+are\s+marked.{{0,10}}
    | please\s+enter\s+(?:your|an?)\s+.{{1,60}} | save\s+my\s+name,?\s+e-?mail.{{0,120}}
    | notify\s+me\s+of\s+.{{1,80}}
    | you\s+have\s+entered\s+an\s+incorrect\s+e-?mail.{{0,40}} | you\s+must\s+be\s+logged\s+in.{{0,40}}
    | (?:post|submit|add|cancel|reply|view)\s+(?:comments?|reply|a\s+comment)
    | log\s?in\s+to\s+(?:leave|post|comment).{{0,40}}
    | (?:name|e-?mail|website|comment|message|phone)\s*:?\s*\* | (?:name|website|comment|captcha)\s*:
    | this\s+site\s+uses\s+akismet.{{0,120}} | (?:we|this\s+(?:web)?site)\s+uses?\s+cookies\b.{{0,300}}
    | (?:accept|reject|manage)(?:\s+all)?\s+cookies | cookie\s+(?:policy|settings|preferences) | privacy\s+policy
    | terms\s+(?:of|and)\s+\w+
    | back\s+to\s+(?:the\s+)?top(?:\s+button)? | scroll\s+to\s+top | skip\s+to\s+(?:main\s+)?content
    | toggle\s+navigation
    | (?:menu|search|close|log\s?in|sign\s?in|register|subscribe|print|share|tweet|view|views|save|listen|bookmark)
    | copy\s+link
    | (?:share|like|tweet|pin)\s+(?:this|on|via|to|it)\b.{{0,40}} | (?:print|e-?mail)\s+this\b.{{0,20}}
    | (?:view|show|see|load|read)\s+(?:all|more|comments|gallery|full\s+\w+|\d+\s+\w+)
      (?:\s+(?:stories|news|articles|comments|posts|images))?\s*[>»›…]*
    | (?:share\s+)?(?:on\s+)?{NETWORK}(?:\s*[|/•·,]?\s+{NETWORK})* | follow\s+.{{1,60}}\s+on\s+{NETWORK}\b.{{0,60}}
    | follow\s+us\b.{{0,80}} | like\s+us\s+on\b.{{0,40}}
    | join\s+(?:us|our)\b.{{0,80}}(?:channel|group|{NETWORK}).{{0,20}}
    | (?:sign\s+up|subscribe|register)\s+(?:for|to|now|here|today)\b.{{0,120}}
    | get\s+.{{1,60}}\s+(?:in|to)\s+your\s+inbox.{{0,40}}
    | [\d.,]+\s?[KM]?\s?{COUNTED}(?:\s*(?:like|follow|subscribe|join))? | {COUNTED}\s*[:(]?\s*[\d.,]+[KM]?\)?
    | \d+\s+min(?:ute)?s?\s+read | (?:reading|read)\s+time\s*:?.{{0,20}} | [A-Z]+!+\s?\(\d+\)
    | advertisements?(?:\s*[-–—:]\s*.{{0,40}})? | sponsored | promoted | ad | scroll\s+to\s+continue.{{0,40}}
    | story\s+continues\s+below.{{0,30}}
    | article\s+continues\s+(?:below|after).{{0,30}} | continue\s+reading.{{0,40}} | click\s+here\b.{{0,100}}
    | tap\s+here\b.{{0,80}}
    | (?:read|also\s+read|read\s+also|see\s+also|read\s+more|also\s+see|more|watch|related)\s*[:|]\s*.{{1,200}}
    | download\s+(?:the|our)\s+.{{0,60}}app\b.{{0,60}}
    | (?:tags?|filed\s+under|topics?|categor(?:y|ies)|keywords?|labels?)\s*:\s*.{{0,200}}
    | \[?e-?mail\s+protected\]? | e-?mail\s*:\s*\S+@\S+ | \S+@\S+\.\w+
    | (?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{{4}})).{{0,160}} | .{{0,160}}\ball\s+rights\s+reserved\.?.{{0,40}}
    | \(with\s+(?:additional\s+)?(?:agency|agencies|wire|bureau|media|ians|pti|ani|afp|ap|reuters)\b.{{0,60}}\)
    | with\s+(?:additional\s+)?(?:agency|agencies|wire|bureau|media|ians|pti|ani)
      \s+(?:\w+\s+){{0,3}}(?:inputs?|reports?)\.?
    | \(?with\s+inputs?\s+from\s+.{{1,60}}\)? | \(?inputs?\s+from\s+.{{1,40}}\)?
    | \((?:this|the)\s+(?:story|article|report)\s+(?:has\s+not\s+been|was|is)\b.{{1,200}}\)
    | (?:news\s+)?(?:source|sources|via|originally\s+published\s+(?:by|on|at))\s*:\s*.{{1,60}}
    | responsible\s+editor\s*:.{{0,60}} | editor\s*:\s*.{{1,60}}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Longer lines are never taken for furniture: no menu is that long.
FURNITURE_UP_TO = 320

CREDIT = (
    r"(?:images?|photos?|photographs?|photographed|pictures?|pics?|file\s+photos?|credits?|illustrations?|graphics?"
    r"|screengrab|screenshot)"
)
CAPTION = re.compile(
    rf"""
      {CREDIT}(?:\s+(?:credits?|courtesy|source|caption))?\s*(?::|\bby\b|©|/)\s*\S.{{0,250}}
    | caption\s*:\s*.{{1,300}}
    | (?:file\s*(?:photo|image|picture|pic)?\s*[-–—:]\s|in\s+this\s+(?:photo|image|picture)\b[^.]{{0,80}},\s).{{1,500}}
    | .{{0,500}}[(\[]\s*(?:{CREDIT}(?:\s+(?:credit|courtesy|source))?\s*(?:of|by|:|©|/|\|)
        | (?:AP|AFP|Reuters|EPA|TASS|Xinhua|KCNA|Getty)\s+(?:photo|image|file)).{{0,80}}[)\]]\.?
    | .{{0,500}}(?:[|\[]\s*{CREDIT}\s*(?:credit)?\s*:|\bvia\s+(?:Getty\s+Images|REUTERS|AP|AFP)\b(?!['’])
        | /\s*Getty\s+Images|Getty\s+Images$|/\s*(?:Handout|Pool)\s+(?:via\s+)?\w*)[^.?!]{{0,40}}\.?\)?
    | (?:©|\(c\))\s*(?:AP|AFP|Reuters|EPA|TASS|Xinhua|KCNA|Getty(?:\s+Images)?|Sputnik|Shutterstock)\b.{{0,60}}
    """,
    re.IGNORECASE | re.VERBOSE,
)
CAPTION_UP_TO = 500


def is_furniture(line: str) -> bool:
    """Tell whether a line without blanks around it is furniture whatever stands near it."""
    return len(line) <= FURNITURE_UP_TO and FURNITURE.fullmatch(line.rstrip()) is not None


def is_caption(line: str) -> bool:
    """Tell whether a line is a picture's caption or credit."""
    return len(line) <= CAPTION_UP_TO and CAPTION.fullmatch(line) is not None


def is_section(line: str) -> bool:
    """Tell whether a line holds nothing but names of sections of a site."""
    return SECTION_LINE.fullmatch(line) is not None


def heads_list(line: str) -> bool:
    """Tell whether a line is the heading of a list of other articles."""
    return LIST_HEADING.fullmatch(line.rstrip(" :»›>…")) is not None


def heads_comments(line: str) -> bool:
    """Tell whether a line is the heading of a comment form."""
    return COMMENT_HEADING.fullmatch(line.rstrip(" :")) is not None
