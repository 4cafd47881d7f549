from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_papers")]

    operations = [
        migrations.AddField(
            model_name="meeting", name="planned_at", field=models.DateTimeField(blank=True, editable=False, null=True)
        ),
    ]
