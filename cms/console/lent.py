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
)
