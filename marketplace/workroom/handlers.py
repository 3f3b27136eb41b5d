"""What the relay tells: moves of a contract to the pages that show it, messages to who has not seen them."""

from kernel.actors import SYSTEM
from kernel.history.models import Entry
from marketplace.contracts.models import Bonus, Milestone
from marketplace.notices import actions as notices
from marketplace.workroom import live, queries
from marketplace.workroom.models import Message, Thread

MESSAGE_KIND = "message.send"


def on_move(entry: Entry) -> None:
    """A contract has moved: its open pages fetch the parts that changed."""
    contract_id = entry.subject_id
    if entry.subject_type == "milestone":
        contract_id = Milestone.objects.values_list("contract_id", flat=True).get(pk=entry.subject_id)
    elif entry.subject_type == "bonus":
        contract_id = Bonus.objects.values_list("contract_id", flat=True).get(pk=entry.subject_id)
    uuid = Thread.objects.filter(contract_id=contract_id).values_list("uuid", flat=True).first()
    if uuid is not None:
        live.telling(uuid, live.CHANGED, entry.pk)()


def on_message(entry: Entry) -> None:
    """Tell the other side once until she has read: not for every message, and not when she has read it already."""
    rows = Message.objects.select_related("author", "thread__client", "thread__freelancer", "thread__contract")
    message = rows.get(pk=entry.subject_id)
    thread = message.thread
    other = queries.other_in(thread, message.author)
    read = queries.read_up_to(thread, other)
    if read >= message.pk:
        return
    first = thread.messages.filter(pk__gt=read, author=message.author).order_by("pk").values_list("pk", flat=True)[0]
    notices.notify(
        member=other,
        kind=MESSAGE_KIND,
        params={"name": message.author.name, "title": thread.title},
        url=thread.get_absolute_url(),
        key=f"message:{first}",
        actor=SYSTEM,
        at=entry.at,
    )
