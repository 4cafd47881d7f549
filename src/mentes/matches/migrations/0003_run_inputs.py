"""What a run's proof must know besides the people: seats, locks, and which version of the rows it read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matches", "0002_initial")]

    operations = [migrations.AddField(model_name="run", name="inputs", field=models.JSONField(default=dict))]
