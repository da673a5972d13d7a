"""Words to WordPiece ids and casing classes, exactly as `crates/language/src/pieces.rs` does at run time.

In: words (strings). Out: per word a list of piece ids, and a casing class per word.
Method: BERT's uncased tokenizer (Devlin et al. 2019) applied to one word at a time; long words are cut to MAX_PIECES.
"""
import unicodedata

MAX_PIECES = 10
MAX_CHARACTERS = 64

# Casing classes of a word; the uncased vocabulary loses what they keep.
LOWER, TITLE, UPPER, SINGLE_UPPER, MIXED, DIGITS, DIGITS_AND_LETTERS, MARKS = range(8)
CASINGS = 8


def casing(word):
    letters = [c for c in word if c.isalpha()]
    digit = any(c.isnumeric() for c in word)
    if digit:
        return DIGITS_AND_LETTERS if letters else DIGITS
    if not letters:
        return MARKS
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return LOWER
    if len(letters) == 1:
        return SINGLE_UPPER
    if all(upper):
        return UPPER
    if upper[0] and not any(upper[1:]):
        return TITLE
    return MIXED


def is_mark(c):
    """BERT's idea of punctuation: every ASCII character that is neither letter nor digit, and Unicode category P."""
    return ("!" <= c <= "/") or (":" <= c <= "@") or ("[" <= c <= "`") or ("{" <= c <= "~") or unicodedata.category(c)[0] == "P"


class Pieces:
    def __init__(self, vocabulary):
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.start, self.end = self.ids["[UNK]"], self.ids["[CLS]"], self.ids["[SEP]"]
        self.memory = {}

    def word(self, word):
        known = self.memory.get(word)
        if known is None:
            known = self.memory[word] = self._word(word)
        return known

    def _word(self, word):
        plain = "".join(c for c in unicodedata.normalize("NFD", word[:MAX_CHARACTERS].lower()) if unicodedata.category(c) != "Mn")
        parts, run = [], ""
        for c in plain:
            if is_mark(c):
                if run:
                    parts.append(run)
                parts.append(c)
                run = ""
            elif not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"):
                run += c
        if run:
            parts.append(run)
        out = []
        for part in parts:
            out.extend(self._greedy(part))
        return out[:MAX_PIECES] or [self.unknown]

    def _greedy(self, part):
        out, start = [], 0
        while start < len(part):
            end = len(part)
            while end > start:
                piece = ("##" if start else "") + part[start:end]
                if piece in self.ids:
                    break
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.ids[piece])
            start = end
        return out
