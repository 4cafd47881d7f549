"""Codes of what went wrong with a calendar, as sentences for its owner: what it was, and what would help."""

from django.utils.translation import gettext as _


def error_words(code: str) -> str:
    """A sentence for a CalendarSource.error; "" for none."""
    if not code:
        return ""
    sentences = {
        "address": _("This is not an address that can be read. Copy it again, whole, from your calendar."),
        "credentials": _("Use an https address, and put name and password into their own fields, not into the address."),
        "scheme": _("Only addresses that begin with https:// or http:// can be read."),
        "port": _("This address names a port that is not open to calendars here. Ask whoever runs this server to allow it."),
        "private": _("This address leads into a private network. Ask whoever runs this server to allow your calendar's server."),
        "unknown": _("No server of this name is found. Look for a slip in the address."),
        "unreachable": _("The server does not answer. It is tried again by itself."),
        "tls": _("The server's certificate does not fit its name, so nothing was read. Whoever runs it has to mend that."),
        "slow": _("The server took longer than five seconds. It is tried again by itself."),
        "large": _("The calendar is larger than one mebibyte. Share one that begins later, or only free and busy."),
        "redirects": _("The address leads on and on, from one place to the next. Copy it again from your calendar."),
        "protocol": _("The server answers, but not as a calendar does. Look whether this is the right address."),
        "encoded": _("The server answers in a form that was not asked for. It is tried again by itself."),
        "password": _("The server wants another name or password. Set them again; an app password is often needed."),
        "missing": _("There is no calendar at this address any more. Copy it again from your calendar."),
        "server": _("The server has a fault of its own. It is tried again by itself."),
        "empty": _("The answer was empty. It is tried again by itself."),
        "calendar": _(
            "What lies at this address is no calendar. Perhaps it is the page about it: look for a secret address in iCal format."
        ),
        "deep": _("The calendar is built in a way that cannot be read."),
        "many": _("The calendar holds more than can be read. Share one that begins later."),
        "keys": _("The key that opened this address is gone. Remove the calendar and add it again."),
    }
    return sentences.get(code, _("It could not be read. It is tried again by itself."))
