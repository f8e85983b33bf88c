#!/usr/bin/env python3
"""Makes the sample of the ngrams example, on the standard output, in the format of Google Books 1-grams.

The text is the King James Version of the Bible (1611), which is in the public domain. It comes from two Debian
packages, the text and the program that unpacks it:

    apt-get install bible-kjv bible-kjv-text        # 4.38 in Debian 12
    examples/src/main/scripts/make-sample.py \\
        > examples/src/main/resources/dev/sluice/examples/ngrams/sample-1gram.tsv

The counts are those of the text; the years are made up, as one text has only one. Its chapters are dealt in turn to the
years of five notable editions, each chapter being a volume: so most words have several rows, and the match counts of a
word add up to the number of times that it is in the text. As in Google's data, rare words are left out.

The output depends on the text alone, and the text is checked.
"""

import argparse
import collections
import hashlib
import re
import subprocess
import sys

TEXT_SHA256 = "cd45f0c9cedab8e4439bd6486c8952c77cc8b0ecc5d1f6ae3513f2039f47229d"
YEARS = (1611, 1629, 1638, 1762, 1769)
RARE = 5  # words with fewer matches than this, or from a single year, are left out
WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*")


def verses(arguments):
    """Yields (chapter, text) for each verse; a line of the program is like 'Ge1:1 In the beginning ...'."""
    command = [arguments.bible, "-f"]
    if arguments.data:
        command += ["-p", arguments.data]
    text = subprocess.run(command + ["gen1:1-rev22:21"], check=True, stdout=subprocess.PIPE).stdout
    digest = hashlib.sha256(text).hexdigest()
    if digest != TEXT_SHA256:
        sys.exit(f"make-sample: this is another text: its SHA-256 is {digest}, not {TEXT_SHA256}")
    for line in text.decode("ascii").splitlines():
        reference, verse = line.split(" ", 1)
        yield reference.split(":")[0], verse


def rows(all_verses):
    """Yields (word, year, match count, volume count), ordered by word and year."""
    chapters = {}
    matches = collections.Counter()
    volumes = collections.defaultdict(set)
    for chapter, verse in all_verses:
        number = chapters.setdefault(chapter, len(chapters))
        year = YEARS[number % len(YEARS)]
        for word in WORD.findall(verse):
            matches[word, year] += 1
            volumes[word, year].add(number)
    total = collections.Counter()
    years = collections.Counter()
    for (word, _), count in matches.items():
        total[word] += count
        years[word] += 1
    for word, year in sorted(matches):
        if total[word] >= RARE and years[word] > 1:
            yield word, year, matches[word, year], len(volumes[word, year])


def main():
    parser = argparse.ArgumentParser(description="Makes the sample of the ngrams example.")
    parser.add_argument("--bible", default="bible", help="the program (default: %(default)s)")
    parser.add_argument("--data", help="the directory of bible.data, if it is not /usr/lib")
    for row in rows(verses(parser.parse_args())):
        print(*row, sep="\t")


if __name__ == "__main__":
    main()
