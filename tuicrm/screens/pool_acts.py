"""What can be done with customers in the pool's lists: with the one under the cursor, or with all marked ones."""

from collections.abc import Sequence
from typing import cast

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.pool import PoolRow
from tuicrm.screens.pool_rows import TABS
from tuicrm.screens.pool_views import Viewed
from tuicrm.widgets.rows import Rows

LEADING = ("team_lead", "manager", "administrator")


class PoolActs(Viewed):
    """A list of customers with their acts; what it shows is the subclass's."""

    go_to: int | None = None
    found: Sequence[PoolRow] = ()

    @property
    def listed(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    @property
    def row(self) -> PoolRow | None:
        """The customer under the cursor."""
        raise NotImplementedError

    def _look_closer(self) -> None:
        raise NotImplementedError

    # acts; what each needs is imported when it is first done, so that the first rows come sooner

    def _chosen(self) -> tuple[int, ...]:
        return tuple(cast(int, key) for key in self.listed.chosen)

    def _done(self, ids: tuple[int, ...]) -> None:
        self.listed.clear_marks()
        if self.tab != "all":
            self.listed.flash(*ids)

    def action_claim(self) -> None:
        from tuicrm.screens import holding

        if self._is_there():
            holding.claim(self, self._chosen(), self._done)

    def action_release(self) -> None:
        from tuicrm.screens import holding

        if self._is_there():
            holding.release(self, self._chosen(), self.row.name if self.row else "", self._done)

    def action_assign(self) -> None:
        from tuicrm.screens import handing, holding

        if not self._is_there():
            return
        if reason := self.why("pool.assign"):
            self.say(reason, "still")
            return
        name, ids = self.row.name if self.row else "", self._chosen()

        def assign() -> None:
            holding.assign(self, ids, name, self._done)

        if self.row is not None and self.row.owner_id is not None and len(ids) == 1:
            handing.pass_on(self, ids[0], name, assign=assign)
        else:
            assign()

    def action_tag(self) -> None:
        from tuicrm.screens import customer_acts

        if self._is_there():
            customer_acts.tag(self, self._chosen(), ())

    def action_lock(self) -> None:
        from tuicrm.screens import keeping

        if (one := self.row) is not None:
            keeping.lock(self, one, self._done)

    def action_reassign(self) -> None:
        from tuicrm.screens import keeping

        if (one := self.row) is not None:
            keeping.reassign(self, one, self._done)

    def action_reveal(self) -> None:
        from tuicrm.screens import keeping

        if (one := self.row) is not None:
            keeping.reveal(self, one, lambda ids: self._look_closer())

    def action_classify(self) -> None:
        from tuicrm.screens import keeping

        if self._is_there():
            keeping.classify(self, self._chosen(), self._done)

    def action_put(self) -> None:
        from tuicrm.screens import keeping

        if self._is_there():
            keeping.put(self, self._chosen(), self._done)

    def _taken_in(self, customer_id: int, in_pool: bool) -> None:
        if in_pool and self.tab not in ("pool", "all"):
            self.switch("pool")
        if not self.listed.go_to(customer_id):  # the change may have been read before this was told
            self.go_to = customer_id

    def action_edit(self) -> None:
        from tuicrm.sales import customers
        from tuicrm.screens.customer_form import edit_customer

        if (one := self.row) is not None:
            self.ask(customers.card, one.id, then=lambda card: edit_customer(self, card), slot="edit")

    def action_plan(self) -> None:
        from tuicrm.screens.planning import plan_for_customer

        if (one := self.row) is not None:
            plan_for_customer(self, one.id, one.name)

    def action_project(self) -> None:
        from tuicrm.screens.project_form import new_project

        if (one := self.row) is not None:
            new_project(self, one.id, one.name)

    def action_run(self) -> None:
        """Call the marked ones one by one, or all that are shown."""
        from tuicrm.screens.calling import run

        ids = self._chosen() if self.listed.marks else tuple(one.id for one in self.found)
        run(self, self.filter or _(TABS[self.tab]), ids)

    def action_copy(self) -> None:
        from tuicrm.sales import customers
        from tuicrm.screens.customer_words import copy_point

        if (one := self.row) is not None:
            self.ask(customers.card, one.id, then=lambda card: copy_point(self, card), slot="copy")

    def _is_there(self) -> bool:
        if self.row is None:
            self.say(_("Nothing is under the cursor."))
        return self.row is not None

    def why(self, act_id: str) -> str | None:
        about_one = (
            "pool.claim", "pool.release", "pool.assign", "customer.edit", "action.plan", "pool.project",
            "customer.copy", "list.open", "list.mark", "pool.lock", "pool.reassign", "pool.reveal", "pool.classify",
            "pool.put",
        )  # fmt: skip
        one = self.row
        if act_id not in about_one:
            return None
        if one is None:
            return _("Nothing is under the cursor.")
        if act_id == "pool.claim" and one.owner_id is not None and not self.listed.marks:
            held = _("It is yours already.") if one.owner_id == self.bridge.me.id else _("{owner} holds it.")
            return held.format(owner=show(one.owner or "?"))
        if act_id == "pool.release" and one.owner_id is None and not self.listed.marks:
            return _("It lies in the pool.")
        if act_id in ("pool.lock", "pool.reassign") and one.owner_id is None:
            return _("It lies in the pool.")
        if act_id == "pool.reveal" and one.owner_id is not None:
            return _("Nothing of it is hidden.")
        if act_id == "pool.assign" and one.owner_id == self.bridge.me.id and not self.listed.marks:
            return None
        if self.bridge.me.role not in LEADING:
            if act_id in ("pool.assign", "pool.reassign"):
                return _("Only a lead assigns.")
            if act_id == "pool.put":
                return _("Only a lead moves customers to another pool.")
        return None

    def likely(self) -> list[str]:
        one = self.row
        if one is None:
            return ["lead.add", "pool.search"]
        if one.owner_id is None:
            return ["pool.claim", "pool.assign"] if self.bridge.me.role != "rep" else ["pool.claim"]
        if self.filter.startswith("waiting:") and self.bridge.me.role != "rep":
            return ["pool.reassign", "pool.assign", "action.plan"]
        return ["action.plan", "pool.project", "customer.edit"]
