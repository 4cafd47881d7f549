import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

UNREADABLE = """
do $$ begin
    if exists (select from pg_roles where rolname = 'mentes_matcher') then
        revoke all on rehearsals_tap from mentes_matcher;
    end if;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rehearsals", "0004_own_voices_and_voice_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Tap",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at_ms", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "rehearsal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taps", to="rehearsals.rehearsal"
                    ),
                ),
            ],
            options={
                "ordering": ["at_ms", "id"],
            },
        ),
        migrations.RunSQL(UNREADABLE, migrations.RunSQL.noop),
    ]
