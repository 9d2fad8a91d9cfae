"""What the portal needs to work, looked at before it starts and by `manage.py revisar` (T22)."""
