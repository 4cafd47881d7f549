import django.db.models.deletion
from django.db import migrations, models


UNREADABLE = """
do $$ begin
    if exists (select from pg_roles where rolname = 'mentes_matcher') then
        revoke all on rehearsals_trynext from mentes_matcher;
    end if;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matches", "0012_carried_marks"),
        ("meetings", "0003_planned_at"),
        ("rehearsals", "0002_cues_remarks_recordings"),
    ]

    operations = [
        migrations.CreateModel(
            name="TryNext",
            fields=[
                (
                    "rehearsal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="try_next",
                        serialize=False,
                        to="rehearsals.rehearsal",
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("is_placed", models.BooleanField(default=False)),
                ("said_at", models.DateTimeField()),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.action",
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="matches.match"
                    ),
                ),
            ],
            options={
                "ordering": ["said_at", "rehearsal_id"],
            },
        ),
        migrations.RunSQL(UNREADABLE, migrations.RunSQL.noop),
    ]
