"""Words for what the rules of coming in refuse, and for what they did."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_rights, add_sentences

add_sentences(
    {
        "key_form": N_("This is no public key. Send the one line of a file such as ~/.ssh/id_ed25519.pub."),
        "key_private": N_("This is a private key: nobody else may see it. Send the file that ends in .pub."),
        "key_many": N_("Send one key at a time: one line."),
        "key_options": N_("Send the key alone, without the options of an authorized_keys file."),
        "key_kind": N_("Keys of this kind are not taken. Make another: ssh-keygen -t ed25519"),
        "key_short": N_("This RSA key has less than 2048 bits. Make another: ssh-keygen -t ed25519"),
        "key_known": N_("This key lets {name} in already. A key opens one person's door."),
        "key_most": N_("{most} keys are the most that one person may have. Revoke one first."),
        "key_revoked": N_("This key was revoked on {on}."),
        "pass_over": N_("This was revoked on {on}."),
        "session_ended": N_("This window was closed at {at}."),
        "word": N_("This word opens nothing: mistyped, used already, or over. Ask an administrator for a new one."),
    }
)
add_rights(
    {
        "keys_of_others": N_("Others' keys are shown to an administrator only. Leave the name out for your own."),
        "links_of_others": N_("Links for others are made by an administrator. Leave the name out for your own."),
        "key_gone": N_("The key that you came in with was revoked. Ask an administrator."),
        "session_over": N_("This window was ended. Connect again."),
    }
)
add_operations(
    {
        "key.add": N_("the new key of {name}"),
        "access.invite": N_("the invitation of {name}"),
        "access.calendar": N_("the calendar's address"),
    }
)
