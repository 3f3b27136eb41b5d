"""Which trade and which look a sign-up means. Pure but for theming's tables."""

from collections.abc import Mapping

from marketplace import presets
from theming import contrast, tokens
from theming import presets as themes


def preset_of(niche: str, trade: str, language: str) -> presets.Preset:
    """The trade as far as it is known; before anything was said, the first one, so that there is something to see."""
    if niche in presets.slugs():
        return presets.get(niche, language)
    return presets.free(trade, language) if trade else presets.get(presets.slugs()[0], language)


def tokens_of(preset: presets.Preset | None, theme: str = "", own: Mapping[str, str] | None = None) -> dict[str, str]:
    """A look's tokens: the theme's, then the trade's own if the theme is the trade's, then the owner's choices."""
    start = theme if theme in themes.PRESETS else preset.theme if preset else next(iter(themes.PRESETS))
    trade = preset.look if preset and start == preset.theme else {}
    return tokens.lenient({**themes.PRESETS[start], **trade, **(own or {})})


def findings(shown: Mapping[str, str], drawn: Mapping[str, str]) -> list[contrast.Finding]:
    """What of the owner's own choice cannot be read, each with the nearest colour that can. Of a look as it was
    `drawn` nothing is said: nobody is warned of what she did not choose, and its shades are derived all the same."""
    return [finding for finding in contrast.review(shown) if finding.shown != drawn.get(finding.token)]
