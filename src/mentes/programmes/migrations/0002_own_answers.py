import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="own_answers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="importchange",
            name="participation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="import_changes",
                to="programmes.participation",
            ),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="left_out",
            field=models.JSONField(
                default=list, help_text="[{place, code}]: where rows were left out and why, not what stood there."
            ),
        ),
    ]
