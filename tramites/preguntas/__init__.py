"""The questions of a procedure: steps as data, the wizard on django-formtools, and the steps for a postal address."""
