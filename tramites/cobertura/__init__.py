"""What a student's cover means for every procedure: why there is none, what each asks of it, constancia, notice."""
