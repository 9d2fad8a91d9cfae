"""The staff's site: who gets in, what it looks like, and in which order it lists what there is.

Each room describes its own models in its `admin.py`; those of Django (users, groups, history) are described here.
"""
