# Lines of the command line.
cli-loaded = Loaded { $count } records.
cli-unchanged = Nothing to change.
cli-would-change = To add { $added }, to change { $changed }, unchanged { $same }.
cli-changed = Added { $added }, changed { $changed }, unchanged { $same }.
cli-nothing-stored = Nothing was stored.
cli-serving = Renkei is running at { $address }
cli-try = Three things to try:
cli-stop = Press Ctrl+C to stop.
