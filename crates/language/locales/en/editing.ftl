# Writing records: forms, two versions, taking away, history, activity.
edit-new = New: { $kind }
edit-change = Change: { $kind }
edit-record = Change
edit-here = Add here:
edit-save = Save
edit-cancel = Cancel
edit-faults = { $count ->
    [one] One thing keeps this from being saved
   *[other] { $count } things keep this from being saved
}
edit-required = required
edit-required-note = Only fields marked “required” have to be filled in. Leave the others blank if you do not know.
edit-id = Id
edit-id-help = The name of the record in addresses and files: lower case letters, digits, hyphens. Leave it blank and it is made from what you fill in. It stays as it is later.
edit-none = not stated
edit-further-language = In another language
edit-language = Language
edit-text = Text
edit-more = More lines
edit-document = Document
edit-place = Place in it
edit-find = Find
edit-found = Choose one:
edit-nothing-found = Nothing on record has this in its name.
edit-make = Not on record yet? Add:
edit-new-window = opens in a new window
edit-unit-of = in the unit of “{ $field }”
edit-match = { $title } · { $kind } · { $id }
edit-draft-keep = Keep as draft
edit-draft-kept = Draft kept. Nothing is saved yet.
edit-draft-open = Go on with the draft
edit-draft-discard = Discard the draft
edit-draft-offered = You began to fill in this form ({ $at }) and did not save it.
edit-draft-opened = This is what you had typed ({ $at }). It is not saved yet.
edit-stale = The page was open for too long, or your browser was changed meanwhile. Nothing you typed is lost: press Save once more.
edit-gone = Somebody took this record away while you were typing. Bring it back from its history, or save what you typed as a new record.
edit-history = History

help-shape-date = For example 1999, May 1999, 12 May 1999 or 平成11年5月. “about 1999” and “1999?” are kept as such.
help-shape-period = A date or a period: 1999, FY2014, May 1999 – March 2001, 平成4年度～平成8年度.
help-shape-number = For example 12, 12.5, 1,265,000 or a range: 11-20.
help-shape-reference = Type part of the name and choose.
help-shape-references = One on each line. Type part of the name and choose.
help-shape-term = A short term. Use one that is in use where it fits.
help-shape-terms = One on each line.
help-shape-citations = Where this is written: the document, and the section, table or page in it.
help-field-unit = What the value counts, such as %, m3/day or people.
help-field-un-locode = Code of the place in UN/LOCODE: country and three letters.
help-field-related-need = The need that this answers.
help-needs-statement = The problem in plain words, as the partner tells it.
help-needs-raised = When the partner told of it.
help-needs-constraints = What an answer must live with: little money, no steady power, few staff.
help-agreements-parties = Every place and body that signed.
help-agreements-term-end = The last day on which it binds; blank when it has no end.
help-projects-stage = The furthest stage that was reached.
help-observations-subject = What was measured: a place, a body, a project or any other record.
help-observations-year = The time for which the value holds.
help-places-within = The next larger place: of a city its region or country.
help-sources-cited-as = The short name under which other records cite it, without spaces.
help-offerings-evidence = Where it has worked, with figures.

actor-local = at this computer
actor-import = import of files
actor-demo = demonstration record
actor-administrator = administrator
actor-coordinator = coordinator
actor-contributor = contributor

change-added = Added
change-changed = Changed
change-removed = Taken away

merge = Two versions
merge-who = { $who } saved this record while you were typing ({ $at }).
merge-what = Nothing of yours is saved yet. Choose for each field which version holds, then save.
merge-open = For some fields no version is chosen yet.
merge-contested = both changed it
merge-mine = Yours
merge-theirs = On record now
merge-base = Before:
merge-save = Save what is chosen
merge-cancel = Keep what is on record

remove = Take away
remove-depends = Other records depend on this one. They will refer to something that is not there:
remove-nothing-depends = No other record depends on this one.
remove-comes-back = It can be brought back from its history at any time.
remove-confirm = I know what depends on it
remove-confirm-first = Other records depend on it. Mark that you know before taking it away.
remove-overtaken = Somebody changed the record meanwhile. Look at it again before taking it away.
remove-button = Take it away
remove-cancel = Leave it

history = History
history-record = To the record
history-gone = This record was taken away. It can be brought back below.
history-changed = What changed
history-field = Field
history-before = Before
history-after = After
history-unknown = What changed was not kept at that time.
history-restore = Go back to this state
history-bring-back = Bring back this state
history-overtaken = Somebody changed the record meanwhile. Look at its history again.
history-faulty = This state cannot come back as it was:

activity = Activity
activity-when = When
activity-who = Who
activity-kind = Kind
activity-what = What
activity-day = Day
activity-earlier = Earlier
activity-empty = Nothing was changed that meets these conditions.
