"""How we keep it: fields, records, the encrypted file, its history and its backups."""
