"""The top layer of `tramites`: the gate (first form), e-mail confirmation, pages, mails and tasks of the workers."""
