"""Takes the right to read people's words and calendars from the role with which people are matched.

A later migration that makes such a table does the same for it; tests/plan/test_roles.py compares with the registry of tables.
"""

from django.db import migrations

UNREADABLE = """
do $$ begin
    if exists (select from pg_roles where rolname = 'mentes_matcher') then
        revoke all on
            bonds_agreement, bonds_goal, bonds_goalstep, bonds_guidestep, bonds_laidstep, bonds_notekey, bonds_plan,
            bonds_privatenote, bonds_pulse, bonds_trouble,
            talk_attachment, talk_content, talk_conversation, talk_member, talk_message,
            calendars_calendarchoice, calendars_calendarsource, calendars_told,
            meetings_action, meetings_agendaitem, meetings_sharednote,
            matches_ending, matches_farewell, matches_question,
            people_letter
        from mentes_matcher;
    end if;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("bonds", "0001_agreements_goals_pulses_notes"),
        ("talk", "0001_conversations"),
        ("calendars", "0001_sources_choices_told"),
        ("meetings", "0003_planned_at"),
        ("matches", "0011_created_by_the_clock"),
        ("people", "0006_created_by_the_clock"),
        ("fairness", "0001_initial"),
    ]

    operations = [migrations.RunSQL(UNREADABLE, migrations.RunSQL.noop)]
