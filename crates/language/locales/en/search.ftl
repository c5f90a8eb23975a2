# Search over the whole record.
find-title = Search
find-title-of = Search: { $text }
find-lead = Places, projects, needs, offerings, agreements, documents: everything on record, in every language it is written in.
find-words = Words to look for
find-summary = { $count ->
    [one] { $count } record found
   *[other] { $count } records found
}
find-nothing = Nothing on record has these words.
find-loosened = No record has all of these words. Shown are the records that have some of them.
find-kinds = Kinds of record found
find-rest = All in the list: { $kind }
find-hint-languages = Write in English or Japanese; capitals, accents and the width of letters do not matter.
find-hint-slips = Small slips in spelling are forgiven.
find-hint-fewer = Fewer words find more.
find-hint-lists = Or look through a list:
