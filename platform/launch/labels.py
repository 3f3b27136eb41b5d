"""What the wizard calls the looks and choices that theming only has keys for."""

from django.utils.translation import pgettext_lazy

THEMES = {
    "rig": pgettext_lazy("look", "Rig"),
    "studio": pgettext_lazy("look", "Studio"),
    "archive": pgettext_lazy("look", "Archive"),
    "souk": pgettext_lazy("look", "Souk"),
    "blueprint": pgettext_lazy("look", "Blueprint"),
    "medina": pgettext_lazy("look", "Medina"),
    "signal": pgettext_lazy("look", "Signal"),
    "botanic": pgettext_lazy("look", "Botanic"),
    "night": pgettext_lazy("look", "Night"),
    "ledger": pgettext_lazy("look", "Ledger"),
    "candy": pgettext_lazy("look", "Candy"),
    "clinic": pgettext_lazy("look", "Clinic"),
    "brigade": pgettext_lazy("look", "Brigade"),
    "harbour": pgettext_lazy("look", "Harbour"),
    "stage": pgettext_lazy("look", "Stage"),
}
TYPES = {
    "system": pgettext_lazy("typeface", "Plain"),
    "grotesk": pgettext_lazy("typeface", "Grotesque"),
    "humanist": pgettext_lazy("typeface", "Humane"),
    "geometric": pgettext_lazy("typeface", "Geometric"),
    "industrial": pgettext_lazy("typeface", "Industrial"),
    "rounded": pgettext_lazy("typeface", "Rounded"),
    "serif": pgettext_lazy("typeface", "Bookish"),
    "literary": pgettext_lazy("typeface", "Literary"),
    "editorial": pgettext_lazy("typeface", "Editorial"),
    "slab": pgettext_lazy("typeface", "Slab"),
    "mono": pgettext_lazy("typeface", "Typewriter"),
    "mincho": pgettext_lazy("typeface", "Mincho"),
    "gothic": pgettext_lazy("typeface", "Gothic"),
    "kufi": pgettext_lazy("typeface", "Kufi"),
}
RADII = {
    "sharp": pgettext_lazy("corners", "Sharp"),
    "soft": pgettext_lazy("corners", "Soft"),
    "round": pgettext_lazy("corners", "Round"),
    "pill": pgettext_lazy("corners", "Fully round"),
}
STEPS = {
    "idea": pgettext_lazy("wizard step", "Idea"),
    "name": pgettext_lazy("wizard step", "Name"),
    "brand": pgettext_lazy("wizard step", "Look"),
    "money": pgettext_lazy("wizard step", "Money"),
    "account": pgettext_lazy("wizard step", "You"),
    "building": pgettext_lazy("wizard step", "Open"),
}
