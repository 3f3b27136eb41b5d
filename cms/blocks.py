"""What owners build pages from. Blocks that show jobs, people or figures read them when the page is served."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms import showcase

PLAIN = ["bold", "italic", "link", "ul", "ol"]


class Action(blocks.StructBlock):
    """A button that leads somewhere on the marketplace."""

    label = blocks.CharBlock(label=_("Label"), max_length=60)
    target = blocks.ChoiceBlock(
        label=_("Leads to"),
        choices=[
            ("post", _("Post a job")),
            ("jobs", _("Find jobs")),
            ("talent", _("Find people")),
            ("join", _("Sign up")),
        ],
        default="post",
    )

    class Meta:
        label = _("Button")
        icon = "link"


class Hero(blocks.StructBlock):
    eyebrow = blocks.CharBlock(label=_("Small line above"), required=False, max_length=80)
    headline = blocks.CharBlock(label=_("Headline"), max_length=120)
    lead = blocks.TextBlock(label=_("Lead"), required=False, max_length=400)
    actions = blocks.ListBlock(Action(), label=_("Buttons"), max_num=2, default=[])
    variant = blocks.ChoiceBlock(
        label=_("Arrangement"),
        choices=[
            ("split", _("Picture beside the words")),
            ("centre", _("Words in the middle")),
            ("search", _("With a search field")),
            ("band", _("Full-width band of colour")),
        ],
        default="split",
    )
    picture = ImageChooserBlock(label=_("Picture"), required=False)

    class Meta:
        label = _("Opening")
        icon = "title"
        template = "cms/blocks/hero.html"


class Step(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), max_length=300)


class Steps(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    lead = blocks.TextBlock(label=_("Lead"), required=False, max_length=300)
    steps = blocks.ListBlock(Step(), label=_("Steps"))
    variant = blocks.ChoiceBlock(
        label=_("Arrangement"),
        choices=[("row", _("In a row")), ("column", _("One below the other")), ("cards", _("As cards"))],
        default="row",
    )

    class Meta:
        label = _("How it works")
        icon = "list-ol"
        template = "cms/blocks/steps.html"


class Categories(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    lead = blocks.TextBlock(label=_("Lead"), required=False, max_length=300)
    variant = blocks.ChoiceBlock(
        label=_("Arrangement"),
        choices=[("tiles", _("Tiles")), ("list", _("A quiet list")), ("chips", _("Chips"))],
        default="tiles",
    )

    class Meta:
        label = _("Categories")
        icon = "folder-open-inverse"
        template = "cms/blocks/categories.html"

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        return super().get_context(value, parent_context) | {"categories": showcase.categories()}


class Jobs(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    number = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=12, default=6)

    class Meta:
        label = _("Newest jobs")
        icon = "clipboard-list"
        template = "cms/blocks/jobs.html"

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        return super().get_context(value, parent_context) | {"jobs": showcase.jobs(value["number"])}


class Talent(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    number = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=12, default=4)

    class Meta:
        label = _("People")
        icon = "group"
        template = "cms/blocks/talent.html"

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        return super().get_context(value, parent_context) | {"people": showcase.people(value["number"])}


class Figures(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)

    class Meta:
        label = _("Figures of this marketplace")
        icon = "order"
        template = "cms/blocks/figures.html"

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        return super().get_context(value, parent_context) | {"figures": showcase.figures()}


class Question(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=PLAIN)


class Questions(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    questions = blocks.ListBlock(Question(), label=_("Questions"))

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        template = "cms/blocks/questions.html"


class Voice(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Words"), max_length=400)
    who = blocks.CharBlock(label=_("Who said it"), max_length=120)

    class Meta:
        label = _("A voice")
        icon = "openquote"
        template = "cms/blocks/voice.html"


class Call(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=300)
    actions = blocks.ListBlock(Action(), label=_("Buttons"), max_num=2, default=[])

    class Meta:
        label = _("Invitation")
        icon = "pick"
        template = "cms/blocks/call.html"


class Fees(blocks.StructBlock):
    """The marketplace's fees as they stand today, with a worked example: never typed twice."""

    class Meta:
        label = _("Our fees, always up to date")
        icon = "calculator"
        template = "cms/blocks/fees.html"

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        return super().get_context(value, parent_context) | {"fees": showcase.fees()}


class Story(blocks.StreamBlock):
    """All that a page of an owner may hold."""

    hero = Hero()
    steps = Steps()
    categories = Categories()
    jobs = Jobs()
    talent = Talent()
    figures = Figures()
    questions = Questions()
    voice = Voice()
    call = Call()
    fees = Fees()
    text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", template="cms/blocks/text.html", features=["h2", "h3", *PLAIN, "hr"]
    )
    picture = ImageChooserBlock(label=_("Picture"), icon="image", template="cms/blocks/picture.html")
