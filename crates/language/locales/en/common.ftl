# Words that many pages share: states of facts, paging, lists, empty states.
common-blank = not on record
common-no-source = No source on record
common-conflict = Sources disagree

common-filter = Filter
common-apply = Apply
common-clear = Clear all filters
common-all = All
common-as-table = The same as a table

common-pages = Pages
common-previous = Previous
common-next = Next
common-page-of = Page { $page } of { $last }

common-empty-filter = No record fits these filters. Remove one, or clear them all.
common-empty-search = Nothing on record matches “{ $query }”.
