"""What people tell so that sealed parcels open; light, for windows that may never open one."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Secrets:
    """What opens sealed parcels: the pin of our receiving keys, pass phrases told by telephone."""

    pin: str = field(default="", repr=False)
    phrases: tuple[str, ...] = field(default=(), repr=False)

    def and_also(self, told: "Secrets") -> "Secrets":
        """What was told before and what was told now; of two pins the later."""
        return Secrets(told.pin or self.pin, (*self.phrases, *told.phrases))
