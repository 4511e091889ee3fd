"""Labels that the network learns besides, since they help it learn; the program uses none."""

ROLES = ("P", "L", "T", "S")  # perpetrator, place, time, source
CLASSES = ("civilian", "combatant", "mixed", "unknown")
