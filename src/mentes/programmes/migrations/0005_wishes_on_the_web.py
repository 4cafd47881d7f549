from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_by_hand")]

    operations = [
        migrations.AddField(model_name="programme", name="lets_wish", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="participation", name="is_seen", field=models.BooleanField(default=False)),
    ]
