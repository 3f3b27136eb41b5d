"""Looks to start from, clearly different in palette, type, shape, density and imagery. Pure; names are translated
where they are shown."""

from theming import tokens


def _look(**given: str) -> dict[str, str]:
    return tokens.check(given)


PRESETS: dict[str, dict[str, str]] = {
    "studio": _look(
        primary="#17171a", accent="#ff5b2e", neutral="pure", type="editorial", radius="sharp", density="airy",
        elevation="flat", border="hairline", cover="geometric", band="paper",
    ),
    "rig": _look(
        primary="#5b4bff", accent="#20d6a8", neutral="brand", tint="clear", type="grotesk", radius="soft",
        density="regular", elevation="lifted", border="hairline", cover="rig", pattern="grid", band="ink",
    ),
    "archive": _look(
        primary="#1f3a5f", accent="#c73e2c", neutral="sand", tint="strong", type="mincho", radius="sharp",
        density="airy", elevation="flat", border="hairline", cover="ink", band="tint",
    ),
    "souk": _look(
        primary="#0f6b57", accent="#f2b33d", neutral="warm", tint="clear", type="kufi", radius="pill",
        density="regular", elevation="soft", border="none", cover="waveform", band="brand",
    ),
    "blueprint": _look(
        primary="#0b4fd6", accent="#ff7a00", neutral="cool", tint="clear", type="industrial", radius="sharp",
        density="compact", elevation="flat", border="bold", cover="blueprint", pattern="grid", band="brand",
    ),
    "medina": _look(
        primary="#0e7490", accent="#e2603a", neutral="sand", tint="clear", type="geometric", radius="round",
        density="regular", elevation="soft", border="hairline", cover="tiles", band="tint",
    ),
    "signal": _look(
        primary="#ffd400", accent="#111111", neutral="pure", type="grotesk", radius="sharp", density="regular",
        elevation="hard", border="bold", cover="halftone", band="brand",
    ),
    "botanic": _look(
        primary="#2f6b3c", accent="#d98a2b", neutral="moss", tint="clear", type="serif", radius="round",
        density="airy", elevation="soft", border="hairline", cover="botanic", band="tint",
    ),
    "night": _look(
        primary="#b4f000", accent="#ff4fd8", neutral="cool", tint="strong", type="mono", radius="soft",
        density="compact", elevation="flat", border="hairline", cover="stage", pattern="dots", scheme="dark",
    ),
    "ledger": _look(
        primary="#14304f", accent="#b8893b", neutral="cool", tint="quiet", type="literary", radius="soft",
        density="regular", elevation="soft", border="hairline", cover="topographic", band="ink",
    ),
    "candy": _look(
        primary="#d3206c", accent="#5b8cff", neutral="rose", tint="clear", type="rounded", radius="pill",
        density="airy", elevation="lifted", border="none", cover="confetti", band="tint",
    ),
    "clinic": _look(
        primary="#0d7a80", accent="#3d6df2", neutral="cool", tint="quiet", type="humanist", radius="round",
        density="regular", elevation="soft", border="hairline", cover="honeycomb", band="tint",
    ),
    "brigade": _look(
        primary="#b3261e", accent="#f3c13a", neutral="warm", tint="strong", type="slab", radius="soft",
        density="regular", elevation="hard", border="bold", cover="weave", band="ink",
    ),
    "harbour": _look(
        primary="#1769e0", accent="#12b5a6", neutral="cool", tint="clear", type="system", radius="round",
        density="regular", elevation="soft", border="hairline", cover="waves", band="ink",
    ),
    "stage": _look(
        primary="#7b2ff2", accent="#ffb020", neutral="brand", tint="strong", type="geometric", radius="pill",
        density="regular", elevation="lifted", border="none", cover="stage", band="brand",
    ),
}  # fmt: skip
