# Bringing files back.
import = Import
import-lead = Bring back a workbook or CSV file that was downloaded here, or one with the same columns. What would change is shown first; nothing is stored until you choose it.
import-file = Excel (.xlsx) or CSV file
import-largest = { $size } MB at most
import-blanks = Blank cells clear the value on record
import-look = Show what would change
import-how = Without the tick, a blank cell leaves the value as it is; write [clear] into a cell to take one value away. A file that waits for your choice is kept for an hour.
import-nothing-sent = No file was chosen. Choose one and send it again.
import-preview = What would change
import-result = What was stored
import-added = New
import-added-what = Records that are not on record yet.
import-changed = Changed
import-changed-what = Records with values that were changed in the file.
import-conflict = In conflict
import-conflict-what = The same value was changed on record after the file went out, or the record was taken away. Tick a row to store what the file says all the same.
import-unchanged = Unchanged
import-refused = Refused
import-refused-what = These rows are not stored. Correct them in the file and bring it back again; rows that are stored already change nothing then.
import-left = Left out
import-store = Store
import-row = Row
import-record = Record
import-cells = Values: on record → in the file
import-cleared = cleared
import-overtaken-cell = changed on record meanwhile
import-rest = { $count ->
    [one] and { $count } further row that is not shown
   *[other] and { $count } further rows that are not shown
}
import-more = { $count ->
    [one] { $count } more is not shown.
   *[other] { $count } more are not shown.
}
import-apply = Store what is ticked
import-apply-what = All of it is stored in one step, or nothing is.
import-cancel = Store nothing
import-nothing = There is nothing to store.
import-place = Place
import-found = Found
import-why = What is wrong
import-remarks = Good to know
import-stored = Stored.
import-not-stored = Nothing was stored.
import-overtaken = Not stored: changed meanwhile
import-overtaken-what = These records changed after you looked, or refer to a row that was left out. Look again and choose.
import-again = Look at what is left
import-another = Bring back another file
cli-no-kind = No kind of record is called “{ $kind }”.
