"""How a procedure asks: steps as data, the wizard on django-formtools, and the steps that ask for an address."""
