"""The tables of the audit, and the door to them: the role with which people are matched reads all tables but these.

A later migration that makes a table of this room takes the right to read it from that role in the same way (UNREADABLE). Where the
role is missing, Mentes does not start (cli.database); the statements here are for the order in which tables and role come about.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import mentes.fairness.models
import uuid
from django.db import migrations, models

READABLE = """
do $$ begin
    if exists (select from pg_roles where rolname = 'mentes_matcher') then
        execute format('alter default privileges for role %I grant select on tables to mentes_matcher', current_user);
        grant select on all tables in schema public to mentes_matcher;
    end if;
end $$;
"""
UNREADABLE = """
do $$ begin
    if exists (select from pg_roles where rolname = 'mentes_matcher') then
        revoke all on fairness_asked, fairness_said, fairness_count from mentes_matcher;
    end if;
end $$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programmes", "0002_own_answers"),
    ]

    operations = [
        migrations.RunSQL(READABLE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="programmes.programme",
                    ),
                ),
                (
                    "attributes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=mentes.fairness.models.default_attributes, size=None
                    ),
                ),
                (
                    "belongings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                ("n_changes", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("run_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("n_changes", models.PositiveIntegerField()),
                ("report", models.JSONField()),
                (
                    "programme",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programmes.programme"),
                ),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Said",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "attribute",
                    models.CharField(
                        choices=[
                            ("gender", "gender"),
                            ("age", "age"),
                            ("belonging", "belonging"),
                            ("disability", "disability"),
                            ("first_generation", "first_generation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("value", models.CharField(max_length=80)),
                ("words", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programmes.participation"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("participation", "attribute"), name="one_answer_an_attribute")],
            },
        ),
        migrations.RunSQL(UNREADABLE, migrations.RunSQL.noop),
    ]
