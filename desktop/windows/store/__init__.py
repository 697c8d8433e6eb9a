"""What people do to the store as a whole: backups, passwords, users, updates."""
