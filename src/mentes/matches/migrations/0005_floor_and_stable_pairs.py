"""The floor of a run, its mode, how many would rather have each other, and what wishes and locks cost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matches", "0004_question")]

    operations = [
        migrations.AddField(model_name="run", name="mode", field=models.CharField(default="optimum", max_length=8)),
        migrations.AddField(model_name="run", name="floor", field=models.FloatField(null=True)),
        migrations.AddField(model_name="run", name="n_blocking", field=models.PositiveIntegerField(null=True)),
        migrations.AddField(model_name="run", name="place_price", field=models.FloatField(default=0.0)),
        migrations.AddField(model_name="run", name="wishes", field=models.JSONField(default=list)),
        migrations.AddField(model_name="run", name="locks", field=models.JSONField(default=list)),
    ]
