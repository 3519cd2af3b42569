"""Take a lead in: a few fields; who is known is said, never made twice."""

from collections.abc import Callable, Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.pasted import Pasted
from tuicrm.sales import intake, sources
from tuicrm.sales.intake import Lead, TakenIn
from tuicrm.sales.intake_words import told
from tuicrm.sales.sources import Source
from tuicrm.sales.wording import words
from tuicrm.screens.drafts import keeper
from tuicrm.screens.pane import Pane
from tuicrm.store.errors import Refused
from tuicrm.widgets.fields import Field, Option
from tuicrm.widgets.form_screen import FormScreen

_FIELD_OF = {"phone_form": "phone", "email_form": "email", "lead_empty": "name", "no_source": "source",
             "no_campaign": "campaign", "no_referrer": "referrer"}  # fmt: skip


def new_lead(pane: Pane, read: Pasted, source: str, then: Callable[[int, bool], None]) -> None:
    """Ask who it is, beginning with what was read, and take them in.

    `then` gets the customer's id and whether it lies in the pool.
    """
    pane.ask(sources.names, then=lambda found: _open(pane, found, read, source, then), slot="sources")


def _open(pane: Pane, found: Sequence[Source], read: Pasted, source: str, then: Callable[[int, bool], None]) -> None:
    channels = tuple(Option(one.key, show(_(one.name))) for one in found)
    fields = [
        Field("name", _("Company"), value=read.name, hint=_("empty for a person")),
        Field("contact", _("Contact"), value=read.contact),
        Field("title", _("Title"), value=read.title),
        Field("phone", _("Phone"), value="; ".join(read.phones), hint=_("several divided by ;")),
        Field("email", _("E-mail"), value="; ".join(read.emails), hint=_("several divided by ;")),
        Field("source", _("Source"), "choice", source, options=channels, hint=_("how they came: a digit chooses")),
        Field("campaign", _("Campaign"), hint=_("it brings its source")),
        Field("referrer", _("Sent by"), hint=_("a customer, or one of us as @login")),
        Field("website", _("Website"), value=read.website),
        Field("city", _("City"), value=read.city),
        Field("message", _("Asks for"), "note", read.message),
    ]

    def send(said: dict[str, str], form: FormScreen) -> None:
        lead = Lead(
            name=said["name"], contact=said["contact"], title=said["title"], phones=_several(said["phone"]),
            emails=_several(said["email"]), source=said["source"], campaign=said["campaign"],
            referrer=said["referrer"], website=said["website"], city=said["city"], message=said["message"],
        )  # fmt: skip

        def done(taken: TakenIn) -> None:
            form.done()
            then(taken.customer_id, taken.in_pool)

        def failed(error: Exception) -> None:
            key = _FIELD_OF.get(error.code) if isinstance(error, Refused) else None
            form.refuse({key: words(error)} if key else {}, "" if key else words(error))

        pane.act(intake.take_in, lead, then=done, failed=failed, said=told)

    pane.app.push_screen(FormScreen(_("Who asks?"), fields, _("Take in"), keeper(pane, "lead.add"), send=send))


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())
