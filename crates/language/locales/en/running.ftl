# Lines of the command line about running a server: backups, restoring, upgrades, checks.
running-backup-done = { $count ->
    [one] Backup of 1 record, as of { $taken }: { $path }
   *[other] Backup of { $count } records, as of { $taken }: { $path }
}
running-backup-attachments = { $count ->
    [one] and 1 attachment
   *[other] and { $count } attachments
}
running-restore-done = { $count ->
    [one] Restored 1 record, as of { $taken }, into { $path }
   *[other] Restored { $count } records, as of { $taken }, into { $path }
}
running-restore-aside = What was there before is in { $path }
running-restore-older = An older program wrote this record: run `renkei migrate` before serving it.
running-restore-folder = a backup is restored into a folder; name it with --data and leave --database away (folder: { $path })
running-postgres = the record is on PostgreSQL, which has its own tools for copies
running-hint-postgres = take a copy with `pg_dump --format=custom --file=renkei.dump` and the address of the database, bring it back with `pg_restore`; for an upgrade say --no-backup then (docs/running.md)
running-upgrade-backup = The database is from an older program. A backup was taken first: { $path }
running-upgrade-postgres = the database has schema version { $schema } and will be upgraded; it needs a copy first
running-refused-foreign = { $what } is no backup of Renkei
running-refused-damaged = the backup is damaged or cut off: { $what }
running-refused-strange = the backup holds something that does not belong there: { $what }
running-refused-newer = the backup was written by a newer program (version { $what })
running-refused-full = the folder is not empty: { $what }
running-refused-held = a server is running on this folder: { $what }
running-refused-there = there is a file already at { $what }
running-hint-damaged = nothing was restored; use another backup
running-hint-full = name another folder with --data, or move this one aside with --replace
running-hint-held = stop the server first
running-check-trouble = Kept twice and not the same: { $what }
running-check-index = The search index does not hold what the record holds. Stop the server and remove the folder `search`; it is made anew.
running-check-document = Cited, and not described among the sources (no fault): { $what }
