"""The owner's console: Wagtail's admin at /manage/, with her figures, brand, fees, members, work and money."""
