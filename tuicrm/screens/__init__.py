"""One file per screen: compose, ask, act, repaint. How a pane is written:

A screen is a `Pane` (`tuicrm/screens/pane.py`) in the one area between the tabs line and the status line::

    class PoolPane(Pane):
        place = "pool"                                    # its name in widgets/acts.py SCREENS
        BINDINGS = bindings("pool")                       # keys come from the table of acts

        def compose(self):
            yield FilterLine()
            yield Rows(COLUMNS)

        def show(self):                                   # first visit, F5, and by default after changes
            self.ask(pool.page, self.filter, then=self.put, slot="page")

        def on_changed(self, event):                      # somebody wrote, here or elsewhere
            if event.touches("customer"):
                self.show()

        def action_claim(self):                           # the method of Act("pool.claim", ...)
            self.act(pool.claim, self.rows.key, said=lambda held: _("{name} is now yours").format(...))

        def why(self, act_id):                            # greyed in the `space` menu, with this sentence
            return _("Nothing is under the cursor.") if self.rows.key is None else None

- The shell owns tabs, status and footer. `self.about(text, moved=event.by_user)` on `Rows.Highlighted` explains the
  thing under the cursor in the status line; the bridge says there what an act did (`said=`), with `u` where it can
  be taken back; `self.say(text, tone)` says anything else.
- The `space` menu, `?` and the palette are the window's: `why`, `likely`, `title_of_acts`, `under_cursor` feed them.
- Only `ask` (reads) and `act` (writes) reach a rule; `then` gets the rule's result in the loop's thread. A newer
  `ask` of the same `slot` drops the older answer; an answer to a pane that is gone is dropped. Errors never
  reach the screen: the bridge words them in the status line and logs them. `failed=` is called afterwards, when
  a form must stay open.
- After each write the change feed posts `Changed` to the pane shown; panes not shown get theirs, summed up,
  when they are shown again. So an act need not repaint by itself; it may, to be quicker.
- `self.bridge.me` (id, login, name, role, team), `.home` (currency, zone, region), `.today`, `.now`.
- `self.bridge.open("customer", id)` opens a card over the pane (`CARDS`), `go_back()` leaves it.
- A card is a `Card(record_id)`: a pane with a record. Forms: `tuicrm/screens/forms.py`.
- Languages: words are made in `compose` and when shown, with `_()`; `z` recomposes the pane and calls `show`.
  A pane that can do better overrides `retell`.
- Modules of panes are imported in a thread, after the first frame: they may import rules at their top.
"""

PANES: dict[str, str] = {
    "pool": "tuicrm.screens.pool:PoolPane",
    "board": "tuicrm.screens.board:BoardPane",
    "agenda": "tuicrm.screens.agenda:AgendaPane",
    "charts": "tuicrm.screens.charts:ChartsPane",
    "team": "tuicrm.screens.team:TeamPane",
}
"""The five screens, in the order of their digits."""

CARDS: dict[str, str] = {
    "customer": "tuicrm.screens.customer:CustomerPane",
    "project": "tuicrm.screens.project:ProjectPane",
    "settings": "tuicrm.screens.settings:SettingsPane",
    "run": "tuicrm.screens.run:RunPane",
    "brief_customer": "tuicrm.screens.brief:BriefOfCustomer",
    "brief_project": "tuicrm.screens.brief:BriefOfProject",
    "timeline_customer": "tuicrm.screens.timeline:TimelineOfCustomer",
    "timeline_project": "tuicrm.screens.timeline:TimelineOfProject",
    "timeline_user": "tuicrm.screens.timeline:TimelineOfPerson",
    "trail_customer": "tuicrm.screens.trail:TrailOfCustomer",
    "trail_project": "tuicrm.screens.trail:TrailOfProject",
    "trail_user": "tuicrm.screens.trail:TrailOfPerson",
    "stages": "tuicrm.screens.stages:StagesPane",
    "exits_of_stage": "tuicrm.screens.stages:OfStage",
    "playbook_of_stage": "tuicrm.screens.stages:PlaybookOfStage",
    "changes": "tuicrm.screens.changes:ChangesPane",
    "review": "tuicrm.screens.review:ReviewPane",
    "dupes": "tuicrm.screens.dupes:DupesPane",
    "sources": "tuicrm.screens.sources:SourcesPane",
    "answer": "tuicrm.screens.answer:AnswerPane",
    "fields": "tuicrm.screens.own_fields:FieldsPane",
    "pairs": "tuicrm.screens.pairs:PairsPane",
}
"""What opens over a screen, by the kind of its record."""

START_OF_ROLE: dict[str, str] = {
    "rep": "agenda",
    "team_lead": "board",
    "manager": "team",
    "administrator": "team",
    "auditor": "charts",
    "marketing": "charts",
    "intake": "pool",
}
"""Where each role begins, unless the settings say otherwise."""
