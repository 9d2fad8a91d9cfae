"""Which spellings of an address reach the same mailbox. For counting only: mail goes to what was typed."""

GMAIL = frozenset({"gmail.com", "googlemail.com"})


def normalize_buzon(correo: str) -> str:
    """Return one spelling for all that are known to reach the mailbox of `correo`.

    Case, quotes, what follows a `+`, the dots of Gmail, and both ways to write a domain with accents make no
    difference. Two mailboxes that meet here share a limit, nothing else; any text has an answer.
    """
    name, _, domain = correo.strip().lower().rpartition("@")
    domain = _to_ascii(domain.rstrip("."))
    name = name.replace('"', "").replace("\\", "")
    name = name.partition("+")[0] or name  # a name that begins with + is no tag
    if domain in GMAIL:
        return f"{name.replace('.', '')}@gmail.com"
    return f"{name}@{domain}"


def _to_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:  # labels too long or empty: no mail arrives there anyway
        return domain
