"""The one area of the window: a stack of panes for each screen, made once and kept, one of them shown."""

from collections.abc import Callable, Iterator

from textual.containers import Container
from textual.widget import Widget


class Area(Container):
    """Shows the pane on top of the current stack. Switching only hides and shows, so nothing is lost."""

    BLANK = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.name_shown = ""
        self._stacks: dict[str, list[Widget]] = {}
        self._focus: dict[Widget, Widget] = {}

    @property
    def top(self) -> Widget | None:
        """The pane that is shown."""
        stack = self._stacks.get(self.name_shown)
        return stack[-1] if stack else None

    @property
    def depth(self) -> int:
        """How many panes lie on the current stack; 1 is a first page."""
        return len(self._stacks.get(self.name_shown, ()))

    @property
    def panes(self) -> Iterator[Widget]:
        """All panes that are kept."""
        for stack in self._stacks.values():
            yield from stack

    async def switch(self, name: str, make: Callable[[], Widget]) -> bool:
        """Show a stack as it was left; at the first visit its first pane is made. Says whether it was made."""
        self._leave()
        self.name_shown = name
        if name in self._stacks:
            self._enter()
            return False
        self._stacks[name] = [make()]
        await self._mount()
        return True

    async def push(self, pane: Widget) -> None:
        """Show a pane over the one shown."""
        self._leave()
        self._stacks[self.name_shown].append(pane)
        await self._mount()

    async def pop(self) -> bool:
        """Go back to the pane below. Says whether there was one."""
        if self.depth < 2:
            return False
        gone = self._stacks[self.name_shown].pop()
        self._focus.pop(gone, None)
        with self.app.batch_update():
            self._enter()
            await gone.remove()
        return True

    async def clear(self) -> None:
        """Throw all panes away."""
        self._stacks.clear()
        self._focus.clear()
        self.name_shown = ""
        await self.remove_children()

    def _leave(self) -> None:
        top = self.top
        if top is None:
            return
        focused = self.screen.focused
        if focused is not None and top in focused.ancestors_with_self:
            self._focus[top] = focused
        top.display = False

    def _enter(self) -> None:
        top = self.top
        assert top is not None
        top.display = True
        self._focus_in(top)

    async def _mount(self) -> None:
        top = self.top
        assert top is not None
        await self.mount(top)
        self._focus_in(top)

    def _focus_in(self, pane: Widget) -> None:
        known = self._focus.get(pane)
        if known is None or not known.is_attached:
            known = getattr(pane, "first_focus", None) or pane
        known.can_focus = True  # a pane without anything to focus takes the keys itself
        self.screen.set_focus(known, scroll_visible=False)
