"""Words that Wagtail leaves in English in one of our languages: they stand in our catalogues, which are asked first.

Word for word as Wagtail says them in English, for they are found by that.
"""

from django.utils.translation import gettext_noop as say

WORDS = (
    say("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    say("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    say(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in "
        "'<span class=\"w-title-ellipsis\">%(title)s</span>'."
    ),
    say("Access level"),
    say("Bulk actions"),
    say("Close dialog"),
    say("Date updated"),
    say("Filter by"),
    say("Grid layout"),
    say("Keyboard shortcuts"),
    say("Last login"),
    say("List layout"),
    say("Maximum"),
    say("Minimum"),
    say("More options for '%(title)s'"),
    say("Newest"),
    say("Oldest"),
    say("Page type"),
    say("Search all pages…"),
    say("Search…"),
    say("Select"),
    say("Select all"),
    say("Show filters"),
    say("Sort by"),
    say("Toggle breadcrumbs"),
    say("Toggle sidebar"),
    say("Usage count"),
    say("Add to collection"),
    say("Assign role"),
    say("Edited by"),
    say("File size: (high to low)"),
    say("File size: (low to high)"),
    say("Has child pages"),
    say(
        "Pages created here will not be accessible at any URL. To add pages to an existing site, "
        "create them as children of the homepage."
    ),
    say("Select all users in listing"),
    say("Set active state"),
    say("Side panel width"),
    say("Sort menu order"),
    say("Tag"),
    say("Title: (A -> Z)"),
    say("Title: (Z -> A)"),
    say("Translate this page"),
    say("Usage count: (high to low)"),
    say("Usage count: (low to high)"),
)
