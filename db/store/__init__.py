"""How we keep it: fields, records, the encrypted file, its history and its backups."""

from db.store.late_modules import come_late

come_late()
