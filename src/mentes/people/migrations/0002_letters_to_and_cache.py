"""The address of a letter where it is not its person's own, and the table in which rate limits are counted."""

from django.db import migrations, models

# The shape that Django's database cache expects (django.core.cache.backends.db).
CACHE = """
create table if not exists cache_entries (
    cache_key varchar(255) not null primary key,
    value text not null,
    expires timestamp with time zone not null
);
create index if not exists cache_entries_expires on cache_entries (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(model_name="letter", name="to", field=models.EmailField(blank=True, max_length=254)),
        migrations.RunSQL(CACHE, "drop table if exists cache_entries"),
    ]
