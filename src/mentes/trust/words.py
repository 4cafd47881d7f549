"""What registered tables and columns are called on people's pages, who may read them, and what stays after erasure.

Keyed by the tables' and columns' own names, so that nothing of the rooms is imported. `tests/plan/test_personal_data.py` fails on
an exported column without a word here.
"""

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

ROOMS = {
    "people": _("You and your answers"),
    "calendars": _("Your calendars"),
    "programmes": _("Programmes you take part in or run"),
    "fairness": _("Whether matching is fair"),
    "matches": _("Your matches"),
    "talk": _("What you write to each other"),
    "bonds": _("What you keep together and alone"),
    "rehearsals": _("What you rehearse"),
    "trust": _("What you allowed, and what was done"),
    "account": _("How you come in"),
    "mfa": _("How you come in"),
}
_ONLY_YOU = _("Only you")
_ORGANISERS = _("You, and the people who run that programme")
_PAIR = _("You, the people who run that programme, and the one you are matched with once both have been told")
_THOSE_WHO_MEET = _("You, and the people you meet")
_CONVERSATION = _("You, and whoever is in that conversation. Those who run the programme do not")
_THE_TWO = _("You, and the one you are matched with")
_REHEARSAL = _("You, and those who are invited to that rehearsal. Those who run the programme do not")
_REHEARSED = _("Whoever speaks at that rehearsal, and its mentors. Those who run the programme do not")
_REMARKED = _("Whoever speaks at that rehearsal, and the mentor who made the remark. Nobody else")
# Table -> (what it holds, who may read it).
TABLES = {
    "people_person": (_("Your account"), _("You, and the people who run a programme you take part in")),
    "people_profile": (_("What you answered for one programme"), _PAIR),
    "people_profiletopic": (_("Topics you offer or seek"), _PAIR),
    "people_liveditem": (
        _("What you have lived through and share"),
        _(
            "You, and the one you are matched with where both of you share it. People who run the programme see the points, and "
            "the items that are not sensitive"
        ),
    ),
    "people_letter": (_("Mails written to you"), _ONLY_YOU),
    "account_emailaddress": (_("Your email addresses"), _ONLY_YOU),
    "mfa_authenticator": (_("Passkeys and second steps"), _ONLY_YOU),
    "programmes_staff": (_("Programmes you run"), _("You, and everybody who runs that programme")),
    "programmes_participation": (_("Your place in a programme"), _ORGANISERS),
    "programmes_importchange": (_("What an import changed in your answers"), _ORGANISERS),
    "fairness_said": (
        _("What you volunteered for the audit of fairness"),
        _("Only you. Counts of ten people or more are shown to those who run that programme; matching cannot read it"),
    ),
    "matches_match": (_("Pairs proposed with you"), _PAIR),
    "matches_alternate": (_("Who comes next if a match does not start"), _("The people who run that programme")),
    "matches_rejection": (_("Pairs with you that were ruled out"), _("The people who run that programme")),
    "matches_promise": (_("What you were told of waiting"), _ORGANISERS),
    "matches_question": (_("Questions about a match"), _("You, and the one who was asked")),
    "matches_ending": (_("How you ended a match"), _ORGANISERS),
    "matches_farewell": (
        _("What you said at the end of a match"),
        _("Thanks: the other of the two. What was reached: both of you. Answers: the people who run that programme, unnamed"),
    ),
    "matches_priority": (_("That you stand first for a new match"), _ORGANISERS),
    "matches_publication": (_("Publications you decided"), _ORGANISERS),
    "meetings_meeting": (_("Your meetings"), _THOSE_WHO_MEET),
    "meetings_seat": (_("Your place in a meeting"), _THOSE_WHO_MEET),
    "meetings_ownweek": (_("That you set the hours of your week"), _ONLY_YOU),
    "meetings_availability": (_("Hours of your week in which you can meet"), _ONLY_YOU),
    "meetings_availabilityexception": (_("Days that differ from your week"), _ONLY_YOU),
    "calendars_calendarsource": (_("Calendars of yours that are read for busy times"), _ONLY_YOU),
    "calendars_calendarchoice": (
        _("What goes into your calendar"),
        _("Only you. Your feed, where you opened one, is read by whoever has its address"),
    ),
    "matches_run": (_("Matchings you started"), _ORGANISERS),
    "talk_member": (_("Conversations you are in"), _ONLY_YOU),
    "talk_message": (_("Messages you wrote"), _CONVERSATION),
    "talk_attachment": (_("Files you sent"), _CONVERSATION),
    "meetings_agendaitem": (_("Agendas of your meetings"), _THOSE_WHO_MEET),
    "meetings_sharednote": (_("Notes you share of your meetings"), _THOSE_WHO_MEET),
    "meetings_action": (_("What somebody said they would do"), _THOSE_WHO_MEET),
    "bonds_agreement": (_("What you two agreed, every version"), _THE_TWO),
    "bonds_goal": (_("Your goals"), _THE_TWO),
    "bonds_goalstep": (_("How it went with your goals"), _THE_TWO),
    "bonds_privatenote": (_("Your private notes"), _("Only you. They are encrypted with a key of your own")),
    "bonds_pulse": (
        _("What you answered when asked how it goes"),
        _(
            "Only you, and the other of the two once you have both chosen to compare. The people who run the programme see that "
            "you answered, and where you let them help whether an answer was low"
        ),
    ),
    "bonds_trouble": (
        _("That you said it is not working"),
        _("You, and the people who run that programme, but never the other of the two"),
    ),
    "rehearsals_rehearsal": (_("Your rehearsals"), _REHEARSAL),
    "rehearsals_guest": (_("Rehearsals you are invited to"), _REHEARSAL),
    "rehearsals_ownscenario": (
        _("Scenarios you wrote"),
        _("You, and the people of the programme you share one with"),
    ),
    "rehearsals_slides": (_("Slides of your rehearsals"), _REHEARSAL),
    "rehearsals_slidepage": (_("What your slides say"), _REHEARSAL),
    "rehearsals_cue": (_("Cues in a rehearsal"), _REHEARSED),
    "rehearsals_remark": (_("Remarks on a rehearsal"), _REMARKED),
    "rehearsals_voicenote": (_("Spoken remarks on a rehearsal"), _REMARKED),
    "rehearsals_ownvoice": (_("Your own voice, where you gave it with a recording"), _REHEARSED),
    "rehearsals_recording": (_("Recordings of rehearsals you shared"), _REHEARSED),
    "rehearsals_tap": (_("Fillers tapped in a rehearsal"), _REHEARSED),
    "rehearsals_trynext": (
        _("What you want to try after a rehearsal"),
        _("You, and whoever you meet where you keep it for a meeting"),
    ),
    "trust_consent": (_("What you said yes or no to"), _ONLY_YOU),
    "trust_auditentry": (_("What you did, and what was done to your account"), _ORGANISERS),
}
# Table -> why some of its columns stay when everything else of a person goes.
KEPT = {
    "trust_auditentry": _(
        "The log of decisions stays, with numbers in place of names: nobody may be able to change afterwards who decided what."
    ),
    "cache_entries": _("Counts of tries at the door, by network address, lapse by themselves within hours."),
    "programmes_programme": _("Whom participants of a programme may ask stays until its organisers name somebody else."),
}
COLUMNS = {
    "action": _("What happened"),
    "added_at": _("Since"),
    "address": _("Address"),
    "adult_confirmed_at": _("Said to be an adult on"),
    "after": _("After"),
    "aim": _("Aim"),
    "answer": _("Answer"),
    "answered_at": _("Answered on"),
    "answered_by_id": _("Answered by"),
    "answers": _("What you answered"),
    "approved_at": _("Approved on"),
    "approved_by_id": _("Approved by"),
    "asked_at": _("Asked on"),
    "asked_by_id": _("Asked by"),
    "at": _("When"),
    "at_ms": _("When, in milliseconds from the beginning"),
    "attribute": _("What was asked"),
    "background": _("Background"),
    "before": _("Before"),
    "between_us": _("What stays between you"),
    "body": _("Text"),
    "by_hand_since": _("Matched by hand since"),
    "by_id": _("By"),
    "by_on": _("By when"),
    "came_by_link": _("Came by the link"),
    "cancel_reason": _("Why it was called off"),
    "cancelled_at": _("Called off on"),
    "capacity": _("Seats you give"),
    "changed_at": _("Changed on"),
    "city": _("City"),
    "closed_at": _("Closed on"),
    "compare_at": _("Would like to compare since"),
    "conversation_id": _("Conversation"),
    "country": _("Country"),
    "craft": _("Craft"),
    "created_at": _("Made on"),
    "decided_at": _("Decided on"),
    "decided_by_id": _("Decided by"),
    "direction": _("Offered or sought"),
    "done_at": _("Until"),
    "due_on": _("By when"),
    "edited_at": _("Kept on"),
    "email": _("Email address"),
    "ended_at": _("Ended on"),
    "ends_at": _("Ends"),
    "ends_minute": _("Until, in minutes of the day"),
    "expires_at": _("To be answered until"),
    "external_id": _("Number in the organiser's file"),
    "extra": _("Other columns of the organiser's file"),
    "feed_since": _("Feed open since"),
    "goals": _("Goals"),
    "group": _("Whose waiting it rests on"),
    "here_at": _("Said to be there"),
    "high_days": _("At the latest after days"),
    "hours": _("Weekly hours, in minutes from Monday 00:00"),
    "id": _("Its own number"),
    "if_stuck": _("What you do when it does not work"),
    "in_touch_at": _("Said to be in touch on"),
    "invited_at": _("Invited on"),
    "is_active": _("May come in"),
    "is_by_hand": _("Paired by hand"),
    "is_done": _("Talked about"),
    "is_free": _("Free"),
    "is_given": _("Yes or no"),
    "is_late": _("Called off late"),
    "is_locked": _("Locked"),
    "is_low": _("An answer was low"),
    "is_seen": _("May be seen, to be named"),
    "is_sensitive": _("Sensitive"),
    "is_staff": _("Administers this installation"),
    "is_superuser": _("May do everything on this installation"),
    "is_whole": _("Can be rehearsed"),
    "joined_at": _("Came in on"),
    "kind": _("Kind"),
    "language": _("Language"),
    "languages": _("Languages"),
    "last_login": _("Last came in on"),
    "last_used_at": _("Last used on"),
    "lasts": _("How long you go on"),
    "lets_help": _("The organisers may help"),
    "level": _("Level"),
    "light": _("Light"),
    "link": _("Where"),
    "lived_wish": _("Like or unlike you"),
    "low_days": _("At the earliest after days"),
    "made_at": _("Made on"),
    "mail": _("Mail about unread messages"),
    "mailed_at": _("Last mail about it"),
    "manager_external_id": _("Manager's number in the organiser's file"),
    "match_id": _("Match"),
    "may_be_compared": _("Software may compare it with others"),
    "meets": _("How often you meet"),
    "mentee_answer": _("Mentee's answer"),
    "mentee_answered_at": _("Mentee answered on"),
    "mentee_id": _("Mentee"),
    "mentee_signed_at": _("Mentee signed on"),
    "mentor_answer": _("Mentor's answer"),
    "mentor_answered_at": _("Mentor answered on"),
    "mentor_id": _("Mentor"),
    "mentor_signed_at": _("Mentor signed on"),
    "message_id": _("Message"),
    "missing_at": _("Said to be missing"),
    "mood": _("How the audience is"),
    "more": _("What else matters to you"),
    "n_busy": _("Busy times found"),
    "n_bytes": _("Size in bytes"),
    "n_last": _("Of the last so many who joined"),
    "n_last_within": _("So many heard within it"),
    "n_pages": _("Pages"),
    "n_people": _("People in the audience"),
    "n_waits": _("People it rests on"),
    "name": _("Name"),
    "not_before": _("To be sent from"),
    "not_with": _("Not with"),
    "note": _("Note"),
    "number": _("Version"),
    "occasion": _("On which day or at which meeting"),
    "offered_at": _("Told on"),
    "on_day": _("Day"),
    "opened_at": _("Begun on"),
    "organisation": _("Organisation"),
    "own_answers": _("What you answered yourself"),
    "own_text": _("The scenario's text"),
    "owner_id": _("Who does it"),
    "parts": _("Points of each strand"),
    "paused_at": _("Paused on"),
    "place": _("Place"),
    "points": _("Points"),
    "primary": _("Used for mail"),
    "programme_id": _("Programme"),
    "purpose": _("For what"),
    "rank": _("Rank"),
    "reached": _("What was reached"),
    "read_at": _("Last read on"),
    "reason": _("Reason"),
    "reason_at": _("Reason given on"),
    "reason_code": _("Reason"),
    "reasons": _("What the points rest on"),
    "rehearsal_id": _("Rehearsal"),
    "remark_id": _("Remark"),
    "resumes_on": _("Goes on from"),
    "role": _("Role"),
    "said_at": _("Said on"),
    "saved_at": _("Saved on"),
    "scenario": _("Scenario"),
    "sealed": _("Your note"),
    "seen_at_ms": _("Seen, in milliseconds from the beginning"),
    "sent_at": _("Sent on"),
    "shared_at": _("Shared on"),
    "shows_at_ms": _("To be shown, in milliseconds from the beginning"),
    "side": _("Mentor or listener"),
    "since": _("Since"),
    "since_at": _("Since"),
    "source": _("Where it was said"),
    "started_at": _("Started on"),
    "starts_at": _("Begins"),
    "starts_minute": _("From, in minutes of the day"),
    "state": _("State"),
    "status": _("Status"),
    "subject": _("Subject"),
    "subject_kind": _("Of what"),
    "taken_up_at": _("Taken up on"),
    "text": _("Text"),
    "thanks": _("Thanks"),
    "time_zone": _("Time zone"),
    "title": _("What it is about"),
    "to": _("To"),
    "topic_id": _("Topic"),
    "type": _("Kind"),
    "user": _("Name to sign in"),
    "value": _("Answer"),
    "verified": _("Proven to be yours"),
    "version": _("Wording"),
    "volunteered_at": _("Shared for matching since"),
    "wants": _("Mentors you seek"),
    "wants_invitations": _("Invitations by mail"),
    "weekday": _("Day of the week, Monday 0"),
    "went": _("How it went, 1 to 5"),
    "wishes": _("Whom you wish for"),
    "withdrawn_at": _("Taken back on"),
    "words": _("Your own words"),
    "working": _("Ways of working"),
    "would_help": _("Whom you wish to help"),
    "written_at": _("Written on"),
}
PURPOSES = {
    "lived_in_matching": gettext_lazy("What you lived through may count when matching"),
    "sensitive_in_matching": gettext_lazy("What is sensitive may count when matching"),
    "automatic_matching": gettext_lazy("Software may compare you with others and propose pairs"),
    "adult": gettext_lazy("You are an adult"),
    "audit_of_protected": gettext_lazy("What you volunteered may be counted to see whether matching is fair"),
}


def room_of(table: str) -> str:
    return table.split("_", 1)[0]


def rank(room: str) -> int:
    return list(ROOMS).index(room) if room in ROOMS else len(ROOMS)


def room(name: str) -> str:
    return str(ROOMS.get(name, name))


def table(name: str) -> str:
    return str(TABLES[name][0]) if name in TABLES else name


def readers(name: str) -> str:
    return str(TABLES[name][1]) if name in TABLES else ""


def column(name: str) -> str:
    return str(COLUMNS.get(name, name))


def yes_or_no(value: bool) -> str:
    return gettext("yes") if value else gettext("no")
