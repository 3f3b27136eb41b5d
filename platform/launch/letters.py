"""Names and addresses: what may stand in them, and which look like another. Pure text, no database."""

import re
import unicodedata

from django.utils.text import slugify
from django.utils.translation import gettext as _

NAME_LENGTH, SLUG_LENGTH, SLUG_LEAST = 80, 40, 3
MARKS = "&'’.,!?+-–—·:/()"
# Shown in no way, or turning the text around: only useful for deceit.
INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
# Scripts that are written together.
TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA", "LATIN"}, {"CJK", "HANGUL", "LATIN"}, {"CJK", "BOPOMOFO", "LATIN"})
# Letters of other alphabets, and digits, that pass for Latin ones (Unicode TR39, the ones that matter in addresses).
LOOKS = str.maketrans(
    {
        "а": "a", "в": "b", "е": "e", "ё": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c", "т": "t",
        "у": "y", "х": "x", "ѕ": "s", "і": "i", "ї": "i", "ј": "j", "ԁ": "d", "ɡ": "g", "ո": "n", "ս": "u", "ց": "g",
        "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u",
        "χ": "x", "ω": "w", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "0": "o", "1": "l", "3": "e", "4": "a", "5": "s",
        "7": "t", "8": "b", "i": "l", "|": "l", "!": "l",
    }
)  # fmt: skip
RESERVED = frozenset(
    """
    about account accounts admin administrator api app apps assets auth beta billing blog cdn checkout cname
    console contact dashboard demo dev dns docs download email example files ftp gallery gateway get go guildhall
    help home host hosting hooks imap img info internal invoice invoices jobs legal live local localhost login
    logout mail manage media metrics mobile mx my news ns ns1 ns2 null operator owner panel pay payment payments
    platform pop postmaster preview press pricing privacy prod production proxy public root sales sandbox search
    secure security server settings shop signin signup smtp ssl staff staging start static stats status store
    stripe support system team template tenant test testing theme tls undefined user users web webmail webmaster
    webhook webhooks wpad www www1 www2
    """.split()  # noqa: SIM905 - a list of words reads better as words
)


def flaw_of_name(name: str) -> str:
    """What is wrong with a marketplace's name, as a sentence; "" when nothing is."""
    if not name:
        return _("Give your marketplace a name.")
    if len(name) > NAME_LENGTH:
        return _("A name has at most %(most)d characters; this one has %(count)d.") % {
            "most": NAME_LENGTH,
            "count": len(name),
        }
    if any(unicodedata.category(letter) in INVISIBLE for letter in name):
        return _("The name contains characters that cannot be seen. Please type it anew.")
    strange = next((letter for letter in name if not _may_stand(letter)), "")
    if strange:
        return _("A name may contain letters, digits, spaces and the marks %(marks)s, but not “%(letter)s”.") % {
            "marks": "& ' . , ! ? + -",
            "letter": strange,
        }
    if not any(letter.isalpha() for letter in name):
        return _("A name needs at least one letter.")
    return flaw_of_scripts(name)


def flaw_of_trade(trade: str) -> str:
    """What is wrong with a trade in somebody's own words, as a sentence; "" when nothing is."""
    if not trade:
        return _("Say in a few words what your marketplace is for.")
    if any(unicodedata.category(letter) in INVISIBLE for letter in trade):
        return _("The text contains characters that cannot be seen. Please type it anew.")
    if not any(letter.isalpha() for letter in trade) or not all(_may_stand(letter) for letter in trade):
        return _("Please use words only, for example: falconry training.")
    return flaw_of_scripts(trade)


def flaw_of_slug(slug: str) -> str:
    """What is wrong with an address as such (not whether it is free), as a sentence; "" when nothing is."""
    if not slug:
        return _("Choose an address: letters a to z, digits and hyphens.")
    if len(slug) > SLUG_LENGTH:
        return _("An address has at most %(most)d characters; this one has %(count)d.") % {
            "most": SLUG_LENGTH,
            "count": len(slug),
        }
    mixed = flaw_of_scripts(slug)
    if mixed:
        return mixed
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        return _("An address may contain only the letters a to z, digits and hyphens.")
    if len(slug) < SLUG_LEAST:
        return _("An address has at least %(least)d characters.") % {"least": SLUG_LEAST}
    if slug.strip("-") != slug or "--" in slug:
        return _("An address begins and ends with a letter or digit, and has no two hyphens in a row.")
    if slug in RESERVED or slug.replace("-", "") in RESERVED:
        return _("The address “%(slug)s” is reserved. Please choose another one.") % {"slug": slug}
    return ""


def flaw_of_scripts(text: str) -> str:
    """Letters of different alphabets in one word look alike and deceive; a sentence naming them, or ""."""
    for word in re.findall(r"[^\W\d_]+", text):
        used = scripts(word)
        if len(used) > 1 and not any(used <= group for group in TOGETHER):
            names = sorted(used)
            return _("“%(word)s” mixes letters of two alphabets that look alike: %(first)s and %(second)s.") % {
                "word": word,
                "first": names[0].capitalize(),
                "second": names[1].capitalize(),
            }
    return ""


def scripts(word: str) -> set[str]:
    """The alphabets of a word's letters, by the first word of their Unicode names."""
    found = {unicodedata.name(letter, "UNKNOWN").split(" ")[0].split("-")[0] for letter in word if letter.isalpha()}
    return found - {"MODIFIER", "FULLWIDTH", "HALFWIDTH", "MASCULINE", "FEMININE"}


def skeleton(text: str) -> str:
    """What an eye sees of an address or name: two with one skeleton look alike. `r1gg1ng-desk` is `rigging-desk`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(LOOKS)
    return re.sub(r"[\W_]+", "", bare.replace("rn", "m").replace("vv", "w"))


def slug_for(name: str) -> str:
    """An address made of a name: "Rigging Desk" → rigging-desk; "" when the name has no Latin letters."""
    return slugify(name.translate(str.maketrans("ßæøłđı", "sæoldi")).replace("æ", "ae"))[:SLUG_LENGTH].strip("-")


def _may_stand(letter: str) -> bool:
    return letter == " " or letter in MARKS or unicodedata.category(letter)[0] in "LMN"
