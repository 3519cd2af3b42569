"""A form as a dialog over what is shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form import Form
from tuicrm.widgets.rule_line import RuleLine

Values = dict[str, str]

_FRAME = 2  # the title and the line below


class FormScreen(ModalScreen[Values | None]):
    """Shows a form and comes back with its texts, or with None when it was left.

    Without `send` it closes as soon as the form is complete. With `send` it stays open while that works:
    then it is closed by `done()`, or goes on with `refuse()`, nothing lost. A form with a draft should use
    `send`: the draft is thrown away only when the text has arrived.
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        words: str = "",
        draft: DraftKeeper | None = None,
        *,
        send: Callable[[Values, "FormScreen"], None] | None = None,
    ) -> None:
        """Take what to show.

        Args:
            title: the line above.
            words: what the button says that sends; "" is Save.
            draft: keeps what is typed.
            send: gets the texts and this screen.
        """
        super().__init__()
        self.form = Form(fields, words=words, draft=draft)
        self._title_line = RuleLine(title)
        self._send = send

    def compose(self) -> Iterator[Widget]:
        with Vertical():
            yield self._title_line
            yield self.form
            yield RuleLine("")

    def on_mount(self) -> None:
        self.form.focus_first()

    def on_resize(self) -> None:
        self.form.limit(self.size.height - _FRAME)

    def done(self) -> None:
        """Close: what was sent has arrived."""
        self.form.leaving.discard()
        self.dismiss(self.form.values)

    def refuse(self, errors: Mapping[str, str], sentence: str = "") -> None:
        """Go on: what was sent was refused, by field and as a whole."""
        self.form.refuse(errors, sentence)

    def on_form_submitted(self, event: Form.Submitted) -> None:
        event.stop()
        if self._send is None:
            self.done()
        else:
            self._send(event.values, self)

    def on_form_left(self, event: Form.Left) -> None:
        event.stop()
        self.dismiss(None)
