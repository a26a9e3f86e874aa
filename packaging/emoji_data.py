"""Write `resources/emoji.txt` from Unicode's own lists of the emoji recommended for use.

    .venv/bin/python packaging/emoji_data.py emoji-sequences.txt emoji-zwj-sequences.txt

The two files are those of https://www.unicode.org/Public/18.0.0/emoji/, or of a newer
version. What is written is read back and held against them.
"""

import re
import sys
from pathlib import Path
from textwrap import wrap

from console.text.emoji import TONES, listed

OUT = Path(__file__).resolve().parent.parent / "resources" / "emoji.txt"

ONLY_X = {
    *(f"{sign}\u20e3" for sign in "#*0123456789"),
    *(
        f"{sign}\ufe0f"
        for sign in "⌚⌛◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾"
        "⛄⛅⛔⛪⛲⛳⛵⛺⛽❗⬛⬜⭐⭕🀄🈚🈯"
    ),
    *(f"{person}\ufe0f{TONES[0]}" for person in "☝⛷⛹✌✍🏋🏌🕴🕵🖐"),
    *(f"🕴{sign}\u200d{sex}\ufe0f" for sign in ("\ufe0f", TONES[0]) for sex in "♀♂"),
    f"⛷{TONES[0]}",
    "👁\u200d🗨",
}
"""What X's parser takes for one emoji though Unicode does not recommend it, written as below.

Found by writing out all that the pattern of twemoji-parser 11.0.2 matches, the one that
twitter-text 3.1.0 counts with (https://github.com/twitter/twemoji-parser).
"""

HEAD = """\
# The emoji of Unicode {version} that are recommended for use (RGI_Emoji), each counted as one.
# Written by packaging/emoji_data.py from emoji-sequences.txt and emoji-zwj-sequences.txt of
# https://www.unicode.org/Public/, (c) Unicode, Inc., https://www.unicode.org/license.txt
# A light skin tone stands for each of the five; two light ones for any two; a light one
# and a medium-light one for any two that differ."""


def main(argv: list[str]) -> int:
    """Write the file from the two files named; return the exit code."""
    if len(argv) != 2:
        print(__doc__)
        return 2
    texts = [Path(each).read_text("utf-8") for each in argv]
    emoji = {each for text in texts for each in recommended(text)}
    version = re.findall(r"^# Version: ([0-9.]+)", texts[0], re.MULTILINE)[0]
    written = "\n".join(
        [
            HEAD.format(version=version),
            *lines({shortest(each, emoji) for each in emoji}),
            "# Not among them, yet taken for one by X's parser of emoji:",
            *lines(ONLY_X),
            "",
        ]
    )
    only_x = listed(" ".join(ONLY_X))
    if listed(written) != emoji | only_x:
        print("What was written does not say what was read: is there a new kind of sequence?")
        return 1
    OUT.write_text(written, "utf-8")
    print(f"{len(emoji)} emoji of Unicode {version}, {len(only_x - emoji)} only of X")
    return 0


def recommended(text: str) -> list[str]:
    """Return the emoji of one of Unicode's files: code points or a range before the `;`."""
    found: list[str] = []
    for line in text.splitlines():
        codes = line.partition("#")[0].partition(";")[0].split()
        if len(codes) == 1 and ".." in codes[0]:
            first, last = (int(code, 16) for code in codes[0].split(".."))
            found += map(chr, range(first, last + 1))
        elif codes:
            found.append("".join(chr(int(code, 16)) for code in codes))
    return found


def shortest(sequence: str, emoji: set[str]) -> str:
    """Return what stands in the file for a sequence and for those of other skin tones."""
    bare = re.split(f"[{TONES}]", sequence)
    if len(bare) == 1 or sequence in TONES:
        return sequence
    light = TONES[0].join(bare)
    return light if light in emoji else TONES[0].join(bare[:-1]) + TONES[1] + bare[-1]


def lines(sequences: set[str]) -> list[str]:
    """Return lines of sequences: those of one code point first, in their order."""
    ordered = sorted(sequences, key=lambda each: (len(each), each))
    return wrap(" ".join(ordered), 96, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
