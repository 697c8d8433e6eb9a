"""Trouble: what we tell people, as against faults of our own.

A ``Trouble`` carries one Chinese sentence for the person at the desk and is shown as it is.
Any other exception that reaches the top is a bug and ends in a crash report.
"""


class Trouble(Exception):  # noqa: N818 - it is the word the whole house uses
    """An expected difficulty, in words for the user.

    Args:
        sentence: one Chinese sentence that says what happened and what to do.
        wrong_input: True when the call or the input was at fault (exit code 2 on the command
            line), False when the answer is simply "no" (exit code 1).
    """

    def __init__(self, sentence: str, *, wrong_input: bool = False) -> None:
        self.sentence = sentence.encode("utf-8", "replace").decode()  # it may quote what was typed
        super().__init__(self.sentence)
        self.wrong_input = wrong_input
