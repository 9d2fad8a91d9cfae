"""The questions of the procedures: the wizard, and the steps for a postal address.

Each procedure describes its questions with a tuple of `Step`. The wizard uses django-formtools.
"""
