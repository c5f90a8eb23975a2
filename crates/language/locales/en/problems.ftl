# What can be wrong with outside input: what was found, what was expected, what to do.
problem-unreadable-file = The file cannot be read: { $found }. Check that it exists, is not open elsewhere and may be read.
problem-unreadable-text = The text is in none of the encodings UTF-8, UTF-16 or CP932. Save the file as “CSV UTF-8”.
problem-unreadable-turtle = { $asks ->
    [yes] “{ $found }” is not Turtle. The reader says: { $expected }. Mend the file at this line.
   *[no] “{ $found }” is not Turtle. Mend the file at this line.
}
problem-unknown-property = The thesaurus does not use the property “{ $found }”. It was passed over.
problem-repeated-label = “{ $found }” is a second preferred label in the same language. Keep one and make the other an alternative label.
problem-circular-concept = The concept “{ $found }” is broader than itself, directly or through others. Correct “broader”.
problem-ignored-file = { $asks ->
    [yes] No kind of record is called “{ $found }”, so the file was passed over. Known names: { $expected }.
   *[no] No kind of record is called “{ $found }”, so the file was passed over.
}
problem-nothing-to-import = { $asks ->
    [yes] The folder holds no file of a known kind. Expected files such as { $expected }.
   *[no] The folder holds no file of a known kind.
}
problem-unknown-column = { $asks ->
    [yes] There is no column “{ $found }” in this kind of record. Rename or remove it. Known columns: { $expected }.
   *[no] There is no column “{ $found }” in this kind of record. Rename or remove it.
}
problem-repeated-column = The column “{ $found }” stands twice in the header. Keep one of them.
problem-missing-column = The column “{ $expected }” is missing. Add it; every record needs it.
problem-wrong-cell-count = { $asks ->
    [yes] The row has { $found } cells where the header has { $expected }. Look for a missing or extra comma, or quote the cell.
   *[no] The row has { $found } cells. Look for a missing or extra comma, or quote the cell.
}
problem-cell-too-long = { $asks ->
    [yes] The cell is too long, starting “{ $found }”. Expected { $expected }. Shorten the text.
   *[no] The cell is too long, starting “{ $found }”. Shorten the text.
}
problem-open-quote = A quoted cell opens here and is never closed. Add the closing quote.
problem-missing-value = The field is blank. Fill it in; every record of this kind needs it.
problem-unknown-code = { $asks ->
    [yes] “{ $found }” is not a code of this list. Accepted: { $expected }.
   *[no] “{ $found }” is not a code of this list.
}
problem-unreadable-date = { $asks ->
    [yes] “{ $found }” is not a date. Write it like { $expected }.
   *[no] “{ $found }” is not a date.
}
problem-no-such-day = There is no such day as “{ $found }”. Check month and day.
problem-period-not-date = { $asks ->
    [yes] “{ $found }” is a period; one date is asked here. Write it like { $expected }.
   *[no] “{ $found }” is a period; one date is asked here.
}
problem-period-reversed = { $asks ->
    [yes] “{ $found }” ends before it starts. Expected { $expected }. Exchange or correct the dates.
   *[no] “{ $found }” ends before it starts. Exchange or correct the dates.
}
problem-unreadable-number = { $asks ->
    [yes] “{ $found }” is not a number. Write it like { $expected }.
   *[no] “{ $found }” is not a number.
}
problem-grouped-number = { $asks ->
    [yes] “{ $found }” has commas between its digits. Write it without them: { $expected }.
   *[no] “{ $found }” has commas between its digits. Write it without them.
}
problem-range-reversed = The range “{ $found }” runs downwards. Write the smaller number first.
problem-out-of-range = { $asks ->
    [yes] “{ $found }” is outside what is possible. Expected { $expected }.
   *[no] “{ $found }” is outside what is possible.
}
problem-blank-in-list = The list “{ $found }” has a blank part. Remove the extra semicolon.
problem-malformed-id = { $asks ->
    [yes] “{ $found }” cannot be an ID. Expected { $expected }. Use lower case letters, digits and hyphens.
   *[no] “{ $found }” cannot be an ID. Use lower case letters, digits and hyphens.
}
problem-wrong-prefix = { $asks ->
    [yes] The ID “{ $found }” does not start as IDs of its kind do. It starts with { $expected }.
   *[no] The ID “{ $found }” does not start as IDs of its kind do.
}
problem-repeated-id = { $asks ->
    [yes] The ID “{ $found }” stands twice. It was first used at { $expected }. Give one of them another ID.
   *[no] The ID “{ $found }” stands twice. Give one of them another ID.
}
problem-taken-id = { $asks ->
    [yes] The ID “{ $found }” belongs to a record of another kind: { $expected }. Choose another ID.
   *[no] The ID “{ $found }” belongs to a record of another kind. Choose another ID.
}
problem-unknown-reference = { $asks ->
    [yes] No record has the ID “{ $found }”. Expected one of { $expected }. Add that record or correct the ID.
   *[no] No record has the ID “{ $found }”. Add that record or correct the ID.
}
problem-wrong-reference-kind = { $asks ->
    [yes] “{ $found }” is a record of a kind that cannot stand here. Expected one of { $expected }.
   *[no] “{ $found }” is a record of a kind that cannot stand here.
}
problem-circular-place = The place lies within itself, directly or through others. Correct “within”.
problem-missing-partner = { $asks ->
    [yes] The field is blank although another depends on it: { $expected }. Fill in both or neither.
   *[no] The field is blank although another depends on it. Fill in both or neither.
}
problem-not-own = This would not be yours to keep. Choose your own place or body.
problem-unknown-document = No source is cited as “{ $found }”. The citation is kept as words; add the source to link it.
problem-unknown-unit = The unit “{ $found }” is not known. It is kept as it is.
problem-no-source = The row cites no source. The fact is shown as unsourced; add a source if there is one.
problem-not-a-workbook = This is not an Excel workbook (.xlsx) that can be read. The reader says: { $found }. Open it in a spreadsheet, take a password off if there is one, and save it as “Excel Workbook (.xlsx)”.
problem-workbook-macros = The workbook holds macros ({ $found }), which are not taken in. Save it as “Excel Workbook (.xlsx)”.
problem-workbook-too-large = { $asks ->
    [yes] Unpacked, the workbook is too large: { $found }. The limit is { $expected }. Bring it in by parts, or as CSV from the command line.
   *[no] Unpacked, the workbook is too large: { $found }. Bring it in by parts, or as CSV from the command line.
}
problem-too-many-rows = { $asks ->
    [yes] There are too many rows. The limit is { $expected }. Bring them in by parts, or as CSV from the command line.
   *[no] There are too many rows. Bring them in by parts, or as CSV from the command line.
}
problem-ignored-sheet = No kind of record is called “{ $found }”, so the sheet was passed over.
problem-hidden-sheet = The sheet “{ $found }” is hidden and was passed over. Show it in the spreadsheet if it is meant.
problem-formula-cell = The cell holds a formula: { $found }. Put its value in its place.
problem-error-cell = The cell holds an error of the spreadsheet: { $found }. Correct it or leave the cell blank.
problem-date-cell = The spreadsheet made a date of what was typed here: { $found }. Format the cell as text and type it again.
problem-percent-cell = The cell shows a percentage but holds { $found }. Format it as a plain number and type what is meant.
problem-merged-cells = Cells of this row are merged ({ $found }), so it is not clear what the others hold. Unmerge them.
problem-not-allowed = Your part in the office does not allow this change.

problem-hint = { $text } Did you mean “{ $hint }”?
problem-at-file = { $file }
problem-at-line = { $file }, line { $line }
problem-at-column = { $file }, column { $column }
problem-at-cell = { $file }, line { $line }, column { $column }
problem-error = Error
problem-remark = Remark
count-faults = { $count ->
    [0] no problems
    [one] { $count } problem
   *[other] { $count } problems
}
count-remarks = { $count ->
    [0] no remarks
    [one] { $count } remark
   *[other] { $count } remarks
}
