#!/usr/bin/env python3
"""Raw text from a CoNLL-U treebank, for measuring segmentation.

raw_text.py TREEBANK.conllu [--join spaces|lines] > text.txt

The sentences' `# text` lines are joined by one space, paragraphs (`# newpar`, `# newdoc`) by a blank line. With
`--join spaces` paragraphs are lost too: a document is one line; with `--join lines` paragraphs are wrapped at 70 columns.
Standard library only.
"""
import sys
import textwrap


def paragraphs(lines):
    """Yields (begins a document, sentences) for each paragraph."""
    begins_document, sentences, document, paragraph = True, [], False, False
    for line in lines:
        if line.startswith("# newdoc"):
            document = True
        elif line.startswith("# newpar") and line[8:9] in ("\n", " ", ""):
            paragraph = True
        elif line.startswith("# text ="):
            if sentences and (document or paragraph):
                yield begins_document, sentences
                begins_document, sentences = document, []
            sentences.append(line[len("# text ="):].strip())
            document = paragraph = False
    if sentences:
        yield begins_document, sentences


def main():
    arguments = sys.argv[1:]
    join = "paragraphs"
    if "--join" in arguments:
        at = arguments.index("--join")
        join = arguments[at + 1] if at + 1 < len(arguments) else ""
        del arguments[at:at + 2]
    if len(arguments) != 1 or join not in ("paragraphs", "spaces", "lines"):
        sys.exit(__doc__)
    with open(arguments[0], encoding="utf-8") as treebank:
        first = True
        for begins_document, sentences in paragraphs(treebank):
            text = " ".join(sentences)
            if join == "lines":
                text = "\n".join(textwrap.wrap(text, 70, break_long_words=False, break_on_hyphens=False))
            gap = "" if first else " " if join == "spaces" and not begins_document else "\n\n"
            sys.stdout.write(gap + text)
            first = False
    print()


if __name__ == "__main__":
    main()
