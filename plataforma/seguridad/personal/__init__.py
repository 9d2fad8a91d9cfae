"""What every page of the staff shares: lists that do not count, searches that normalise, values shown one at a time.

Each room describes its own models with it, in its `admin.py`; the site itself is the portal's (`imss_portal.admin`).
"""
