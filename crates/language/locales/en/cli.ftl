# Lines of the command line.
cli-failed = Not done: { $what }
cli-hint = What to do: { $hint }
cli-not-found = nothing is on record under “{ $name }”
cli-hint-not-found = look for it with the search of the pages, or in the files of `renkei export`
cli-bad-argument = { $what } cannot be used
cli-bad-office = “{ $office }” cannot be the key of an office; expected small letters, digits and hyphens
cli-which-office = this database holds several offices ({ $offices }); name one with --office
cli-no-record = there is no record at { $path }
cli-hint-no-record = start with `renkei demo`, or name the folder of your record with --data
cli-no-files = there is nothing at { $path }
cli-hint-migrate = run `renkei migrate`; it takes a backup first
cli-hint-newer = use the newer program that wrote this database
cli-hint-disk = make room, then try again; nothing stored before is lost
cli-hint-busy = wait until the other program is done, or stop it
cli-hint-corrupt = run `renkei check`, and bring the value back from a copy
cli-hint-port = name a free port with --port
cli-hint-demo-folder = use another folder for the demo, or `renkei serve` for this one
cli-demo-in-office = { $path } holds the record of an office, not the demo
cli-demo-reset-elsewhere = the demo can only be taken away from a folder, not from { $path }
cli-demo-loaded = Loaded the demo record: { $count } records
cli-demo-kept = The demo record is there already.
cli-serving = Renkei is running at { $address } (Ctrl+C stops it). Three things to try:
cli-serving-office = Renkei is running at { $address } (Ctrl+C stops it).
cli-try-partner = The story of a partner:
cli-try-match = What answers a need, and why:
cli-try-search = Search in two languages at once:
cli-stopped = Stopped.
cli-migrated = The database is at this program's version.
cli-import-kind = Kind
cli-import-added = Added
cli-import-changed = Changed
cli-import-unchanged = Unchanged
cli-import-refused = Refused
cli-import-problems = { $count ->
    [one] 1 problem:
   *[other] { $count } problems:
}
cli-import-remarks = { $count ->
    [one] 1 remark, which refuses nothing:
   *[other] { $count } remarks, which refuse nothing:
}
cli-import-more = and { $count } more
cli-import-dry = Nothing was stored: this was a dry run.
cli-import-stored = The record holds what the table says.
cli-import-nothing = Nothing was stored. Mend the rows named above and import again, or store the sound ones with --tolerant.
cli-import-refused-folder = Refused rows are in { $path }: mend them there and import that folder.
cli-check-read = Read { $count } records.
cli-check-database = The database file: { $what }
cli-check-damaged = Damaged value: { $what }
cli-check-reference = Leads nowhere, or to a record of the wrong kind: { $what }
cli-check-circular = Lies within itself: { $what }
cli-check-sound = The record is sound.
cli-check-faulty = The record has faults.
cli-match-offerings = What can help
cli-match-schemes = What could pay or support
cli-match-precedents = What was done before
cli-match-understood = Understood
cli-match-none = nothing
cli-show-more = and { $count } more
cli-story-since = Cooperation on record since { $when }: { $what }
cli-batch-onto-itself = the answers cannot be written over the needs at { $path }; name another file with --out
cli-batch-done = { $count ->
    [one] Answered 1 need; fitting: { $fitting }. The ranking is in { $path }.
   *[other] Answered { $count } needs; something on record fits { $fitting } of them. The ranking is in { $path }.
}
cli-batch-nothing = No need was answered and nothing was written.
cli-batch-problems = { $count ->
    [one] 1 problem; what it names was not answered:
   *[other] { $count } problems; what they name was not answered:
}
cli-batch-remarks = { $count ->
    [one] 1 cell was treated as blank:
   *[other] { $count } cells were treated as blank:
}
