"""What the pages of the portal itself say: the route, official sites, contacts, notices. Read only."""
