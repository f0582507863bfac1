"""Text that breaks programs: the shared strategies of property tests."""

from hypothesis import strategies as st

from annotator.text.normalise import normalise

PIECES = (
    "a",
    "Z",
    "7",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "\r",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "\x00",
    "\x1c",
    "\ufeff",
    "\ufdd0",
    "\ufdef",
    "\ufffd",
    "\ud83d",
    "\ude00",
    "\u202e",
    "\u2067",
    "\u2069",
    "\u0301",
    "e\u0301\u0323",
    "\u200d",
    "\u0600",
    "😀",
    "👍🏽",
    "🇷🇺",
    "🇰🇵",
    "🇺",
    "👨‍👩‍👧‍👦",
    "🏴‍☠️",
    "1️⃣",
    "𠮷",
    "𠮷野家",
    "北朝鮮。",
    "カタカナー",
    "한국어",
    "สวัสดี",
    "السلام",
    "שלום",
    "Jong-Un",
    "Russia's",
    "People’s",
    "don't",
    "U.S.",
    "Mr. ",
    "4.7",
    "1,000",
    "S&P",
    "a@b.org",
    "https://example.org/a.",
    ". ",
    "? ",
    "...",
    '."',
    "“",
    "”",
    "'",
    "(",
    ")",
    "- ",
)

PAGE_LINES = (
    "",
    " ",
    "Home",
    "HomeWorld",
    "Current:Home > News",
    "Minister thanks neighbours for trade deal",
    "HomeWorldMinister thanks neighbours for trade deal",
    "Current:Home > NewsMinister thanks neighbours for trade deal -DayPress",
    "Minister thanks neighbours for trade deal | Daily Courier",
    "By Jane Roe",
    "Author: Jane Roe",
    "Date:2025-01-02 03:04:05",
    "Updated 3 March 2024",
    "Photo: Jane Roe",
    "Related",
    "Trending Now",
    "- Storm hits the coast",
    "Bank raises rates again",
    "Leave a Reply",
    "12,345FansLike",
    "[email\u00a0protected]",
    "Source: DP",
    "SEOUL -- The minister arrived on Monday and left again on Tuesday, his office said.",
    "The minister arrived on Monday for talks about trade and security, his office said.",
    '"We are ready," he said.',
    "😀 İstanbul ẞ",
)


def pieces() -> st.SearchStrategy[str]:
    """Texts glued from the pieces above and arbitrary characters."""
    return st.lists(st.sampled_from(PIECES) | st.characters(), max_size=30).map("".join)


def stored_texts() -> st.SearchStrategy[str]:
    """Texts as the store may hold them: what `normalise` leaves of nasty pieces."""
    return pieces().map(lambda raw: normalise(raw).text)


def pages() -> st.SearchStrategy[str]:
    """Pages of article lines, furniture and nasty lines in any order."""
    line = st.sampled_from(PAGE_LINES) | stored_texts().map(lambda text: text.replace("\n", " "))
    return st.lists(line, max_size=25).map("\n".join)
