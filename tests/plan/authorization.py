"""S1: who may do what at every address. One line an address; what is not said is refused.

Outcomes: a status; "on" for a redirect to another page of ours; "sign-in" and "door" for a redirect to where one says who one
is, or that one is an adult. A method that is not named is 405. docs/reference/authorization.md is made from this table.
"""

from dataclasses import dataclass, field
from uuid import uuid4

# Who asks, always at addresses of First Harbour's own rows: the pair is that of `mentee` and `mentor`.
ACTORS = {
    "anonymous": "nobody is signed in",
    "suspended": "an organiser of the programme whose account is suspended",
    "unconfirmed": "a mentee of the programme who has not yet said that they are an adult",
    "stranger": "signed in, in no programme",
    "mentee": "the pair's mentee",
    "mentor": "the pair's mentor, the other side",
    "both": "mentor and mentee in the same programme, in another pair",
    "other_mentee": "mentee of another pair of the same programme",
    "organiser": "organiser of the programme",
    "deputy": "deputy of the programme",
    "foreign_organiser": "organiser of another programme",
    "foreign_mentee": "mentee of another programme",
    "admin": "administrator of the installation, in no programme",
}
METHODS = ("GET", "POST", "PUT", "DELETE")
RUN = "organiser deputy"
BEGIN = "organiser foreign_organiser admin"
PAIR = "mentee mentor"
IN_IT = f"{PAIR} both other_mentee {RUN}"
WRITERS = f"mentor both {RUN} foreign_organiser"

# {outcome: who}, with "else" for everybody not named.
Says = str | dict[str, str]


@dataclass(frozen=True)
class Page:
    """`public`: open without signing in. `at_the_door`: also for those who have not said that they are adults.

    `body(world)` is what a POST or PUT carries; `keys(world)` what stands in the address instead of the usual rows.
    """

    get: Says = "405"
    post: Says = "405"
    put: Says = "405"
    delete: Says = "405"
    public: bool = False
    at_the_door: bool = False
    body: object = None
    keys: object = None
    headers: dict = field(default_factory=dict)

    def expects(self, method: str, actor: str) -> str:
        if actor in ("anonymous", "suspended") and not self.public:
            return "sign-in"
        if actor == "unconfirmed" and not self.at_the_door:
            return "door"
        says = getattr(self, method.lower())
        if isinstance(says, str):
            return says
        named = [outcome for outcome, who in says.items() if actor in who.split()]
        return named[0] if named else says["else"]


def only(who: str, outcome: str) -> Says:
    """Everybody else finds nothing there."""
    return {outcome: who, "else": "404"}


OUTSIDE = "anonymous suspended"
# The views of allauth take PUT for POST.
SIGN_IN = {"200": OUTSIDE, "else": "on"}
CONFIRM = {"sign-in": OUTSIDE, "else": "on"}
HERE = {"Host": "127.0.0.1:8000"}
BY_HAND = {"keys": lambda world: {"participation_id": world.a.by_hand.pk}}
BOND = {"keys": lambda world: {"match_id": world.a.active.pk}}
OVER = {"keys": lambda world: {"match_id": world.a.over.pk}}
UNHEARD = {"keys": lambda world: {"match_id": world.a.unheard.pk}}

TABLE: dict[str, Page] = {
    # Talking
    "meetings:call": Page(only(PAIR, "200")),
    # The front door
    "home:landing": Page("200", public=True, at_the_door=True),
    "home:today": Page("200"),
    # Only `mentes serve --tls local` has an authority to hand out (src/mentes/home/tests/).
    "home:authority": Page("404", public=True),
    "home:authority_certificate": Page("404", public=True),
    "look:theme": Page(post="on", public=True),
    "look:states": Page("200", "200", "200", "200", public=True),
    "set_language": Page(post="on", public=True, at_the_door=True),
    # Coming in
    "account_login": Page("sign-in", public=True),
    "account_request_login_code": Page(SIGN_IN, SIGN_IN, SIGN_IN, {"405": OUTSIDE, "else": "on"}, public=True),
    "account_confirm_login_code": Page(CONFIRM, CONFIRM, CONFIRM, CONFIRM, public=True),
    "account_logout": Page({"on": OUTSIDE, "else": "200"}, "on", public=True, at_the_door=True),
    "account_inactive": Page("200", public=True),
    "account_email": Page("200", "on", "on"),
    "account_email_verification_sent": Page(CONFIRM, CONFIRM, CONFIRM, CONFIRM, public=True),
    "mfa_index": Page("200"),
    "mfa_authenticate": Page(CONFIRM, CONFIRM, CONFIRM, CONFIRM, public=True),
    "mfa_reauthenticate": Page("403", "403", "403", "403"),
    "mfa_activate_totp": Page("200", "200", "200"),
    "mfa_deactivate_totp": Page("404", "404", "404", "404"),
    "mfa_view_recovery_codes": Page("404"),
    "mfa_generate_recovery_codes": Page("200", "200", "200"),
    "mfa_download_recovery_codes": Page("404", "404", "404", "404"),
    "mfa_list_webauthn": Page("200"),
    "mfa_add_webauthn": Page("200", "200", "200"),
    "mfa_login_webauthn": Page(CONFIRM, CONFIRM, CONFIRM, {"405": OUTSIDE, "else": "on"}, public=True),
    "mfa_reauthenticate_webauthn": Page("403", "403", "403", "403"),
    # A passkey that is nobody's here: allauth looks for it among one's own.
    "mfa_remove_webauthn": Page("404", "404", delete="404"),
    "mfa_edit_webauthn": Page("404", "404", "404"),
    # Oneself
    "people:me": Page("200", "200"),
    "people:sign_out_elsewhere": Page(post="on"),
    "people:letters_again": Page(post="on"),
    "people:door": Page({"200": "unconfirmed", "else": "on"}, {"422": "unconfirmed", "else": "on"}, at_the_door=True),
    # The invitation is that of `unconfirmed`; another person who is signed in is told so.
    "people:invitation": Page(
        {"200": f"{OUTSIDE} unconfirmed", "else": "409"},
        {"422": f"{OUTSIDE} unconfirmed", "else": "409"},
        public=True,
        at_the_door=True,
    ),
    "trust:privacy": Page("200", public=True, at_the_door=True),
    "trust:mine": Page("200", at_the_door=True),
    "trust:export": Page(post="200", at_the_door=True),
    "trust:erase": Page("200", "422", at_the_door=True),
    "trust:gone": Page("200", public=True, at_the_door=True),
    "trust:log": Page(only(RUN, "200")),
    # What two people write to each other: nobody else, whatever they run
    "messages:index": Page("200"),
    "messages:show": Page(only(PAIR, "200")),
    "messages:write": Page(post=only(PAIR, "on"), body=lambda world: {"text": "hello", "key": str(uuid4())}),
    "messages:mail": Page(post=only(PAIR, "on"), body=lambda world: {"mail": "daily"}),
    "messages:new": Page(only(PAIR, "on")),
    "messages:new | part of the page": Page(only(PAIR, "200"), headers={"HX-Request": "true"}),
    "messages:events": Page(only(PAIR, "200")),
    "messages:file": Page(only(PAIR, "200")),
    "messages:small_picture": Page("404"),
    "messages:withdraw": Page(post=only("mentee", "on")),
    # A programme
    "programmes:index": Page("200"),
    "programmes:new": Page(only(BEGIN, "200"), only(BEGIN, "422"), body=lambda world: {"name": ""}),
    "programmes:show": Page(only(IN_IT, "200")),
    "programmes:settings": Page(only(RUN, "200"), only(RUN, "422"), body=lambda world: {"name": ""}),
    "programmes:staff": Page(only(RUN, "200"), only(RUN, "422"), body=lambda world: {"email": "no address"}),
    # The deputy may leave; the organisers' list is the organisers'.
    "programmes:remove_staff": Page(post=only(RUN, "on"), body=lambda world: {"staff": world.staff_of("deputy")}),
    "programmes:remove_staff | an organiser": Page(
        post={"on": "organiser", "403": "deputy", "else": "404"}, body=lambda world: {"staff": world.staff_of("organiser")}
    ),
    "programmes:supply": Page(only(RUN, "200")),
    "programmes:people": Page(only(RUN, "200")),
    "programmes:people_csv": Page(only(RUN, "200")),
    "programmes:person": Page(only(RUN, "200"), only(RUN, "422"), body=lambda world: {"role": "nobody"}),
    "programmes:status": Page(post=only(RUN, "on"), body=lambda world: {"status": "paused"}),
    "programmes:invite": Page(post=only(RUN, "on")),
    "programmes:upload": Page(only(RUN, "200"), only(RUN, "422")),
    "programmes:preview": Page(only(RUN, "200"), only(RUN, "200")),
    "programmes:carry_out": Page(post=only(RUN, "on")),
    "programmes:drop_upload": Page(post=only(RUN, "on")),
    "programmes:imports": Page(only(RUN, "200")),
    "programmes:undo_import": Page(post=only(RUN, "on")),
    # One's own place: not even an organiser
    "programmes:my_place": Page(only("mentee", "200"), only("mentee", "422"), body=lambda world: {"name": ""}),
    "programmes:my_lived": Page(post=only("mentee", "on"), body=lambda world: {"answer": "yes", "name": "a stall"}),
    "fairness:mine": Page(only("mentee", "200"), only("mentee", "422"), body=lambda world: {"answer": "yes"}),
    "programmes:my_pause": Page(post=only("mentee", "on"), body=lambda world: {"pause": "yes"}),
    "matches:choose_by_hand": Page(post=only("mentee", "on"), body=lambda world: {"answer": "hand"}),
    "matches:no_more": Page(post=only("mentee", "on")),
    # Matching, before anybody hears
    "matches:review": Page(only(RUN, "200")),
    "matches:propose": Page(post=only(RUN, "on")),
    "matches:progress": Page(get=only(RUN, "on")),
    "matches:approve_many": Page(post=only(RUN, "on"), body=lambda world: {"run": world.a.run.pk}),
    "matches:what_if": Page(only(RUN, "200")),
    "matches:terms": Page(only(RUN, "200"), only(RUN, "422")),
    "matches:add_strand": Page(post=only(RUN, "422")),
    "matches:drop_strand": Page(post=only(RUN, "on"), body=lambda world: {"name": "no such strand"}),
    "matches:compare": Page(only(RUN, "on")),
    "matches:proof": Page(only(RUN, "200")),
    "matches:unplaced": Page(only(RUN, "200")),
    "matches:fairness": Page(only(RUN, "200")),
    # Somebody has answered since the run, and none was counted yet.
    "matches:count_fairness": Page(post=only(RUN, "on")),
    "fairness:asked": Page(only(RUN, "200"), only(RUN, "422"), body=lambda world: {"attributes": "no such thing"}),
    "matches:why_not": Page(only(RUN, "200")),
    "matches:pairs_csv": Page(only(RUN, "200")),
    "matches:report_json": Page(only(RUN, "200")),
    "matches:scores_npz": Page(only(RUN, "200")),
    "matches:approve": Page(post=only(RUN, "on"), **UNHEARD),
    "matches:approve | told already": Page(post=only(RUN, "409")),
    "matches:unapprove": Page(post=only(RUN, "on"), **UNHEARD),
    "matches:lock": Page(post=only(RUN, "on"), **UNHEARD),
    "matches:unlock": Page(post=only(RUN, "on"), **UNHEARD),
    "matches:reject": Page(post=only(RUN, "on"), body=lambda world: {"reason": "They know each other."}, **UNHEARD),
    "matches:swap": Page(only(RUN, "200"), only(RUN, "on"), body=lambda world: {"mentor": world.a.both.pk}, **UNHEARD),
    "matches:allow": Page(post=only(RUN, "on")),
    # Telling
    "matches:publish": Page(only(RUN, "200"), only(RUN, "422")),
    "matches:queue": Page(only(RUN, "200")),
    "matches:promises": Page(only(RUN, "200")),
    # Of whoever asked to be matched by hand; of anybody else there is no such page
    "matches:by_hand": Page(only(RUN, "200"), **BY_HAND),
    "matches:by_hand | matched by software": Page("404"),
    "matches:pair_by_hand": Page(post=only(RUN, "409"), body=lambda world: {"other": world.a.other_mentor.pk}, **BY_HAND),
    "matches:pair_by_hand | matched by software": Page(post="404"),
    "matches:unpair": Page(post=only(RUN, "on"), keys=lambda world: {"match_id": world.a.paired.pk}),
    "matches:unpair | found by software": Page(post=only(RUN, "409"), **UNHEARD),
    "matches:move": Page(post=only(RUN, "on")),
    "matches:call_off": Page(post=only(RUN, "on")),
    "matches:approve_next": Page(post=only(RUN, "on")),
    "matches:drop_next": Page(post=only(RUN, "on")),
    # The pair's own page: the two, and who runs the programme; who runs it cannot answer for them
    "matches:pair": Page(only(f"{PAIR} {RUN}", "200")),
    "matches:pair | nobody has heard": Page(only(RUN, "200"), **UNHEARD),
    "matches:accept": Page(post=only(PAIR, "on")),
    "matches:accept | nobody has heard": Page(post="404", **UNHEARD),
    "matches:decline": Page(post=only(PAIR, "422")),
    "matches:decline | nobody has heard": Page(post="404", **UNHEARD),
    "matches:ask": Page(post=only(PAIR, "422")),
    # The organiser's morning
    "insights:morning": Page(only(RUN, "200")),
    "insights:numbers": Page(only(RUN, "200")),
    "insights:write": Page(only(RUN, "200"), only(RUN, "422")),
    "insights:send_again": Page(post=only(RUN, "on")),
    # The end of a season
    "matches:season": Page(only(RUN, "200")),
    "matches:close_season": Page(post=only(RUN, "422")),
    "programmes:whole_file": Page(only(RUN, "200")),
    "programmes:from_file": Page(only(BEGIN, "200"), only(BEGIN, "422")),
    "programmes:archive": Page(post=only(RUN, "409")),
    "programmes:unarchive": Page(post=only(RUN, "on")),
    "programmes:duplicate": Page(post=only(RUN, "on"), body=lambda world: {"name": "Another season"}),
    # Pausing and ending: either of the two, and who runs the programme; looking back is for the two alone
    "matches:end": Page(only(f"{PAIR} {RUN}", "on"), only(f"{PAIR} {RUN}", "on")),
    "matches:end | one that runs": Page(
        only(f"both {RUN}", "200"), only(f"both {RUN}", "422"), keys=lambda world: {"match_id": world.a.active.pk}
    ),
    "matches:pause": Page(post=only(f"{PAIR} {RUN}", "422")),
    "matches:resume": Page(post=only(f"{PAIR} {RUN}", "409")),
    "matches:in_touch": Page(post=only(PAIR, "409")),
    "matches:farewell": Page("404", "404"),
    "matches:farewell | over": Page(only(PAIR, "200"), only(PAIR, "on"), body=lambda world: {"reached": "A price."}, **OVER),
    "matches:certificate": Page("404"),
    "matches:certificate | completed": Page(only(PAIR, "200"), **OVER),
    "matches:certificate_pdf": Page("404"),
    # Asked by the mentor, to the mentee
    "matches:answer_question": Page(
        post={"on": "mentee", "409": "mentor", "else": "404"}, body=lambda world: {"text": "A word."}
    ),
    "matches:answer_question | asked of the organisers": Page(
        post={"409": f"{RUN} mentee", "else": "404"},
        body=lambda world: {"text": "A word."},
        keys=lambda world: {"question_id": world.a.asked_organisers.pk},
    ),
    # Meetings: those who meet, and nobody else, whoever runs the programme
    "meetings:about": Page(only(PAIR, "200"), only(PAIR, "200")),
    "meetings:show": Page(only(PAIR, "200")),
    "meetings:move": Page(only(PAIR, "200"), only(PAIR, "200")),
    "meetings:cancel": Page(only(PAIR, "200"), only(PAIR, "on")),
    "meetings:here": Page(post=only(PAIR, "409")),
    "meetings:held": Page(post=only(PAIR, "409")),
    "meetings:missing": Page(post=only(PAIR, "409")),
    "meetings:reason": Page(post=only(PAIR, "422")),
    "meetings:hours": Page("200", "on"),
    "meetings:add_exception": Page(post="422"),
    "meetings:remove_exception": Page(post="on"),
    # A meeting's papers: those who meet, and nobody else
    "meetings:papers": Page(only(PAIR, "200")),
    "meetings:add_item": Page(post=only(PAIR, "422")),
    "meetings:change_item": Page(post=only(PAIR, "on")),
    "meetings:write_note": Page(post=only(PAIR, "422")),
    "meetings:add_action": Page(post=only(PAIR, "422")),
    "meetings:close_action": Page(post=only(PAIR, "on")),
    # What two keep together once it has begun. The rows are those of `both`, who is the mentee there; nobody who runs the
    # programme opens any of it
    "bonds:together": Page(only("both", "200"), **BOND),
    "bonds:together | it has not begun": Page("404"),
    "bonds:agreement": Page(only("both", "200"), only("both", "422"), **BOND),
    "bonds:sign": Page(post=only("both", "409"), **BOND),
    "bonds:agreement_version": Page(only("both", "200"), **BOND),
    "bonds:goals": Page(only("both", "200"), only("both", "422"), **BOND),
    "bonds:change_goal": Page(post=only("both", "422")),
    "bonds:tell_progress": Page(post=only("both", "422")),
    "bonds:close_goal": Page(post=only("both", "on"), body=lambda world: {"state": "reached"}),
    "bonds:private_notes": Page(only("both", "200"), only("both", "422"), **BOND),
    "bonds:private_note": Page(only("both", "200"), only("both", "422")),
    "bonds:remove_note": Page(post=only("both", "on")),
    "bonds:pulses": Page(only("both", "200"), **BOND),
    "bonds:pulse": Page(only("both", "200"), only("both", "422")),
    "bonds:compare": Page(post=only("both", "409")),
    "bonds:not_working": Page(only("both", "200"), only("both", "on"), **BOND),
    # What whoever runs a programme sees of its bonds, and gives to them
    "bonds:signs": Page(only(RUN, "200")),
    "bonds:plan": Page(only(RUN, "200"), only(RUN, "422")),
    "bonds:guide": Page(only(RUN, "200"), only(RUN, "422")),
    "bonds:take_up": Page(post=only(RUN, "on")),
    # Rehearsals: the speaker (`mentee`) and a guest (`mentor`); whoever runs the programme finds none of it
    "rehearsals:index": Page("200"),
    "rehearsals:new": Page("on", "on"),
    "rehearsals:new | of a scenario": Page("on", "422", body=lambda world: {"of": "price"}),
    "rehearsals:show": Page(only(PAIR, "200")),
    "rehearsals:room": Page(only(PAIR, "200")),
    "rehearsals:plain": Page(only(PAIR, "200")),
    "rehearsals:link": Page(post=only("mentee", "on")),
    "rehearsals:end_link": Page(post=only("mentee", "on")),
    # No mentor of the speaker's is named
    "rehearsals:invite": Page(post="404"),
    "rehearsals:guest": Page(post=only("mentee", "on"), body=lambda world: {"guest": world.a.guest.pk, "side": "peer"}),
    "rehearsals:begin": Page(post=only("mentee", "on")),
    "rehearsals:end": Page(post=only("mentee", "on")),
    "rehearsals:drop": Page(post=only("mentee", "on")),
    "rehearsals:hang": Page(post=only("mentee", "422")),
    "rehearsals:take_down": Page(post=only("mentee", "on")),
    "rehearsals:slide": Page(only(PAIR, "200")),
    # What happened there: the speaker and the mentors read it; the speaker alone shares the recording and says what to try next
    "rehearsals:report": Page(only(PAIR, "200")),
    "rehearsals:recording": Page(only(PAIR, "200")),
    "rehearsals:share": Page(post=only("mentee", "422")),
    "rehearsals:take_back": Page(post=only("mentee", "on")),
    # Not offered in these worlds; where it is, the speaker alone (rehearsals/tests/test_fillers.py)
    "rehearsals:fillers": Page(post="404"),
    "rehearsals:remark": Page(post=only("mentor", "422")),
    "rehearsals:remove_remark": Page(post=only(PAIR, "on")),
    # A spoken remark: its mentor and the speaker. The speaker's own voice: who has the recording
    "rehearsals:note": Page(only(PAIR, "200")),
    "rehearsals:own_voice": Page(only(PAIR, "200")),
    "rehearsals:share_voice": Page(post=only("mentee", "422")),
    "rehearsals:take_back_voice": Page(post=only("mentee", "on")),
    "rehearsals:try_next": Page(post=only("mentee", "422")),
    # Behind the link: whoever holds it, once signed in
    "rehearsals:come": Page({"on": PAIR, "else": "200"}, "on"),
    # Scenarios of one's own: for who mentors or runs a programme; the row is the mentor's
    "rehearsals:own": Page(only(WRITERS, "200")),
    "rehearsals:write_new": Page(only(WRITERS, "200"), only(WRITERS, "422")),
    "rehearsals:write_new | by fields": Page(only(WRITERS, "200"), only(WRITERS, "422"), body=lambda world: {"way": "fields"}),
    "rehearsals:write": Page(only("mentor", "200"), only("mentor", "422")),
    "rehearsals:remove_scenario": Page(post=only("mentor", "on")),
    # One's own calendars. The feed opens to whoever has its address, since calendars cannot sign in.
    "calendars:mine": Page("200", "on"),
    "calendars:add": Page(post="422"),
    "calendars:remove": Page(post=only("mentee", "on"), body=lambda world: {"calendar": world.calendar}),
    "calendars:read": Page(post=only("mentee", "on"), body=lambda world: {"calendar": world.calendar}),
    "calendars:feed_new": Page(post="on"),
    "calendars:feed_end": Page(post="on"),
    "calendars:feed": Page("200", public=True),
    "calendars:offer": Page(only(PAIR, "200")),
    "calendars:file": Page(only(PAIR, "200")),
    # The demo's doors: on this machine, and nowhere else
    "demo:enter": Page(post="on", public=True, at_the_door=True, headers=HERE),
    "demo:enter | from elsewhere": Page(post="404", public=True, at_the_door=True),
    "demo:enter | through a proxy": Page(
        post="404", public=True, at_the_door=True, headers=HERE | {"X-Forwarded-For": "203.0.113.9"}
    ),
    "demo:later": Page(post="on", headers=HERE),
    "demo:later | from elsewhere": Page(post="404"),
    "demo:letters": Page("200", headers=HERE),
    "demo:letters | from elsewhere": Page("404"),
    # Sixty seconds before twenty-four people: in the demo only, for anybody; nothing is sent back
    "try:room": Page("200", public=True, at_the_door=True),
}

# WebSockets: who is let in. Everybody else gets the same refused handshake (403), whether or not there is something.
LINES: dict[str, str] = {"call_line": PAIR, "rehearsal_line": PAIR}
