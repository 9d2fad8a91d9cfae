from django.db import migrations


def end_sessions(apps, schema_editor):
    """Delete the sessions stored under their raw key: the new session engine finds none of them."""
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("seguridad", "0002_consumo"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(end_sessions, end_sessions)]
