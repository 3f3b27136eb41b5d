"""An icon for a category, by what its address says. All from Lucide."""

WORDS: tuple[tuple[str, str], ...] = (
    ("review", "circle-check"), ("quality", "shield-check"), ("test", "flask-conical"), ("train", "graduation-cap"),
    ("course", "graduation-cap"), ("coach", "graduation-cap"), ("advice", "lightbulb"), ("concept", "pencil-ruler"),
    ("making", "hammer"), ("rush", "zap"), ("ongoing", "repeat"), ("rig", "bone"), ("gameplay", "gamepad-2"),
    ("cinema", "clapperboard"), ("mocap", "person-standing"), ("facial", "smile"), ("creature", "paw-print"),
    ("tools", "wrench"), ("twod", "layers-2"), ("patent", "scroll-text"), ("office", "stamp"), ("clinic", "stethoscope"),  # noqa: E501
    ("regulat", "file-check"), ("device", "heart-pulse"), ("pharma", "pill"), ("paper", "newspaper"),
    ("commercial", "megaphone"), ("dubbing", "languages"), ("audiobook", "book-open"), ("elearning", "presentation"),
    ("character", "drama"), ("document", "film"), ("direction", "clapperboard"), ("post", "sliders-horizontal"),
    ("coordination", "network"), ("architect", "house"), ("infra", "route"), ("structure", "construction"),
    ("mep", "fan"), ("reinforce", "grid-3x3"), ("survey", "scan"), ("visual", "eye"), ("frontend", "panels-top-left"),
    ("backend", "server"), ("mobile", "smartphone"), ("shop", "shopping-bag"), ("wordpress", "file-text"),
    ("devops", "cloud"), ("rescue", "life-buoy"), ("contract", "signature"), ("court", "gavel"),
    ("corporate", "building-2"), ("ip", "copyright"), ("family", "users"), ("immigr", "plane"), ("privacy", "lock"),
    ("interpret", "mic"), ("inspect", "search"), ("varroa", "bug"), ("queen", "crown"), ("pollin", "flower-2"),
    ("harvest", "milk"), ("urban", "building"), ("removal", "truck"), ("figures", "chart-line"), ("cover", "image"),
    ("anatomy", "bone"), ("botany", "leaf"), ("zoology", "turtle"), ("molecular", "dna"), ("animation", "play"),
    ("exhibit", "landmark"), ("weekly", "calendar"), ("narrative", "book-open"), ("repair", "wrench"),
    ("sound", "audio-waveform"), ("production", "clipboard-list"), ("notes", "notebook-pen"), ("video", "video"),
    ("launch", "rocket"), ("planting", "sprout"), ("small", "flower"), ("natural", "bird"), ("edible", "carrot"),
    ("drawing", "ruler"), ("light", "lamp"), ("monthly", "calendar-check"), ("cleanup", "eraser"),
    ("payroll", "wallet"), ("vat", "percent"), ("return", "file-input"), ("yearend", "calendar-range"),
    ("system", "settings"), ("usab", "mouse-pointer-click"), ("interview", "messages-square"), ("diary", "notebook"),
    ("access", "accessibility"), ("recruit", "user-plus"), ("ops", "workflow"), ("service", "concierge-bell"),
    ("fullday", "sun"), ("ceremony", "church"), ("elope", "mountain"), ("engage", "gem"), ("film", "film"),
    ("second", "copy-plus"), ("retouch", "wand-sparkles"), ("tradition", "sparkles"), ("ingest", "arrow-down-to-line"),
    ("warehouse", "warehouse"), ("platform", "layers"), ("bi", "gauge"), ("migrat", "move-right"), ("ml", "brain"),
    ("govern", "shield"),
)  # fmt: skip
OTHERS = ("folder", "tag", "star", "compass")


def of(slug: str, place: int) -> str:
    return next((icon for word, icon in WORDS if word in slug), OTHERS[place % len(OTHERS)])
