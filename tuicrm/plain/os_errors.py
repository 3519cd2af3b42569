"""What the operating system says of files, in our words: it knows the language of the machine, not of the user."""

import errno

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _

_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("you may not read or write it"),
    errno.EPERM: N_("you may not read or write it"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EROFS: N_("nothing can be written there"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EEXIST: N_("it is there already"),
}


def reason(error: OSError) -> str:
    """Say why, without a full stop; what is not in the table is as the system says it."""
    if error.errno in _REASONS:
        return _(_REASONS[error.errno])
    return show(error.strerror or str(error))
