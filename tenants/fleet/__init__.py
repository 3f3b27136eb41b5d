"""Bringing every marketplace up to this code (tenancy.md §4): `manage.py fleet`.

One query finds who is behind. The first marketplace of each version is taken through by Django, and what its
migrations said to the database is written down; to the others it is only said again. One that fails stops nobody
else, keeps its error, and is tried again by the next run.
"""

from tenants.fleet.upgrading import Busy, CanaryFailed, Outcome, alone, behind, follow_with, upgrade_all

__all__ = ["Busy", "CanaryFailed", "Outcome", "alone", "behind", "follow_with", "upgrade_all"]
