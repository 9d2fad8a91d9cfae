"""What several test files share (CONTRIBUTING.md, «Tests»)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]  # the folder of manage.py
