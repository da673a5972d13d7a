#!/usr/bin/env python3
"""Make CoNLL-U with nothing but words out of an IOB2 file, so that names are found in exactly its words.

    bench/words_of_iob2.py NAMES.iob2 > WORDS.conllu

Standard library only.
"""
import sys

number = 0
for line in open(sys.argv[1], encoding="utf-8"):
    line = line.rstrip("\n")
    if not line:
        number = 0
        print()
    elif not line.startswith("#"):
        number += 1
        print(number, line.split("\t")[1], *["_"] * 8, sep="\t")
