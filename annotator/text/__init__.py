"""What an article's characters say: offsets, words, sentences, zones; no I/O, no Qt, no SQL."""
