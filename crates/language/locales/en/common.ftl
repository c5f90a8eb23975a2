# Words that many pages share: states of facts, paging, lists, empty states.
common-yes = yes
common-no = no
common-blank = not on record
common-ongoing = ongoing
common-no-source = No source on record
common-in-language = in { $language }
common-conflict = Sources disagree

common-filter = Filter
common-apply = Apply
common-clear = Clear all filters
common-all = All
common-sort-up = Sort upwards
common-sort-down = Sort downwards
common-download-csv = Download as CSV
common-print = Print
common-show-all = Show all
common-as-table = The same as a table

common-pages = Pages
common-previous = Previous
common-next = Next
common-page-of = Page { $page } of { $last }
common-rows-of = { $from }–{ $to } of { $total }

common-empty = Nothing on record yet.
common-empty-filter = No record fits these filters. Remove one, or clear them all.
common-empty-search = Nothing on record matches “{ $query }”.
