"""Reading files that other people made. Pure: no Django, and no knowledge of what the rows mean."""
