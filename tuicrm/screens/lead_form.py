"""Take a lead in: a few fields; who is known is said, never made twice."""

from collections.abc import Callable, Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row
from tuicrm.sales import intake, sources
from tuicrm.sales.intake import Lead, TakenIn
from tuicrm.sales.intake_words import taken_in
from tuicrm.sales.sources import Source
from tuicrm.sales.wording import words
from tuicrm.screens.drafts import keeper
from tuicrm.screens.pane import Pane
from tuicrm.store.errors import Refused
from tuicrm.widgets.fields import Field, Option
from tuicrm.widgets.form_screen import FormScreen

_FIELD_OF = {"phone_form": "phone", "email_form": "email", "lead_empty": "name", "no_source": "source"}


def new_lead(pane: Pane, then: Callable[[int, bool], None]) -> None:
    """Ask who it is and take them in; `then` gets the customer's id and whether it lies in the pool."""
    pane.ask(sources.names, then=lambda found: _open(pane, found, then), slot="sources")


def _open(pane: Pane, found: Sequence[Source], then: Callable[[int, bool], None]) -> None:
    channels = tuple(Option(one.key, show(_(one.name))) for one in found)
    fields = [
        Field("name", _("Company"), hint=_("empty for a person")),
        Field("contact", _("Person")),
        Field("phone", _("Phone"), hint=_("several divided by ;")),
        Field("email", _("E-mail"), hint=_("several divided by ;")),
        Field("source", _("Source"), "choice", options=channels, hint=_("how they came: a digit chooses")),
        Field("city", _("City")),
        Field("message", _("Asks for"), "note"),
    ]

    def send(said: dict[str, str], form: FormScreen) -> None:
        lead = Lead(
            name=said["name"], contact=said["contact"], phones=_several(said["phone"]),
            emails=_several(said["email"]), source=said["source"], city=said["city"], message=said["message"],
        )  # fmt: skip

        def done(taken: TakenIn) -> None:
            form.done()
            then(taken.customer_id, taken.in_pool)

        def failed(error: Exception) -> None:
            key = _FIELD_OF.get(error.code) if isinstance(error, Refused) else None
            form.refuse({key: words(error)} if key else {}, "" if key else words(error))

        pane.act(intake.take_in, lead, then=done, failed=failed, said=_said)

    pane.app.push_screen(FormScreen(_("Who asks?"), fields, _("Take in"), keeper(pane, "lead.add"), send=send))


def _said(taken: TakenIn) -> str:
    said = taken_in(taken)
    if taken.near:
        names = ", ".join(show(one.name) for one in taken.near[:2])
        said = in_a_row(said, _("Perhaps the same: {names}.").format(names=names))
    return said


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())
