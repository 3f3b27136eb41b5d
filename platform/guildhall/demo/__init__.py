"""The demo: five marketplaces full of people and work, made by the same actions that people use."""
