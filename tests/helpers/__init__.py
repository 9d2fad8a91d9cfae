"""Helpers of the tests, by the package that they help to test. CONTRIBUTING.md, «Tests», says what each is for."""
